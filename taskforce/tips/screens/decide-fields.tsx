import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { strandKinds, traffickingTypes } from '../../vocabulary/cases.ts';
import { noActionReasons, referralRecipients } from '../../vocabulary/tips.ts';
import type { TipDecision } from '../../vocabulary/tips.ts';
import type { TipPage } from '../contract-parts.ts';
import { api } from '../../../web/api.ts';
import { CheckboxGroup, Select, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { CaseChoice } from '../../cases/contract-cases.ts';
import { useSettled } from '../../cases/screens/case-choice.tsx';
import type { Typed } from './decide-typed.ts';
import { optionsOf } from './named.ts';

type FieldsProps = { tip: TipPage; typed: Typed; set: (part: Partial<Typed>) => void };

/** The fields of one decision. */
export function Fields({ decision, ...rest }: FieldsProps & { decision: TipDecision }) {
  if (decision === 'open_case') return <OpenFields {...rest} />;
  if (decision === 'attach') return <AttachFields {...rest} />;
  if (decision === 'refer_out') return <ReferFields {...rest} />;
  if (decision === 'ask_back') return <AskFields {...rest} />;
  return <NoActionFields {...rest} />;
}

function OpenFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        name="title"
        label={t('tips.decide.title')}
        hint={t('tips.decide.title.hint')}
        autoFocus
        maxLength={200}
        value={typed.title}
        onChange={(title) => set({ title })}
      />
      <Select
        name="type"
        label={t('tips.decide.type')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'traffickingType', traffickingTypes)}
        value={typed.type}
        onChange={(type) => set({ type })}
      />
      <Select
        name="strandKind"
        label={t('tips.decide.strandKind')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'strandKind', strandKinds)}
        value={typed.strandKind}
        onChange={(strandKind) => set({ strandKind })}
      />
      <TextField
        name="strandLabel"
        label={t('tips.decide.strandLabel')}
        hint={t('tips.decide.strandLabel.hint')}
        maxLength={200}
        value={typed.strandLabel}
        onChange={(strandLabel) => set({ strandLabel })}
      />
      <Reason typed={typed} set={set} />
    </>
  );
}

function Reason({ typed, set }: Pick<FieldsProps, 'typed' | 'set'>) {
  const { t } = useWords();
  return (
    <TextArea
      name="reason"
      label={t('tips.decide.reason')}
      required={false}
      rows={3}
      maxLength={2000}
      value={typed.reason}
      onChange={(reason) => set({ reason })}
    />
  );
}

function AttachFields({ tip, typed, set }: FieldsProps) {
  const { t } = useWords();
  const [shown, setShown] = useState('');
  const [marked, setMarked] = useState<readonly Pick<CaseChoice, 'id' | 'number' | 'title'>[]>([]);
  const term = useSettled(shown).slice(0, 200);
  const found = useQuery(
    api.cases.choose.queryOptions({ input: { term }, placeholderData: keepPreviousData }),
  ).data;
  // Cases that similar tips feed come first: that is where this one most likely belongs.
  const likely = tip.similar.flatMap((one) => one.cases);
  const offered = [...marked, ...(term === '' ? likely : []), ...(found?.rows ?? [])];
  const options = [...new Map(offered.map((one) => [one.id, one])).values()].map((one) => ({
    id: one.id,
    label: `${one.number} ${one.title}`,
    ...(likely.some(({ id }) => id === one.id) ? { description: t('tips.part.similar') } : {}),
  }));
  return (
    <>
      <TextField type="search" label={t('shell.search.title')} autoFocus value={shown} onChange={setShown} />
      {found && options.length === 0 && <p>{t('tips.decide.case.none')}</p>}
      <CheckboxGroup
        name="caseIds"
        label={t('tips.decide.case')}
        options={options}
        value={typed.caseIds}
        onChange={(caseIds) => {
          setMarked(offered.filter(({ id }) => caseIds.includes(id)));
          set({ caseIds });
        }}
      />
      <Reason typed={typed} set={set} />
    </>
  );
}

function ReferFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <Select
        name="recipient"
        label={t('tips.decide.recipient')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'referralRecipient', referralRecipients)}
        value={typed.recipient}
        onChange={(recipient) => set({ recipient })}
        autoFocus
      />
      <TextField
        name="recipientName"
        label={t('tips.decide.recipientName')}
        maxLength={200}
        value={typed.recipientName}
        onChange={(recipientName) => set({ recipientName })}
      />
      <TextArea
        name="how"
        label={t('tips.decide.how')}
        rows={3}
        maxLength={2000}
        value={typed.how}
        onChange={(how) => set({ how })}
      />
    </>
  );
}

function AskFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <TextArea
      name="question"
      label={t('tips.decide.question')}
      hint={t('tips.decide.question.hint')}
      rows={5}
      autoFocus
      maxLength={4000}
      value={typed.question}
      onChange={(question) => set({ question })}
    />
  );
}

function NoActionFields({ tip, typed, set }: FieldsProps) {
  const { t } = useWords();
  const similar = tip.similar.map((one) => ({ id: one.id, label: one.number, description: one.what }));
  return (
    <>
      <Select
        name="reason"
        label={t('tips.decide.reasonCode')}
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'noActionReason', noActionReasons)}
        value={typed.reasonCode}
        onChange={(reasonCode) => set({ reasonCode })}
        autoFocus
      />
      {typed.reasonCode === 'duplicate' && (
        <Select
          name="duplicateOf"
          label={t('tips.decide.duplicate')}
          placeholder={similar.length > 0 ? t('ui.choose') : t('tips.decide.duplicate.none')}
          options={similar}
          value={typed.duplicateOfId}
          onChange={(duplicateOfId) => set({ duplicateOfId })}
        />
      )}
      <TextArea
        name="explanation"
        label={t('tips.decide.explanation')}
        hint={t('tips.decide.explanation.hint')}
        rows={3}
        maxLength={2000}
        value={typed.explanation}
        onChange={(explanation) => set({ explanation })}
      />
    </>
  );
}
