import { afterAll, beforeAll, expect, test } from 'vitest';
import { loginPassword } from '../kit/database/logins.ts';
import { testCluster } from '../kit/postgres/testing.ts';
import { tellings } from '../provider/vocabulary/releases.ts';
import type { Person as ProviderPerson } from '../provider/testing.ts';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { makeTaskforceServer, type TaskforceServer } from '../taskforce/server.ts';
import type { Person } from '../taskforce/testing.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

/** A provider behind a firewall: nobody can call it, it only calls out; the task force runs two servers. */
let houses: PairedHouses;
let second: TaskforceServer;
let advocate: ProviderPerson;
let specialist: Person;
let investigator: Person;
let caseId: string;
const marker = 'Larkspur-Marker-4417';

beforeAll(async () => {
  houses = await openPairedHouses('Harbor House', undefined, true);
  const { provider, taskforce } = houses;
  advocate = await provider.person('June Park', ['community_advocate']);
  specialist = await taskforce.person('Vera Specialist', ['victim_specialist']);
  investigator = await taskforce.person('Ines Vega', ['investigator']);
  caseId = (await arrangeCase(taskforce, investigator, { members: [investigator, specialist] })).id;
  second = await makeTaskforceServer({
    connection: (login) =>
      taskforce.database.connection(login, loginPassword(testCluster().password || undefined, login)),
    dataDir: taskforce.server.house.dataDir,
    hashing: 'light',
    filesOrigin: 'http://files.test',
  });
  await second.startJobs();
}, 180_000);
afterAll(async () => {
  await second?.close();
  await houses?.close();
});

const there = async (procedure: string, input: unknown) => {
  const answer = await houses.provider.call(advocate, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};

/** A release that lives, came over the bridge and was put to the case. @returns its ids on both sides */
async function shared(): Promise<{ id: string; ours: string }> {
  const intakeOn = new Date().toISOString().slice(0, 10);
  const client = await there('clients.takeIn', { alias: 'Larkspur', intakeOn, ageGroup: 'adult' });
  const texts = { statement: `What I saw. ${marker}` };
  const { id } = await there('releases.draft', {
    clientId: client.id,
    recipientKind: 'task_force',
    pairId: houses.pairs.provider,
    purpose: 'investigation',
    language: 'en',
    texts,
  });
  const told = { told: tellings, alternative: 'wants_us_to', confirmed: Object.keys(texts) };
  const explained = await there('releases.explain', { id, version: 1, cameBy: 'read_aloud', ...told });
  const strokes = [
    [
      [10, 20],
      [400, 200],
    ],
  ];
  const signed = await there('releases.sign', {
    id,
    version: explained.version,
    capacity: 'adult',
    signatures: [{ as: 'client', name: 'Larkspur', how: 'drawn', strokes }],
  });
  await there('releases.open', { id, version: signed.version });
  const ours = await until(async () => {
    const { rows } = await houses.taskforce.owner.query(
      'select id from taskforce.releases where release = $1',
      [id],
    );
    return rows[0]?.id as string | undefined;
  });
  const linked = await houses.taskforce.call(specialist, 'releases.link', { id: ours, version: 1, caseId });
  expect(linked.status).toBe(200);
  return { id, ours };
}

/** One reading, at the first server or the second. */
async function read(ours: string, at: 'first' | 'second' = 'first'): Promise<any> {
  const server = at === 'first' ? houses.taskforce.server : second;
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/releases/open',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${investigator.secret}` },
    payload: JSON.stringify({ id: ours, why: 'case_work' }),
  });
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}
/** A machine that is too busy for the three seconds of a reader says "not confirmed"; asking again is what one does. */
const readable = (ours: string, at?: 'first' | 'second') =>
  until(async () => {
    const reading = await read(ours, at);
    return reading.state === 'not_confirmed' ? null : reading;
  });

test('the task force knows no address of this provider', async () => {
  const { rows } = await houses.taskforce.owner.query('select peer_address from bridge.pairs');
  expect(rows).toEqual([{ peer_address: null }]);
});

test('a release of a provider that only calls out is read, at whichever server of the task force somebody sits', async () => {
  const { id, ours } = await shared();
  const text = { field: 'statement', text: `What I saw. ${marker}` };
  expect(await readable(ours)).toMatchObject({ state: 'live', texts: [text] });
  // The provider's calls come to the first server; the question of the second is handed out there.
  expect(await readable(ours, 'second')).toMatchObject({ state: 'live', texts: [text] });
  const told = await there('releases.read', { id });
  expect(told.readings).toBeGreaterThanOrEqual(2);
  expect(told.readingsList[0]).toMatchObject({ role: 'investigator', why: 'case_work', answer: 'given' });
});

test('taken back, the next reading is refused, though nobody could call the provider', async () => {
  const { id, ours } = await shared();
  await readable(ours);
  await houses.provider.owner.query(`create function public.hold_back() returns trigger language plpgsql as
    $$ begin if new.kind = 'release.ended' then return null; end if; return new; end $$`);
  await houses.provider.owner.query(
    'create trigger hold_back before insert on bridge.outbox for each row execute function public.hold_back()',
  );
  await there('releases.revoke', { id });
  expect(await readable(ours, 'second')).toEqual({ state: 'over', ended: 'revoked' });
  const { rows } = await houses.taskforce.owner.query(
    'select from taskforce.release_texts where release_id = $1',
    [ours],
  );
  expect(rows).toEqual([]);
  await houses.provider.owner.query('drop trigger hold_back on bridge.outbox');
});

test('a provider of an older version still works; its releases cannot be confirmed, and nobody waits for it', async () => {
  const { ours } = await shared();
  await readable(ours);
  const { owner } = houses.taskforce;
  await owner.query(`create function public.older() returns trigger language plpgsql as
    $$ begin new.understood := new.understood - 'asked.release.key'; return new; end $$`);
  await owner.query(
    'create trigger older before update on bridge.progress for each row execute function public.older()',
  );
  await owner.query('update bridge.progress set understood = understood');
  expect(await read(ours)).toEqual({ state: 'not_confirmed' });
  await shared();
  await owner.query('drop trigger older on bridge.progress');
  expect((await readable(ours)).state).toBe('live');
});

test('when the provider stops calling, nothing opens, and no older text is shown instead', async () => {
  const { ours } = await shared();
  expect((await readable(ours)).state).toBe('live');
  await houses.provider.server.close();
  houses.provider.server.close = async () => undefined;
  expect(await read(ours)).toEqual({ state: 'not_confirmed' });
  expect(await read(ours, 'second')).toEqual({ state: 'not_confirmed' });
  // Neither question nor answer is in any table of the task force.
  const { rows } = await houses.taskforce.owner.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('bridge', 'taskforce', 'kit')`,
  );
  for (const { name } of rows) {
    const found = await houses.taskforce.owner.query(
      `select from ${name} t where t::text like '%oneTimeKey%' or t::text like $1 limit 1`,
      [`%${marker}%`],
    );
    expect(found.rows, name).toEqual([]);
  }
});
