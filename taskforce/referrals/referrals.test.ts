import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayMove, REFERRAL_MOVES, REFERRAL_STATES } from '../../bridge/referrals.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { expireReferrals } from './expiring.ts';
import { newLinkCode, readLinkCode } from './guest.ts';
import { asker, openCase, provider, ready } from './testing.ts';

let house: TestHouse;
let ask: ReturnType<typeof asker>;
let ana: Person;
let cora: Person;
let analyst: Person;
let elsewhere: Person;
let caseId: string;
let haven: string;
let legal: string;

beforeAll(async () => {
  house = await openTestHouse();
  ask = asker(house);
  ana = await house.person('Ana Investigator', ['investigator']);
  cora = await house.person('Cora Commander', ['commander']);
  analyst = await house.person('Ari Analyst', ['analyst']);
  elsewhere = await house.person('Eve Elsewhere', ['investigator'], 'Harbor Police');
  caseId = await openCase(house, ana);
  haven = await provider(house, 'Haven');
  legal = await provider(house, 'Legal aid', ['legal']);
});
afterAll(() => house.close());

const draft = async (more: object = {}): Promise<string> =>
  (await ask(ana, 'referrals.draft', ready(caseId, more))).id;
const read = (id: string, who = ana) => ask(who, 'referrals.read', { id });
const offer = async (id: string, providerId = haven, way = 'phone') =>
  house.call(ana, 'referrals.offer', { id, version: (await read(id)).version, providerId, way });
const record = async (id: string, to: string, reason: string | null = null) => {
  const [first] = (await read(id)).offers;
  return house.call(ana, 'referrals.record', { offerId: first.id, version: first.version, to, reason });
};
const withdraw = async (id: string) =>
  house.call(ana, 'referrals.withdraw', { id, version: (await read(id)).version });

test('the table of moves in the database is the table of the rules, word for word', async () => {
  const { rows } = await house.owner.query(
    `select from_state, to_state, actors from taskforce.referral_moves_allowed()`,
  );
  const told = rows.flatMap((row) =>
    row.actors.map((actor: string) => `${row.from_state} ${row.to_state} ${actor}`),
  );
  const ruled = Object.entries(REFERRAL_MOVES).flatMap(([from, moves]) =>
    Object.entries(moves).flatMap(([to, actors]) => actors.map((actor) => `${from} ${to} ${actor}`)),
  );
  expect(told.toSorted()).toEqual(ruled.toSorted());
});

test('as the application’s own login, an offer by phone goes only where the table of moves lets it', async () => {
  const id = await draft();
  await offer(id);
  const [{ id: offerId }] = (await read(id)).offers;
  const states = REFERRAL_STATES.filter((state) => state !== 'draft');
  for (const from of states)
    for (const to of states.filter((state) => state !== from)) {
      await house.owner.query(`alter table taskforce.referral_offers disable trigger user`);
      await house.owner.query(
        `update taskforce.referral_offers set state = $2, decline_reason = 'language' where id = $1`,
        [offerId, from],
      );
      await house.owner.query(`alter table taskforce.referral_offers enable trigger user`);
      const went = await house
        .as(ana, 'write', ({ db }) =>
          db.updateTable('referralOffers').set({ state: to }).where('id', '=', offerId).execute(),
        )
        .then(
          () => true,
          () => false,
        );
      const ruled = to !== 'offered' && (mayMove(from, to, 'sender') || mayMove(from, to, 'receiver'));
      expect(went, `${from} → ${to}`).toBe(ruled);
    }
});

test('a referral is drafted without agreement, and offered to nobody before the person agreed and a rule applies', async () => {
  const id = await draft({ agreedOn: null, outsideRule: null });
  const refused = await offer(id);
  expect(refused.body.data.fields.map((one: { path: string }) => one.path)).toEqual(['agreedOn', 'ruleId']);
  const insert = house.as(ana, 'write', ({ db }) =>
    db
      .insertInto('referralOffers')
      .values({
        referralId: id,
        caseId,
        providerId: haven,
        way: 'phone',
        answerBy: new Date(Date.now() + 1e7),
      })
      .execute(),
  );
  await expect(insert).rejects.toMatchObject({ fields: [{ path: 'agreedOn' }] });
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const future = await house.call(ana, 'referrals.draft', ready(caseId, { agreedOn: tomorrow }));
  expect(future.body.data.fields[0].problem).toBe('in_the_future');
});

