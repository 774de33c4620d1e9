import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { fanTold } from './charts.ts';
import type { Money } from './contract.ts';
import type { SourceLine } from './money.ts';
import type { Fan } from './rules-fan.ts';

type Row = {
  asOf: string;
  fiscalYear: number | null;
  spentCents: string;
  committedCents: string;
  p10: string | null;
  p50: string | null;
  p80: string | null;
  p95: string | null;
  hours: Money['hours'] | null;
  sources: SourceLine[];
  fan: Fan | null;
};

const cents = (text: string | null): number | null => (text === null ? null : Number(text));

/**
 * The latest money of a case, or of the office.
 * @param caseId null: the office, which only those see who look at all of it
 * @returns null when nothing was computed or what it rests on is closed to the reader
 */
export async function moneyOf(work: Work<Tables>, caseId: string | null): Promise<Money | null> {
  const { rows } = await sql<Row>`
    select r.as_of::text as as_of, m.fiscal_year, m.spent_cents::text as spent_cents, m.committed_cents::text as committed_cents,
      m.p10::text as p10, m.p50::text as p50, m.p80::text as p80, m.p95::text as p95, m.hours, m.sources, m.fan
    from taskforce.money_estimates m join taskforce.estimate_runs r on r.id = m.run_id
    where m.run_id = (
        select l.run_id from taskforce.money_estimates l
        where l.case_id is not distinct from ${caseId}::uuid and l.fiscal_year is null order by l.made_at desc limit 1)
      and m.case_id is not distinct from ${caseId}::uuid
    order by m.fiscal_year nulls last`.execute(work.db);
  if (rows.length === 0) return null;
  const funded = caseId === null ? await fundedByYear(work) : [];
  const names = await sourceNames(work);
  const given = (year: number | null, sourceId?: string | null): number | null => {
    const own = funded.filter(
      (one) => one.fiscalYear === year && (sourceId === undefined || one.fundingSourceId === sourceId),
    );
    return own.length === 0 ? null : own.reduce((sum, one) => sum + Number(one.amountCents), 0);
  };
  const whole = rows.findLast((row) => row.fiscalYear === null);
  return {
    asOf: rows[0]!.asOf,
    lines: rows.map(({ fiscalYear, spentCents, committedCents, p10, p50, p80, p95, sources }) => ({
      fiscalYear,
      spentCents: Number(spentCents),
      committedCents: Number(committedCents),
      fundedCents: given(fiscalYear),
      p10: cents(p10),
      p50: cents(p50),
      p80: cents(p80),
      p95: cents(p95),
      sources: sources
        .map(({ sourceId, spent, committed, ahead }) => ({
          source: sourceId === null ? null : (names.get(sourceId) ?? null),
          spentCents: spent,
          committedCents: committed,
          fundedCents: given(fiscalYear, sourceId),
          ...(ahead ?? { p10: null, p50: null, p80: null, p95: null }),
        }))
        .toSorted((a, b) => (a.source ?? '\uffff').localeCompare(b.source ?? '\uffff')),
    })),
    fan: whole?.fan ? fanTold(whole.fan, whole.asOf) : null,
    hours: whole?.hours ?? [],
  };
}

const fundedByYear = ({ db }: Work<Tables>) =>
  db.selectFrom('fundingYears').select(['fiscalYear', 'fundingSourceId', 'amountCents']).execute();

async function sourceNames({ db }: Work<Tables>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('fundingSources').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
