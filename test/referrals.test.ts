import { afterAll, beforeAll, expect, test } from 'vitest';
import { asker, openCase, provider as unpaired, ready } from '../taskforce/referrals/testing.ts';
import type { Person } from '../taskforce/testing.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

let houses: PairedHouses;
let ana: Person;
let june: Person;
let caseId: string;
let harbor: string;
let here: ReturnType<typeof asker>;
let there: ReturnType<typeof asker>;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  houses = await openPairedHouses();
  here = asker(houses.taskforce);
  there = asker(houses.provider);
  ana = await houses.taskforce.person('Ana Investigator', ['investigator']);
  june = await houses.provider.person('June Park', ['community_advocate'], houses.organisation);
  caseId = await openCase(houses.taskforce, ana);
  const { rows } = await houses.taskforce.owner.query(
    `select id from taskforce.providers where pair_id = $1`,
    [houses.pairs.taskforce],
  );
  harbor = rows[0].id;
}, 120_000);
afterAll(() => houses.close());

const state = async (id: string): Promise<string> => (await here(ana, 'referrals.read', { id })).state;
const stateIs = (id: string, wanted: string) => until(async () => (await state(id)) === wanted);
const offered = async (more: object = {}) => {
  const { id } = await here(ana, 'referrals.draft', ready(caseId, more));
  const { version } = await here(ana, 'referrals.read', { id });
  const { offerId } = await here(ana, 'referrals.offer', { id, version, providerId: harbor, way: 'bridge' });
  const theirs = await until(async () => {
    const { rows } = await houses.provider.owner.query(`select id from provider.offers where referral = $1`, [
      offerId,
    ]);
    return rows[0]?.id as string | undefined;
  });
  return { id, offerId: offerId as string, theirs };
};
const move = async (id: string, to: string, reason: string | null = null) => {
  const { version } = await there(june, 'offers.read', { id });
  return houses.provider.call(june, 'offers.move', { id, version, to, reason });
};
const theirState = async (id: string): Promise<string> => (await there(june, 'offers.read', { id })).state;
const withdraw = async (id: string) =>
  houses.taskforce.call(ana, 'referrals.withdraw', {
    id,
    version: (await here(ana, 'referrals.read', { id })).version,
  });

