import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JobKind, JobRun } from '../../kit/jobs/worker.ts';
import { refused } from '../../kit/problems.ts';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import type { Tables } from '../database/schema.ts';
import { importOf } from './previewing.ts';
import { changedSince } from './matching.ts';
import { plannedCounts, resolve } from './resolving.ts';
import { makeTips, tellOfDangers } from './writing-tips.ts';

type Db = Kysely<Tables>;

/**
 * Writes a previewed import in one transaction: all of it or nothing. What it does is worked out again first; where
 * that is no longer what the preview showed, nothing is written and the person looks again.
 */
export const runKind: JobKind<Tables> = {
  kind: 'import_run',
  run: async (job) => {
    const id = String(job.input.import);
    return job.as('write', async ({ db }) => {
      await sql`select taskforce.begin_import(${id}::uuid)`.execute(db);
      await resolveAgain(db, id);
      const total = await plannedWork(db, id);
      await sql`select taskforce.claim_import(${id}::uuid)`.execute(db);
      await sql`select taskforce.number_import(${id}::uuid)`.execute(db);
      await write(db, id, job, total);
      await tellOfDangers(db, id);
      const { rows } = await sql<{ counts: unknown }>`
        select taskforce.finish_import(${id}::uuid) as counts`.execute(db);
      return { import: id, counts: rows[0]?.counts };
    });
  },
};

async function resolveAgain(db: Db, id: string): Promise<void> {
  const { system, counts } = await importOf(db, id);
  if (await changedSince(db, id)) throw outdated();
  if (!(await mayDiffer(db, id, system ?? ''))) return;
  await sql`update import_staged set doing = 'create' where import_id = ${id}::uuid and doing <> 'create'`.execute(
    db,
  );
  await sql`delete from import_staged where import_id = ${id}::uuid and target = 'agencies'`.execute(db);
  await sql`delete from import_lines where import_id = ${id}::uuid`.execute(db);
  await resolve(db, id, system ?? '');
  if (canonicalJson(await plannedCounts(db, id)) !== canonicalJson(counts)) throw outdated();
}

const outdated = () =>
  refused('import', 'preview_outdated', 'Records changed since the preview. Preview the file again.');

/**
 * Whether the world may have moved since the preview: another import of the system ran or was taken back, an agency
 * came by, or this one touches records that were there. An import of nothing but new records stands as previewed.
 */
async function mayDiffer(db: Db, id: string, system: string): Promise<boolean> {
  const { rows } = await sql<{ differs: boolean }>`
    select exists (select from imports i join imports mine on mine.id = ${id}::uuid
        where i.id <> mine.id and i.system = ${system} and greatest(i.run_at, i.undone_at) >= mine.previewed_at)
      or exists (select from import_staged s where s.import_id = ${id}::uuid and s.doing = 'change')
      or exists (select from agencies a join imports mine on mine.id = ${id}::uuid where a.created_at >= mine.previewed_at)
      or exists (select from import_lines l where l.import_id = ${id}::uuid and l.place > 1
        and not exists (select from import_lines o where o.import_id = l.import_id and o.strand_id = l.strand_id and o.place = 1)) as differs`.execute(
    db,
  );
  return rows[0]?.differs ?? true;
}

async function plannedWork(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from import_staged where import_id = ${id}::uuid and doing <> 'keep' and target <> 'phase_transitions')
      + (select count(*) from import_lines where import_id = ${id}::uuid) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

type Step = { name: string; batches: () => Promise<number[]>; write: (batch: number) => Promise<number> };

async function write(db: Db, id: string, job: JobRun<Tables>, total: number): Promise<void> {
  let done = 0;
  for (const step of steps(db, id)) {
    for (const batch of await step.batches()) {
      await job.progress(done, total, step.name);
      done += await step.write(batch);
    }
  }
  await job.progress(total, total, 'finishing');
}

function steps(db: Db, id: string): Step[] {
  const staged = (target: string, doing: string) => async () => {
    const { rows } = await sql<{ batch: number }>`
      select distinct batch from import_staged where import_id = ${id}::uuid and target = ${target} and doing = ${doing} order by 1`.execute(
      db,
    );
    return rows.map(({ batch }) => batch);
  };
  const lines = async () => {
    const { rows } = await sql<{ batch: number }>`
      select distinct batch from import_lines where import_id = ${id}::uuid order by 1`.execute(db);
    return rows.map(({ batch }) => batch);
  };
  return [
    {
      name: 'agencies',
      batches: staged('agencies', 'create'),
      write: (batch) => makeAgencies(db, id, batch),
    },
    { name: 'tips', batches: staged('tips', 'create'), write: (batch) => makeTips(db, id, batch) },
    { name: 'cases', batches: staged('cases', 'create'), write: (batch) => makeCases(db, id, batch) },
    { name: 'cases', batches: staged('cases', 'change'), write: (batch) => changeCases(db, id, batch) },
    { name: 'strands', batches: staged('strands', 'create'), write: (batch) => makeStrands(db, id, batch) },
    { name: 'strands', batches: staged('strands', 'change'), write: (batch) => changeStrands(db, id, batch) },
    { name: 'phase_transitions', batches: lines, write: (batch) => makeLines(db, id, batch) },
  ];
}

