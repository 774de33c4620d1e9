import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { certaintyOf, type Days } from '../estimates/rules.ts';
import type { Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { BriefEstimate, BriefRange } from './brief-content.ts';
import type { StrandFacts } from './brief-facts.ts';

type Row = Days & {
  strandId: string;
  phase: Phase;
  enteredOn: Day;
  asOf: Day;
  atEntry: boolean;
  own: number | null;
};

/**
 * Estimate against actual: for each stay that lasts, or ended since a day, the promise at its entry, the latest range, and
 * when it ended. Only ranges whose labels are among `allowed`, only strands that stand in the brief.
 */
export async function estimatesAgainstActual(
  work: Work<Tables>,
  caseId: string,
  strands: readonly StrandFacts[],
  allowed: readonly HandlingLabel[],
  since: Day | null,
): Promise<BriefEstimate[]> {
  const { rows } = await sql<Row>`
    select e.strand_id as "strandId", e.phase, e.entered_on as "enteredOn", e.as_of as "asOf", e.at_entry as "atEntry", e.p10, e.p50, e.p80, e.p95,
      (select (b ->> 'observed')::integer from jsonb_array_elements(r.basis) as b where b ->> 'phase' = e.phase) as own
    from strand_estimates e join estimate_runs r on r.id = e.run_id
    where e.case_id = ${caseId} and e.handling <@ ${allowed}::text[]
    order by e.made_at`.execute(work.db);
  return strands.flatMap((strand) =>
    strand.spells
      .filter((spell) => spell.to === null || since === null || spell.to >= since)
      .flatMap((spell): BriefEstimate[] => {
        const own = rows.filter(
          (row) => row.strandId === strand.id && row.phase === spell.phase && row.enteredOn === spell.from,
        );
        const first = own.find((row) => row.atEntry);
        const last = own.at(-1);
        if (!first || !last) return [];
        return [
          {
            strand: strand.label,
            phase: spell.phase,
            atEntry: rangeOf(first),
            now: spell.to === null && last !== first ? rangeOf(last) : null,
            left: spell.to,
          },
        ];
      }),
  );
}

/** The days of a range; none where it is too early to name any. */
function rangeOf(row: Row): BriefRange {
  const early = certaintyOf(row, row.asOf, row.own ?? 0) === 'too_early';
  return early
    ? { on: row.asOf, early, p50: null, p80: null }
    : { on: row.asOf, early, p50: row.p50, p80: row.p80 };
}
