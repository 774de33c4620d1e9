/** A strand and its people, as the tests of the rules begin with them. */
import { exitChecklistItems } from '../vocabulary/cases.ts';
import type { Verdict } from '../vocabulary/refusals.ts';
import type { ChecklistLine } from './rules-checklist.ts';
import { openStrand } from './rules-history.ts';
import type { HistoryEntry } from './rules-spells.ts';
import type { MoveRequest, NewEntry } from './rules-transitions.ts';
import { moveStrand } from './rules-transitions.ts';

/** Every item of the exit checklist is there. */
export const settled: ChecklistLine[] = exitChecklistItems.map((item) => ({
  item,
  state: 'present',
  reason: null,
  byId: 'det',
}));
/** Who writes, and the afternoon it is. */
export const at = (day: string) => ({ authorId: 'det', now: new Date(`${day}T15:00:00Z`) });
export const sergeant = { id: 'sgt', isSupervisor: true };
export const why = 'The judge released him on bond this morning.';

/** The value of a granted verdict. @throws when it was refused */
export function value<T>(answer: Verdict<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer.value;
}
/** The words of a refusal; none when granted. */
export const codes = (answer: Verdict<unknown>): string[] =>
  answer.ok ? [] : answer.refusals.map((one) => one.code);
/** Entries as the database would give them back. */
export const store = (...entries: NewEntry[]): HistoryEntry[] =>
  entries.map((entry, index) => ({ ...entry, id: `e${index + 1}` }));

export const opening = value(
  openStrand({ phase: 'pre_operational', openedOn: '2026-01-05' }, at('2026-01-05')),
);
export const engagement: MoveRequest = {
  to: 'operational',
  event: 'first_covert_engagement',
  effectiveOn: '2026-02-10',
  checklist: settled,
};
/** A strand that was engaged on 10 February, written down two days later. */
export const engaged = store(opening, value(moveStrand(store(opening), engagement, at('2026-02-12'))).entry);
