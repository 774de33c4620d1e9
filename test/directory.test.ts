import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { until } from './paired.ts';
import {
  advocate,
  announce,
  ask,
  capacity,
  detective,
  houses,
  neighbor,
  openStandbyWorld,
  other,
  providerId,
  read,
  received,
  theCase,
  wording,
} from './standby-world.ts';

/** The directory between the wings, and the fences around it and around stand-by notices. */
beforeAll(openStandbyWorld, 120_000);
afterAll(() => houses.close());

test('a pair that opened is a provider by itself; one that ended stays, and comes back as the same one', async () => {
  const { rows } = await ask(houses.taskforce, detective, 'providers.list', { channels: ['paired'] });
  expect(rows).toEqual([expect.objectContaining({ name: 'Harbor House', channel: 'paired', active: true })]);
  const { owner } = houses.taskforce;
  const peer = crypto.randomUUID();
  const pairOf = async () => {
    const made = await owner.query(
      `insert into bridge.pairs (end_id, peer, peer_name, fingerprint, own_key_id)
       select end_id, $1, 'Second Haven', '1', own_key_id from bridge.pairs limit 1 returning id`,
      [peer],
    );
    await owner.query(`update bridge.pairs set state = 'open' where id = $1`, [made.rows[0].id]);
    return made.rows[0].id as string;
  };
  const haven = async () =>
    (await ask(houses.taskforce, detective, 'providers.list', { find: 'haven' })).rows as {
      id: string;
      channel: string;
    }[];
  const first = await pairOf();
  const [one] = await haven();
  expect(one).toMatchObject({ channel: 'paired' });
  await owner.query(`update bridge.pairs set state = 'ended' where id = $1`, [first]);
  expect(await haven()).toEqual([expect.objectContaining({ id: one!.id, channel: 'phone' })]);
  await owner.query(`update bridge.pairs set state = 'ended' where id = $1`, [await pairOf()]);
  expect(await haven()).toEqual([expect.objectContaining({ id: one!.id, channel: 'phone' })]);
});

test('a service is seen by task forces from publishing until it is taken back, and numbers with their end', async () => {
  const offer = {
    name: 'Night beds',
    services: ['shelter'],
    serves: ['women'],
    ageFrom: 18,
    ageUntil: 120,
    languages: ['es'],
    hours: 'always',
    eligibility: null,
    withoutCooperation: 'yes',
    confirmedOn: new Date().toISOString().slice(0, 10),
  };
  const { id } = await ask(houses.provider, advocate, 'directory.add', offer);
  const find = async (input: unknown) => {
    const { rows } = await ask(houses.taskforce, detective, 'providers.list', input);
    return rows.flatMap((row: { resources: { name: string }[] }) => row.resources);
  };
  expect(await find({ needs: ['shelter'] }), 'nothing leaves before it is published').toEqual([]);
  const { leaves } = await ask(houses.provider, advocate, 'directory.preview', { id });
  const { version } = await ask(houses.provider, advocate, 'directory.publish', { id, version: 1 });
  const [shown] = await until(async () => {
    const found = await find({
      needs: ['shelter'],
      serves: ['women'],
      language: 'es',
      age: 30,
      hours: ['always'],
    });
    return found.length > 0 && found;
  });
  expect(shown).toMatchObject({
    name: 'Night beds',
    withoutCooperation: 'yes',
    published: true,
    stale: false,
  });
  const { rows } = await houses.provider.owner.query(
    `select body from bridge.overheard where kind = 'directory.entry'`,
  );
  expect(rows.at(-1).body).toEqual(leaves);
  expect(await find({ age: 12 })).toEqual([]);

  await ask(houses.provider, advocate, 'directory.change', {
    ...offer,
    id,
    version,
    name: 'Night and day beds',
  });
  const overview = await ask(houses.provider, advocate, 'directory.overview', {});
  expect(overview.resources[0]).toMatchObject({ name: 'Night and day beds', changedSince: true });
  expect((await find({ needs: ['shelter'] }))[0].name, 'a change stays here until it is published').toBe(
    'Night beds',
  );

  const byHand = await houses.taskforce.call(detective, 'providers.changeResource', {
    id: shown.id,
    version: shown.version,
    resource: { ...offer, name: 'Altered' },
  });
  expect(byHand.status, 'what a provider publishes only the provider changes').toBe(409);
  const bySql = await houses.taskforce.as(detective, 'write', ({ db }) =>
    db.updateTable('resources').set({ name: 'Altered' }).where('id', '=', shown.id).executeTakeFirst(),
  );
  expect(bySql.numUpdatedRows).toBe(0n);

  await ask(houses.provider, advocate, 'directory.tellCapacity', {
    capacity: capacity({ beds: { women: 2 } }),
  });
  await until(
    async () =>
      (await ask(houses.taskforce, detective, 'providers.read', { id: providerId })).capacities[0]?.beds
        .women === 2,
  );
  await houses.taskforce.owner.query(`update taskforce.resources set confirmed_on = current_date - 8`);
  expect((await find({ needs: ['shelter'] }))[0], 'old is marked, never hidden').toMatchObject({
    stale: true,
    daysOld: 8,
  });

  await ask(houses.provider, advocate, 'directory.unpublish', { id, version: overview.resources[0].version });
  await until(async () => (await find({ needs: ['shelter'] })).length === 0);
}, 120_000);

