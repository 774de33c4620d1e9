import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { referralRulesContract, Rule } from './contract.ts';

type Row = Omit<Rule, 'madeBy' | 'madeAt' | 'retiredAt'> & {
  by: string;
  madeAt: Date;
  retiredAt: Date | null;
};

/** A rule as people see it. */
export const shownRule = (row: { id: string; madeAt: Date; retiredAt: Date | null; by: string }): Rule => {
  const {
    by,
    madeBy: _account,
    retiredBy: _who,
    ...rest
  } = row as Row & { madeBy?: string; retiredBy?: string };
  return {
    ...rest,
    madeBy: by,
    madeAt: row.madeAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  };
};

const stale = refused('id', 'retired', 'This edition was replaced already. Load the rules anew.');

/** What the protocol says of referrals: who is called, when and how, both ways. A change is a new edition. */
export function referralRulesHandlers(): Handlers<Tables, typeof referralRulesContract> {
  return {
    list: async (work, { past }) => {
      const rows = await work.db
        .selectFrom('referralRules as r')
        .innerJoin('accounts as a', 'a.id', 'r.madeBy')
        .selectAll('r')
        .select('a.displayName as by')
        .$if(!past, (query) => query.where('r.retiredAt', 'is', null))
        .orderBy('r.direction', 'desc')
        .orderBy('r.title')
        .orderBy('r.edition', 'desc')
        .limit(500)
        .execute();
      const { rows: set } = await sql<{ hours: number }>`select taskforce.referral_hours() as hours`.execute(
        work.db,
      );
      return {
        rows: rows.map(shownRule),
        hours: set[0]!.hours,
        may: { write: work.can('protocol.referrals'), setHours: work.can('settings.manage') },
      };
    },
    write: async ({ db, now }, { replaces, ...fields }) => {
      const id = randomUUID();
      if (replaces === null) {
        await db
          .insertInto('referralRules')
          .values({ id, ...fields })
          .execute();
        return { id };
      }
      const before = await db
        .updateTable('referralRules')
        .set({ retiredAt: now })
        .where('id', '=', replaces)
        .where('retiredAt', 'is', null)
        .returning(['rule', 'edition'])
        .executeTakeFirst();
      if (!before) throw stale;
      await db
        .insertInto('referralRules')
        .values({ id, rule: before.rule, edition: before.edition + 1, ...fields })
        .execute();
      return { id };
    },
    retire: async ({ db, now }, { id }) => {
      const { numUpdatedRows } = await db
        .updateTable('referralRules')
        .set({ retiredAt: now })
        .where('id', '=', id)
        .where('retiredAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Problem('missing');
      return { done: true };
    },
    setHours: async ({ db, account, now }, { hours }) => {
      const value = JSON.stringify(hours);
      await db
        .insertInto('settings')
        .values({ key: 'referral_hours', value, changedBy: account.id })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
        )
        .execute();
      return { done: true };
    },
  };
}
