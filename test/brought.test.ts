import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROUGHT_MOVES, BROUGHT_STATES } from '../bridge/brought.ts';
import { tellings } from '../provider/vocabulary/releases.ts';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import type { Person as ProviderPerson } from '../provider/testing.ts';
import { asker } from '../taskforce/referrals/testing.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

/** A survivor wants to report: the provider brings it, the task force answers by a rule of its protocol. */
let houses: PairedHouses;
let here: ReturnType<typeof asker>;
let there: ReturnType<typeof asker>;
let june: ProviderPerson;
let records: ProviderPerson;
let vera: Person;
let analyst: Person;
let ruleId: string;
let caseId: string;
const marker = 'Hawthorn-Marker-5512';

beforeAll(async () => {
  houses = await openPairedHouses();
  here = asker(houses.taskforce);
  there = asker(houses.provider);
  june = await houses.provider.person('June Park', ['community_advocate']);
  records = await houses.provider.person('Miriam Katz', ['provider_records_officer']);
  const commander = await houses.taskforce.person('Carl Commander', ['commander']);
  vera = await houses.taskforce.person('Vera Specialist', ['victim_specialist']);
  analyst = await houses.taskforce.person('Ana Analyst', ['analyst']);
  caseId = (await arrangeCase(houses.taskforce, commander, { members: [vera] })).id;
  const rule = {
    title: 'Adults who want to report',
    who: 'Detective on call',
    atWhatMoment: 'When the survivor asks for it',
    how: '',
    types: [],
    ages: ['adult'],
    foreignNational: 'any',
    counties: [],
  };
  ruleId = (await here(commander, 'referralRules.write', { ...rule, direction: 'to_law_enforcement' })).id;
}, 120_000);
afterAll(() => houses?.close());

/** A release to the task force: a draft, or one that lives. */
async function release(live = true): Promise<string> {
  const intakeOn = new Date().toISOString().slice(0, 10);
  const client = await there(june, 'clients.takeIn', { alias: marker, intakeOn, ageGroup: 'adult' });
  const texts = { statement: `What I want to report. ${marker}` };
  const { id } = await there(june, 'releases.draft', {
    clientId: client.id,
    recipientKind: 'task_force',
    pairId: houses.pairs.provider,
    purpose: 'investigation',
    language: 'en',
    texts,
  });
  if (live) await share(id);
  return id;
}
async function share(id: string): Promise<void> {
  const told = { told: tellings, alternative: 'wants_us_to', confirmed: ['statement'] };
  const { version } = await there(june, 'releases.explain', {
    id,
    version: 1,
    cameBy: 'read_aloud',
    ...told,
  });
  const strokes = [
    [
      [10, 20],
      [400, 200],
    ],
  ];
  const signatures = [{ as: 'client', name: 'Hawthorn', how: 'drawn', strokes }];
  const signed = await there(june, 'releases.sign', { id, version, capacity: 'adult', signatures });
  await there(june, 'releases.open', { id, version: signed.version });
}
const ofRelease = async (releaseId: string) => (await there(june, 'releases.brought', { releaseId })).rows[0];
async function brought(more: object = {}): Promise<{ releaseId: string; id: string; ours: any }> {
  const releaseId = await release();
  const { id } = await there(june, 'releases.bring', { releaseId, ...more });
  await there(june, 'releases.offerBrought', { id, version: 1 });
  const ours = await until(async () => {
    const { rows } = await houses.taskforce.owner.query(
      'select id, version from taskforce.brought_referrals where release = $1',
      [releaseId],
    );
    return rows[0];
  });
  return { releaseId, id, ours };
}
const stateThere = (releaseId: string, wanted: string) =>
  until(async () => {
    const one = await ofRelease(releaseId);
    return one.state === wanted && one;
  });
const ourRow = async (id: string) =>
  (await here(vera, 'brought.list', { open: false })).rows.find((one: { id: string }) => one.id === id);
const accept = (ours: any, more: object = { ruleId }, who = vera) =>
  houses.taskforce.call(who, 'brought.accept', { id: ours.id, version: ours.version, ...more });

