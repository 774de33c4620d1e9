import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { newEntryId, sealEntry } from './rules-box.ts';
import { boardOf, merged, noCounts, type DraftEntry, type Entry } from './rules-run.ts';
import { draft, runningOperation } from './testing-board.ts';

let house: TestHouse;
let commander: Person;
let medic: Person;
let onScene: Person;
let stranger: Person;
let agency: string;

beforeAll(async () => {
  house = await openTestHouse();
  agency = await house.agency('Riverton Police');
  commander = await house.person('Cora Commander', ['commander']);
  onScene = await house.person('Sol Scene', ['labor_inspector']);
  medic = await house.person('Mia Medic', ['victim_specialist']);
  stranger = await house.person('Sam Stranger', ['investigator'], 'Elsewhere Police');
});
afterAll(() => house.close());

const record = async (person: Person, id: string, entries: DraftEntry[], more: object = {}) => {
  const sent = { id, sentAt: new Date().toISOString(), entries, ...more };
  const { status, body } = await house.call(person, 'board.record', sent);
  expect(status).toBe(200);
  return body.results as { id: string; sequence: number | null; late: boolean; refused: string | null }[];
};
const logOf = async (person: Person, id: string, after = 0): Promise<Entry[]> =>
  (await house.call(person, 'board.entries', { id, after })).body.entries;
const running = (more: Parameters<typeof runningOperation>[2] = {}) =>
  runningOperation(house.owner, agency, { accounts: [onScene.id, medic.id], ...more });
const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