test('one provider is asked at a time; after a decline the next one, and what was offered stays as it was', async () => {
  const id = await draft();
  expect((await offer(id)).status).toBe(200);
  expect((await offer(id, legal)).status).toBe(422);
  expect(
    (await house.call(ana, 'referrals.change', { ...ready(caseId), id, version: (await read(id)).version }))
      .status,
  ).toBe(422);
  expect((await record(id, 'declined')).status).toBe(422);
  expect((await record(id, 'declined', 'no_capacity')).status).toBe(200);
  expect(await read(id)).toMatchObject({
    state: 'declined',
    declineReason: 'no_capacity',
    may: { change: true, offer: true },
  });
  expect((await offer(id, legal)).status).toBe(200);
  for (const to of ['accepted', 'in_service', 'completed', 'reopened', 'completed'])
    expect((await record(id, to)).status, to).toBe(200);
  const whole = await read(id);
  expect(whole.state).toBe('completed');
  expect(whole.moves.map((one: { to: string }) => one.to)).toEqual([
    'draft',
    'offered',
    'declined',
    'offered',
    'accepted',
    'in_service',
    'completed',
    'reopened',
    'completed',
  ]);
});

test('two people who offer at once: one offer is made, the other hears of it', async () => {
  const id = await draft();
  const { version } = await read(id);
  const both = await Promise.all(
    [haven, legal].map((providerId) =>
      house.call(ana, 'referrals.offer', { id, version, providerId, way: 'phone' }),
    ),
  );
  expect(both.map((one) => one.status).toSorted()).toEqual([200, 409]);
});

test('an offer that nobody answered expires and is told of; the next one may be asked, and the old one is taken back', async () => {
  const id = await draft();
  await offer(id);
  const first = (await read(id)).offers[0].id;
  await house.owner.query(
    `update taskforce.referral_offers set answer_by = now() - interval '1 minute' where id = $1`,
    [first],
  );
  expect(await expireReferrals(house.server.door)).toBe(1);
  expect(await expireReferrals(house.server.door)).toBe(0);
  expect((await read(id)).state).toBe('expired');
  const notices = await house.owner.query(
    `select account_id from kit.notices where kind = 'referral_expired' and subject_id = $1`,
    [id],
  );
  expect(notices.rows).toEqual([{ account_id: ana.id }]);
  expect(
    (await ask(ana, 'referrals.list', { due: 'over' })).rows.map((row: { id: string }) => row.id),
  ).toContain(id);
  expect((await offer(id, legal)).status).toBe(200);
  const whole = await read(id);
  expect(whole.state).toBe('offered');
  expect(whole.offers.map((one: { state: string }) => one.state)).toEqual(['offered', 'withdrawn']);
});

test('a referral is withdrawn from a draft, an offer, an acceptance, a decline and an expiry, and from nothing else', async () => {
  for (const way of [[], ['declined'], ['accepted']]) {
    const id = await draft();
    if (way.length > 0) await offer(id);
    for (const to of way) await record(id, to, to === 'declined' ? 'language' : null);
    expect((await withdraw(id)).status, way.join()).toBe(200);
    expect(await read(id)).toMatchObject({
      state: 'withdrawn',
      may: { change: false, offer: false, withdraw: false },
    });
    expect((await withdraw(id)).status).toBe(422);
  }
  const served = await draft();
  await offer(served);
  await record(served, 'accepted');
  await record(served, 'in_service');
  expect((await withdraw(served)).status).toBe(422);
});