test('a task force that is paired later is told at once what is published already', async () => {
  const { owner } = houses.provider;
  await owner.query(
    `update provider.resources set published = '{"resource": "x"}', published_at = now() where id = (select min(id::text)::uuid from provider.resources)`,
  );
  const { rows } = await owner.query(
    `insert into bridge.pairs (end_id, peer, peer_name, fingerprint, own_key_id)
     select end_id, gen_random_uuid(), 'Second task force', '1', own_key_id from bridge.pairs limit 1 returning id`,
  );
  await owner.query(`update bridge.pairs set state = 'open' where id = $1`, [rows[0].id]);
  const told = await owner.query(`select kind from bridge.outbox where pair_id = $1`, [rows[0].id]);
  expect(told.rows).toEqual([{ kind: 'directory.entry' }]);
});

test('what leaves is what the preview showed, and nothing of the case, the strand, their ids or names goes along', async () => {
  const { leaves } = await ask(houses.taskforce, detective, 'standby.preview', { wording: wording() });
  const { id } = await announce();
  await ask(houses.taskforce, detective, 'standby.withdraw', { id, version: (await read(id)).version });
  const { rows } = await houses.taskforce.owner.query(`select kind, body from bridge.overheard`);
  const last = rows.findLast((row) => row.kind === 'standby.announced')!;
  const { notice, ...body } = last.body;
  expect(body).toEqual(leaves);
  expect(notice).toMatch(/^[0-9a-f-]{36}$/);
  const facts = await houses.taskforce.owner.query(
    `select c.id, c.number, c.title, c.summary, s.id as strand, s.label, s.description from taskforce.cases c join taskforce.strands s on s.case_id = c.id
     union select n.id, null, null, null, r.id, null, null from taskforce.standby_notices n join taskforce.standby_recipients r on r.notice_id = n.id`,
  );
  const secrets = facts.rows
    .flatMap((row) => Object.values(row))
    .filter((one) => typeof one === 'string' && one.length > 3);
  expect(secrets.length).toBeGreaterThan(5);
  const traffic = JSON.stringify(rows);
  expect(secrets.filter((secret) => traffic.includes(secret as string))).toEqual([]);
  const fields = new Set(
    rows.filter((row) => row.kind.startsWith('standby.')).flatMap((row) => Object.keys(row.body)),
  );
  expect([...fields].toSorted()).toEqual([
    'area',
    'at',
    'contactName',
    'contactPhone',
    'edition',
    'genders',
    'languages',
    'minors',
    'needs',
    'notice',
    'people',
    'validUntil',
    'windowFrom',
    'windowUntil',
  ]);
  const back = await houses.provider.owner.query(`select body from bridge.overheard`);
  const people = await houses.provider.owner.query(`select id, display_name, email from kit.accounts`);
  const names = people.rows.flatMap((row) => Object.values(row)) as string[];
  expect(
    names.filter((name) => JSON.stringify(back.rows).includes(name)),
    'nor who answered',
  ).toEqual([]);
}, 120_000);