test('a survivor’s wish to report is brought with a live release, taken up by a rule, and the released words are read', async () => {
  const { releaseId, ours } = await brought({ urgency: 'today' });
  const row = await ourRow(ours.id);
  expect(row).toMatchObject({
    broughtBy: 'Harbor House',
    urgency: 'today',
    state: 'offered',
    release: { state: 'live', caseId: null },
    may: ['accepted', 'declined'],
  });
  expect((await accept(ours, {})).body.data.fields[0]).toMatchObject({ path: 'ruleId', problem: 'no_rule' });
  expect((await accept(ours)).status).toBe(200);
  expect(await stateThere(releaseId, 'accepted')).toMatchObject({ may: ['withdrawn'] });
  expect(await ourRow(ours.id)).toMatchObject({
    state: 'accepted',
    movedBy: 'Vera Specialist',
    rule: { title: 'Adults who want to report', edition: 1 },
  });
  // What the survivor says comes under the release, and nowhere else.
  const waiting = await here(vera, 'releases.waiting', {});
  const released = await houses.taskforce.owner.query(
    'select id from taskforce.releases where release = $1',
    [releaseId],
  );
  expect(waiting.rows.map((one: { id: string }) => one.id)).toContain(released.rows[0].id);
  await here(vera, 'releases.link', { id: released.rows[0].id, version: 1, caseId });
  const reading = await here(vera, 'releases.open', { id: released.rows[0].id, why: 'case_work' });
  expect(reading.texts[0].text).toContain(marker);
  expect(await ourRow(ours.id)).toMatchObject({ release: { state: 'live', caseId } });
});

test('what crosses is the release, how soon and until when; nothing of the survivor', async () => {
  const { ours } = await brought();
  const { rows } = await houses.taskforce.owner.query(
    `select to_jsonb(b)::text as all from taskforce.brought_referrals b where id = $1`,
    [ours.id],
  );
  expect(rows[0].all).not.toContain(marker);
  const columns = Object.keys(JSON.parse(rows[0].all)).toSorted();
  expect(columns).toEqual(
    [
      'answer_by',
      'brought_by',
      'decline_reason',
      'id',
      'moved_at',
      'moved_by',
      'outside_rule',
      'pair_id',
    ].concat(['received_at', 'referral', 'release', 'rule_id', 'state', 'urgency', 'version']),
  );
});

