import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import type { Choice } from './contract-spinoffs.ts';

type Row = Omit<Choice, 'labels' | 'needsAuthority'> & { handling: string[] };
export type Parent = { id: string; sealed: boolean; handling: string[] };

/** Records of one kind that a choice offers at most. */
export const mostPerKind = 300;

/**
 * Records of a case that this session may read and a spin-off may take along, newest first in each kind.
 * @param ids only these records; all when absent
 */
export async function factsOf(work: Work<Tables>, parent: Parent, ids?: string[]): Promise<Choice[]> {
  const only = (column: string) => (ids ? sql`and ${sql.ref(column)} = any (${ids}::uuid[])` : sql``);
  const { rows } = await sql<Row>`
    (select 'strand' as kind, s.id, s.version, s.label as title, s.description as body, s.opened_on as "happenedOn", s.handling
     from strands s where s.case_id = ${parent.id} ${only('s.id')} order by s.created_at desc limit ${mostPerKind})
    union all
    (select 'activity', a.id, a.version, a.title, a.description, a.happened_on, a.handling || coalesce(s.handling, '{}')
     from activities a left join strands s on s.id = a.strand_id
     where a.case_id = ${parent.id} and a.withdrawn_at is null and (a.strand_id is null or s.id is not null) ${only('a.id')}
     order by a.happened_on desc, a.id limit ${mostPerKind})
    union all
    (select 'note', n.id, n.version, left(split_part(n.body, E'\n', 1), 200), n.body, n.happened_on, n.handling || coalesce(s.handling, '{}')
     from notes n left join strands s on s.id = n.strand_id
     where n.case_id = ${parent.id} and n.withdrawn_at is null and (n.strand_id is null or s.id is not null) ${only('n.id')}
     order by n.created_at desc, n.id limit ${mostPerKind})
    union all
    (select 'tip_excerpt', t.id, t.version, t.number, t.what, (t.received_at at time zone taskforce.zone())::date, '{}'::text[]
     from tip_cases l join tips t on t.id = l.tip_id
     where l.case_id = ${parent.id} and l.ended_at is null ${only('t.id')} order by t.received_at desc limit ${mostPerKind})`.execute(
    work.db,
  );
  return rows.map(({ handling, ...row }) => {
    const all = new Set([...handling, ...parent.handling, ...(parent.sealed ? ['sealed'] : [])]);
    const labels = handlingLabels.filter((label) => all.has(label));
    return { ...row, labels, needsAuthority: labels.filter(needsAuthority) };
  });
}

function needsAuthority(label: HandlingLabel): boolean {
  return labelRules[label].carriesOnlyWithAuthority;
}
