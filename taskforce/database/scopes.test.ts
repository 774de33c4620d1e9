import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineKinds } from '../cases/contract-timeline.ts';
import { openTestHouse, type TestHouse } from '../testing.ts';
import { clearedFor } from './access-rights.ts';
import { buildWorld, label, type Actor, type World } from './access-world.ts';

let house: TestHouse;
let world: World;
beforeAll(async () => {
  house = await openTestHouse();
  world = await buildWorld(house);
  // What waits for a signature on a marked strand, which the samples of the matrix do not have.
  await house.owner.query(
    `insert into taskforce.approval_requests (case_id, strand_id, kind, to_phase, effective_on, reason, asked_by)
     select s.case_id, s.id, 'move', 'operational', '2026-02-01', 'a reason that is long enough to stand', $2
     from taskforce.strands s where s.case_id = $1 and s.handling <> '{}'`,
    [world.cases['own agency'], world.actors.find((one) => one.person)!.person!.id],
  );
  // Past the policies, for comparing: which victims there are in cases.
  await house.owner.query(
    `create function taskforce.access_victims(cases uuid[], cleared boolean) returns setof uuid language sql security definer
     as $$ select v.id from taskforce.victims v where v.case_id = any (cases) and (v.handling = '{}' or cleared) $$;
     grant execute on function taskforce.access_victims(uuid[], boolean) to taskforce_app`,
  );
}, 120_000);
afterAll(() => house.close());

const policy = readFileSync(new URL('./policy.sql', import.meta.url), 'utf8');
const figuresSource = readFileSync(new URL('./figures.sql', import.meta.url), 'utf8');
const timeline = readFileSync(new URL('./timeline.sql', import.meta.url), 'utf8');

/** The records of a line of the timeline, asked for under the policies of their own tables. */
const linesByPolicy: Record<(typeof timelineKinds)[number], string> = {
  transition: 'select id from taskforce.phase_transitions where case_id = $1',
  activity: 'select id from taskforce.activities where case_id = $1 and withdrawn_at is null',
  note: 'select id from taskforce.notes where case_id = $1 and withdrawn_at is null',
  task: 'select id from taskforce.tasks where case_id = $1',
  task_settled: 'select id from taskforce.tasks where case_id = $1 and settled_at is not null',
  decision: `select id from taskforce.decisions_needed where case_id = $1 and state = 'decided'`,
  member: 'select m.id from taskforce.case_members m where m.case_id = $1',
  member_ended: 'select id from taskforce.case_members where case_id = $1 and ended_at is not null',
  file: `select id from kit.files where scope_table = 'cases' and scope_id = $1`,
  request: 'select id from taskforce.approval_requests where case_id = $1 and decided_at is not null',
};

const ids = async (text: string, values: unknown[] = []) =>
  (await house.owner.query<{ id: string }>(text, values)).rows.map((row) => row.id).toSorted();

const readsVictims = ({ role, relation }: Actor) =>
  ['commander', 'prosecutor', 'investigator'].includes(role!) ||
  (role === 'victim_specialist' && relation === 'member');
const clearsLabel = ({ role }: Actor) => clearedFor[label]!.includes(role!);
/** Past the policies: victims of cases by id, those with a label only for the cleared. */
const victimsOfReadableCases = `select v.id from taskforce.access_victims($1::uuid[], $2) v (id)`;

/** What the views of scope tell an actor, beside what the policies of the tables let them read. */
async function told(actor: Actor): Promise<Record<string, [string[], string[]]>> {
  const memberships = `select case_id as id from taskforce.case_members where account_id = $1 and ended_at is null`;
  const live = actor.person !== null && actor.relation !== 'suspended';
  return {
    open_cases: [
      await ids('select id from taskforce.open_cases'),
      await ids('select id from taskforce.cases'),
    ],
    open_strands: [
      await ids('select id from taskforce.open_strands'),
      await ids('select id from taskforce.strands'),
    ],
    open_activities: [
      await ids('select id from taskforce.open_activities'),
      await ids('select id from taskforce.activities'),
    ],
    open_victims: [
      await ids('select id from taskforce.open_victims'),
      await ids('select id from taskforce.victims'),
    ],
    victim_cases: [
      await ids('select id from taskforce.victim_cases'),
      await ids('select id from taskforce.cases where $1', [live && readsVictims(actor)]),
    ],
    victims_named: [
      await ids('select id from taskforce.victims_named'),
      live
        ? await ids(victimsOfReadableCases, [await ids('select id from taskforce.cases'), clearsLabel(actor)])
        : [],
    ],
    my_memberships: [
      await ids('select case_id as id from taskforce.my_memberships'),
      live ? await ids(memberships, [actor.person!.id]) : [],
    ],
  };
}

