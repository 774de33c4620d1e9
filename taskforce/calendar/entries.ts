import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Listed } from './contract.ts';
import { MOST_ENTRIES, type EntryKind } from './rules-entries.ts';

export type Wanted = {
  from: string;
  until: string;
  kinds: readonly EntryKind[];
  whose: 'all' | 'mine' | 'agency';
};

/** What a row tells besides: for the private feed. */
type More = {
  startsAt: Date | null;
  endsAt: Date | null;
  /** Counts up with the edits of the record. */
  sequence: number;
  /** Belongs to a sealed case or operation, or carries a label that lets it leave in no form. */
  guarded: boolean;
};

/** A source answers with these columns, under the policies of its own table: what is hidden there is not here. */
type Source = (me: Me) => RawBuilder<unknown>;
type Me = { id: string; agencyId: string; from: string; until: string };

const caseOf = sql`jsonb_build_object('id', c.id, 'number', c.number)`;
const none = sql`null::jsonb`;
const wholeDay = sql`null::text as from_time, null::text as until_time`;
const zone = sql`(select taskforce.zone())`;
const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone ${zone})::date`;
const timeOf = (column: string) => sql`to_char(${sql.ref(column)} at time zone ${zone}, 'HH24:MI')`;
/** Labels of records whose mere time stays here. */
const closest = sql`'{sealed,grand_jury,title_iii,informant_identity}'::text[]`;
const isMember = sql`c.id in (select taskforce.my_cases())`;

const caseDate =
  (deadlines: boolean): Source =>
  (me) => sql`
    select ${deadlines ? 'deadline' : 'court_date'}::text as kind, d.kind as subkind, d.id, d.for_whom as title, d.planned_for as day, d.planned_for as until_day,
      d.from_time, d.until_time, d.courtroom as place,
      case d.state when 'happened' then 'done' else d.state end as state, d.state = 'planned' and d.planned_for < taskforce.today() as overdue,
      ${me.id}::uuid = any(d.attendees) or ${isMember} as mine, c.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${caseOf} as case, ${none} as operation,
      d.version as sequence, c.sealed or d.handling && ${closest} as guarded
    from case_dates d join cases c on c.id = d.case_id
    where d.planned_for between ${me.from}::date and ${me.until}::date and taskforce.is_deadline(d.kind) = ${deadlines}`;

const sources: Partial<Record<EntryKind, Source>> = {
  court_date: caseDate(false),
  deadline: caseDate(true),
  task: (me) => sql`
    select 'task'::text as kind, t.kind as subkind, t.id, t.title, t.due_on as day, t.due_on as until_day, ${wholeDay}, '' as place,
      'planned' as state, t.due_on < taskforce.today() as overdue,
      coalesce(t.assignee_id = ${me.id}::uuid, false) as mine, c.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${caseOf} as case, ${none} as operation,
      t.version as sequence, c.sealed or t.handling && ${closest} as guarded
    from tasks t join cases c on c.id = t.case_id
    where t.state = 'open' and t.due_on between ${me.from}::date and ${me.until}::date`,
  meeting: (me) => sql`
    select 'meeting'::text as kind, m.audience as subkind, m.id, m.title, m.held_on as day, m.held_on as until_day, ${wholeDay}, '' as place,
      case m.state when 'held' then 'done' else m.state end as state, false as overdue, true as mine,
      coalesce((select a.agency_id from accounts a where a.id = m.chair_id) = ${me.agencyId}::uuid, false) as own_agency, ${none} as case, ${none} as operation,
      m.version as sequence, false as guarded
    from meetings m where m.held_on between ${me.from}::date and ${me.until}::date`,
  decision: (me) => sql`
    select 'decision'::text as kind, null::text as subkind, d.id, d.question as title, d.needed_by as day, d.needed_by as until_day, ${wholeDay}, '' as place,
      'planned' as state, d.needed_by < taskforce.today() as overdue,
      coalesce(d.decider_id = ${me.id}::uuid, false) as mine, c.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${caseOf} as case, ${none} as operation,
      d.version as sequence, c.sealed or d.handling && ${closest} as guarded
    from decisions_needed d join cases c on c.id = d.case_id
    where d.state = 'open' and d.needed_by between ${me.from}::date and ${me.until}::date`,
  interview: (me) => sql`
    select 'interview'::text as kind, i.purpose as subkind, i.id, v.code_name as title, ${dayOf('i.planned_for')} as day, ${dayOf('i.planned_for')} as until_day,
      ${timeOf('i.planned_for')} as from_time, null::text as until_time, '' as place,
      case i.state when 'planned' then 'planned' when 'held' then 'done' when 'stopped' then 'done' else 'cancelled' end as state, false as overdue,
      i.note_taker_id = ${me.id}::uuid or ${isMember} as mine, c.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${caseOf} as case, ${none} as operation,
      i.version as sequence, c.sealed as guarded
    from interview_plans i join victims v on v.id = i.victim_id join cases c on c.id = i.case_id
    where i.planned_for >= ${me.from}::date - 1 and ${dayOf('i.planned_for')} between ${me.from}::date and ${me.until}::date`,
  victim_duty: (me) => sql`
    select 'victim_duty'::text as kind, d.kind as subkind, d.id, v.code_name as title, ${dayOf('d.due_at')} as day, ${dayOf('d.due_at')} as until_day,
      ${timeOf('d.due_at')} as from_time, null::text as until_time, '' as place, 'planned' as state, d.due_at < now() as overdue,
      ${isMember} as mine, c.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${caseOf} as case, ${none} as operation,
      d.version as sequence, c.sealed as guarded
    from victim_duties d join victims v on v.id = d.victim_id join cases c on c.id = d.case_id
    where d.state = 'open' and d.due_at >= ${me.from}::date - 1 and ${dayOf('d.due_at')} between ${me.from}::date and ${me.until}::date`,
  review: (me) => sql`
    select 'review'::text as kind, 'danger' as subkind, r.id, left(d.what, 120) as title, ${dayOf('r.due_at')} as day, ${dayOf('r.due_at')} as until_day,
      ${timeOf('r.due_at')} as from_time, null::text as until_time, '' as place, 'planned' as state, r.due_at < now() as overdue,
      coalesce(d.accountable_id = ${me.id}::uuid, false) as mine, coalesce(c.lead_agency_id = ${me.agencyId}::uuid, false) as own_agency,
      case when c.id is null then null else ${caseOf} end as case, ${none} as operation,
      r.version as sequence, coalesce(c.sealed, false) as guarded
    from danger_reviews r join dangers d on d.id = r.danger_id left join cases c on c.id = d.case_id
    where r.done_at is null and r.due_at >= ${me.from}::date - 1 and ${dayOf('r.due_at')} between ${me.from}::date and ${me.until}::date
    union all
    select 'review'::text, 'operation', r.id, o.title, ${dayOf('r.due_at')}, ${dayOf('r.due_at')},
      ${timeOf('r.due_at')}, null::text, '', 'planned', r.due_at < now(),
      exists (select from operation_planners p where p.operation_id = o.id and p.account_id = ${me.id}::uuid and p.ended_at is null),
      o.lead_agency_id = ${me.agencyId}::uuid, case when c.id is null then null else ${caseOf} end,
      jsonb_build_object('id', o.id, 'number', o.number),
      r.version, o.sealed or coalesce(c.sealed, false) or (o.case_id is not null and c.id is null)
    from operation_reviews r join operations o on o.id = r.operation_id left join cases c on c.id = o.case_id
    where r.state = 'open' and r.due_at >= ${me.from}::date - 1 and ${dayOf('r.due_at')} between ${me.from}::date and ${me.until}::date`,
  operation: (me) => sql`
    select 'operation'::text as kind, o.kind as subkind, o.id, o.title, ${dayOf('o.planned_from')} as day, ${dayOf('o.planned_until')} as until_day,
      ${timeOf('o.planned_from')} as from_time, ${timeOf('o.planned_until')} as until_time, '' as place,
      case when o.state in ('aborted', 'postponed') then 'cancelled' when o.state in ('ended', 'closed') then 'done' else 'planned' end as state, false as overdue,
      exists (select from operation_posts p where p.operation_id = o.id and p.account_id = ${me.id}::uuid)
        or exists (select from operation_planners p where p.operation_id = o.id and p.account_id = ${me.id}::uuid and p.ended_at is null) as mine,
      o.lead_agency_id = ${me.agencyId}::uuid as own_agency, case when c.id is null then null else ${caseOf} end as case,
      jsonb_build_object('id', o.id, 'number', o.number) as operation,
      o.version as sequence, o.sealed or coalesce(c.sealed, false) or (o.case_id is not null and c.id is null) as guarded
    from operations o left join cases c on c.id = o.case_id
    where o.planned_from is not null and o.planned_until is not null
      and o.planned_from < ${me.until}::date + 2 and o.planned_until >= ${me.from}::date - 1
      and ${dayOf('o.planned_from')} <= ${me.until}::date and ${dayOf('o.planned_until')} >= ${me.from}::date
    union all
    select 'operation'::text, k.kind, k.post_id, '', ${dayOf('k.planned_from')}, ${dayOf('k.planned_until')},
      ${timeOf('k.planned_from')}, ${timeOf('k.planned_until')}, '', case when k.state in ('ended', 'closed') then 'done' when k.state = 'aborted' then 'cancelled' else 'planned' end,
      false, true, true, ${none}, ${none}, k.version, k.sealed
    from taskforce.my_cards() k
    where k.planned_from is not null and k.planned_until is not null and not exists (select from operations o where o.id = k.operation_id)
      and ${dayOf('k.planned_from')} <= ${me.until}::date and ${dayOf('k.planned_until')} >= ${me.from}::date`,
  authority: (me) => sql`
    select 'authority'::text as kind, a.kind as subkind, a.id, coalesce(a.reference, '') as title, ${dayOf('a.expires_at')} as day, ${dayOf('a.expires_at')} as until_day,
      ${timeOf('a.expires_at')} as from_time, null::text as until_time, '' as place, 'planned' as state, a.expires_at < now() as overdue,
      exists (select from operation_planners p where p.operation_id = o.id and p.account_id = ${me.id}::uuid and p.ended_at is null) as mine,
      o.lead_agency_id = ${me.agencyId}::uuid as own_agency, ${none} as case, jsonb_build_object('id', o.id, 'number', o.number) as operation,
      a.version as sequence, o.sealed or o.case_id is not null and not exists (select from cases c where c.id = o.case_id and not c.sealed) as guarded
    from operation_authorities a join operations o on o.id = a.operation_id
    where o.state not in ('ended', 'closed', 'aborted') and a.expires_at is not null and a.expires_at >= ${me.from}::date - 1
      and ${dayOf('a.expires_at')} between ${me.from}::date and ${me.until}::date`,
  absence: (me) => sql`
    select 'absence'::text as kind, null::text as subkind, a.id, '' as title, a.from_day as day, a.until_day as until_day, ${wholeDay}, '' as place,
      'planned' as state, false as overdue, true as mine, true as own_agency, ${none} as case, ${none} as operation,
      a.version as sequence, false as guarded
    from absences a where a.ended_at is null and a.account_id = ${me.id}::uuid
      and a.from_day <= ${me.until}::date and a.until_day >= ${me.from}::date`,
};

/** Entries between two days, in order; one more than the most when there are more. */
export async function entries(work: Work<Tables>, wanted: Wanted): Promise<(Listed & More)[]> {
  const me = { id: work.account.id, agencyId: work.account.agencyId, from: wanted.from, until: wanted.until };
  const asked = (Object.entries(sources) as [EntryKind, Source][]).filter(
    ([kind]) => wanted.kinds.length === 0 || wanted.kinds.includes(kind),
  );
  if (asked.length === 0) return [];
  const where =
    wanted.whose === 'all' ? sql`true` : wanted.whose === 'mine' ? sql`e.mine` : sql`e.own_agency`;
  const { rows } = await sql<Omit<Listed & More, 'key'>>`
    select e.*, (e.day + e.from_time::time) at time zone ${zone} as starts_at,
      (e.until_day + coalesce(e.until_time, e.from_time)::time) at time zone ${zone} as ends_at
    from (${sql.join(
      asked.map(([, source]) => source(me)),
      sql` union all `,
    )}) e where ${where}
    order by e.day, e.from_time nulls first, e.kind, e.id limit ${MOST_ENTRIES + 1}`.execute(work.db);
  return rows.map((row) => ({ ...row, key: `${row.kind}:${row.id}` }));
}
