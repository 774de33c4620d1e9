import type { ReactNode } from 'react';
import { ComboBox, Select, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { phases, strandKinds, traffickingTypes } from '../../vocabulary/cases.ts';
import type { Phase, StrandKind, TraffickingType } from '../../vocabulary/cases.ts';
import { useCodes, usePeople } from './shared.ts';

/** Fields that the forms of this room share. `set` takes the part that was changed. */

type CaseValue = {
  title: string;
  type: TraffickingType | null;
  leadAgencyId: string | null;
  summary: string;
};

/** The header of a case; `children` stand between the type and the lead agency. */
export function CaseFields({
  value,
  set,
  titleHint,
  children,
}: {
  value: CaseValue;
  set: (part: { title?: string; type?: TraffickingType; leadAgencyId?: string; summary?: string }) => void;
  titleHint?: string;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const { agencies } = usePeople();
  return (
    <>
      <TextField
        name="title"
        label={t('cases.field.title')}
        hint={titleHint}
        value={value.title}
        onChange={(title) => set({ title })}
        maxLength={200}
      />
      <Select
        name="type"
        label={t('cases.field.type')}
        options={codes('traffickingType', traffickingTypes)}
        value={value.type}
        onChange={(type) => set({ type })}
        placeholder={t('ui.choose')}
      />
      {children}
      <ComboBox
        name="leadAgencyId"
        label={t('cases.field.leadAgency')}
        options={agencies}
        value={value.leadAgencyId}
        onChange={(id) => id !== null && set({ leadAgencyId: id })}
        empty={t('cases.nothingFits')}
      />
      <TextArea
        name="summary"
        label={t('cases.field.summary')}
        required={false}
        value={value.summary}
        onChange={(summary) => set({ summary })}
        rows={5}
      />
    </>
  );
}

type Mode = 'reactive' | 'proactive';
type StrandValue = {
  label: string;
  kind: StrandKind;
  type?: TraffickingType;
  mode?: Mode;
  phase?: Phase;
};

/** A strand; only the fields that `value` has are asked. `at` is where its problems are (`strands.0.`). */
export function StrandFields<Value extends StrandValue>({
  value,
  set,
  at = '',
  autoFocus = false,
}: {
  value: Value;
  set: (part: Partial<StrandValue>) => void;
  at?: string;
  autoFocus?: boolean;
}) {
  const { t } = useWords();
  const codes = useCodes();
  return (
    <>
      <TextField
        name={`${at}label`}
        label={t('cases.strand.label')}
        hint={t('cases.strand.labelHint')}
        value={value.label}
        onChange={(label) => set({ label })}
        maxLength={200}
        autoFocus={autoFocus}
      />
      <Select
        name={`${at}kind`}
        label={t('cases.strand.kind')}
        options={codes('strandKind', strandKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        placeholder={t('ui.choose')}
      />
      {value.type !== undefined && (
        <Select
          name={`${at}type`}
          label={t('cases.field.type')}
          options={codes('traffickingType', traffickingTypes)}
          value={value.type}
          onChange={(type) => set({ type })}
          placeholder={t('ui.choose')}
        />
      )}
      {value.mode !== undefined && (
        <Select
          name={`${at}mode`}
          label={t('cases.strand.mode')}
          options={codes('originMode', ['reactive', 'proactive'] as const)}
          value={value.mode}
          onChange={(mode) => set({ mode })}
          placeholder={t('ui.choose')}
        />
      )}
      {value.phase !== undefined && (
        <Select
          name={`${at}phase`}
          label={t('cases.strand.firstPhase')}
          hint={t('cases.strand.firstPhaseHint')}
          options={codes('phase', phases)}
          value={value.phase}
          onChange={(phase) => set({ phase })}
          placeholder={t('ui.choose')}
        />
      )}
    </>
  );
}

/** Which strand of the case it is about; none: the case as a whole. */
export function StrandChoice({
  strands,
  value,
  onChange,
  hint,
}: {
  strands: readonly { id: string; label: string }[];
  value: string | null;
  onChange: (id: string | null) => void;
  hint?: string;
}) {
  const { t } = useWords();
  if (strands.length === 0) return null;
  return (
    <Select
      name="strandId"
      label={t('cases.activity.strand')}
      hint={hint}
      required={false}
      options={[
        { id: 'none', label: t('cases.wholeCase') },
        ...strands.map((strand) => ({ id: strand.id, label: strand.label })),
      ]}
      value={value ?? 'none'}
      onChange={(id) => onChange(id === 'none' ? null : id)}
      placeholder={t('cases.wholeCase')}
    />
  );
}