/** The timeline of every case for an actor, beside the same lines asked for table by table. */
async function feeds(): Promise<Record<string, [string[], string[]]>> {
  const feeds: Record<string, [string[], string[]]> = {};
  for (const [name, id] of Object.entries(world.cases)) {
    const readable = (await ids('select id from taskforce.cases where id = $1', [id])).length > 0;
    const lines: string[] = [];
    for (const kind of timelineKinds)
      if (readable) lines.push(...(await ids(linesByPolicy[kind], [id])).map((one) => `${kind} ${one}`));
    for (const byHappened of [true, false]) {
      const { rows } = await house.owner.query<{ kinds: string[] | null; ids: string[] | null }>(
        `select kinds, ids::text[] from taskforce.timeline_page($1, $2, null, $3, null, null, null, 10000)`,
        [id, timelineKinds, byHappened],
      );
      const found = (rows[0]?.ids ?? []).map((one, place) => `${rows[0]!.kinds![place]} ${one}`);
      feeds[`${name}, ${byHappened ? 'by day' : 'by writing'}`] = [found.toSorted(), lines.toSorted()];
    }
  }
  return feeds;
}

/** The figures of every case for an actor, beside the same counted and summed table by table under the policies. */
async function figures(): Promise<Record<string, [string[], string[]]>> {
  const found: Record<string, [string[], string[]]> = {};
  for (const [name, id] of Object.entries(world.cases)) {
    const { rows } = await house.owner.query(
      `select taskforce.case_figures($1) as made, case when exists (select from taskforce.cases where id = $1) then
        jsonb_build_object(
          'counts', jsonb_build_object(
            'activities', (select count(*) from taskforce.activities where case_id = $1 and withdrawn_at is null),
            'openTasks', (select count(*) from taskforce.tasks where case_id = $1 and state = 'open'),
            'overdueTasks', (select count(*) from taskforce.tasks where case_id = $1 and state = 'open' and due_on < taskforce.today()),
            'notes', (select count(*) from taskforce.notes where case_id = $1 and withdrawn_at is null),
            'files', (select count(*) from kit.files where scope_id = $1),
            'requests', (select count(*) from taskforce.approval_requests where case_id = $1 and state = 'waiting')),
          'effort', jsonb_build_object(
            'minutes', (select coalesce(sum(minutes), 0) from taskforce.work_entries where case_id = $1),
            'cents', (select coalesce(sum(amount_cents), 0) from taskforce.cost_lines where case_id = $1)),
          'nextDeadline', (select min(due_on) from taskforce.tasks where case_id = $1 and state = 'open')) end as right`,
      [id],
    );
    found[name] = [[JSON.stringify(rows[0].made)], [JSON.stringify(rows[0].right)]];
  }
  return found;
}

/** Looks as every actor, in one transaction that is taken back. @returns where the two disagree, or the first place */
async function differences(
  look: (actor: Actor) => Promise<Record<string, [string[], string[]]>>,
  change = '',
): Promise<string[]> {
  const wrong: string[] = [];
  await house.owner.query('begin');
  try {
    if (change !== '') await house.owner.query(change);
    await house.owner.query('set local role taskforce_app');
    for (const actor of world.actors) {
      await house.owner.query(`select set_config('concert.session', $1, true)`, [actor.person?.secret ?? '']);
      for (const [name, [found, right]] of Object.entries(await look(actor)))
        if (JSON.stringify(found) !== JSON.stringify(right)) wrong.push(`${actor.name}: ${name}`);
      if (change !== '' && wrong.length > 0) break;
    }
    return wrong;
  } finally {
    await house.owner.query('rollback');
  }
}

test('the views of scope tell every person exactly the ids that the policies let them read', async () => {
  expect(await differences(told)).toEqual([]);
}, 120_000);

test('the timeline finds for every person exactly the lines that the policies of their tables let them read', async () => {
  expect(await differences(feeds)).toEqual([]);
}, 240_000);

test('the figures of a case count for every person exactly what the policies let them read', async () => {
  expect(await differences(figures)).toEqual([]);
}, 240_000);

test('the views of scope are the only ones that look past the policies, and the inner ones are granted to nobody', async () => {
  const { rows } = await house.owner.query<{ name: string; barrier: boolean; granted: boolean }>(
    `select c.relname as name, coalesce(c.reloptions @> '{security_barrier=true}', false) as barrier,
       has_table_privilege('taskforce_app', c.oid, 'select') as granted
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('kit', 'taskforce') and c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false) order by 1`,
  );
  expect(rows).toEqual([
    { name: 'case_scope', barrier: false, granted: false },
    { name: 'live_session', barrier: true, granted: false },
    { name: 'my_memberships', barrier: true, granted: true },
    { name: 'open_activities', barrier: true, granted: true },
    { name: 'open_cases', barrier: true, granted: true },
    { name: 'open_nominations', barrier: true, granted: true },
    { name: 'open_operations', barrier: true, granted: true },
    { name: 'open_referrals', barrier: true, granted: true },
    { name: 'open_releases', barrier: true, granted: true },
    { name: 'open_strands', barrier: true, granted: true },
    { name: 'open_victims', barrier: true, granted: true },
    { name: 'operation_scope', barrier: false, granted: false },
    { name: 'timeline_lines', barrier: false, granted: false },
    { name: 'victim_cases', barrier: true, granted: true },
    { name: 'victims_named', barrier: true, granted: true },
  ]);
});

