/**
 * Which staged records are there already. A record is known by system, kind and key; a case of our own export by its
 * number. What a row says otherwise than the record is laid beside it, so that a person sees it before it is done.
 */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { RowProblem } from '../../kit/imports/problems.ts';
import type { Tables } from '../database/schema.ts';
import { OWN_NUMBER, OWN_SYSTEM, OWN_TIP, ruleProblem } from './rules.ts';
import type { RuleProblemCode } from './rules.ts';

type Db = Kysely<Tables>;

/** Known by system, kind and key: the same fingerprint means that there is nothing to do. */
export async function markKnown(db: Db, importId: string, system: string, kind: string | null = null) {
  await sql`
    update import_staged s set
      doing = case when r.fingerprint = s.fingerprint or s.target = 'tips' then 'keep' else 'change' end,
      -- A changed line of a history is a new line that takes the place of the old one; what was sealed for a tip fits
      -- the id it was laid out under alone.
      record_id = case when s.target = 'tips' or (s.target = 'phase_transitions' and r.fingerprint <> s.fingerprint)
        then s.record_id else r.record_id end
    from import_records r
    where s.import_id = ${importId}::uuid and (${kind}::text is null or s.target = ${kind})
      and r.system = ${system} and r.target = s.target and r.key = s.key and r.held`.execute(db);
}

/**
 * Records of our own export, matched by their number where they are open to the person: cases are changed where they
 * asked for it, tips stay as they were told.
 */
export async function matchNumbers(db: Db, importId: string, system: string) {
  if (system !== OWN_SYSTEM) return;
  await sql`
    update import_staged s set record_id = c.id, doing = 'change'
    from cases c
    where s.import_id = ${importId}::uuid and s.target = 'cases' and s.key ~ ${OWN_NUMBER} and c.number = s.key`.execute(
    db,
  );
  await sql`
    update import_staged s set record_id = c.id, doing = 'keep'
    from tips c
    where s.import_id = ${importId}::uuid and s.target = 'tips' and s.key ~ ${OWN_TIP} and c.number = s.key`.execute(
    db,
  );
}

/** Lays out what changed rows say otherwise than the cases they are about, and which version of the case that is. */
export async function layOutChanges(db: Db, importId: string, system: string) {
  await sql`
    update import_staged s set seen_version = known.version, changes = nullif(known.changes, '{}')
    from (
      select m.key, c.version,
        case when c.title = m.fields ->> 'title' then '{}' else jsonb_build_object('title', jsonb_build_array(c.title, m.fields ->> 'title')) end
        || case when c.type = m.fields ->> 'type' then '{}' else jsonb_build_object('type', jsonb_build_array(c.type, m.fields ->> 'type')) end
        || case when lower(m.fields ->> 'lead_agency') in (lower(a.name), lower(a.short_name)) then '{}'
          else jsonb_build_object('lead_agency', jsonb_build_array(a.name, m.fields ->> 'lead_agency')) end as changes
      from import_staged m join cases c on c.id = m.record_id join agencies a on a.id = c.lead_agency_id
      where m.import_id = ${importId}::uuid and m.target = 'cases' and m.doing = 'change') known
    where s.import_id = ${importId}::uuid and s.target = 'cases' and s.key = known.key`.execute(db);
  if (system !== OWN_SYSTEM) return;
  await sql`
    update import_staged s set doing = 'keep'
    from imports i
    where s.import_id = ${importId}::uuid and i.id = s.import_id and s.target = 'cases' and s.key ~ ${OWN_NUMBER} and s.doing = 'change'
      and (s.changes is null or not i.update_existing or not taskforce.may('cases.write', s.record_id))`.execute(
    db,
  );
}

/** Whether a case that the import is to change was changed by somebody since the preview. */
export async function changedSince(db: Db, importId: string): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select exists (select from import_staged s left join cases c on c.id = s.record_id
      where s.import_id = ${importId}::uuid and s.target = 'cases' and s.doing = 'change'
        and c.version is distinct from s.seen_version) as moved`.execute(db);
  return rows[0]?.moved ?? true;
}

/** Rows that say otherwise than a tip that stays, numbers that lead nowhere, cases that are not the person's to change. */
export async function matchFindings(db: Db, importId: string, system: string): Promise<RowProblem[]> {
  type Found = { row: number; target: string; field: string; code: RuleProblemCode };
  const { rows } = await sql<Found>`
    select s.file_row as row, 'tips' as target, 'what_was_reported' as field, 'tip_stays' as code
    from import_staged s join import_records r on r.system = ${system} and r.target = s.target and r.key = s.key and r.held
    where s.import_id = ${importId}::uuid and s.target = 'tips' and r.fingerprint <> s.fingerprint
    union all
    select s.file_row, s.target, 'case_number', 'unknown_number' from import_staged s
    where s.import_id = ${importId}::uuid and ${system} = ${OWN_SYSTEM} and s.target = 'cases' and s.key ~ ${OWN_NUMBER}
      and not exists (select from cases c where c.id = s.record_id and c.number = s.key)
    union all
    select s.file_row, s.target, 'number', 'unknown_tip' from import_staged s
    where s.import_id = ${importId}::uuid and ${system} = ${OWN_SYSTEM} and s.target = 'tips' and s.key ~ ${OWN_TIP}
      and not exists (select from tips c where c.id = s.record_id and c.number = s.key)
    union all
    select s.file_row, s.target, 'what_was_reported', 'tip_stays' from import_staged s join tips c on c.id = s.record_id
    where s.import_id = ${importId}::uuid and ${system} = ${OWN_SYSTEM} and s.target = 'tips' and s.key = c.number
      and c.what is distinct from s.fields ->> 'what'
    union all
    select s.file_row, s.target, 'case_number', 'not_yours_to_change' from import_staged s join imports i on i.id = s.import_id
    where s.import_id = ${importId}::uuid and ${system} = ${OWN_SYSTEM} and s.target = 'cases' and s.key ~ ${OWN_NUMBER}
      and s.doing = 'keep' and s.changes is not null and i.update_existing and not taskforce.may('cases.write', s.record_id)
    order by 1 limit 10000`.execute(db);
  return rows.map(({ row, target, field, code }) => ruleProblem(row, target, field, code));
}
