import type { ExitChecklistItem } from '../vocabulary/cases.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';
import type { Refusal, Verdict } from '../vocabulary/refusals.ts';
import { hasReason, refusal, verdict } from '../vocabulary/refusals.ts';

/** One line of the pre-operational exit checklist. A waiver says why and who takes the responsibility. */
export type ChecklistLine = {
  readonly item: ExitChecklistItem;
  readonly state: 'open' | 'present' | 'waived';
  readonly reason: string | null;
  readonly byId: string | null;
};

/** What every strand needs before covert engagement, unless the task force's protocol says otherwise. */
export const requiredItems: readonly ExitChecklistItem[] = [
  'goals',
  'partner_commitments',
  'money_trail_plan',
  'victim_recovery_and_safety_plan',
  'threat_assessment',
  'deconfliction',
];

/** The required items that are neither present nor waived with a reason by a named person. */
export function openItems(
  lines: readonly ChecklistLine[],
  required: readonly ExitChecklistItem[] = requiredItems,
): ExitChecklistItem[] {
  const settled = new Set(lines.filter(isSettled).map((line) => line.item));
  return exitChecklistItems.filter((item) => required.includes(item) && !settled.has(item));
}

function isSettled(line: ChecklistLine): boolean {
  if (line.state === 'present') return true;
  return line.state === 'waived' && hasReason(line.reason) && line.byId !== null;
}

/** May this line be set so? A waiver without a reason of 20 characters or without a name is refused. */
export function setChecklistLine(line: ChecklistLine): Verdict<ChecklistLine> {
  const refusals: Refusal[] = [];
  if (line.state === 'waived' && !hasReason(line.reason))
    refusals.push(
      refusal('reason_needed', 'reason', 'Say in at least 20 characters why this item is waived.'),
    );
  if (line.state !== 'open' && line.byId === null)
    refusals.push(refusal('person_needed', 'by', 'Name the person who answers for this item.'));
  return verdict(refusals, () => line);
}