test('people of another agency and readers of the case alone find no referral, offer, state or link', async () => {
  const id = await draft();
  await offer(id);
  for (const other of [elsewhere, analyst]) {
    expect([403, 404], other.displayName).toContain(
      (await house.call(other, 'referrals.read', { id })).status,
    );
    const seen = await house.as(other, 'read', async ({ db }) =>
      Promise.all(
        (['referrals', 'referralOffers', 'referralMoves', 'referralLinks'] as const).map(
          async (table) => (await db.selectFrom(table).select('id').execute()).length,
        ),
      ),
    );
    expect(seen, other.displayName).toEqual([0, 0, 0, 0]);
  }
  expect((await ask(elsewhere, 'referrals.list', {})).rows).toEqual([]);
  expect((await house.call(elsewhere, 'referrals.draft', ready(caseId))).status).toBe(404);
  expect((await read(id, cora)).alias).toBe('Juniper');
});

test('a referral for a victim whose label one is not cleared for stays hidden', async () => {
  const { rows } = await house.owner.query(
    `insert into taskforce.victims (case_id, code_name, handling, created_by) values ($1, 'Amber', '{grand_jury}', $2) returning id`,
    [caseId, ana.id],
  );
  const id = await draft();
  await house.owner.query(`alter table taskforce.referrals disable trigger user`);
  await house.owner.query(`update taskforce.referrals set victim_id = $2 where id = $1`, [id, rows[0].id]);
  await house.owner.query(`alter table taskforce.referrals enable trigger user`);
  expect((await house.call(ana, 'referrals.read', { id })).status).toBe(404);
});

test('providers are listed with their reasons, the one that fits first', async () => {
  const id = await draft();
  const { rows, hours } = await ask(ana, 'referrals.match', { id });
  expect(hours).toBe(48);
  expect(rows.map((row: { provider: { name: string } }) => row.provider.name)).toEqual([
    'Haven',
    'Legal aid',
  ]);
  expect(rows[1].fits).toBe('no');
  expect(rows[0].why.map((one: { word: string }) => one.word)).toContain('all_needs');
});

test('a rule of the protocol is changed by a new edition; the referral keeps the one it followed', async () => {
  const words = {
    direction: 'to_provider',
    title: 'Minors',
    ages: ['minor'],
    who: 'The duty advocate',
    atWhatMoment: 'Before the first interview',
  };
  expect((await house.call(ana, 'referralRules.write', words)).status).toBe(403);
  const first = await ask(cora, 'referralRules.write', words);
  const id = await draft({ ruleId: first.id, outsideRule: null });
  const second = await ask(cora, 'referralRules.write', {
    ...words,
    replaces: first.id,
    atWhatMoment: 'At once',
  });
  const late = await house.call(cora, 'referralRules.write', { ...words, replaces: first.id });
  expect(late.body.data.fields[0].problem).toBe('retired');
  const { rows } = await ask(ana, 'referralRules.list', {});
  expect(rows.map((row: { id: string; edition: number }) => [row.id, row.edition])).toEqual([[second.id, 2]]);
  expect((await read(id)).rule).toMatchObject({ edition: 1, atWhatMoment: 'Before the first interview' });
  expect((await offer(id)).status).toBe(200);
  await ask(cora, 'referralRules.retire', { id: second.id });
  expect((await ask(ana, 'referralRules.list', { past: true })).rows).toHaveLength(2);
});

