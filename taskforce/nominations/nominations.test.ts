import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { keepNominations } from './handlers.ts';

let house: TestHouse;
let app: pg.Client | undefined;
let commander: Person;
let deputy: Person;
let detective: Person;
let analyst: Person;
let prosecutor: Person;
let inspector: Person;
let neighbor: Person;
let records: Person;
let administrator: Person;

const because = 'Three workers told the same story to two people.';
const facts = {
  title: 'Roofing crew on Mill Road',
  kind: 'labor_compliance',
  type: 'labor',
  known: 'Papers are kept by the employer; nobody leaves the site alone.',
  harm: 'high',
  harmWhy: because,
  vulnerability: 'very_high',
  vulnerabilityWhy: because,
  solvability: 'some',
  solvabilityWhy: because,
  resources: 'not_known',
  resourcesWhy: because,
};
const today = new Date().toISOString().slice(0, 10);
const daysOn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function ask(person: Person, procedure: string, input: unknown = {}): Promise<any> {
  const { status, body } = await house.call(person, `nominations.${procedure}`, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}
const refusedFor = async (person: Person, procedure: string, input: unknown) => {
  const { status, body } = await house.call(person, `nominations.${procedure}`, input);
  return status === 422
    ? body.data.fields.map((field: { problem: string }) => field.problem)
    : [`status ${status}`];
};
const read = (id: string, person = commander) => ask(person, 'read', { id });

async function nominated(by: Person, more: object = {}): Promise<string> {
  const { id } = await ask(by, 'nominate', {
    ...facts,
    from: { source: 'fresh', knownSince: today },
    ...more,
  });
  return id;
}
async function heard(id: string, as: 'approve' | 'reject' = 'approve') {
  for (const member of [analyst, prosecutor, deputy])
    await ask(member, 'vote', { id, vote: as, rationale: because });
}
let phones = 0;
/** Enters a phone of the target, another one each time unless it is named. */
const compared = async (id: string, by: Person = detective, value = `312-555-01${10 + phones++}`) => {
  const { status, body } = await house.call(by, 'deconfliction.enterTarget', {
    type: 'phone',
    value,
    scope: null,
    nominationId: id,
    phone: '312-555-0100',
  });
  if (status !== 200) throw new Error(`enterTarget: ${status} ${JSON.stringify(body)}`);
  return body.told as string;
};
const regional = (id: string, result = 'no_hit', note = '') =>
  ask(analyst, 'recordCheck', {
    id,
    result,
    checkedOn: today,
    system: 'RISSafe',
    reference: 'RS-2026-17',
    note,
  });
async function decided(id: string, decision: string, more: object = {}) {
  const { version } = await read(id);
  return ask(commander, 'decide', { id, version, decision, rationale: because, ...more });
}

beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Carla Commander', ['commander']);
  deputy = await house.person('Dana Deputy', ['commander']);
  detective = await house.person('Ines Detective', ['investigator']);
  analyst = await house.person('Ana Analyst', ['analyst']);
  prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
  inspector = await house.person('Lars Inspector', ['labor_inspector'], 'Labor Office');
  neighbor = await house.person('Nia Neighbor', ['investigator'], 'Harbor Police');
  records = await house.person('Rita Records', ['records_officer']);
  administrator = await house.person('Ada Admin', ['account_administrator']);
  await house.owner.query(
    `insert into kit.settings (key, value) values ('time_zone', '"UTC"') on conflict (key) do update set value = '"UTC"'`,
  );
});
afterAll(async () => {
  await app?.end();
  await house.close();
});

