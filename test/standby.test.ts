import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearStandby } from '../provider/standby/handlers.ts';
import { until } from './paired.ts';
import {
  HOUR,
  advocate,
  announce,
  ask,
  capacity,
  detective,
  houses,
  inHours,
  openStandbyWorld,
  read,
  received,
  specimen,
  theCase,
  wording,
} from './standby-world.ts';

/** A stand-by notice on its way: what a task force tells ahead of an operation and what a provider answers. */
beforeAll(openStandbyWorld, 120_000);
afterAll(() => houses.close());

const kept = async (id: string) =>
  (await houses.provider.owner.query(`select from provider.standby_contents where notice_id = $1`, [id]))
    .rowCount;

test('a notice is announced, acknowledged, answered, changed, acknowledged anew, withdrawn and deleted', async () => {
  const { id } = await announce();
  const came = await until(async () => (await received(false)).find((one) => one.state === 'new'));
  expect(came.from).not.toBe('');
  expect(came.content).toMatchObject({
    area: 'Riverton county',
    people: '2-5',
    needs: ['shelter', 'interpreter'],
  });
  const sent = await until(async () => {
    const notice = await read(id);
    return notice.recipients[0].standing === 'delivered' && notice;
  });
  expect(sent.readiness).toMatchObject({
    told: 1,
    acknowledged: [],
    waiting: ['Harbor House'],
    ready: false,
  });

  await ask(houses.provider, advocate, 'standby.acknowledge', { id: came.id, version: came.version });
  await until(async () => (await read(id)).recipients[0].standing === 'acknowledged');

  const again = (await received(false)).find((one) => one.id === came.id);
  await ask(houses.provider, advocate, 'standby.answer', {
    id: came.id,
    version: again.version,
    capacity: capacity({ beds: { women: 5, families: 1 } }),
  });
  const answered = await until(async () => {
    const notice = await read(id);
    return notice.recipients[0].standing === 'answered' && notice;
  });
  expect(answered.recipients[0].capacity.beds).toEqual({ women: 5, families: 1 });
  expect(answered.readiness).toMatchObject({
    ready: true,
    beds: { asked: { from: 2, until: 5 }, free: 6, enough: 'yes' },
    languagesMissing: [],
  });
  const ready = await ask(houses.taskforce, detective, 'standby.readiness', { caseId: theCase.id });
  expect(ready).toMatchObject({ ready: true, notices: [{ id }] });

  await ask(houses.taskforce, detective, 'standby.change', {
    id,
    version: answered.version,
    wording: wording({ people: '6-10', languages: ['es', 'zh'] }),
  });
  const changed = await until(async () => (await received(false)).find((one) => one.state === 'changed'));
  expect(changed.content).toMatchObject({ people: '6-10', languages: ['es', 'zh'] });
  const waiting = await read(id);
  expect(waiting.recipients[0]).toMatchObject({ earlier: true });
  expect(waiting.readiness).toMatchObject({ acknowledged: [], ready: false });
  await ask(houses.provider, advocate, 'standby.acknowledge', { id: came.id, version: changed.version });
  const known = await until(async () => {
    const notice = await read(id);
    return !notice.recipients[0].earlier && notice;
  });
  expect(known.readiness.languagesMissing).toEqual(['zh']);

  await ask(houses.taskforce, detective, 'standby.withdraw', { id, version: known.version });
  const over = await until(async () => (await received()).find((one) => one.state === 'withdrawn'));
  expect(over.content).toBeNull();
  expect(
    (await houses.provider.call(advocate, 'standby.acknowledge', { id: over.id, version: over.version }))
      .status,
  ).toBe(422);
  const { status } = await houses.taskforce.call(detective, 'standby.change', {
    id,
    version: (await read(id)).version,
    wording: wording(),
  });
  expect(status, 'what was withdrawn is not changed any more').toBe(422);
  await houses.provider.owner.query(
    `update provider.standby_notices set withdrawn_at = now() - interval '3 hours' where id = $1`,
    [over.id],
  );
  await clearStandby(houses.provider.server.door);
  expect(await kept(over.id), 'what it said is gone').toBe(0);
  expect(
    (await received()).map((one) => one.id),
    'that there was one stays',
  ).toContain(over.id);
}, 120_000);

