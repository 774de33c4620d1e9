import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../../bridge/messages.ts';
import { mayMove, REFERRAL_ACTORS, REFERRAL_MOVES, REFERRAL_STATES } from '../../bridge/referrals.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';
import { expireOffers } from './expiring.ts';
import { offerMoves, onwardMoves } from './rules.ts';
import { offered, openPair, take } from './testing.ts';

let house: ProviderHouse;
let advocate: Person;
let colleague: Person;
let intake: Person;
let records: Person;
let auditor: Person;
let elsewhere: Person;
let pair: string;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  house = await openProviderHouse();
  advocate = await house.person('June Park', ['community_advocate']);
  colleague = await house.person('Rosa Diaz', ['community_advocate']);
  intake = await house.person('Tomas Rivera', ['intake_worker']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  auditor = await house.person('Otto Beck', ['provider_auditor']);
  elsewhere = await house.person('Bea Nunes', ['community_advocate'], 'Other House');
  pair = await openPair(house);
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const move = async (who: Person, id: string, to: string, reason: string | null = null) => {
  const { version } = await ask(who, 'offers.read', { id });
  return house.call(who, 'offers.move', { id, version, to, reason });
};
const sent = async () =>
  (
    await house.owner.query<{ kind: string; body: Record<string, unknown> }>(
      `select kind, body from bridge.outbox order by place`,
    )
  ).rows;

test('the table of moves in the database is the table of the rules, word for word', async () => {
  const { rows } = await house.owner.query(
    `select from_state, to_state, actors from provider.referral_moves()`,
  );
  const told = rows.flatMap((row) =>
    row.actors.map((actor: string) => `${row.from_state} ${row.to_state} ${actor}`),
  );
  const ruled = Object.entries(REFERRAL_MOVES).flatMap(([from, moves]) =>
    Object.entries(moves).flatMap(([to, actors]) => actors.map((actor) => `${from} ${to} ${actor}`)),
  );
  expect(told.toSorted()).toEqual(ruled.toSorted());
});

test('no way of moves leaves withdrawn, and the clock and the crossing never serve anybody', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...REFERRAL_STATES), fc.constantFrom(...REFERRAL_ACTORS)), {
        maxLength: 30,
      }),
      (steps) => {
        let state: (typeof REFERRAL_STATES)[number] = 'draft';
        for (const [to, actor] of steps) {
          if (!mayMove(state, to, actor)) continue;
          if (state === 'withdrawn') return false;
          if (['clock', 'crossing'].includes(actor) && ['in_service', 'completed', 'reopened'].includes(to))
            return false;
          if (
            ['in_service', 'completed', 'reopened'].includes(to) &&
            ['draft', 'offered', 'declined', 'expired'].includes(state)
          )
            return false;
          state = to;
        }
        return true;
      },
    ),
  );
});

test('as the application’s own login, an offer goes only where the table of moves lets a receiver go', async () => {
  const id = await take(house, pair);
  for (const from of REFERRAL_STATES.filter((state) => state !== 'draft'))
    for (const to of REFERRAL_STATES.filter((state) => state !== 'draft' && state !== from)) {
      await house.owner.query(`alter table provider.offers disable trigger user`);
      await house.owner.query(
        `update provider.offers set state = $2, decline_reason = 'no_capacity' where id = $1`,
        [id, from],
      );
      await house.owner.query(`alter table provider.offers enable trigger user`);
      const tried = house.as(advocate, 'write', ({ db }) =>
        db.updateTable('offers').set({ state: to }).where('id', '=', id).execute(),
      );
      const went = await tried.then(
        () => true,
        () => false,
      );
      expect(went, `${from} → ${to}`).toBe(mayMove(from, to, 'receiver'));
      expect(went, `${from} → ${to} on the screen`).toBe(
        offerMoves({ state: from, answerBy: new Date(Date.now() + 1e6) }, new Date()).includes(to),
      );
    }
});

