import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { makeEstimates, type EstimatingHouse } from './estimating.ts';
import { keepTrack } from './track.ts';

let house: TestHouse;
let estimating: EstimatingHouse;
let jobs: pg.Pool;
let commander: Person;
let detective: Person;
let neighbor: Person;
let caseId = '';
let sealedId = '';
let now = new Date('2026-03-02T12:00:00Z');

beforeAll(async () => {
  house = await openTestHouse({ clock: () => now });
  jobs = new pg.Pool({ ...house.loginTo('jobs'), max: 2 });
  estimating = { pool: jobs, clock: () => now };
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
  const one = await arrangeCase(house, detective, { title: 'Riverside', openedOn: '2025-06-01' });
  caseId = one.id;
  await arrangeStrand(house, caseId, 'Target A', { since: '2025-06-01', opened: '2025-06-01' });
  await arrangeStrand(house, caseId, 'Young witness', {
    handling: ['juvenile'],
    since: '2026-01-10',
    opened: '2026-01-10',
  });
  await arrangeStrand(house, caseId, 'Target O', {
    phase: 'operational',
    since: '2026-02-20',
    opened: '2026-02-20',
  });
  const sealed = await arrangeCase(house, neighbor, { title: 'Sealed', sealed: true, members: [neighbor] });
  sealedId = sealed.id;
  await arrangeStrand(house, sealedId, 'Target S', { since: '2026-02-01', opened: '2026-02-01' });
}, 60_000);
afterAll(async () => {
  await jobs?.end();
  await house?.close();
});

const ofCase = async (person: Person, id = caseId) => house.call(person, 'estimates.ofCase', { caseId: id });
const ranges = async () =>
  (
    await house.owner.query(
      `select strand_id, phase, as_of::text, at_entry, p50::text from taskforce.strand_estimates order by made_at, strand_id`,
    )
  ).rows;

test('before anything is computed a case says how many strands wait for it', async () => {
  const { status, body } = await ofCase(detective);
  expect(status).toBe(200);
  expect(body).toMatchObject({ run: null, strands: [], phases: [], waiting: 3 });
  const analyst = await house.person('Ada Analyst', ['analyst']);
  expect((await ofCase(analyst)).body.waiting).toBe(2);
});

test('the clock estimates every strand that entered a phase, once, and nothing when nothing is new', async () => {
  const made = await makeEstimates(estimating, 'entries', null);
  expect(made).toMatchObject({ strands: 4, asOf: '2026-03-02' });
  expect((await ranges()).every((row) => row.at_entry)).toBe(true);
  expect(await makeEstimates(estimating, 'entries', null)).toBeNull();
});

test('a reader sees the ranges of the strands they may read, with what they rest on, and nothing of a sealed case', async () => {
  const { body } = await ofCase(commander);
  expect(body.strands.map((one: any) => one.label)).toEqual(['Target A', 'Target O', 'Young witness']);
  const [a] = body.strands;
  expect(a).toMatchObject({
    phase: 'pre_operational',
    enteredOn: '2025-06-01',
    asOf: '2026-03-02',
    certainty: 'too_early',
  });
  expect(a.dots).toHaveLength(20);
  expect(a.p10 > '2026-03-02').toBe(true);
  expect(body.run).toMatchObject({ runs: 4000, madeFor: 'entries' });
  expect(body.run.basis[0]).toMatchObject({
    phase: 'pre_operational',
    observed: 0,
    medianBasis: 'published',
  });
  expect(body.phases.map((one: any) => one.phase)).toEqual([
    'pre_operational',
    'operational',
    'post_operational',
  ]);
  expect(a.paceShare).toBeGreaterThan(0);
  expect(a.paceShare).toBeLessThan(1);
  expect(body.strips.map((one: any) => [one.label, one.stays])).toEqual([
    ['Target A', [{ phase: 'pre_operational', from: '2025-06-01', until: null }]],
    ['Target O', [{ phase: 'operational', from: '2026-02-20', until: null }]],
    ['Young witness', [{ phase: 'pre_operational', from: '2026-01-10', until: null }]],
  ]);
  const [before, arrests] = body.phases;
  expect(before.fan).toBeNull();
  expect(arrests.fan.past.at(-1)).toEqual({ day: '2026-03-02', total: 0 });
  expect(arrests.fan.ahead.at(-1).at[3]).toBeGreaterThan(0);
  const analyst = await house.person('Ana Analyst', ['analyst']);
  const seen = (await ofCase(analyst)).body;
  expect(seen.strands.map((one: any) => one.label)).toEqual(['Target A', 'Target O']);
  expect(seen.strips.map((one: any) => one.label)).toEqual(['Target A', 'Target O']);
  expect((await ofCase(detective, sealedId)).status).toBe(404);
  expect((await ofCase(commander, sealedId)).status).toBe(404);
  expect((await ofCase(neighbor, sealedId)).body.strands).toHaveLength(1);
  expect((await ofCase(neighbor)).status).toBe(404);
  const auditor = await house.person('Ulla Auditor', ['auditor']);
  expect((await ofCase(auditor)).status).toBe(403);
});