test('a referral goes from the desk to the provider and its states come back, and nothing of the client with them', async () => {
  const { id, theirs } = await offered();
  expect(await there(june, 'offers.read', { id: theirs })).toMatchObject({
    alias: 'Juniper',
    contactHow: expect.stringContaining('555-0142'),
  });
  await move(theirs, 'accepted');
  const { id: clientId } = await there(june, 'clients.takeIn', {
    alias: 'Zinnia-Marker-88',
    intakeOn: today,
  });
  await there(june, 'offers.link', { id: theirs, clientId });
  await stateIs(id, 'accepted');
  for (const to of ['in_service', 'completed', 'reopened', 'completed']) {
    await move(theirs, to);
    await stateIs(id, to);
  }
  const { rows } = await houses.taskforce.owner.query(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('kit', 'taskforce', 'bridge') and c.relkind = 'r'`,
  );
  for (const { name } of rows) {
    const found = await houses.taskforce.owner.query(
      `select 1 from ${name} t where to_jsonb(t)::text like '%Zinnia-Marker-88%' or to_jsonb(t)::text like '%' || $1 || '%' limit 1`,
      [clientId],
    );
    expect(found.rowCount, name).toBe(0);
  }
});

test('after a decline the next provider is asked', async () => {
  const { id, theirs } = await offered();
  await move(theirs, 'declined', 'language');
  await stateIs(id, 'declined');
  const whole = await here(ana, 'referrals.read', { id });
  expect(whole.declineReason).toBe('language');
  const next = await unpaired(houses.taskforce, 'Second house');
  await here(ana, 'referrals.offer', { id, version: whole.version, providerId: next, way: 'phone' });
  expect(await state(id)).toBe('offered');
});

test('a withdrawal that crosses an acceptance wins: both sides end at withdrawn, and the late word is kept', async () => {
  const { id, theirs } = await offered();
  const both = await Promise.all([withdraw(id), move(theirs, 'accepted')]);
  expect(both[0].status).toBe(200);
  await until(async () => (await theirState(theirs)) === 'withdrawn');
  await until(async () => {
    const { rows } = await houses.provider.owner.query(`select 1 from bridge.outbox`);
    return rows.length === 0;
  });
  expect(await state(id)).toBe('withdrawn');
  const { moves } = await here(ana, 'referrals.read', { id });
  const late = moves.filter((one: { counted: boolean }) => !one.counted);
  expect(late.map((one: { to: string }) => one.to)).toEqual(both[1].status === 200 ? ['accepted'] : []);
});

test('the time to answer ends on both sides; an answer given in time that arrives late still counts', async () => {
  const { id, offerId, theirs } = await offered();
  await houses.taskforce.owner.query(
    `update taskforce.referral_offers set answer_by = now() - interval '1 minute' where id = $1`,
    [offerId],
  );
  await houses.taskforce.owner.query('select taskforce.expire_referrals()');
  expect(await state(id)).toBe('expired');
  expect((await move(theirs, 'accepted')).status).toBe(200);
  await stateIs(id, 'accepted');
  const other = await offered();
  await houses.provider.owner.query(
    `update provider.offers set answer_by = now() - interval '1 minute' where id = $1`,
    [other.theirs],
  );
  await houses.provider.owner.query('select provider.expire_offers()');
  await stateIs(other.id, 'expired');
  expect((await move(other.theirs, 'accepted')).status).toBe(422);
});

test('words about what is not known, of another pair, or out of turn change nothing and hold nothing up', async () => {
  const { id, offerId, theirs } = await offered();
  const word = (pair: string, referral: string, said: string) =>
    houses.taskforce.owner.query('select taskforce.take_referral_word($1, $2, $3, $4, null)', [
      pair,
      referral,
      said,
      'no moment at all',
    ]);
  await word(houses.pairs.taskforce, '00000000-0000-4000-8000-000000000001', 'accepted');
  await word('00000000-0000-4000-8000-000000000002', offerId, 'accepted');
  await word(houses.pairs.taskforce, offerId, 'completed');
  expect(await state(id)).toBe('offered');
  await houses.provider.owner.query('select provider.take_offer($1, $2)', [
    houses.pairs.provider,
    '{"referral": "\\u0000"}',
  ]);
  await move(theirs, 'accepted');
  await stateIs(id, 'accepted');
});

test('the tables and messages of referrals at the task force have room for states only', async () => {
  const { rows } = await houses.taskforce.owner.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = 'taskforce' and table_name in ('referral_offers', 'referral_moves')`,
  );
  expect([...new Set(rows.map((row) => row.column_name))].toSorted()).toEqual([
    'answer_by',
    'at',
    'case_id',
    'counted',
    'decline_reason',
    'from_state',
    'id',
    'moved_at',
    'moved_by',
    'offer_id',
    'offered_at',
    'offered_by',
    'pair_id',
    'provider_id',
    'reason',
    'referral_id',
    'state',
    'to_state',
    'told_at',
    'version',
    'way',
  ]);
});

test('while the bridge is open its word alone counts; after it ended, what the provider says by telephone is written down', async () => {
  const [waiting, serving] = [await offered(), await offered()];
  await move(serving.theirs, 'accepted');
  await stateIs(serving.id, 'accepted');
  const record = async (id: string, to: string, reason: string | null = null) => {
    const [offer] = (await here(ana, 'referrals.read', { id })).offers;
    const said = { offerId: offer.id, version: offer.version, to, reason };
    return { may: offer.may, ...(await houses.taskforce.call(ana, 'referrals.record', said)) };
  };
  expect(await record(waiting.id, 'accepted')).toMatchObject({ may: [], status: 422 });
  await expect(
    houses.taskforce.as(ana, 'write', ({ db }) =>
      db.updateTable('referralOffers').set({ state: 'accepted' }).where('id', '=', waiting.offerId).execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
  const ada = await houses.taskforce.person('Ada End', ['account_administrator']);
  await here(ada, 'bridge.end', { pairId: houses.pairs.taskforce });
  // Its word over the bridge would not come any more, and is not waited for.
  expect(await record(waiting.id, 'declined', 'no_capacity')).toMatchObject({
    may: ['accepted', 'declined'],
    status: 200,
  });
  expect((await record(serving.id, 'in_service')).status).toBe(200);
  expect(await state(serving.id)).toBe('in_service');
  const { moves } = await here(ana, 'referrals.read', { id: waiting.id });
  expect(moves.at(-1)).toMatchObject({ to: 'declined', by: 'Ana Investigator', reason: 'no_capacity' });
  expect((await record(serving.id, 'accepted')).status).toBe(422);
});