test('an offer is read by those who answer and by the records officer, and by nobody of another organisation', async () => {
  const id = await take(house, pair);
  const read = await ask(intake, 'offers.read', { id });
  expect(read).toMatchObject({
    from: 'Riverton task force',
    alias: 'Juniper',
    state: 'offered',
    safetyWarnings: 'Do not call after six',
    may: { move: ['accepted', 'declined'], link: false },
  });
  expect((await ask(records, 'offers.read', { id })).may.move).toEqual([]);
  expect((await house.call(auditor, 'offers.read', { id })).status).toBe(403);
  expect((await house.call(elsewhere, 'offers.read', { id })).status).toBe(404);
  expect((await ask(elsewhere, 'offers.list', {})).rows).toEqual([]);
  expect((await house.call(elsewhere, 'offers.move', { id, version: 1, to: 'accepted' })).status).toBe(404);
  const notices = await house.owner.query(
    `select account_id from kit.notices where kind = 'referral_offered' and subject_id = $1`,
    [id],
  );
  expect(notices.rows.map((row) => row.account_id).toSorted()).toEqual(
    [advocate.id, colleague.id, intake.id].toSorted(),
  );
});

test('the same offer that arrives twice is one offer, and it is told of once', async () => {
  const body = offered();
  const id = await take(house, pair, body);
  expect(await take(house, pair, { ...body, alias: 'Somebody else' })).toBe(id);
  expect((await ask(advocate, 'offers.read', { id })).alias).toBe('Juniper');
});

test('what goes back is the state, the moment and the one word of a decline: nothing of a client', async () => {
  const body = offered();
  const id = await take(house, pair, body);
  const before = (await sent()).length;
  expect((await move(advocate, id, 'accepted')).status).toBe(200);
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Marker-4711', intakeOn: today });
  await ask(advocate, 'offers.link', { id, clientId });
  for (const to of ['in_service', 'completed', 'reopened', 'in_service', 'completed'])
    expect((await move(colleague, id, to)).status, to).toBe(200);
  const other = await take(house, pair);
  expect((await move(advocate, other, 'declined')).status).toBe(422);
  expect((await move(advocate, other, 'declined', 'language')).status).toBe(200);
  const words = (await sent()).slice(before);
  expect(words.map((one) => one.kind.slice('referral.'.length))).toEqual([
    'accepted',
    'in_service',
    'completed',
    'reopened',
    'in_service',
    'completed',
    'declined',
  ]);
  for (const { kind, body: told } of words) {
    expect(Object.keys(told).toSorted()).toEqual(
      kind === 'referral.declined' ? ['at', 'reason', 'referral'] : ['at', 'referral'],
    );
    const shape = (messages[kind as 'referral.accepted'] as { body: { parse(value: unknown): unknown } })
      .body;
    expect(shape.parse(told)).toEqual(told);
  }
  expect(JSON.stringify(words)).not.toMatch(new RegExp(`Marker-4711|${clientId}`));
});

test('two people who answer at once: the second hears what the first said', async () => {
  const id = await take(house, pair);
  const { version } = await ask(advocate, 'offers.read', { id });
  await ask(advocate, 'offers.move', { id, version, to: 'accepted', reason: null });
  const late = await house.call(colleague, 'offers.move', {
    id,
    version,
    to: 'declined',
    reason: 'no_capacity',
  });
  expect(late.status).toBe(409);
  expect(late.body.data.current.state).toBe('accepted');
});

test('when the pairing has ended, states are written down here and nothing waits to be sent', async () => {
  const gone = await openPair(house);
  const id = await take(house, gone);
  await house.owner.query(`update bridge.pairs set state = 'ended', ended_at = now() where id = $1`, [gone]);
  expect((await move(advocate, id, 'accepted')).status).toBe(200);
  expect((await ask(advocate, 'offers.read', { id })).state).toBe('accepted');
  const { rowCount } = await house.owner.query('select 1 from bridge.outbox where pair_id = $1', [gone]);
  expect(rowCount).toBe(0);
});

