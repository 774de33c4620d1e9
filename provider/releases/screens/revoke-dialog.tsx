import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import { FormDialog, RadioGroup, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { chosenEndings, revokedHows } from '../../vocabulary/releases.ts';
import { optionsOf, refreshReleases, type Release } from './shared.ts';

/** Takes a release back. The usual answers stand there already: one press after the client has said so. */
export function RevokeDialog({
  release,
  open,
  live,
  onClose,
}: {
  release: Release;
  open: boolean;
  live: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [how, setHow] = useState<(typeof revokedHows)[number]>('spoken');
  const [why, setWhy] = useState<(typeof chosenEndings)[number]>(live ? 'person_took_it_back' : 'not_wanted');
  const revoke = useMutation({
    mutationFn: () => client.releases.revoke({ id: release.id, how, why }),
    onSuccess: () => {
      toast({ text: t('releases.page.revoked') });
      void refreshReleases();
      onClose();
    },
  });
  if (!open) return null;
  return (
    <FormDialog
      title={live ? t('releases.page.revoke') : t('releases.page.setAside')}
      verb={live ? t('releases.page.revokeNow') : t('releases.page.setAside')}
      harmful={live}
      onClose={onClose}
      onSubmit={() => revoke.mutate()}
      save={{ pending: revoke.isPending, ...formProblems(revoke.error) }}
    >
      <p>{t('releases.page.revokeHint')}</p>
      <RadioGroup
        label={t('releases.page.revokeWhy')}
        name="why"
        options={optionsOf(t, 'ended', chosenEndings)}
        value={why}
        onChange={setWhy}
      />
      <RadioGroup
        label={t('releases.page.revokeHow')}
        name="how"
        options={optionsOf(t, 'endedHow', revokedHows)}
        value={how}
        onChange={setHow}
      />
    </FormDialog>
  );
}
