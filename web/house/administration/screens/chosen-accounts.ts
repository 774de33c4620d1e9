import type { Account } from '../../../../kit/identity/contract.ts';
import type { ListState } from '../../../list-state.ts';

/** Letters without case and accents, for comparing what was typed with names. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/**
 * The accounts that fit what is typed and chosen, sorted. A task force has some hundreds of them, so this is done
 * where they are shown; every word typed must stand in the name, the address or the agency.
 */
export function chosenAccounts(
  accounts: readonly Account[],
  { find, chosen, sort }: { find: string } & Pick<ListState, 'chosen' | 'sort'>,
): Account[] {
  const words = plain(find).split(/\s+/);
  const one = (facet: string, has: (id: string) => boolean) =>
    (chosen[facet]?.length ?? 0) === 0 || (chosen[facet] ?? []).some(has);
  const fits = (account: Account) => {
    const text = plain(`${account.displayName} ${account.email} ${account.agencyName}`);
    return (
      words.every((word) => text.includes(word)) &&
      one('status', (id) => id === account.status) &&
      one('role', (id) => account.roles.includes(id)) &&
      one('agency', (id) => id === account.agencyId)
    );
  };
  const by: Record<string, (account: Account) => string> = {
    name: (account) => account.displayName,
    agency: (account) => account.agencyName,
    status: (account) => account.status,
    signedIn: (account) => account.lastSignedInAt ?? '',
  };
  const key = by[sort.by] ?? by['name']!;
  const turn = sort.descending ? -1 : 1;
  return accounts
    .filter(fits)
    .toSorted((a, b) => turn * key(a).localeCompare(key(b)) || a.displayName.localeCompare(b.displayName));
}