test('a notice hides itself when it expires, and what it said is deleted soon after', async () => {
  const { id } = await announce({ people: '1' });
  const came = await until(async () => (await received(false)).find((one) => one.content?.people === '1'));
  const { owner } = houses.provider;
  await owner.query(
    `update provider.standby_notices set valid_until = now() - interval '1 hour' where id = $1`,
    [came.id],
  );
  await owner.query(
    `update provider.standby_contents set hidden_from = now() - interval '1 hour' where notice_id = $1`,
    [came.id],
  );
  expect((await received()).find((one) => one.id === came.id)).toMatchObject({
    state: 'expired',
    content: null,
  });
  const bySql = await houses.provider.as(advocate, 'read', ({ db }) =>
    db.selectFrom('standbyContents').selectAll().where('noticeId', '=', came.id).execute(),
  );
  expect(bySql, 'not by hand-written SQL either').toEqual([]);
  await clearStandby(houses.provider.server.door);
  expect(await kept(came.id), 'not before its time').toBe(1);
  await owner.query(
    `update provider.standby_notices set valid_until = now() - interval '3 hours' where id = $1`,
    [came.id],
  );
  await clearStandby(houses.provider.server.door);
  expect(await kept(came.id)).toBe(0);
  const history = await owner.query(`select before::text from kit.record_versions where subject_id = $1`, [
    came.id,
  ]);
  expect(JSON.stringify(history.rows)).not.toContain('Riverton');

  await houses.taskforce.owner.query(
    `alter table taskforce.standby_notices disable trigger standby_check;
     update taskforce.standby_notices set window_from = now() - interval '3 days', window_until = now() - interval '2 days', valid_until = now() - interval '1 hour';
     alter table taskforce.standby_notices enable trigger standby_check`,
  );
  const ours = await read(id);
  expect([ours.state, ours.recipients[0].standing]).toEqual(['expired', 'expired']);
  expect((await ask(houses.taskforce, detective, 'standby.readiness', { caseId: theCase.id })).ready).toBe(
    false,
  );
}, 120_000);

test('what comes late, for a notice nobody knows, or after it was withdrawn changes nothing and blocks nothing', async () => {
  const { owner } = houses.provider;
  const pair = houses.pairs.provider;
  const late = { ...specimen(), validUntil: new Date(Date.now() - HOUR).toISOString() };
  const unknown = specimen();
  const withdrawn = specimen();
  const queue = (kind: string, body: unknown) =>
    houses.taskforce.owner.query(`select bridge.queue($1, $2, 1, $3)`, [
      houses.pairs.taskforce,
      kind,
      JSON.stringify(body),
    ]);
  await queue('standby.announced', late);
  await queue('standby.changed', { ...unknown, edition: 2 });
  await queue('standby.withdrawn', { notice: crypto.randomUUID(), at: new Date().toISOString() });
  await queue('standby.announced', withdrawn);
  await queue('standby.withdrawn', { notice: withdrawn.notice, at: new Date().toISOString() });
  await queue('standby.changed', { ...withdrawn, edition: 2, people: 'over_25' });
  await queue('standby.announced', { ...specimen(), validUntil: '0000-01-01T00:00:00Z' });
  const unstorable = JSON.stringify({ ...specimen(), contactName: 'a name with \u0000 in it' });
  await owner.query(`select provider.receive_standby($1, $2)`, [pair, unstorable]);
  const last = specimen();
  await queue('standby.announced', last);
  const state = async (crossing: string) =>
    (
      await owner.query(
        `select n.edition, n.withdrawn_at is not null as withdrawn, n.valid_until > now() as holds, c.people
         from provider.standby_notices n left join provider.standby_contents c on c.notice_id = n.id
         where n.pair_id = $1 and n.crossing_id = $2`,
        [pair, crossing],
      )
    ).rows[0];
  await until(() => state(last.notice));
  expect(await state(late.notice)).toMatchObject({ holds: false });
  expect(
    await state(unknown.notice),
    'a change of what is not known is taken as an announcement',
  ).toMatchObject({
    edition: 2,
  });
  expect(await state(withdrawn.notice)).toMatchObject({ withdrawn: true, edition: 1, people: '2-5' });
}, 120_000);

