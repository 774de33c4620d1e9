import { sql, type Kysely } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { requiredItems } from '../cases/rules-checklist.ts';
import type { Tables } from '../database/schema.ts';
import { defaultClocks } from '../tips/rules.ts';
import { exitChecklistItems } from '../vocabulary/cases.ts';
import { Protocol, TipClocks, type administrationContract } from './contract.ts';

const keys = ['required_checklist_items', 'tip_clocks'] as const;
const { zone: _zone, ...clocks } = defaultClocks;

/** The settings over what the product begins with; a part that cannot be read falls back alone. */
async function readProtocol(db: Kysely<Tables>): Promise<Protocol> {
  const rows = await db.selectFrom('settings').selectAll().where('key', 'in', keys).execute();
  const value = (key: (typeof keys)[number]) => rows.find((row) => row.key === key)?.value;
  const items = Protocol.shape.requiredItems.safeParse(value('required_checklist_items'));
  const set = TipClocks.partial().safeParse(value('tip_clocks') ?? {});
  const times = rows.map((row) => row.changedAt.getTime());
  return {
    requiredItems: items.success ? items.data : [...requiredItems],
    clocks: { ...clocks, holidays: [...clocks.holidays], ...(set.success ? defined(set.data) : {}) },
    changedAt: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
  };
}

/** Only what is there: a part left out must not cover its default. */
function defined(set: { [Part in keyof TipClocks]?: TipClocks[Part] | undefined }): Partial<TipClocks> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

/** What an installation agrees on, and who changed which setting. */
export function administrationHandlers(): Handlers<Tables, typeof administrationContract> {
  return {
    protocol: ({ db }) => readProtocol(db),
    setProtocol: async (work, { requiredItems: items, clocks: set, changedAt }) => {
      const { db, account, now } = work;
      await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(db);
      const current = await readProtocol(db);
      if (current.changedAt !== changedAt) throw new Problem('conflict', { data: { current } });
      const values = {
        required_checklist_items: exitChecklistItems.filter((item) => items.includes(item)),
        tip_clocks: { ...set, holidays: [...new Set(set.holidays)].toSorted() },
      };
      for (const key of keys) {
        const value = JSON.stringify(values[key]);
        await db
          .insertInto('settings')
          .values({ key, value, changedBy: account.id })
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet({ value, changedBy: account.id, changedAt: now }),
          )
          .execute();
      }
      work.note('change_settings', 'settings', [], { settings: keys.join(' ') });
      return { done: true };
    },
    settingChanges: async ({ db }, { limit }) => {
      const rows = await db
        .selectFrom('settingChanges')
        .leftJoin('accounts', 'accounts.id', 'settingChanges.changedBy')
        .select([
          'settingChanges.id',
          'settingChanges.key',
          'settingChanges.before',
          'settingChanges.after',
          'settingChanges.changedAt',
          'accounts.displayName as by',
        ])
        .orderBy('settingChanges.changedAt', 'desc')
        .orderBy('settingChanges.id')
        .limit(limit)
        .execute();
      return {
        rows: rows.map(({ changedAt, ...row }) => ({ ...row, at: changedAt.toISOString() })),
      };
    },
  };
}