test('an inspector nominates, the committee votes, a supervisor approves, and a case opens in the pre-operational phase', async () => {
  const id = await nominated(inspector);
  expect((await read(id, inspector)).may).toMatchObject({ change: true, vote: false, decide: false });
  expect(
    await refusedFor(commander, 'decide', {
      id,
      version: (await read(id)).version,
      decision: 'approve',
      rationale: because,
    }),
  ).toEqual(['quorum', 'deconfliction_needed']);
  await heard(id);
  await compared(id);
  await regional(id, 'hit_open');
  expect(
    await refusedFor(commander, 'decide', {
      id,
      version: (await read(id)).version,
      decision: 'approve',
      rationale: because,
    }),
  ).toEqual(['deconfliction_needed']);
  await regional(id, 'hit_resolved', 'Harbor Police leaves the target to us and sends its notes.');
  await decided(id, 'approve');
  const page = await read(id);
  expect(page).toMatchObject({
    state: 'approved',
    clock: 'stands',
    check: 'clear',
    decisions: [{ decision: 'approve', votes: { approve: 3, reject: 0 }, withTheVotes: true }],
  });
  const opened = await ask(commander, 'open', { id, version: page.version, into: { kind: 'new_case' } });
  const { body } = await house.call(commander, 'cases.read', { id: opened.caseId });
  expect(body).toMatchObject({
    type: 'labor',
    originMode: 'proactive',
    originRoute: 'criminal_intelligence',
  });
  expect(body.strands).toMatchObject([{ label: facts.title, phase: 'pre_operational', mode: 'proactive' }]);
  expect((await read(id)).opened.case.id).toBe(opened.caseId);
  expect(
    await refusedFor(commander, 'open', { id, version: opened.version, into: { kind: 'new_case' } }),
  ).toEqual(['already_opened']);
});