test('acknowledgements and numbers for a notice the task force does not know change nothing and block nothing', async () => {
  const queue = (kind: string, body: unknown) =>
    houses.provider.owner.query(`select bridge.queue($1, $2, 1, $3)`, [
      houses.pairs.provider,
      kind,
      JSON.stringify(body),
    ]);
  const before = await houses.taskforce.owner.query(
    `select from taskforce.standby_recipients where acknowledged_at is not null`,
  );
  await queue('standby.acknowledged', {
    notice: crypto.randomUUID(),
    edition: 9,
    at: new Date().toISOString(),
  });
  await queue('directory.removed', { resource: crypto.randomUUID() });
  await queue('standby.capacity', {
    notice: crypto.randomUUID(),
    beds: [{ who: 'men', free: 7 }],
    languages: [],
    validUntil: inHours(5),
  });
  const found = await until(async () => {
    const { rows } = await houses.taskforce.owner.query(
      `select recipient_id from taskforce.capacities where beds_men = 7`,
    );
    return rows[0];
  });
  expect(found).toEqual({ recipient_id: null });
  const after = await houses.taskforce.owner.query(
    `select from taskforce.standby_recipients where acknowledged_at is not null`,
  );
  expect(after.rowCount).toBe(before.rowCount);
}, 120_000);

test('a provider without an installation is told by a person, who writes down how, whom and what it answered', async () => {
  const added = await ask(houses.taskforce, detective, 'providers.add', {
    name: 'Casa Abierta',
    withoutBridge: 'phone',
    dutyContact: 'Duty desk',
    dutyPhone: '555-0177',
    mail: null,
    note: null,
    trainedOn: '2026-01-15',
  });
  const { id } = await announce({}, { providerIds: [added.id] });
  const before = await read(id);
  expect(before.recipients[0]).toMatchObject({
    provider: 'Casa Abierta',
    channel: 'phone',
    standing: 'to_tell',
    told: null,
  });
  const { rows } = await houses.taskforce.owner.query(
    `select from bridge.outbox o where o.body ->> 'notice' = $1`,
    [before.recipients[0].id],
  );
  expect(rows).toEqual([]);
  await ask(houses.taskforce, detective, 'standby.recordTold', {
    recipientId: before.recipients[0].id,
    version: before.recipients[0].version,
    how: 'phone',
    whom: 'Duty desk',
    at: new Date().toISOString(),
    understood: true,
    capacity: capacity({ beds: { any_adult: 4 } }),
  });
  const after = await read(id);
  expect(after.recipients[0]).toMatchObject({
    standing: 'answered',
    told: { how: 'phone', whom: 'Duty desk', by: 'Dana Detective' },
    capacity: { beds: { any_adult: 4 } },
  });
  expect(after.readiness).toMatchObject({
    acknowledged: ['Casa Abierta'],
    beds: { free: 4, enough: 'some' },
    ready: true,
  });
});

test('after the bridge ended, a provider that was told over it is told and answers by telephone', async () => {
  const { id } = await announce({ people: '6-10' });
  await until(async () => (await read(id)).recipients[0].standing === 'delivered');
  const administrator = await houses.taskforce.person('Ada End', ['account_administrator']);
  await ask(houses.taskforce, administrator, 'bridge.end', { pairId: houses.pairs.taskforce });
  const [recipient] = (await read(id)).recipients;
  expect(recipient.channel).toBe('phone');
  await ask(houses.taskforce, detective, 'standby.recordTold', {
    recipientId: recipient.id,
    version: recipient.version,
    how: 'phone',
    whom: 'Avi Advocate',
    at: new Date().toISOString(),
    understood: true,
    capacity: capacity({ beds: { women: 7 } }),
  });
  const after = await read(id);
  expect(after.recipients[0]).toMatchObject({
    standing: 'answered',
    told: { how: 'phone', whom: 'Avi Advocate', by: 'Dana Detective' },
    capacity: { beds: { women: 7 } },
  });
  expect(after.readiness).toMatchObject({ acknowledged: ['Harbor House'], beds: { free: 7 } });
});
