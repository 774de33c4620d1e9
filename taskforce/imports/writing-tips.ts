import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import { defaultClocks, freshHours } from '../tips/rules.ts';

type Db = Kysely<Tables>;

/** Writes the tips of a batch as the person who imports received them, with their sealed contacts and their dangers. */
export async function makeTips(db: Db, id: string, batch: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into tips (id, number, channel, origin_route, origin_mode, audience, agency_id, received_by, received_at, language, what, place,
      happened, ongoing, danger, persons_range, minors, languages_heard, vehicle, phones, online_links, transport_mode, departure, destination,
      how_known, training_code, match_keys, triage_due_at, retain_until, external_id, import_id)
    select s.record_id, s.number, f.channel, f.origin_route, f.origin_mode, f.audience, kit.current_agency(), kit.current_account(),
      f.received_at, f.language, f.what, f.place, f.happened, f.ongoing, f.danger, f.persons_range, f.minors, f.languages_heard, f.vehicle,
      f.phones, f.online_links, f.transport_mode, f.departure, f.destination, f.how_known, f.training_code, f.match_keys,
      f.triage_due_at, f.retain_until, f.external_id, ${id}::uuid
    from import_staged s cross join lateral jsonb_populate_record(null::taskforce.tips, s.fields) f
    where s.import_id = ${id}::uuid and s.target = 'tips' and s.doing = 'create' and s.batch = ${batch}
    order by s.file_row`.execute(db);
  await sql`
    insert into tip_reporters (tip_id, contact_sealed, may_contact)
    select s.record_id, s.sealed, s.fields ->> 'may_contact' = 'true' from import_staged s
    where s.import_id = ${id}::uuid and s.target = 'tips' and s.doing = 'create' and s.batch = ${batch}`.execute(
    db,
  );
  await raiseDangers(db, id, batch);
  return Number(numAffectedRows ?? 0n);
}

/** Who reads the file learns of the danger now, so its clock starts now, whenever the tip was told. */
async function raiseDangers(db: Db, id: string, batch: number): Promise<void> {
  const { dangerOfficerMinutes, dangerContactMinutes } = defaultClocks;
  await sql`
    insert into dangers (id, tip_id, what, place, raised_by, raised_at, officer_due_at, contact_due_at, import_id)
    select gen_random_uuid(), s.record_id, '', '', kit.current_account(), now(),
      now() + make_interval(mins => ${dangerOfficerMinutes}::integer), now() + make_interval(mins => ${dangerContactMinutes}::integer), ${id}::uuid
    from import_staged s
    where s.import_id = ${id}::uuid and s.target = 'tips' and s.doing = 'create' and s.batch = ${batch}
      and s.fields ->> 'danger' = 'yes'`.execute(db);
}

/** Tells every commander at once of all dangers the import raised. */
export async function tellOfDangers(db: Db, id: string): Promise<void> {
  await sql`select taskforce.tell_of_imported_dangers(${id}::uuid, ${freshHours}::integer)`.execute(db);
}
