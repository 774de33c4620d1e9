import type { Entry } from '../contract.ts';

type Said = (key: string, values?: Record<string, string | number>) => string;

/** What kind of entry it is, in words: the kind of its own list where it has one. */
export function kindInWords(entry: Entry, t: Said): string {
  if (entry.subkind !== null && (entry.kind === 'court_date' || entry.kind === 'deadline'))
    return t(`calendar.date.${entry.subkind}`);
  if (entry.kind === 'operation' && entry.subkind !== null) return t(`operations.kind.${entry.subkind}`);
  return t(`calendar.kind.${entry.kind}`);
}

/** Where an entry leads; nowhere where there is no page of it. */
export function leadsTo(entry: Entry): string | null {
  if (entry.operation) return `/operations/${entry.operation.id}${entry.kind === 'review' ? '/review' : ''}`;
  // One's own post on a roster, whose plan one does not read: the card.
  if (entry.kind === 'operation') return `/calendar/card/${entry.id}`;
  if (entry.kind === 'meeting') return `/agenda/${entry.id}`;
  return entry.case ? `/cases/${entry.case.id}` : null;
}

/** The entry in one line for those who listen and for the table. */
export function entryInWords(entry: Entry, t: Said): string {
  const number = entry.operation?.number ?? entry.case?.number ?? '';
  return [kindInWords(entry, t), number, entry.title].filter(Boolean).join(', ');
}
