import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../web/unread.tsx';
import type { ReactNode } from 'react';
import { Select, TextArea } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useCodes } from '../../cases/screens/shared.ts';
import type { Code, VocabularyName } from '../../vocabulary/vocabulary.ts';

/** What every tab of the work with a victim is given. */
export type OfVictim = { page: { id: string; case: { id: string } } };

/** Today where the reader is, for the first value of a day. */
export const todayHere = () => new Date().toLocaleDateString('sv-SE');

/** A read of the tab: its content, a skeleton while it is under way, or why it failed. */
export function Read<Data>({
  query,
  children,
}: {
  query: Parameters<typeof useQuery<Data>>[0];
  children: (data: Data) => ReactNode;
}) {
  const { t } = useWords();
  const found = useQuery<Data>(query);
  return (
    <Loaded query={found} title={t('victims.work.failed')}>
      {children}
    </Loaded>
  );
}

/** A choice out of a closed list. */
export function CodeField<Name extends VocabularyName, C extends Code<Name>>({
  list,
  codes: offered,
  ...field
}: {
  list: Name;
  codes: readonly C[];
  name: string;
  label: string;
  hint?: string;
  value: C | null;
  onChange: (value: C) => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  return <Select {...field} options={codes(list, offered)} placeholder={t('ui.choose')} />;
}

/** A reason in words; asked for only while a rule wants it. */
export function WhyField({
  name,
  label,
  value,
  onChange,
  hint,
}: {
  name: string;
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  hint?: string;
}) {
  return (
    <TextArea
      name={name}
      label={label}
      hint={hint}
      value={value ?? ''}
      onChange={(text) => onChange(text === '' ? null : text)}
      rows={2}
      maxLength={2000}
    />
  );
}