test('an area that is not of the list, a place or a name is refused, and the window leaves in whole blocks', async () => {
  const refusals = async (more: Record<string, unknown>) => {
    const { status, body } = await houses.taskforce.call(detective, 'standby.preview', {
      wording: wording(more),
    });
    return [status, body.data?.fields?.map(({ path }: { path: string }) => path)];
  };
  expect(await refusals({ area: '1450 Harbor Street' })).toEqual([422, ['wording.area']]);
  expect(await refusals({ area: 'Riverton county ' }), 'as a person would type it').toEqual([200, undefined]);
  expect(await refusals({ profile: 'fuller' })).toEqual([422, ['wording.profile']]);
  expect(await refusals({ safety: ['await_call'] })).toEqual([422, ['wording.safety']]);
  expect(await refusals({ contactPhone: 'Motel Palms' })).toEqual([400, ['wording.contactPhone']]);
  expect(await refusals({ contactId: crypto.randomUUID() })).toEqual([422, ['wording.contactId']]);
  const { leaves } = await ask(houses.taskforce, detective, 'standby.preview', { wording: wording() });
  for (const edge of [leaves.windowFrom, leaves.windowUntil, leaves.validUntil]) {
    const hour = new Date(edge).toLocaleTimeString('en-GB', { timeZone: 'America/Chicago' });
    expect(['00:00:00', '06:00:00', '12:00:00', '18:00:00']).toContain(hour);
  }
  await expect(
    houses.taskforce.as(detective, 'write', ({ db }) =>
      db
        .insertInto('standbyNotices')
        .values({
          caseId: theCase.id,
          area: 'Motel Palms',
          windowFrom: new Date(leaves.windowFrom),
          windowUntil: new Date(leaves.windowUntil),
          people: '1',
          minors: 'none',
          contactName: 'Dana',
          contactPhone: '555-0142',
          validUntil: new Date(leaves.validUntil),
        })
        .execute(),
    ),
    'nor by hand-written SQL',
  ).rejects.toMatchObject({ code: 'refused' });
});

test('another agency sees no notice of the case, no answer, no history and no bell', async () => {
  const { id } = await announce();
  const { recipients } = await read(id);
  await ask(houses.taskforce, detective, 'standby.recordTold', {
    recipientId: recipients[0].id,
    version: recipients[0].version,
    how: 'phone',
    whom: null,
    at: new Date().toISOString(),
    understood: true,
    capacity: capacity(),
  });
  expect((await houses.taskforce.call(neighbor, 'standby.read', { id })).status).toBe(404);
  expect((await ask(houses.taskforce, neighbor, 'standby.list', { states: [] })).rows).toEqual([]);
  const reached = (person: Person) =>
    houses.taskforce.as(person, 'read', async ({ db }) => {
      const found = await Promise.all([
        db.selectFrom('auditEntries').select('id').where('scopeTable', '=', 'standby_notices').execute(),
        db.selectFrom('recordVersions').select('id').where('scopeTable', '=', 'standby_notices').execute(),
        db.selectFrom('capacities').select('id').where('recipientId', 'is not', null).execute(),
        db.selectFrom('standbyRecipients').select('id').where('id', '=', recipients[0].id).execute(),
      ]);
      return found.map((rows) => rows.length > 0);
    });
  expect(await reached(detective)).toEqual([true, true, true, true]);
  expect(await reached(neighbor)).toEqual([false, false, false, false]);
  const denied = await houses.taskforce.call(neighbor, 'standby.withdraw', { id, version: 1 });
  expect(denied.status).toBe(404);
}, 120_000);

test('two organisations in one installation do not see each other’s notices, services or numbers', async () => {
  await announce({ people: '11-25' });
  const mine = await until(async () =>
    (await received(false)).find((one) => one.content?.people === '11-25'),
  );
  expect((await ask(houses.provider, other, 'standby.list', { ended: true })).rows).toEqual([]);
  for (const [procedure, input] of [
    ['standby.read', { id: mine.id }],
    ['standby.acknowledge', { id: mine.id, version: mine.version }],
    ['standby.answer', { id: mine.id, version: mine.version, capacity: capacity() }],
  ] as const)
    expect((await houses.provider.call(other, procedure, input)).status, procedure).toBe(404);
  await ask(houses.provider, advocate, 'directory.tellCapacity', { capacity: capacity() });
  const theirs = await ask(houses.provider, other, 'directory.overview', {});
  expect(theirs).toMatchObject({ resources: [], capacities: [], taskforces: [] });
}, 120_000);

test('a notice is on the bell of those who would act on it, without what it says, and of nobody else', async () => {
  const records = await houses.provider.person('Rhea Records', ['provider_records_officer'], 'Harbor House');
  await announce({ people: 'over_25' });
  await until(async () => (await received(false)).find((one) => one.content?.people === 'over_25'));
  const bell = async (person: Person) =>
    (
      await houses.provider.owner.query(
        `select kind, to_jsonb(n.*)::text as all from kit.notices n where account_id = $1`,
        [person.id],
      )
    ).rows;
  const told = await bell(advocate);
  expect(told.map(({ kind }) => kind)).toContain('standby_notice');
  expect(JSON.stringify(told)).not.toMatch(/Riverton|over_25|555-0142/);
  expect(await bell(records)).toEqual([]);
  expect(await bell(other)).toEqual([]);
  expect((await houses.provider.call(records, 'standby.list', {})).status).toBe(403);
}, 120_000);