test('what a device sends twice, in one message or in two, stands in the log once', async () => {
  const { id } = await running();
  const one = draft('note', { note: 'Rear door closed' });
  const [first] = await record(commander, id, [one, one]);
  expect(first).toMatchObject({ sequence: 1, refused: null });
  expect(await record(commander, id, [one])).toEqual([first]);
  const both = await Promise.all([1, 2, 3].map(() => record(commander, id, [draft('medical')])));
  const again = draft('medical');
  await Promise.all([1, 2, 3, 4].map(() => record(commander, id, [again])));
  expect(both.flat().every(({ refused }) => refused === null)).toBe(true);
  const log = await logOf(commander, id);
  expect(log.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(log.filter((entry) => entry.id === again.id)).toHaveLength(1);
});

test('an id that stands for another person’s entry, or in another operation, is not taken', async () => {
  const { id } = await running();
  const one = draft('medical');
  await record(commander, id, [one]);
  expect((await record(medic, id, [one]))[0]).toMatchObject({ refused: 'id_taken', sequence: null });
  const other = await running();
  expect((await record(commander, other.id, [one]))[0]).toMatchObject({ refused: 'id_taken' });
});

test('the log begins with the start, and takes in late what a device wrote before the end', async () => {
  const notYet = await running({ startedAt: null });
  expect((await record(commander, notYet.id, [draft('medical')]))[0]!.refused).toBe('not_started');
  const ended = await running({ startedAt: -60, endedAt: -48 });
  const [now, before, long] = await record(medic, ended.id, [
    draft('medical'),
    draft('medical', { at: hours(-49) }),
    draft('medical', { at: hours(-80) }),
  ]);
  expect(now).toMatchObject({ refused: 'ended' });
  expect(before).toMatchObject({ refused: null, late: true });
  expect(long).toMatchObject({ refused: 'before_start' });
  const fresh = await running({ startedAt: -4, endedAt: -2 });
  expect((await record(medic, fresh.id, [draft('medical')]))[0]).toMatchObject({
    refused: null,
    late: false,
  });
});

test('the database refuses the same, and refuses to change or delete what stands in the log', async () => {
  const ended = await running({ startedAt: -60, endedAt: -48 });
  const notYet = await running({ startedAt: null });
  const insert = (id: string, at: string) =>
    house.as(commander, 'write', ({ db }) =>
      db
        .insertInto('operationEntries')
        .values({ id: newEntryId(), operationId: id, kind: 'medical', at, deviceAt: at } as never)
        .returning(['sequence', 'late'])
        .execute(),
    );
  await expect(insert(notYet.id, hours(0))).rejects.toMatchObject({ fields: [{ problem: 'not_started' }] });
  await expect(insert(ended.id, hours(0))).rejects.toMatchObject({ fields: [{ problem: 'ended' }] });
  expect(await insert(ended.id, hours(-49))).toEqual([{ sequence: 1, late: true }]);
  const { id } = await running();
  await record(commander, id, [draft('medical')]);
  for (const change of [
    'update taskforce.operation_entries set note = $2 where operation_id = $1',
    'delete from taskforce.operation_entries where operation_id = $1 and $2::text is not null',
  ])
    await expect(house.owner.query(change, [id, 'x'])).rejects.toThrow('written_once');
  await expect(house.owner.query('truncate taskforce.operation_entries cascade')).rejects.toThrow(
    'written_once',
  );
  await expect(
    house.as(commander, 'write', ({ db }) => db.updateTable('operationEntries').set({ note: 'x' }).execute()),
  ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.as(commander, 'write', ({ db }) => db.deleteFrom('operationEntries').execute()),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('somebody on the roster sees the board and the own card, never the plan, and others see nothing', async () => {
  const { id, posts } = await running();
  const { status, body } = await house.call(medic, 'board.read', { id });
  expect(status).toBe(200);
  expect(body.posts.map(({ name, duties, mine }: any) => [name, duties, mine]).toSorted()).toEqual([
    ['Mia Medic', 'Keep the door', true],
    ['Sol Scene', null, false],
  ]);
  expect(body.may).toEqual({ record: true, order: false, run: false });
  const mine = await house.call(medic, 'board.mine');
  expect(mine.body.rows.map((one: { id: string }) => one.id)).toContain(id);
  expect((await house.call(stranger, 'board.mine')).body.rows).toEqual([]);
  expect((await house.call(onScene, 'board.read', { id })).body.may).toMatchObject({
    order: true,
    run: false,
  });
  expect((await house.call(commander, 'board.read', { id })).body.may).toMatchObject({
    order: true,
    run: true,
  });
  const seen = await house.as(medic, 'read', async ({ db }) => ({
    plan: await db.selectFrom('operations').select('id').where('id', '=', id).execute(),
    posts: await db.selectFrom('operationPosts').select('id').where('operationId', '=', id).execute(),
  }));
  expect(seen).toEqual({ plan: [], posts: [{ id: posts[1] }] });
  for (const [procedure, more] of [
    ['board.read', {}],
    ['board.entries', {}],
    ['board.record', { sentAt: hours(0), entries: [draft('medical')] }],
  ] as const)
    expect((await house.call(stranger, procedure, { id, ...more })).status, procedure).toBe(404);
});

test('a day after the end the board closes for the roster, but what waited on a device still arrives', async () => {
  const { id } = await running({ startedAt: -60, endedAt: -30 });
  expect((await house.call(medic, 'board.read', { id })).status).toBe(404);
  const [late] = await record(medic, id, [draft('medical', { at: hours(-31) })]);
  expect(late).toMatchObject({ late: true, refused: null });
  expect((await logOf(commander, id)).map(({ late: is }) => is)).toEqual([true]);
});

test('orders and other people’s posts are refused to the roster; each entry of a message is judged by itself', async () => {
  const { id, stages, posts } = await running();
  const results = await record(medic, id, [
    draft('go'),
    draft('in_place', { postId: posts[0]! }),
    draft('in_place', { postId: posts[1]! }),
    draft('stage_began', { stageId: stages[0]! }),
    draft('victims_met'),
    draft('hand_over', { counts: { ...noCounts, women: 1 }, providerId: newEntryId() }),
    draft('taken_back', { corrects: newEntryId() }),
    draft('abort', { note: 'Shots' }),
  ]);
  expect(results.map(({ refused }) => refused)).toEqual([
    'not_yours',
    'not_yours',
    null,
    'not_yours',
    'not_whole',
    'unknown_provider',
    'unknown_entry',
    null,
  ]);
});

test('a stage that began on the board runs in the plan, and waits again when that was taken back', async () => {
  const { id, stages } = await running();
  const stage = async () =>
    (await house.owner.query('select state from taskforce.operation_stages where id = $1', [stages[0]]))
      .rows[0].state;
  const began = draft('stage_began', { stageId: stages[0]! });
  await record(onScene, id, [began]);
  expect(await stage()).toBe('running');
  await record(onScene, id, [draft('taken_back', { corrects: began.id })]);
  expect(await stage()).toBe('waiting');
  await record(onScene, id, [
    draft('stage_began', { stageId: stages[0]! }),
    draft('stage_done', { stageId: stages[0]!, at: hours(0.0001) }),
  ]);
  expect(await stage()).toBe('done');
});

test('what waited sealed on a device is opened here alone, for its person, operation and entry alone', async () => {
  const { id } = await running();
  const { boxKey } = (await house.call(medic, 'board.read', { id })).body;
  const entry = draft('note', { note: 'Two women ask for water' });
  const where = { operationId: id, accountId: medic.id, entryId: entry.id };
  const box = await sealEntry(boxKey, where, entry);
  expect(Buffer.from(box, 'base64').toString('latin1')).not.toContain('water');
  expect((await record(commander, id, [], { sealed: [{ id: entry.id, box }] }))[0]!.refused).toBe(
    'unreadable',
  );
  expect((await record(medic, id, [], { sealed: [{ id: newEntryId(), box }] }))[0]!.refused).toBe(
    'unreadable',
  );
  const other = await running();
  expect((await record(medic, other.id, [], { sealed: [{ id: entry.id, box }] }))[0]!.refused).toBe(
    'unreadable',
  );
  const bytes = Buffer.from(box, 'base64');
  bytes[90] = bytes[90]! ^ 1;
  expect(
    (await record(medic, id, [], { sealed: [{ id: entry.id, box: bytes.toString('base64') }] }))[0]!.refused,
  ).toBe('unreadable');
  expect((await record(medic, id, [], { sealed: [{ id: entry.id, box }] }))[0]).toMatchObject({
    refused: null,
    sequence: 1,
  });
  expect((await logOf(medic, id))[0]).toMatchObject({
    note: 'Two women ask for water',
    by: { name: 'Mia Medic' },
  });
});

test('a phone whose clock is two hours fast does not turn the order of things', async () => {
  const { id, posts } = await running();
  const fast = { sentAt: hours(2) };
  await record(medic, id, [draft('in_place', { postId: posts[1]!, at: hours(2) })], fast);
  await record(commander, id, [draft('left_place', { postId: posts[1]! })]);
  const board = boardOf(merged(new Map(), await logOf(commander, id)));
  expect(board.inPlace).toEqual({});
});

test('the log is taken along as lines that hold each other’s hashes, and printed', async () => {
  const { id } = await running();
  const wrong = draft('arrests', { amount: 2 });
  await record(commander, id, [
    wrong,
    draft('taken_back', { corrects: wrong.id }),
    draft('note', { note: 'Über alles ruhig' }),
  ]);
  const { status, body } = await house.call(commander, 'board.log', { id, format: 'jsonl' });
  expect(status).toBe(200);
  const lines = Buffer.from(body.content, 'base64').toString('utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  const hashOf = (line: string) => createHash('sha256').update(line).digest('hex');
  for (const [n, line] of lines.slice(1).entries()) expect(JSON.parse(line).before).toBe(hashOf(lines[n]!));
  expect(body.hash).toBe(hashOf(lines[3]!));
  const printed = await house.call(commander, 'board.log', { id, format: 'pdf' });
  expect(Buffer.from(printed.body.content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(printed.body.hash).toBe(body.hash);
  expect((await house.call(stranger, 'board.log', { id, format: 'pdf' })).status).toBe(404);
});

const dangersOf = async (operationId: string) =>
  (
    await house.owner.query(
      'select id, what, raised_by from taskforce.dangers where operation_id = $1 order by raised_at',
      [operationId],
    )
  ).rows;

test('danger raised at an operation names it and stands in its log, from wherever it was raised', async () => {
  const { id } = await running();
  const { status, body } = await house.call(medic, 'danger.raise', { what: '', operationId: id });
  expect(status).toBe(200);
  expect(await logOf(commander, id)).toMatchObject([
    { kind: 'danger', dangerId: body.id, by: { name: 'Mia Medic' } },
  ]);
  const seen = (await house.call(commander, 'danger.open', { id: body.id })).body;
  expect(seen.operation).toMatchObject({ id, title: 'Night market' });
  const before = await running({ startedAt: null });
  await house.call(commander, 'danger.raise', { what: 'A fire', operationId: before.id });
  expect(await logOf(commander, before.id)).toEqual([]);
  expect((await house.call(stranger, 'danger.raise', { what: 'A fire', operationId: id })).status).toBe(404);
});

test('danger pressed without a connection is raised when it arrives, once, however often it is sent', async () => {
  const { id } = await running();
  const pressed = draft('danger', { note: 'Shots in the yard' });
  await Promise.all([1, 2, 3].map(() => record(medic, id, [pressed])));
  const [danger, ...more] = await dangersOf(id);
  expect([danger, more]).toMatchObject([{ what: 'Shots in the yard', raised_by: medic.id }, []]);
  expect(await logOf(medic, id)).toMatchObject([{ id: pressed.id, kind: 'danger', dangerId: danger.id }]);
  const { rows } = await house.owner.query(
    `select kind from kit.notices where subject_id = $1 and account_id = $2`,
    [danger.id, commander.id],
  );
  expect(rows).toEqual([{ kind: 'danger_raised' }]);
});

test('what is passed on in danger is kept with whom it went to, and the review is owed by a deadline', async () => {
  const { id } = await running();
  const { body } = await house.call(commander, 'danger.raise', { what: 'A man is cut off', operationId: id });
  const at = { id: body.id };
  const version = async () => (await house.call(commander, 'danger.open', at)).body.version;
  await house.call(commander, 'danger.accept', { ...at, version: await version() });
  const contact = { ...at, kind: 'partner_agency', whom: 'Harbor police' };
  const told = 'The address, and that one man is hurt';
  await house.call(commander, 'danger.contact', { ...contact, outcome: 'reached_and_responding', told });
  expect((await house.call(commander, 'danger.open', at)).body.contacts).toMatchObject([
    { whom: 'Harbor police', told },
  ]);
  const here = async () =>
    (await house.call(onScene, 'danger.ofOperation', { operationId: id })).body.rows as object[];
  expect(await here()).toMatchObject([{ standing: 'accepted', reviewDueAt: null }]);
  const ended = await house.call(commander, 'danger.end', {
    ...at,
    version: await version(),
    ending: 'person_safe',
    summary: 'He was brought out by the harbor police',
  });
  expect(await here()).toMatchObject([{ standing: 'ended', reviewDueAt: ended.body.reviewDueAt }]);
});

test('the commander starts and ends an operation by the version that the board shows', async () => {
  const { id } = await running();
  const board = (await house.call(commander, 'board.read', { id })).body;
  const end = (person: Person, version: number) =>
    house.call(person, 'operations.end', { operationId: id, version });
  expect((await end(medic, board.operation.version)).status).not.toBe(200);
  expect((await end(commander, board.operation.version + 1)).status).toBe(409);
  expect((await end(commander, board.operation.version)).status).toBe(200);
  expect((await house.call(medic, 'board.read', { id })).body.operation.state).toBe('ended');
});
