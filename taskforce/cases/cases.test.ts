import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';

let house: TestHouse;
let investigator: Person;
let commander: Person;
let prosecutor: Person;
let neighbor: Person;
let inspector: Person;
beforeAll(async () => {
  house = await openTestHouse();
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
  prosecutor = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  neighbor = await house.person('Otto Far', ['investigator'], 'County Sheriff');
  inspector = await house.person('Lena Ortiz', ['labor_inspector'], 'Labor Department');
});
afterAll(() => house.close());

async function open(
  more: Record<string, unknown> = {},
): Promise<{ id: string; number: string; strandIds: string[] }> {
  const { status, body } = await house.call(investigator, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'hotline',
    openedOn: '2026-02-03',
    strands: [
      { label: 'Owner', kind: 'target_person' },
      { label: 'Accounts', kind: 'financial', handling: ['tax'] },
      { label: 'Recruiter', kind: 'target_person', phase: 'post_operational' },
    ],
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
const list = async (person: Person, input: object = {}) =>
  (await house.call(person, 'cases.list', { limit: 100, ...input })).body;
const numbers = async (person: Person, input: object = {}) =>
  (await list(person, input)).rows.map((row: { number: string }) => row.number);

test('one case shows its strands in their phases at once, in the list and on its page, as far as one is cleared', async () => {
  const { id, number } = await open();
  const row = (await list(prosecutor)).rows.find((one: { id: string }) => one.id === id);
  expect(row.picture).toEqual({ pre_operational: 2, operational: 0, post_operational: 1, closed: 0 });
  expect(row.lead).toEqual({ id: investigator.id, name: 'Ines Vega' });
  const page = await house.call(investigator, 'cases.read', { number });
  expect(page.status, JSON.stringify(page.body)).toBe(200);
  expect(page.body.strands.map((strand: { label: string }) => strand.label).toSorted()).toEqual([
    'Owner',
    'Recruiter',
  ]);
  expect(page.body.picture).toEqual({ pre_operational: 1, operational: 0, post_operational: 1, closed: 0 });
  expect(page.body.may).toMatchObject({
    write: true,
    members: true,
    record: true,
    approve: false,
    seal: false,
  });
});

test('another agency finds nothing over the fence: the case is missing, never forbidden', async () => {
  const { id, number, strandIds } = await open();
  expect(await numbers(neighbor)).not.toContain(number);
  const attempts: [string, object][] = [
    ['cases.read', { id }],
    ['cases.read', { number }],
    ['cases.members', { caseId: id }],
    ['cases.changes', { caseId: id }],
    [
      'cases.change',
      { id, version: 1, title: 'x', type: 'sex', leadAgencyId: neighbor.agencyId, summary: '', handling: [] },
    ],
    ['cases.close', { id, version: 1, closedOn: '2026-03-01', closeReason: 'declined' }],
    [
      'cases.addMember',
      { caseId: id, accountId: neighbor.id, capacity: 'lead', reason: 'Wants to look over the fence' },
    ],
    ['strands.read', { id: strandIds[0] }],
    ['strands.add', { caseId: id, strand: { label: 'x', kind: 'other' } }],
    [
      'strands.move',
      {
        id: strandIds[0],
        version: 1,
        to: 'operational',
        event: 'first_covert_engagement',
        effectiveOn: '2026-03-01',
      },
    ],
    ['strands.answerItem', { id: strandIds[0], item: 'goals', state: 'present', version: 0 }],
    ['requests.ask', { kind: 'retract', strandId: strandIds[0], entryId: crypto.randomUUID(), reason: 'x' }],
  ];
  for (const [procedure, input] of attempts) {
    const reply = await house.call(neighbor, procedure, input);
    expect([procedure, reply.status, reply.body.code]).toEqual([procedure, 404, 'missing']);
    const unknown = JSON.parse(
      JSON.stringify(input)
        .replaceAll(id, crypto.randomUUID())
        .replaceAll(strandIds[0]!, crypto.randomUUID())
        .replaceAll(number, '2026-9999'),
    );
    expect((await house.call(neighbor, procedure, unknown)).body, procedure).toEqual(reply.body);
  }
});

test('a member of another agency works on the case, and after the membership ends it is gone for them', async () => {
  const { id, number } = await open();
  expect(
    (
      await house.call(investigator, 'cases.addMember', {
        caseId: id,
        accountId: inspector.id,
        capacity: 'labor_inspector',
        reason: 'Wage records of the kitchens',
      })
    ).status,
  ).toBe(200);
  expect(await numbers(inspector)).toEqual([number]);
  const { body } = await house.call(inspector, 'cases.members', { caseId: id });
  const member = body.rows.find((row: { account: { id: string } }) => row.account.id === inspector.id);
  expect(
    (
      await house.call(investigator, 'cases.endMember', {
        id: member.id,
        version: member.version,
        reason: 'Records are complete',
      })
    ).status,
  ).toBe(200);
  expect(await numbers(inspector)).toEqual([]);
  expect((await house.call(inspector, 'cases.read', { id })).status).toBe(404);
  const after = await house.call(investigator, 'cases.members', { caseId: id });
  expect(
    after.body.rows.find((row: { account: { id: string } }) => row.account.id === inspector.id).endedAt,
  ).not.toBeNull();
});

test('a sealed case is there for its named readers only, whoever else may read everything', async () => {
  const { id, number } = await open();
  await house.call(investigator, 'cases.addMember', {
    caseId: id,
    accountId: neighbor.id,
    capacity: 'investigator',
    reason: 'Joint surveillance',
  });
  const seal = (person: Person, input: object = {}) =>
    house.call(person, 'cases.seal', {
      id,
      basis: 'safety',
      reason: 'A member of an agency may be involved.',
      readerIds: [investigator.id, prosecutor.id],
      ...input,
    });
  expect((await seal(investigator)).status).toBe(403);
  expect((await seal(commander, { readerIds: [investigator.id] })).body.data.fields[0].problem).toBe(
    'readers_needed',
  );
  expect((await seal(commander)).status).toBe(200);
  expect(await numbers(commander)).not.toContain(number);
  expect((await house.call(commander, 'cases.read', { id })).status).toBe(404);
  expect((await house.call(neighbor, 'cases.read', { id })).status).toBe(404);
  expect(await numbers(prosecutor)).toContain(number);
  const page = await house.call(investigator, 'cases.read', { id });
  expect(page.body).toMatchObject({ sealed: true, sealReason: 'A member of an agency may be involved.' });

  const refused = await house.call(investigator, 'cases.endMember', {
    ...page.body.members.find((row: { account: { id: string } }) => row.account.id === prosecutor.id),
    reason: 'Would leave one reader',
  });
  expect(refused.body.data.fields[0].problem).toBe('readers_needed');
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db.updateTable('cases').set({ sealed: false }).where('id', '=', id).execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });

  const asked = await house.call(investigator, 'requests.ask', {
    kind: 'unseal',
    caseId: id,
    reason: 'The inquiry cleared everybody involved.',
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
  expect(
    (await house.call(commander, 'requests.decide', { id: asked.body.id, version: 1, approve: true })).status,
  ).toBe(404);
  await house.call(investigator, 'cases.addMember', {
    caseId: id,
    accountId: commander.id,
    capacity: 'supervisor',
    reason: 'To decide on the seal',
  });
  const lifted = await house.call(commander, 'requests.decide', {
    id: asked.body.id,
    version: 1,
    approve: true,
  });
  expect(lifted.status, JSON.stringify(lifted.body)).toBe(200);
  expect((await house.call(commander, 'cases.read', { id })).body.sealed).toBe(false);
});

test('two people who edit the header at once: the second sees both versions and nothing is lost', async () => {
  const { id } = await open();
  const { version } = (await house.call(investigator, 'cases.read', { id })).body;
  const edit = (title: string) => ({
    id,
    version,
    title,
    type: 'labor',
    leadAgencyId: investigator.agencyId,
    summary: '',
    handling: [],
  });
  const replies = await Promise.all([
    house.call(investigator, 'cases.change', edit('Kitchens of the harbor')),
    house.call(commander, 'cases.change', edit('Harbor kitchens and docks')),
  ]);
  expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
  const lost = replies.find((reply) => reply.status === 409)!;
  const kept = (await house.call(investigator, 'cases.read', { id })).body;
  expect(lost.body.data.current).toMatchObject({ title: kept.title, version: kept.version });
  const { body } = await house.call(investigator, 'cases.changes', { caseId: id });
  expect(body.rows[0]).toMatchObject({
    table: 'cases',
    changed: ['title'],
    before: { title: 'Harbor kitchens' },
  });
});

test('what happens on a strand makes its case active without changing its version', async () => {
  const { id } = await open();
  const before = (await house.call(investigator, 'cases.read', { id })).body;
  await house.call(investigator, 'strands.add', { caseId: id, strand: { label: 'Docks', kind: 'location' } });
  const after = (await house.call(investigator, 'cases.read', { id })).body;
  expect(after.lastActivityAt > before.lastActivityAt).toBe(true);
  expect(after.version).toBe(before.version);
  expect((await list(investigator, { sort: 'activity' })).rows[0].id).toBe(id);
});

test('filters narrow the list and pages follow each other without a gap or a repetition', async () => {
  for (let i = 0; i < 7; i += 1)
    await open({ openedOn: `2025-05-0${i + 1}`, type: 'sex', originRoute: 'outreach' });
  const filter = { type: ['sex'], originMode: ['proactive'], openedTo: '2025-12-31' };
  const every = await numbers(investigator, filter);
  expect(every).toHaveLength(7);
  for (const sort of ['opened', 'activity']) {
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { rows: { number: string }[]; next: string | null; total: object } = await list(
        investigator,
        { ...filter, sort, limit: 3, after },
      );
      paged.push(...page.rows.map((row) => row.number));
      expect(page.total).toEqual({ count: 7, capped: false });
      after = page.next;
    } while (after !== null);
    expect(paged.toSorted()).toEqual(every.toSorted());
  }
  expect(await numbers(investigator, { ...filter, phase: ['operational'] })).toEqual([]);
  expect(await numbers(investigator, { ...filter, phase: ['post_operational'] })).toHaveLength(7);
  expect(await numbers(investigator, { ...filter, unassigned: true })).toEqual([]);
  expect((await house.call(investigator, 'cases.list', { after: 'x' })).body.data.fields[0].path).toBe(
    'after',
  );
});

test('a case closes through its lead when its strands are closed, through a supervisor with a reason before, and opens again', async () => {
  const { id, strandIds } = await open({ strands: [{ label: 'Owner', kind: 'target_person' }] });
  const read = async () => (await house.call(investigator, 'cases.read', { id })).body;
  const close = async (person: Person, more = {}) =>
    house.call(person, 'cases.close', {
      id,
      version: (await read()).version,
      closedOn: '2026-03-01',
      closeReason: 'declined',
      ...more,
    });
  expect(
    (await close(investigator)).body.data.fields.map((field: { problem: string }) => field.problem),
  ).toContain('strands_open');
  await expect(
    house.as(investigator, 'write', ({ db }) =>
      db
        .updateTable('cases')
        .set({ closedOn: '2026-03-01', closeReason: 'declined' })
        .where('id', '=', id)
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'strands_open' }] });
  const strand = (await read()).strands[0];
  const closed = await house.call(investigator, 'strands.close', {
    id: strandIds[0],
    version: strand.version,
    closeReason: 'not_trafficking',
    effectiveOn: '2026-02-20',
    reason: 'Wage dispute, passed on to labor inspection.',
  });
  expect(closed.status, JSON.stringify(closed.body)).toBe(200);
  expect((await close(investigator)).status).toBe(200);
  expect(await read()).toMatchObject({ closedOn: '2026-03-01', picture: { closed: 1 } });
  const reopen = async (reason: string) =>
    house.call(investigator, 'cases.reopen', { id, version: (await read()).version, reason });
  expect((await reopen('short')).status).toBe(422);
  expect((await reopen('A second complaint names the same kitchens.')).status).toBe(200);
});

test('opening a case page is noted, and readers of the case see who opened it', async () => {
  const { id } = await open();
  await house.call(prosecutor, 'cases.read', { id });
  const { body } = await house.call(investigator, 'audit.record', { table: 'cases', id });
  expect(body.rows[0]).toMatchObject({
    action: 'read',
    table: 'cases',
    account: { displayName: 'Pia Roth' },
    count: 1,
  });
});
