import type { Cell } from './access.ts';
import { rights, type Right } from './access-rights.ts';
import { access } from './access.ts';
import type { Actor, Kind, Specimen } from './access-world.ts';

const live = (actor: Actor) => actor.person !== null && actor.relation !== 'suspended';

function reachOf(actor: Actor, right: Right): string | undefined {
  return actor.role ? (rights[right] as Record<string, string | undefined>)[actor.role] : undefined;
}

/** Whether a client opens to an actor for a right: organisation, reach, team, closed circle. */
function opens(actor: Actor, right: Right, of: Kind): boolean {
  const reach = reachOf(actor, right);
  if (!live(actor) || !reach || of === 'away') return false;
  if (actor.relation === 'member') return true;
  return reach === 'agency' && of === 'own';
}

/** What the table of access says of one actor, one cell and one row. */
export function expected(actor: Actor, cell: Cell, specimen: Specimen): boolean {
  if (cell === 'nobody' || !live(actor)) return false;
  if (specimen.byClient) return opens(actor, 'readClients', specimen.of!);
  if (cell === 'signed in') return true;
  if (cell === 'colleagues') return specimen.of === 'own';
  const mine = specimen.accountId === actor.person!.id;
  if (cell === 'self') return mine;
  if (cell.endsWith(' and self'))
    return mine && expected(actor, cell.slice(0, -' and self'.length) as Right, specimen);
  if (cell.endsWith(' or self')) {
    const right = cell.slice(0, -' or self'.length) as Right;
    const asAuthor = mine && reachOf(actor, right) !== undefined && opens(actor, 'readClients', specimen.of!);
    return asAuthor || expected(actor, right, specimen);
  }
  const right = cell as Right;
  if (access[specimen.table]!.of === 'client')
    return opens(actor, 'readClients', specimen.of!) && opens(actor, right, specimen.of!);
  const reach = reachOf(actor, right);
  return reach !== undefined && (specimen.of === null || specimen.of === 'own');
}

/** The same for a new row. Who takes a client in needs no client yet. */
export function expectedToAdd(actor: Actor, cell: Cell, specimen: Specimen): boolean {
  if (specimen.table === 'provider.clients')
    return live(actor) && reachOf(actor, cell as Right) !== undefined;
  return expected(actor, cell, specimen);
}
