import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Phase } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import type { Fan as FanTold, Strip } from './contract.ts';
import { monthEnds, type Fan } from './rules-fan.ts';

/** A stored fan with its days. */
export function fanTold(fan: Fan, asOf: Day): FanTold {
  const { back, ahead } = monthEnds(asOf);
  return {
    past: [...back.map((day, i) => ({ day, total: fan.past[i] ?? fan.now })), { day: asOf, total: fan.now }],
    ahead: fan.ahead && ahead.map((day, i) => ({ day, at: fan.ahead![i] ?? [] })),
  };
}

/** Through which phases the strands of a case went, as its reader may see them; closed ones too, in order of their labels. */
export async function stripsOf({ db }: Work<Tables>, caseId: string): Promise<Strip[]> {
  const { rows } = await sql<{ strandId: string; label: string; phase: Phase | 'closed'; on: Day }>`
    select s.id as strand_id, s.label, t.to_phase as phase, t.effective_on::text as on
    from taskforce.phase_transitions t join taskforce.strands s on s.id = t.strand_id
    where s.case_id = ${caseId} and t.superseded_by is null and not t.retracts
    order by s.label, s.id, t.place`.execute(db);
  return [...Map.groupBy(rows, (row) => row.strandId).values()].map((moves) => ({
    strandId: moves[0]!.strandId,
    label: moves[0]!.label,
    stays: moves.flatMap(({ phase, on }, i) =>
      phase === 'closed' ? [] : [{ phase, from: on, until: moves[i + 1]?.on ?? null }],
    ),
  }));
}
