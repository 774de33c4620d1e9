import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { FormDialog, Select, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { CaseChoice } from '../../cases/screens/case-choice.tsx';
import type { ReleaseFacts } from '../contract.ts';
import { refreshReleases } from './shared.ts';

/** Puts a release to a case and, where it is said, to a victim of it. */
export function LinkDialog({ release, onClose }: { release: ReleaseFacts; onClose: () => void }) {
  const { t } = useWords();
  const [caseId, setCaseId] = useState<string | null>(null);
  const [victimId, setVictimId] = useState<string | null>(null);
  const victims = useQuery(
    api.releases.victims.queryOptions({ input: { caseId: caseId ?? '' }, enabled: caseId !== null }),
  ).data;
  const link = useMutation({
    mutationFn: () => client.releases.link({ id: release.id, version: release.version, caseId, victimId }),
    onSuccess: () => {
      toast({ text: t('releases.link.done') });
      void refreshReleases();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('releases.link.title')}
      verb={t('releases.link.command')}
      onClose={onClose}
      onSubmit={() => {
        if (caseId !== null) link.mutate();
      }}
      save={{ pending: link.isPending, ...formProblems(link.error) }}
    >
      <CaseChoice
        label={t('releases.link.case')}
        hint={t('releases.link.caseHint')}
        empty={t('releases.link.empty')}
        value={caseId}
        onChange={(id) => {
          setCaseId(id);
          if (id !== caseId) setVictimId(null);
        }}
        autoFocus
      />
      {(victims?.rows.length ?? 0) > 0 && (
        <Select
          label={t('releases.link.victim')}
          name="victimId"
          required={false}
          placeholder={t('releases.link.noVictim')}
          options={(victims?.rows ?? []).map((one) => ({ id: one.id, label: one.codeName }))}
          value={victimId}
          onChange={setVictimId}
        />
      )}
    </FormDialog>
  );
}
