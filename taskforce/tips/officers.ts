import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';

/** What an officer is asked to do with a record that is given to them. */
export type Duty = 'tips.triage' | 'danger.answer';

/** Active people who may do it on every record, by name. */
export async function officersFor(work: Work<Tables>, duty: Duty) {
  return work.db
    .selectFrom('accounts')
    .innerJoin('agencies', 'agencies.id', 'accounts.agencyId')
    .select(['accounts.id', 'accounts.displayName', 'agencies.shortName as agencyName'])
    .where('accounts.status', '=', 'active')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('accountRoles as r')
          .innerJoin('rolePermissions as p', 'p.role', 'r.role')
          .select('r.role')
          .whereRef('r.accountId', '=', 'accounts.id')
          .where('r.endedAt', 'is', null)
          .where('p.permission', '=', duty)
          .where('p.reach', '=', 'all'),
      ),
    )
    .orderBy('accounts.displayName')
    .limit(1000)
    .execute();
}

/** @throws Problem refused when this person could not act on what they are given */
export async function mustBeOfficer(work: Work<Tables>, accountId: string, duty: Duty): Promise<void> {
  const officers = await officersFor(work, duty);
  if (!officers.some((one) => one.id === accountId))
    throw refused(
      'accountId',
      'not_an_officer',
      'Choose somebody from the list: this person could not act on it.',
    );
}
