import type { Cell } from './access.ts';
import { clearedFor, rights, type Right } from './access-rights.ts';
import { label, type Actor, type CaseKind, type Specimen } from './access-world.ts';

const live = (actor: Actor) => actor.person !== null && actor.relation !== 'suspended';

/** Whether the case itself opens to an actor for a right: reach, membership, sealing, labels. */
function opens(actor: Actor, right: Right, of: CaseKind): boolean {
  const reach = actor.role && (rights[right] as Record<string, string | undefined>)[actor.role];
  if (!live(actor) || !reach) return false;
  const member = actor.relation === 'member';
  if (of === 'labelled' && !clearedFor[label]!.includes(actor.role!)) return false;
  if (of === 'sealed') return member;
  return reach === 'all' || member || (reach === 'agency' && of !== 'other agency');
}

/** What the table of access says of one actor, one cell and one row. */
export function expected(actor: Actor, cell: Cell, specimen: Specimen): boolean {
  if (cell === 'nobody' || !live(actor)) return false;
  if (cell === 'signed in') return true;
  const mine =
    specimen.accountId === actor.person!.id ||
    (specimen.table === 'kit.accounts' && specimen.id === actor.person!.id);
  if (cell === 'self') return mine;
  if (cell.endsWith(' or self'))
    return mine || expected(actor, cell.slice(0, -' or self'.length) as Right, specimen);
  if (cell.endsWith(' and self'))
    return mine && expected(actor, cell.slice(0, -' and self'.length) as Right, specimen);
  const right = cell as Right;
  const extra =
    specimen.table === 'kit.audit_entries' &&
    expected(actor, 'readAudit', { ...specimen, of: null, table: '' });
  if (extra) return true;
  if (specimen.of === null) {
    const reach = (rights[right] as Record<string, string | undefined>)[actor.role!];
    return reach === 'own' ? mine : reach !== undefined;
  }
  if (specimen.labelled && !clearedFor[label]!.includes(actor.role!)) return false;
  return opens(actor, 'readCases', specimen.of) && opens(actor, right, specimen.of);
}