test('the same facts on the same day give the same numbers again, and the second range of a stay is no new promise', async () => {
  await makeEstimates(estimating, 'office', commander.id);
  const rows = await ranges();
  expect(rows).toHaveLength(8);
  expect(rows.filter((row) => row.at_entry)).toHaveLength(4);
  const [first, second] = [rows.slice(0, 4), rows.slice(4)];
  expect(second.map((row) => row.p50).toSorted()).toEqual(first.map((row) => row.p50).toSorted());
  const { rows: runs } = await house.owner.query(
    'select distinct inputs_hash, seed from taskforce.estimate_runs',
  );
  expect(runs).toHaveLength(1);
});

test('nobody re-writes a range: not a person, not the jobs, not the owner of the database', async () => {
  const change = `update taskforce.strand_estimates set p50 = p50 + 1`;
  await expect(jobs.query(change)).rejects.toMatchObject({ code: '42501' });
  await expect(jobs.query('select count(*) from taskforce.strands')).rejects.toMatchObject({ code: '42501' });
  await expect(house.owner.query(change)).rejects.toMatchObject({ message: 'frozen' });
  await expect(house.owner.query('delete from taskforce.estimate_runs')).rejects.toMatchObject({
    message: 'frozen',
  });
  const app = new pg.Client(house.loginTo('app'));
  await app.connect();
  try {
    await expect(app.query(`select * from taskforce.spells_to_learn_from('UTC')`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(app.query(`select taskforce.keep_estimates('{}', '[]', '[]', '[]')`)).rejects.toMatchObject({
      code: '42501',
    });
    expect((await app.query('select * from taskforce.office_flows()')).rows).toEqual([]);
    expect((await app.query('select * from taskforce.track_told()')).rows).toEqual([]);
  } finally {
    await app.end();
  }
});

test('when a stay ends the promise at its entry is scored, and later ranges show the promise beside them', async () => {
  const strand = (await ofCase(commander)).body.strands.find((one: any) => one.label === 'Target O');
  const moved = await house.call(commander, 'strands.move', {
    id: strand.strandId,
    version: 1,
    to: 'post_operational',
    event: 'arrest',
    effectiveOn: '2026-03-02',
    reason: 'Arrested at the traffic stop that the warrant named.',
  });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  expect(await keepTrack(estimating, null)).toBe(2);
  const { body } = await ofCase(commander);
  const [pre, operational] = body.kept;
  expect(pre.levels.map((one: any) => one.resolved)).toEqual([0, 0, 0]);
  expect(operational).toMatchObject({
    phase: 'operational',
    levels: [{}, { level: 80, resolved: 1, kept: 1 }, {}],
  });
  expect(body.waiting).toBe(1);
  expect(await makeEstimates(estimating, 'entries', null)).toMatchObject({ strands: 3 });
  const after = (await ofCase(commander)).body.strands.find((one: any) => one.strandId === strand.strandId);
  expect(after).toMatchObject({ phase: 'post_operational', enteredOn: '2026-03-02', atEntry: true });
  now = new Date('2026-03-09T12:00:00Z');
  await makeEstimates(estimating, 'office', null);
  const later = (await ofCase(commander)).body.strands.find((one: any) => one.strandId === strand.strandId);
  expect(later).toMatchObject({ asOf: '2026-03-09', atEntry: false, first: { asOf: '2026-03-02' } });
});

test('a strand that is longer in its phase than nineteen in twenty were promised is listed for who may read it', async () => {
  const old = await arrangeCase(house, neighbor, { title: 'Harbor', openedOn: '2025-06-01' });
  const since = { since: '2025-06-01', opened: '2025-06-01' };
  const strand = await arrangeStrand(house, old.id, 'Forgotten', since);
  await house.owner.query(
    `insert into taskforce.strand_estimates (run_id, case_id, strand_id, phase, entered_on, as_of, at_entry, p10, p50, p80, p95, dots)
     select id, $1, $2, 'pre_operational', '2025-06-01', '2025-06-02', true, '2025-07-01', '2025-08-01', '2025-09-01', '2025-10-01', array_fill(30, array[20])
     from taskforce.estimate_runs limit 1`,
    [old.id, strand],
  );
  const past = async (person: Person) => (await house.call(person, 'estimates.office', {})).body.ageing;
  expect(await past(commander)).toEqual([
    expect.objectContaining({ label: 'Forgotten', p95: '2025-10-01', caseNumber: old.number }),
  ]);
  expect(await past(detective)).toEqual([]);
});

test('who may computes the office as a job and sees the flows; others see neither', async () => {
  await house.server.startJobs();
  const { body } = await house.call(commander, 'estimates.compute', {});
  let job: any;
  do {
    job = (await house.call(commander, 'jobs.read', { id: body.jobId })).body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (!['done', 'failed', 'cancelled'].includes(job.state));
  expect(job).toMatchObject({ state: 'done', result: { strands: 5 } });
  const office = (await house.call(commander, 'estimates.office', {})).body;
  expect(office.flows.map((one: any) => one.phase)).toEqual([
    'pre_operational',
    'operational',
    'post_operational',
  ]);
  expect(office.flows[0].quarters).toHaveLength(8);
  expect(office.fans.map((one: any) => one.phase)).toEqual(['operational', 'post_operational']);
  expect(office.fans[0].fan.past.at(-1).total).toBe(1);
  expect(await house.call(detective, 'estimates.office', {})).toMatchObject({
    body: { flows: null, fans: [], money: null },
  });
  expect((await house.call(detective, 'estimates.compute', {})).status).toBe(403);
}, 90_000);