const touched = ({ numAffectedRows }: { numAffectedRows?: bigint }) => Number(numAffectedRows ?? 0n);

async function makeAgencies(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      insert into agencies (id, name, short_name, kind)
      select s.record_id, s.fields ->> 'name', left(s.fields ->> 'name', 40), 'other' from import_staged s
      where s.import_id = ${id}::uuid and s.target = 'agencies' and s.doing = 'create' and s.batch = ${batch}`.execute(
      db,
    ),
  );
}

/** Staged cases of a batch with the agency in the lead. */
const caseRows = (id: string, doing: string, batch: number) => sql`
  select s.record_id, s.number, s.key, s.file_row, s.fields, coalesce(
    (select a.id from agencies a where lower(a.name) = lower(s.fields ->> 'lead_agency') limit 1),
    (select a.id from agencies a where lower(a.short_name) = lower(s.fields ->> 'lead_agency') limit 1),
    (select g.record_id from import_staged g where g.import_id = s.import_id and g.target = 'agencies'
      and g.key = lower(s.fields ->> 'lead_agency'))) as agency_id
  from import_staged s
  where s.import_id = ${id}::uuid and s.target = 'cases' and s.doing = ${doing} and s.batch = ${batch}`;

async function makeCases(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      insert into cases (id, number, title, type, origin_route, origin_mode, lead_agency_id, summary, opened_on, external_id, import_id)
      select r.record_id, r.number, r.fields ->> 'title', r.fields ->> 'type', r.fields ->> 'route', r.fields ->> 'origin_mode',
        r.agency_id, '', (r.fields ->> 'opened_on')::date, r.key, ${id}::uuid
      from (${caseRows(id, 'create', batch)}) r order by r.file_row`.execute(db),
  );
}

async function changeCases(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      update cases c set title = r.fields ->> 'title', type = r.fields ->> 'type', lead_agency_id = r.agency_id
      from (${caseRows(id, 'change', batch)}) r
      where c.id = r.record_id and (c.title, c.type, c.lead_agency_id)
        is distinct from (r.fields ->> 'title', r.fields ->> 'type', r.agency_id)`.execute(db),
  );
}

/** Strands are written in the phase that their lines lead to; the lines that follow are checked against it. */
async function makeStrands(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      insert into strands (id, case_id, label, kind, type, mode, phase, phase_since, opened_on, closed_on, close_reason, external_id, import_id)
      select s.record_id, c.id, s.fields ->> 'label', s.fields ->> 'kind', s.fields ->> 'type',
        coalesce(s.fields ->> 'mode', case c.origin_mode when 'reactive' then 'reactive' else 'proactive' end),
        case last.to_phase when 'closed' then last.from_phase else last.to_phase end,
        case last.to_phase when 'closed' then last.before else last.effective_on end,
        (s.fields ->> 'opened_on')::date,
        case last.to_phase when 'closed' then last.effective_on end, last.close_reason, s.key, ${id}::uuid
      from import_staged s
      join lateral (
        select l.case_id, l.to_phase, l.from_phase, l.effective_on, l.close_reason, lag(l.effective_on) over (order by l.place) as before
        from import_lines l where l.import_id = s.import_id and l.strand_id = s.record_id
        order by l.place desc limit 1) last on true
      join cases c on c.id = last.case_id
      where s.import_id = ${id}::uuid and s.target = 'strands' and s.doing = 'create' and s.batch = ${batch}`.execute(
      db,
    ),
  );
}

async function changeStrands(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      update strands c set label = s.fields ->> 'label', kind = s.fields ->> 'kind', type = s.fields ->> 'type',
        mode = coalesce(s.fields ->> 'mode', c.mode)
      from import_staged s
      where s.import_id = ${id}::uuid and s.target = 'strands' and s.doing = 'change' and s.batch = ${batch} and c.id = s.record_id
        and (c.label, c.kind, c.type, c.mode) is distinct from
          (s.fields ->> 'label', s.fields ->> 'kind', s.fields ->> 'type', coalesce(s.fields ->> 'mode', c.mode))`.execute(
      db,
    ),
  );
}

async function makeLines(db: Db, id: string, batch: number): Promise<number> {
  return touched(
    await sql`
      insert into phase_transitions (id, strand_id, case_id, place, from_phase, to_phase, event, close_reason, effective_on,
        known_since, reason, supersedes, provenance, import_id)
      select l.id, l.strand_id, l.case_id, l.place, l.from_phase, l.to_phase, l.event, l.close_reason, l.effective_on,
        l.known_since, l.reason, l.supersedes, 'imported', ${id}::uuid
      from import_lines l where l.import_id = ${id}::uuid and l.batch = ${batch} order by l.strand_id, l.place`.execute(
      db,
    ),
  );
}
