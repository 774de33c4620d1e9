import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ComboBox, DateField, FormDialog, RadioGroup, Select, TextArea } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct, useCodes } from '../../cases/screens/shared.ts';
import { modeOfRoute, originRoutes, type OriginRoute } from '../../vocabulary/origins.ts';
import type { Nomination } from '../contract-parts.ts';
import { decisions, type Decision } from '../rules.ts';

/** Approve, reject or defer. */
export function DecideDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [rationale, setRationale] = useState('');
  const [returnsOn, setReturnsOn] = useState('');
  const save = useAct(
    () =>
      client.nominations.decide({
        id: one.id,
        version: one.version,
        decision: decision as Decision,
        rationale,
        returnsOn: decision === 'defer' && returnsOn !== '' ? returnsOn : null,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('nominations.decide.title')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('nominations.decide.hint')}</p>
      <RadioGroup
        label={t('nominations.decide.decision')}
        name="decision"
        required
        options={decisions.map((id) => ({ id, label: t(`nominations.decide.${id}`) }))}
        value={decision}
        onChange={setDecision}
      />
      {decision === 'defer' && (
        <DateField
          label={t('nominations.decide.returnsOn')}
          name="returnsOn"
          required
          min={one.today}
          value={returnsOn}
          onChange={setReturnsOn}
        />
      )}
      <TextArea
        label={t('nominations.decide.rationale')}
        name="rationale"
        required
        rows={4}
        value={rationale}
        onChange={setRationale}
      />
    </FormDialog>
  );
}

const proactive = originRoutes.filter((route) => modeOfRoute[route] === 'proactive');

/** An approved nomination becomes a case, or a strand of one. */
export function OpenDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const can = useCan();
  const codes = useCodes();
  const navigate = useNavigate();
  const [kind, setKind] = useState<'new_case' | 'case'>(
    can('cases.open') && !one.strand ? 'new_case' : 'case',
  );
  const [route, setRoute] = useState<OriginRoute>('criminal_intelligence');
  const [caseId, setCaseId] = useState<string | null>(one.strand?.case.id ?? null);
  const cases =
    useQuery(api.cases.list.queryOptions({ input: { status: 'open', limit: 100 } })).data?.rows ?? [];
  const save = useAct(
    () =>
      client.nominations.open({
        id: one.id,
        version: one.version,
        into: kind === 'new_case' ? { kind, route } : { kind, caseId: caseId ?? '' },
      }),
    (made) => void navigate({ to: `/cases/${made.caseId}` as never }),
  );
  return (
    <FormDialog
      title={t('nominations.open.title')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('nominations.open.hint')}</p>
      <RadioGroup
        label={t('nominations.open.how')}
        name="into.kind"
        options={[
          ...(can('cases.open') ? [{ id: 'new_case' as const, label: t('nominations.open.newCase') }] : []),
          { id: 'case' as const, label: t('nominations.open.intoCase') },
        ]}
        value={kind}
        onChange={setKind}
      />
      {kind === 'new_case' ? (
        <Select
          label={t('nominations.open.route')}
          name="into.route"
          placeholder={t('nominations.choose')}
          width="full"
          options={codes('originRoute', proactive)}
          value={route}
          onChange={setRoute}
        />
      ) : (
        <ComboBox
          label={t('nominations.open.case')}
          name="into.caseId"
          empty={t('ui.nothing')}
          width="full"
          options={cases.map((each) => ({ id: each.id, label: `${each.number}, ${each.title}` }))}
          value={caseId}
          onChange={setCaseId}
        />
      )}
    </FormDialog>
  );
}
