import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { laborPrompts } from '../cases/rules-agenda.ts';
import type { Tables } from '../database/schema.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import type { balanceOutput } from './contract.ts';
import { addUp, monthsUntil } from './rules-balance.ts';

/** `home.balance`: counted by the database over what the policies let the reader see, never estimated. */
export async function balance(
  work: Work<Tables>,
  { months }: { months: number },
): Promise<z.input<typeof balanceOutput>> {
  const { db } = work;
  const { rows: days } = await sql<{ today: string }>`select taskforce.today() as today`.execute(db);
  const today = days[0]?.today ?? '';
  const listed = monthsUntil(today, months);
  const from = `${listed[0] ?? today.slice(0, 7)}-01`;
  const cases = await sql<{ month: string; type: string; mode: string; n: number }>`
    select to_char(opened_on, 'YYYY-MM') as month, type, origin_mode as mode, count(*) as n from cases
    where opened_on between ${from}::date and ${today}::date group by 1, 2, 3`.execute(db);
  const strands = await sql<{ month: string; type: string; mode: string; n: number }>`
    select to_char(opened_on, 'YYYY-MM') as month, type, mode, count(*) as n from strands
    where opened_on between ${from}::date and ${today}::date group by 1, 2, 3`.execute(db);
  const tips = work.can('tips.read')
    ? await sql<{ month: string; mode: string; n: number }>`
        select to_char(received_at at time zone taskforce.zone(), 'YYYY-MM') as month, origin_mode as mode, count(*) as n from tips
        where received_at >= ${from}::date at time zone taskforce.zone() group by 1, 2`.execute(db)
    : null;
  const year = await sql<{ type: TraffickingType }>`
    select distinct type from strands where opened_on between ${today}::date - 365 and ${today}::date`.execute(
    db,
  );
  const prompts = laborPrompts(
    year.rows.map(({ type }) => ({ type, openedOn: today })),
    today,
    today,
  );
  return {
    from,
    to: today,
    ...addUp(listed, cases.rows, strands.rows, tips?.rows ?? null),
    laborPrompt: prompts.includes('no_labor_strand_in_12_months'),
  };
}