type Page = { status: number; text: string; cookie: string };
const browse = async (
  method: 'GET' | 'POST',
  url: string,
  form: Record<string, string> = {},
  cookie = '',
): Promise<Page> => {
  const answer = await house.server.app.inject({
    method,
    url,
    headers: {
      cookie,
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(method === 'POST' ? { payload: new URLSearchParams(form).toString() } : {}),
  });
  const set = String(answer.headers['set-cookie'] ?? '').split(';')[0]!;
  return { status: answer.statusCode, text: answer.body, cookie: set };
};
const linked = async () => {
  const id = await draft();
  await offer(id, haven, 'link');
  const [{ id: offerId }] = (await read(id)).offers;
  const { code, path } = await ask(ana, 'referrals.link', { offerId });
  return { id, offerId, code: code as string, path: path as string };
};
const opened = async (code: string) => (await browse('POST', '/offer', { go: 'open', code })).cookie;

test('a one-time link shows nothing before it is opened, then the offer on that device, and nothing after the answer', async () => {
  const { id, code, path } = await linked();
  const before = await browse('GET', path);
  expect(before.status).toBe(200);
  expect(before.text).not.toMatch(/Juniper|Haven/);
  const cookie = await opened(code);
  const offerPage = await browse('GET', '/offer', {}, cookie);
  expect(offerPage.text).toContain('Juniper');
  expect(offerPage.text).toContain('555-0142');
  const [offer] = (await read(id)).offers;
  await house.owner.query(
    `insert into kit.settings (key, value) values ('time_zone', '"America/Chicago"')
     on conflict (key) do update set value = excluded.value`,
  );
  const told = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'America/Chicago',
    timeZoneName: 'long',
  }).format(new Date(offer.answerBy));
  expect(told).toMatch(/Central (Standard|Daylight) Time/);
  expect((await browse('GET', '/offer', {}, cookie)).text).toContain(told);
  expect((await browse('GET', path)).status, 'on another device').toBe(404);
  expect((await opened(code)) === '', 'opened again elsewhere').toBe(true);
  const asked = await browse('POST', '/offer', { go: 'decline', reason: '' }, cookie);
  expect(asked.status).toBe(422);
  const done = await browse('POST', '/offer', { go: 'accept' }, cookie);
  expect(done.status).toBe(200);
  expect(done.text).not.toContain('Juniper');
  for (const page of [
    await browse('GET', '/offer', {}, cookie),
    await browse('GET', path),
    await browse('POST', '/offer', { go: 'decline', reason: 'language' }, cookie),
  ])
    expect(page.status).toBe(404);
  expect((await read(id)).state).toBe('accepted');
  expect((await record(id, 'in_service')).status).toBe(200);
});

test('a link that expired, was withdrawn, replaced or guessed shows the very same page', async () => {
  const guessed = await browse('GET', `/offer/${newLinkCode()}`);
  const expired = await linked();
  await house.owner.query(
    `update taskforce.referral_links set expires_at = now() - interval '1 minute' where offer_id = $1`,
    [expired.offerId],
  );
  const withdrawn = await linked();
  const cookie = await opened(withdrawn.code);
  await withdraw(withdrawn.id);
  const replaced = await linked();
  await ask(ana, 'referrals.link', { offerId: replaced.offerId });
  expect(guessed.status).toBe(404);
  for (const one of [expired, withdrawn, replaced]) {
    const page = await browse('GET', one.path);
    expect(page.status).toBe(404);
    expect(page.text).toBe(guessed.text);
  }
  expect((await browse('POST', '/offer', { go: 'accept' }, cookie)).status).toBe(404);
  expect((await read(withdrawn.id)).state).toBe('withdrawn');
  expect((await browse('GET', '/offer/!!')).text).toBe(guessed.text);
});

test('two devices that open a link at once: one of them gets the offer', async () => {
  const { code } = await linked();
  const cookies = await Promise.all([opened(code), opened(code)]);
  expect(cookies.filter((one) => one !== '')).toHaveLength(1);
});

test('the code of a link is stored as a keyed hash alone, is read over the phone, and guessing is slowed down', async () => {
  const { code } = await linked();
  expect(readLinkCode(code.toUpperCase().replaceAll('-', ' '))).toBe(code.replaceAll('-', ''));
  const { rows } = await house.owner.query(`select to_jsonb(l)::text as row from taskforce.referral_links l`);
  expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
  await expect(
    house.as(ana, 'read', ({ db }) => db.selectFrom('referralLinks').select('codeHash').execute()),
  ).rejects.toMatchObject({ code: 'missing' });
  const statuses: number[] = [];
  for (let n = 0; n < 70; n += 1) statuses.push((await browse('GET', `/offer/${newLinkCode()}`)).status);
  expect(statuses.at(-1)).toBe(429);
});