/** The text that makes a view or function, up to the comment on it. */
function source(text: string, name: string): string {
  const begin = text.search(new RegExp(`^create (or replace )?(view|function) taskforce\\.${name}\\b`, 'm'));
  const end = text.indexOf('comment on', begin);
  if (begin === -1 || end === -1) throw new Error(`no ${name} in the file`);
  return text.slice(begin, end).replace(/^create view/, 'create or replace view');
}

const labels = (alias: string) =>
  `(${alias}.handling = '{}' or ${alias}.handling <@ (select kit.clearances()))`;
const mutants: [name: string, part: string, instead: string][] = [
  ['case_scope', labels('c'), 'true'],
  ['case_scope', `when 'all' then not c.sealed or m.case_id is not null`, `when 'all' then true`],
  ['case_scope', `when 'all' then not c.sealed or m.case_id is not null`, `when 'all' then not c.sealed`],
  ['case_scope', 'not c.sealed and c.lead_agency_id', 'c.lead_agency_id'],
  ['case_scope', ' and c.lead_agency_id = me.agency_id', ''],
  ['case_scope', `when 'member' then m.case_id is not null`, `when 'member' then true`],
  ['case_scope', 'else false', 'else true'],
  ['case_scope', ' and m.ended_at is null', ''],
  ['case_scope', ' and m.account_id = me.account_id', ''],
  ['my_memberships', ' and m.ended_at is null', ''],
  ['my_memberships', 'm.account_id = (select kit.current_account())', 'true'],
  ['open_cases', 'taskforce.case_scope', 'taskforce.cases'],
  ['open_strands', 'taskforce.case_scope', 'taskforce.cases'],
  ['open_strands', `s.handling = '{}' or s.handling <@ (select kit.clearances())`, 'true'],
  ['open_activities', 'taskforce.case_scope', 'taskforce.cases'],
  ['open_activities', labels('a'), 'true'],
  ['open_victims', 'join taskforce.victim_cases c', 'join taskforce.cases c'],
  ['open_victims', `v.handling = '{}' or v.handling <@ (select kit.clearances())`, 'true'],
  ['victim_cases', 'join taskforce.cases k on k.id = s.id', 'join taskforce.cases k on true'],
  ['victim_cases', `'victims.read'`, `'cases.read'`],
  ['victims_named', 'join taskforce.case_scope c', 'join taskforce.cases c'],
  ['victims_named', `(v.handling = '{}' or v.handling <@ (select kit.clearances()))`, 'true'],
  [
    'open_activities',
    `(a.strand_id is null or s.handling = '{}' or s.handling <@ (select kit.clearances()))`,
    'true',
  ],
];

test('every condition of the scopes that is dropped or widened is noticed by somebody', async () => {
  const unnoticed: string[] = [];
  for (const [name, part, instead] of mutants) {
    const made = source(policy, name);
    expect(made, name).toContain(part);
    if ((await differences(told, made.replace(part, instead))).length === 0)
      unnoticed.push(`${name}: ${part}`);
  }
  expect(unnoticed).toEqual([]);
}, 240_000);

const asked = 'if not exists (select from taskforce.case_scope c where c.id = the_case) then';

test('every condition of the timeline and the figures that is dropped is noticed by somebody', async () => {
  const unnoticed: string[] = [];
  const notice = async (look: typeof feeds, made: string, parts: string[]) => {
    for (const part of parts) {
      expect(made).toContain(part);
      const changed = made.replaceAll(part, part === asked ? 'if false then' : '');
      if ((await differences(look, changed)).length === 0) unnoticed.push(part);
    }
  };
  await notice(feeds, source(timeline, 'timeline_page'), [
    asked,
    `and ${labels('l')}`,
    'and (l.labelled_strand is null or l.labelled_strand <> all (hidden))',
  ]);
  const own = (alias: string) => `and (${alias}.handling = '{}' or ${alias}.handling <@ clear)`;
  const strand = (alias: string) => `and (${alias}.strand_id is null or ${alias}.strand_id <> all (hidden))`;
  await notice(figures, source(figuresSource, 'case_figures'), [
    asked,
    own('a'),
    own('n'),
    own('f'),
    own('t'),
    strand('a'),
    strand('n'),
    strand('r'),
    strand('t'),
  ]);
  expect(unnoticed).toEqual([]);
}, 240_000);