test('after the time to answer nobody accepts any more; the clock ends the offer and tells the task force', async () => {
  const body = offered();
  const id = await take(house, pair, body);
  await house.owner.query(
    `update provider.offers set answer_by = now() - interval '1 minute' where id = $1`,
    [id],
  );
  const { version } = await ask(advocate, 'offers.read', { id });
  const late = await house.call(advocate, 'offers.move', { id, version, to: 'accepted', reason: null });
  expect(late.body.data.fields[0]).toMatchObject({ problem: 'too_late' });
  await expect(
    house.as(advocate, 'write', ({ db }) =>
      db.updateTable('offers').set({ state: 'accepted' }).where('id', '=', id).execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
  expect(await expireOffers(house.server.door)).toBe(1);
  expect(await expireOffers(house.server.door)).toBe(0);
  const read = await ask(advocate, 'offers.read', { id });
  expect(read).toMatchObject({ state: 'expired', safetyWarnings: null, contactHow: null, may: { move: [] } });
  expect((await sent()).at(-1)).toMatchObject({
    kind: 'referral.expired',
    body: { referral: body.referral },
  });
});

test('a withdrawal ends an offer in whatever state it finds it, once; an unknown one changes nothing', async () => {
  for (const moves of [
    [],
    ['accepted'],
    ['declined'],
    ['accepted', 'in_service'],
    ['accepted', 'in_service', 'completed'],
  ]) {
    const body = offered();
    const id = await take(house, pair, body);
    for (const to of moves) await move(advocate, id, to, to === 'declined' ? 'no_capacity' : null);
    const end = () => house.owner.query('select provider.take_withdrawal($1, $2)', [pair, body.referral]);
    await end();
    await end();
    const read = await ask(advocate, 'offers.read', { id });
    expect(read.state, moves.join()).toBe('withdrawn');
    expect(read).toMatchObject({ contactHow: null, may: { move: [] } });
    expect(read.moves.filter((one: { to: string }) => one.to === 'withdrawn')).toHaveLength(1);
    expect(
      (await house.call(advocate, 'offers.move', { id, version: read.version, to: 'accepted', reason: null }))
        .status,
    ).toBe(422);
  }
  await house.owner.query('select provider.take_withdrawal($1, $2)', [pair, randomUUID()]);
  const another = await openPair(house, 'Other House');
  const body = offered();
  const id = await take(house, pair, body);
  await house.owner.query('select provider.take_withdrawal($1, $2)', [another, body.referral]);
  expect((await ask(advocate, 'offers.read', { id })).state).toBe('offered');
});

test('which client an offer became is seen only by those who see the client, and only after it was accepted', async () => {
  const id = await take(house, pair);
  const { id: clientId } = await ask(advocate, 'clients.takeIn', {
    alias: 'Aster',
    intakeOn: today,
    closedCircle: true,
  });
  expect((await house.call(advocate, 'offers.link', { id, clientId })).status).toBe(422);
  await move(advocate, id, 'accepted');
  expect((await house.call(colleague, 'offers.link', { id, clientId })).status).toBe(404);
  await ask(advocate, 'offers.link', { id, clientId });
  expect((await ask(advocate, 'offers.read', { id })).client).toMatchObject({ alias: 'Aster' });
  expect((await ask(colleague, 'offers.read', { id })).client).toBeNull();
  expect((await ask(advocate, 'offers.ofClient', { clientId })).rows).toHaveLength(1);
  expect((await ask(colleague, 'offers.ofClient', { clientId })).rows).toHaveLength(0);
  const { client } = await ask(advocate, 'offers.read', { id });
  await ask(advocate, 'offers.unlink', { link: client.link, version: client.version });
  expect((await ask(advocate, 'offers.read', { id })).client).toBeNull();
});

const onward = (clientId: string, more: object = {}) => ({
  clientId,
  needs: ['legal'],
  content: { recipient: 'Marker-Legal-Aid', reach: '555-0177', note: 'Marker-Note' },
  ...more,
});

test('a referral onward is written without a release, its content is sealed, and it follows the table of moves', async () => {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Fern', intakeOn: today });
  const { id } = await ask(advocate, 'onward.draft', onward(clientId));
  const read = async () => (await ask(advocate, 'onward.list', { clientId })).rows[0];
  expect(await read()).toMatchObject({
    state: 'draft',
    content: { recipient: 'Marker-Legal-Aid' },
    may: ['offered', 'withdrawn'],
  });
  const stored = await house.owner.query(
    'select to_jsonb(r)::text as row from provider.referrals r where id = $1',
    [id],
  );
  expect(stored.rows[0].row).not.toContain('Marker');
  const step = async (to: string, reason: string | null = null) =>
    house.call(advocate, 'onward.move', { id, version: (await read()).version, to, reason });
  expect((await step('accepted')).status).toBe(422);
  expect((await step('offered')).status).toBe(200);
  expect((await step('declined')).status).toBe(422);
  expect((await step('declined', 'no_capacity')).status).toBe(200);
  expect((await step('offered')).status).toBe(200);
  for (const to of ['accepted', 'in_service', 'completed', 'reopened'])
    expect((await step(to)).status, to).toBe(200);
  expect((await read()).moves.map((one: { to: string }) => one.to)).toEqual([
    'draft',
    'offered',
    'declined',
    'offered',
    'accepted',
    'in_service',
    'completed',
    'reopened',
  ]);
  expect((await house.call(elsewhere, 'onward.list', { clientId })).status).toBe(404);
  const logged = await house.owner.query(`select 1 from provider.disclosures where client_id = $1`, [
    clientId,
  ]);
  expect(logged.rowCount).toBe(0);
});

test('what is passed of a client stands in the log of disclosures with how it was passed, the moment it is offered', async () => {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Ivy', intakeOn: today });
  const wrong = await house.call(advocate, 'onward.draft', onward(clientId, { passed: ['name'] }));
  expect(wrong.body.data.fields[0]).toMatchObject({ path: 'passed', problem: 'nothing_passed' });
  const { id } = await ask(
    advocate,
    'onward.draft',
    onward(clientId, { passed: ['alias', 'contact'], passedHow: 'together_with_client' }),
  );
  const log = async () =>
    (
      await house.owner.query(
        `select kind, fields, basis, source from provider.disclosures where client_id = $1`,
        [clientId],
      )
    ).rows;
  expect(await log()).toEqual([]);
  await ask(advocate, 'onward.move', { id, version: 1, to: 'offered', reason: null });
  expect(await log()).toEqual([
    { kind: 'referral', fields: ['alias', 'contact'], basis: 'together_with_client', source: id },
  ]);
  expect(onwardMoves('offered')).toEqual(['withdrawn', 'accepted', 'declined']);
});

test('destroying a client takes along what offers told of them and what was asked of others', async () => {
  const { id: clientId } = await ask(advocate, 'clients.takeIn', { alias: 'Reed', intakeOn: today });
  const body = offered({ alias: 'Marker-Alias' });
  const id = await take(house, pair, body);
  await move(advocate, id, 'accepted');
  await ask(advocate, 'offers.link', { id, clientId });
  await ask(advocate, 'onward.draft', onward(clientId));
  await house.owner.query(
    `insert into provider.destructions (client_id, reason, asked_by, agreed_by, agreed_at) values ($1, 'client_asked', $2, $3, now())`,
    [clientId, records.id, advocate.id],
  );
  await house.server.house.destroyAgreed(clientId);
  const left = await house.owner.query(
    `select (select count(*)::int from provider.offer_contents where offer_id = $1) as told, (select alias from provider.offers where id = $1) as alias,
       (select count(*)::int from provider.offer_clients where offer_id = $1) as links,
       (select count(*)::int from provider.referrals where client_id = $2 and sealed is not null) as onward`,
    [id, clientId],
  );
  expect(left.rows[0]).toEqual({ told: 0, alias: '–', links: 0, onward: 0 });
});

test('no column of an offer and no message about one has room for what a provider does for a person', () => {
  const sql = readFileSync(new URL('../database/migrations/0030_referrals.sql', import.meta.url), 'utf8');
  const offers = sql.slice(
    sql.indexOf('create table provider.offers ('),
    sql.indexOf('create unique index offer_clients_once'),
  );
  expect(offers).not.toMatch(/client_id(?! uuid not null references provider\.clients)/);
  // A survivor who wants to report is brought by a live release; beside its id, how soon to answer.
  const brought = ['release', 'urgency', 'answerBy'];
  for (const [kind, one] of Object.entries(messages))
    if (kind.startsWith('referral.') && one.to === 'taskforce')
      expect(
        Object.keys((one.body as unknown as { shape: object }).shape).filter(
          (name) => !['referral', 'at', 'reason'].includes(name),
        ),
        kind,
      ).toEqual(kind === 'referral.brought' ? brought : []);
});