test('a draft is written before anything is released, and offered only while the release lives; one at a time', async () => {
  const releaseId = await release(false);
  const { id } = await there(june, 'releases.bring', { releaseId });
  const early = await houses.provider.call(june, 'releases.offerBrought', { id, version: 1 });
  expect([early.status, early.body.data.fields[0].problem]).toEqual([422, 'not_live']);
  await expect(
    houses.provider.as(june, 'write', ({ db }) =>
      db
        .updateTable('broughtReferrals')
        .set({ state: 'offered', answerBy: new Date(Date.now() + 3_600_000) })
        .where('id', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
  const second = await houses.provider.call(june, 'releases.bring', { releaseId });
  expect(second.body.data.fields[0].problem).toBe('there_is_one');
  const changed = await there(june, 'releases.changeBrought', { id, version: 1, urgency: 'now' });
  await share(releaseId);
  await there(june, 'releases.offerBrought', { id, version: changed.version });
  await stateThere(releaseId, 'offered');
  const late = await houses.provider.call(june, 'releases.changeBrought', {
    id,
    version: changed.version + 1,
    urgency: 'no_hurry',
  });
  expect(late.status).toBe(422);
});

test('not taken up, the provider is told one word, and may bring it again', async () => {
  const { releaseId, ours } = await brought();
  const answer = await houses.taskforce.call(vera, 'brought.decline', {
    id: ours.id,
    version: ours.version,
    reason: 'outside_area',
  });
  expect(answer.status).toBe(200);
  expect(await stateThere(releaseId, 'declined')).toMatchObject({ declineReason: 'outside_area', may: [] });
  expect((await accept({ id: ours.id, version: ours.version + 1 })).status).toBe(422);
  expect((await houses.provider.call(june, 'releases.bring', { releaseId })).status).toBe(200);
});

test('taken back, by word or with the release, it ends on both sides, and wins over an answer of the same moment', async () => {
  const first = await brought();
  const [withdrawn, accepted] = await Promise.all([
    houses.provider.call(june, 'releases.withdrawBrought', {
      id: first.id,
      version: (await ofRelease(first.releaseId)).version,
    }),
    accept(first.ours),
  ]);
  expect(withdrawn.status).toBe(200);
  expect([200, 409, 422]).toContain(accepted.status);
  await until(async () => (await ourRow(first.ours.id)).state === 'withdrawn');
  expect((await ofRelease(first.releaseId)).state).toBe('withdrawn');
  const second = await brought();
  await there(records, 'releases.revoke', { id: second.releaseId });
  await until(async () => (await ourRow(second.ours.id)).state === 'withdrawn');
  expect((await ofRelease(second.releaseId)).state).toBe('withdrawn');
  await until(async () => (await ourRow(second.ours.id)).release.state === 'ended');
});

test('the time to answer ends on both sides; an answer given in time that arrives late still counts', async () => {
  const late = "now() - interval '1 minute'";
  const first = await brought();
  await houses.provider.owner.query(
    `update provider.brought_referrals set answer_by = ${late} where id = $1`,
    [first.id],
  );
  await houses.provider.owner.query('select provider.expire_offers()');
  expect((await ofRelease(first.releaseId)).state).toBe('expired');
  expect((await accept(first.ours)).status).toBe(200);
  await stateThere(first.releaseId, 'accepted');
  const second = await brought();
  await houses.taskforce.owner.query(
    `update taskforce.brought_referrals set answer_by = ${late} where id = $1`,
    [second.ours.id],
  );
  const now = await ourRow(second.ours.id);
  expect((await accept(now)).body.data.fields[0].problem).toBe('too_late');
  await houses.taskforce.owner.query('select taskforce.expire_referrals()');
  expect((await ourRow(second.ours.id)).state).toBe('expired');
});

test('words of another pair, twice, or for something unknown change nothing and block nothing', async () => {
  const { releaseId, id, ours } = await brought();
  const { owner } = houses.provider;
  const { rows } = await owner.query('select crossing from provider.brought_referrals where id = $1', [id]);
  const strange = '00000000-0000-4000-8000-000000000002';
  await owner.query('select provider.take_brought_answer($1, $2, $3, null)', [
    strange,
    rows[0].crossing,
    'accepted',
  ]);
  await owner.query('select provider.take_brought_answer($1, $2, $3, null)', [
    houses.pairs.provider,
    strange,
    'accepted',
  ]);
  await owner.query('select provider.take_brought_answer($1, $2, $3, null)', [
    houses.pairs.provider,
    rows[0].crossing,
    'withdrawn',
  ]);
  expect((await ofRelease(releaseId)).state).toBe('offered');
  const body = {
    referral: rows[0].crossing,
    release: releaseId,
    urgency: 'now',
    answerBy: '0000-01-01T00:00:00Z',
  };
  for (const told of [body, { ...body, answerBy: '2099-01-01T00:00:00Z' }])
    await houses.taskforce.owner.query('select taskforce.take_brought($1, $2)', [
      houses.pairs.taskforce,
      JSON.stringify(told),
    ]);
  await houses.taskforce.owner.query('select taskforce.take_brought_end($1, $2)', [
    strange,
    rows[0].crossing,
  ]);
  expect(await ourRow(ours.id)).toMatchObject({ state: 'offered', urgency: 'this_week' });
});

test('only the desk answers: an analyst neither sees what was brought nor answers, and another organisation sees nothing', async () => {
  const { releaseId, ours } = await brought();
  expect((await houses.taskforce.call(analyst, 'brought.list', {})).status).toBe(403);
  expect((await accept(ours, { ruleId }, analyst)).status).toBe(403);
  const other = await houses.provider.person('Nora Neighbor', ['community_advocate'], 'North Shelter');
  expect((await houses.provider.call(other, 'releases.brought', { releaseId })).status).toBe(404);
});

test('the table of moves is the same in both databases and in the program', async () => {
  const wanted = BROUGHT_STATES.flatMap((from) =>
    Object.entries(BROUGHT_MOVES[from]).map(
      ([to, actors]) => `${from} ${to} ${[...actors].toSorted().join()}`,
    ),
  ).toSorted();
  for (const [house, schema] of [
    [houses.taskforce, 'taskforce'],
    [houses.provider, 'provider'],
  ] as const) {
    const { rows } = await house.owner.query(
      `select from_state, to_state, array_to_string(array(select unnest(actors) order by 1), ',') as actors from ${schema}.brought_moves()`,
    );
    expect(rows.map((row) => `${row.from_state} ${row.to_state} ${row.actors}`).toSorted()).toEqual(wanted);
  }
});