test('an approved nomination becomes a strand of a case one may write in, and closes with it when that case is sealed', async () => {
  const id = await nominated(detective);
  await heard(id);
  await compared(id);
  await decided(id, 'approve');
  const made = await house.call(commander, 'cases.open', {
    title: 'A case of the commander',
    type: 'labor',
    originRoute: 'sector_complaint',
    strands: [{ label: 'First', kind: 'location' }],
  });
  const { version } = await read(id);
  const foreign = await house.call(neighbor, 'nominations.open', {
    id,
    version,
    into: { kind: 'case', caseId: made.body.id },
  });
  expect(foreign.status).toBe(404);
  await ask(commander, 'open', { id, version, into: { kind: 'case', caseId: made.body.id } });
  expect((await read(id, neighbor)).opened).toMatchObject({ case: null });
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'A court ordered that it be sealed.' where id = $1`,
    [made.body.id],
  );
  expect((await house.call(neighbor, 'nominations.read', { id })).status).toBe(404);
  expect((await house.call(analyst, 'nominations.compare', { ids: [id] })).body.rows).toEqual([]);
});

test('who nominated neither votes nor decides, and nobody decides in the name of somebody else', async () => {
  const id = await nominated(commander);
  expect(await refusedFor(commander, 'vote', { id, vote: 'approve', rationale: because })).toEqual([
    'own_nomination',
  ]);
  await ask(analyst, 'vote', { id, vote: 'approve', rationale: because });
  await ask(prosecutor, 'vote', { id, vote: 'abstain', rationale: because });
  await ask(detective, 'vote', { id, vote: 'approve', rationale: because });
  await compared(id);
  const { version } = await read(id);
  const wanted = { id, version, decision: 'approve', rationale: because };
  expect(await refusedFor(commander, 'decide', wanted)).toEqual(['second_person_needed']);
  expect((await house.call(detective, 'nominations.decide', wanted)).status).toBe(403);
  await ask(deputy, 'decide', wanted);
});

test('the database refuses what the rules refuse, whatever program asks', async () => {
  const id = await nominated(commander);
  app = new pg.Client(house.loginTo('app'));
  await app.connect();
  const attempt = async (person: Person, text: string, values: unknown[] = []) => {
    await app!.query('begin');
    await app!.query(`select set_config('concert.session', $1, true)`, [person.secret]);
    try {
      return (await app!.query(text, values)).rowCount;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await app!.query('rollback');
    }
  };
  const deciding = `insert into taskforce.nomination_decisions (nomination_id, round, decision, rationale) values ($1, 1, $2, '${because}')`;
  const voting = `insert into taskforce.nomination_votes (nomination_id, round, vote, rationale) values ($1, 1, 'approve', '${because}')`;
  expect(await attempt(commander, deciding, [id, 'reject'])).toBe('second_person_needed');
  expect(await attempt(deputy, deciding, [id, 'reject'])).toBe('quorum');
  expect(await attempt(commander, voting, [id])).toBe('own_nomination');
  expect(
    await attempt(commander, `update taskforce.nominations set state = 'approved' where id = $1`, [id]),
  ).toMatch(/permission denied/);
  expect(
    await attempt(commander, `update taskforce.nominations set retain_until = '2040-01-01' where id = $1`, [
      id,
    ]),
  ).toMatch(/permission denied/);
  await heardBy(id);
  expect(await attempt(detective, deciding, [id, 'reject'])).toMatch(/row-level security/);
  expect(await attempt(deputy, deciding, [id, 'approve'])).toBe('deconfliction_needed');
  expect(await attempt(deputy, deciding, [id, 'reject'])).toBe(1);
});
const heardBy = async (id: string) => {
  for (const member of [analyst, prosecutor, detective])
    await ask(member, 'vote', { id, vote: 'reject', rationale: because });
};

test('what is deferred comes back on its day, in a new round with new votes', async () => {
  const id = await nominated(detective);
  await heard(id);
  expect(
    await refusedFor(commander, 'decide', {
      id,
      version: (await read(id)).version,
      decision: 'defer',
      rationale: because,
      returnsOn: daysOn(400),
    }),
  ).toEqual(['defer_until']);
  await decided(id, 'defer', { returnsOn: daysOn(10) });
  await keepNominations(house.server.door);
  expect(await read(id)).toMatchObject({ state: 'deferred', round: 1 });
  await house.owner.query(`update taskforce.nominations set returns_on = current_date where id = $1`, [id]);
  await keepNominations(house.server.door);
  const page = await read(id);
  expect(page).toMatchObject({ state: 'waiting', round: 2, votes: { approve: 0 } });
  expect(page.ballots).toHaveLength(3);
  const { rows } = await house.owner.query(
    `select account_id from kit.notices where kind = 'nomination_returned' and subject_id = $1`,
    [id],
  );
  expect(rows.map((row) => row.account_id).toSorted()).toEqual(
    [commander.id, deputy.id, detective.id].toSorted(),
  );
});

test('what is rejected keeps the clock it came with, and is purged at its end against a certificate', async () => {
  const id = await nominated(detective, { from: { source: 'fresh', knownSince: daysOn(-300) } });
  await ask(detective, 'change', {
    id,
    version: 1,
    ...facts,
    known: 'A word that must not outlive the clock.',
  });
  await heard(id, 'reject');
  await regional(id, 'hit_resolved', 'Harbor Police has worked on this target since spring.');
  await decided(id, 'reject');
  const page = await read(id);
  expect(page).toMatchObject({ state: 'rejected', retainUntil: daysOn(65), clock: 'runs' });
  await keepNominations(house.server.door);
  expect((await read(id)).state).toBe('rejected');
  const later = `update taskforce.nominations set retain_until = current_date - 1 where id = $1`;
  await house.owner.query(later, [id]);
  await ask(records, 'hold', { id, version: (await read(id)).version, hold: true });
  await keepNominations(house.server.door);
  expect(await read(id)).toMatchObject({ state: 'rejected', clock: 'stands' });
  await ask(records, 'hold', { id, version: (await read(id)).version, hold: false });
  await keepNominations(house.server.door);
  const gone = await read(id);
  expect(gone).toMatchObject({
    state: 'purged',
    title: '',
    known: '',
    harmWhy: '',
    certificate: { was: 'rejected', votes: 3, checks: 1, decisions: 1 },
  });
  expect(gone.ballots.map((ballot: { rationale: string }) => ballot.rationale)).toEqual(['', '', '']);
  const { rows } = await house.owner.query(
    `select before::text from kit.record_versions where scope_id = $1
     union all select row(n.*)::text from taskforce.nominations n where id = $1
     union all select row(c.*)::text from taskforce.nomination_checks c where nomination_id = $1`,
    [id],
  );
  const left = JSON.stringify(rows);
  for (const word of ['outlive', 'Mill Road', 'since spring', 'Three workers'])
    expect(left).not.toContain(word);
});

test('a nomination from a tip ends with the tip, and one from a strand is for readers of the strand', async () => {
  const { rows } = await house.owner.query(
    `insert into taskforce.tips (number, channel, origin_route, origin_mode, agency_id, received_by, received_at, what, triage_due_at, retain_until)
     values ('T-2026-0900', 'phone', 'hotline', 'reactive', (select agency_id from kit.accounts where id = $1), $1, now() - interval '100 days', 'A caller told of a crew.', now(), current_date + 20)
     returning id`,
    [detective.id],
  );
  const fromTip = await nominated(detective, { from: { source: 'tip', tipId: rows[0].id } });
  expect(await read(fromTip)).toMatchObject({
    retainUntil: daysOn(20),
    knownSince: daysOn(-100),
    tip: { number: 'T-2026-0900' },
  });
  const mine = await house.call(detective, 'cases.open', {
    title: 'A case of Riverton',
    type: 'sex',
    originRoute: 'sector_complaint',
    strands: [{ label: 'A strand of Riverton', kind: 'location' }],
  });
  const { body } = await house.call(detective, 'cases.read', { id: mine.body.id });
  const from = { source: 'strand', strandId: body.strands[0].id };
  expect((await house.call(neighbor, 'nominations.nominate', { ...facts, from })).status).toBe(404);
  const fromStrand = await nominated(detective, { from });
  expect(await read(fromStrand)).toMatchObject({ strand: { label: 'A strand of Riverton' } });
  expect((await house.call(neighbor, 'nominations.read', { id: fromStrand })).status).toBe(404);
  expect(
    (await house.call(neighbor, 'nominations.vote', { id: fromStrand, vote: 'approve', rationale: because }))
      .status,
  ).toBe(404);
});

test('an inspector sees the own nominations alone, and history and access entries follow the nomination', async () => {
  const id = await nominated(detective);
  const { version } = await read(id);
  await ask(detective, 'change', { id, version, ...facts, title: 'Another name' });
  expect((await house.call(inspector, 'nominations.read', { id })).status).toBe(404);
  const seen = (person: Person) =>
    house.as(person, 'read', async ({ db }) => [
      (await db.selectFrom('auditEntries').select('id').where('scopeId', '=', id).execute()).length > 0,
      (await db.selectFrom('recordVersions').select('id').where('scopeId', '=', id).execute()).length > 0,
    ]);
  expect(await seen(analyst)).toEqual([true, true]);
  expect(await seen(inspector)).toEqual([false, false]);
  expect((await house.call(administrator, 'nominations.list', {})).status).toBe(403);
});

test('the list counts the share of labor over everything and keeps what is undetermined apart', async () => {
  await nominated(detective, { type: 'undetermined' });
  const { share, rows } = await ask(inspector, 'list', { states: [] });
  expect(share).toEqual({ labor: 1, known: 1, undetermined: 0 });
  expect(rows).toHaveLength(1);
  const all = await ask(commander, 'list', { states: ['rejected'] });
  expect(all.share.undetermined).toBe(1);
});

test('an administrator sets the quorum, and what is decided afterwards goes by it', async () => {
  const id = await nominated(detective);
  await ask(analyst, 'vote', { id, vote: 'reject', rationale: because });
  const current = await ask(administrator, 'settingsToSet');
  await ask(administrator, 'setSettings', { ...current, quorum: 1 });
  await decided(id, 'reject');
  expect((await read(id)).decisions).toMatchObject([{ votes: { reject: 1 } }]);
  expect((await house.call(administrator, 'nominations.setSettings', { ...current, quorum: 2 })).status).toBe(
    409,
  );
});
