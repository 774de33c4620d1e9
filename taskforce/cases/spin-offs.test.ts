import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import { arrangeCase, arrangeStrand } from './arranging.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let partner: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  partner = await house.person('Pia Partner', ['investigator']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
});
afterAll(() => house.close());

const reason = 'The money leads to a second ring in another county.';
const newStrands = [{ label: 'Second ring', kind: 'target_organization' }];

async function arrangeNote(
  caseId: string,
  body: string,
  handling: string[] = [],
  strandId: string | null = null,
) {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.notes (case_id, strand_id, kind, body, handling, happened_on, created_by) values ($1, $2, 'investigative', $3, $4, '2026-02-02', $5) returning id`,
    [caseId, strandId, body, handling, detective.id],
  );
  return rows[0]!.id;
}
async function arrangeActivity(caseId: string, title: string, handling: string[] = []) {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.activities (case_id, kind, title, description, happened_on, handling, created_by) values ($1, 'record_check', $2, 'Two hits.', '2026-02-03', $3, $4) returning id`,
    [caseId, title, handling, detective.id],
  );
  return rows[0]!.id;
}
const spin = (person: Person, caseId: string, more: Record<string, unknown> = {}) =>
  house.call(person, 'spinOffs.make', {
    caseId,
    title: 'Second ring',
    type: 'labor',
    reason,
    facts: [],
    newStrands,
    ...more,
  });
const carried = async (person: Person, caseId: string) =>
  (await house.call(person, 'spinOffs.carried', { caseId })).body.facts;

test('a spin-off takes along what was chosen, word for word with its source, and nothing else', async () => {
  const parent = await arrangeCase(house, detective);
  const strand = await arrangeStrand(house, parent.id, 'Target B', { description: 'Drives the van.' });
  await arrangeStrand(house, parent.id, 'Target C not chosen');
  const note = await arrangeNote(parent.id, 'The accountant pays two crews.\nSeen twice.');
  await arrangeNote(parent.id, 'MARKER unchosen note');
  const activity = await arrangeActivity(parent.id, 'Plate check');
  await arrangeActivity(parent.id, 'MARKER unchosen activity');
  const offered = (await house.call(detective, 'spinOffs.choices', { caseId: parent.id })).body.facts;
  expect(offered).toHaveLength(6);
  const facts = [strand, note, activity].map((id) => {
    const { kind, version } = offered.find((one: { id: string }) => one.id === id);
    return { kind, id, version };
  });
  const made = await spin(detective, parent.id, { facts, newStrands: [] });
  expect(made.status).toBe(200);
  expect(made.body.carried).toBe(3);
  const list = await carried(detective, made.body.caseId);
  expect(list.map((f: { kind: string }) => f.kind)).toEqual(['strand', 'note', 'activity']);
  expect(list[1]).toMatchObject({
    title: 'The accountant pays two crews.',
    body: 'The accountant pays two crews.\nSeen twice.',
    carriedBy: 'Dana Detective',
    happenedOn: '2026-02-02',
  });
  expect(list[1].source).toMatchObject({ caseNumber: parent.number, id: note, version: 1 });
  const { rows } = await house.owner.query(
    `select (select count(*)::int from taskforce.carried_facts where case_id = $1) as facts,
       (select count(*)::int from taskforce.strands where case_id = $1) as strands,
       (select count(*)::int from taskforce.activities where case_id = $1) as activities,
       (select string_agg(f::text, ' ') from taskforce.carried_facts f where case_id = $1) as everything,
       (select origin_mode || ' ' || origin_route from taskforce.cases where id = $1) as origin`,
    [made.body.caseId],
  );
  expect(rows[0]).toMatchObject({ facts: 3, strands: 1, activities: 0, origin: 'spin_off spin_off' });
  expect(rows[0].everything).not.toContain('MARKER');
});

test('labels follow: of the record, of its strand and of the parent case', async () => {
  const parent = await arrangeCase(house, detective, { handling: ['law_enforcement_sensitive'] });
  const strand = await arrangeStrand(house, parent.id, 'Young witness', { handling: ['juvenile'] });
  const note = await arrangeNote(parent.id, 'She asked for her aunt.', ['section_1367'], strand);
  const facts = [{ kind: 'note', id: note, version: 1 }];
  const bare = await spin(detective, parent.id, { facts });
  expect(bare.body.data.fields).toMatchObject([
    { path: 'authorities.section_1367', problem: 'authority_needed' },
  ]);
  const made = await spin(detective, parent.id, { facts, authorities: { section_1367: 'Order 26-MC-14' } });
  expect(made.status).toBe(200);
  const [fact] = await carried(detective, made.body.caseId);
  expect(fact.handling).toEqual(['law_enforcement_sensitive', 'section_1367', 'juvenile']);
  expect(fact.source.authority).toEqual({ section_1367: 'Order 26-MC-14' });
  const analyst = await house.person('Ana Analyst', ['analyst']);
  expect(await carried(analyst, made.body.caseId), 'not cleared for the labels').toEqual([]);
});

test("a fact of another case, of a hidden case or of a case of one's dreams is refused alike", async () => {
  const parent = await arrangeCase(house, detective);
  const other = await arrangeCase(house, detective);
  const hidden = await arrangeCase(house, neighbor);
  const ids = [
    await arrangeNote(other.id, 'Other case.'),
    await arrangeNote(hidden.id, 'Hidden case.'),
    '00000000-0000-4000-8000-000000000000',
  ];
  const answers = await Promise.all(
    ids.map((id) => spin(detective, parent.id, { facts: [{ kind: 'note', id, version: 1 }] })),
  );
  expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body]))).size).toBe(1);
  expect(answers[0]!.body.data.fields[0]).toMatchObject({ path: 'facts.0', problem: 'not_of_parent' });
});

test('a fact that was changed since it was chosen is not carried', async () => {
  const parent = await arrangeCase(house, detective);
  const activity = await arrangeActivity(parent.id, 'Plate check');
  await house.owner.query(`update taskforce.activities set title = 'Plate check, corrected' where id = $1`, [
    activity,
  ]);
  const stale = await spin(detective, parent.id, { facts: [{ kind: 'activity', id: activity, version: 1 }] });
  expect(stale.body.data.fields[0].problem).toBe('changed_meanwhile');
});

test('who reads the child but not the parent learns neither its id nor that a certain case is it', async () => {
  const parent = await arrangeCase(house, detective);
  const note = await arrangeNote(parent.id, 'The van is parked at the depot.');
  const made = await spin(commander, parent.id, {
    facts: [{ kind: 'note', id: note, version: 1 }],
    leadAgencyId: neighbor.agencyId,
    members: [{ accountId: neighbor.id, capacity: 'lead' }],
  });
  expect(made.status).toBe(200);
  const [fact] = await carried(neighbor, made.body.caseId);
  expect(fact).toMatchObject({ body: 'The van is parked at the depot.', source: null });
  const tree = (await house.call(neighbor, 'spinOffs.lineage', { caseId: made.body.caseId })).body;
  expect(tree.cases).toHaveLength(1);
  expect(tree.cases[0]).toMatchObject({ parentId: null, reason: null });
  const everything = await house.as(neighbor, 'read', async ({ db }) =>
    JSON.stringify([
      await db.selectFrom('cases').selectAll().execute(),
      await db.selectFrom('spinOffs').selectAll().execute(),
      await db.selectFrom('carriedFacts').selectAll().execute(),
      await db.selectFrom('carriedSources').selectAll().execute(),
      await db.selectFrom('auditEntries').selectAll().execute(),
      await db.selectFrom('recordVersions').selectAll().execute(),
    ]),
  );
  expect(everything).toContain(made.body.caseId);
  expect(everything).not.toContain(parent.id);
  expect(everything).not.toContain(parent.number);
  expect(everything).not.toContain(note);
  const both = (await house.call(commander, 'spinOffs.lineage', { caseId: made.body.caseId })).body.cases;
  expect(both.map((c: { id: string }) => c.id)).toEqual([parent.id, made.body.caseId]);
  expect(both[1]).toMatchObject({ parentId: parent.id, reason, carried: 1 });
});

test('facts of a sealed case go only into a case that is sealed too, with authority, and to its members', async () => {
  const parent = await arrangeCase(house, detective, { sealed: true, members: [detective, partner] });
  const note = await arrangeNote(parent.id, 'Name of the officer under inquiry.');
  const facts = [{ kind: 'note', id: note, version: 1 }];
  const authorities = { sealed: 'Order 26-MC-15 of the presiding judge' };
  const open = await spin(detective, parent.id, { facts, authorities });
  expect(open.body.data.fields[0]).toMatchObject({ path: 'sealChild', problem: 'seal_needed' });
  const alone = await spin(detective, parent.id, { facts, authorities, sealChild: true });
  expect(alone.body.data.fields[0]).toMatchObject({ path: 'members', problem: 'readers_needed' });
  const stranger = await spin(detective, parent.id, {
    facts,
    authorities,
    sealChild: true,
    members: [{ accountId: commander.id, capacity: 'supervisor' }],
  });
  expect(stranger.body.data.fields[0]).toMatchObject({ path: 'members', problem: 'not_of_sealed_parent' });
  const made = await spin(detective, parent.id, {
    facts,
    authorities,
    sealChild: true,
    members: [{ accountId: partner.id, capacity: 'investigator' }],
  });
  expect(made.status).toBe(200);
  expect((await carried(partner, made.body.caseId))[0]).toMatchObject({ handling: ['sealed'] });
  expect((await house.call(commander, 'spinOffs.carried', { caseId: made.body.caseId })).status).toBe(404);
});

test('a spin-off that is refused leaves no case behind', async () => {
  const parent = await arrangeCase(house, detective, { sealed: true, members: [detective] });
  const count = async () =>
    Number((await house.owner.query('select count(*) as n from taskforce.cases')).rows[0].n);
  const before = await count();
  expect((await spin(detective, parent.id, { sealChild: true })).status).toBe(422);
  expect((await spin(detective, parent.id, { newStrands: [] })).body.data.fields[0].problem).toBe(
    'strand_needed',
  );
  expect(await count()).toBe(before);
});

test('by hand-written SQL no label is lost, no authority skipped, no source invented and no parent claimed later', async () => {
  const parent = await arrangeCase(house, detective);
  const note = await arrangeNote(parent.id, 'Bank report.', ['part_23']);
  const made = await spin(detective, parent.id);
  const child = made.body.caseId as string;
  const insert = (handling: string[], authority: Record<string, string>, sourceId = note) =>
    house.owner
      .query(
        `with f as (insert into taskforce.carried_facts (case_id, place, kind, title, handling) values ($1, 1, 'note', 'x', $2) returning id)
       select id from f`,
        [child, handling],
      )
      .then(({ rows }) =>
        house.owner.query(
          `insert into taskforce.carried_sources (fact_id, case_id, from_case_id, source_kind, source_id, source_version, authority) values ($1, $2, $3, 'note', $4, 1, $5)`,
          [rows[0]!.id, child, parent.id, sourceId, authority],
        ),
      );
  const inOne = async (act: () => Promise<unknown>) => {
    await house.owner.query('begin');
    try {
      await act();
      await house.owner.query('commit');
    } catch (error) {
      await house.owner.query('rollback');
      throw error;
    }
  };
  await expect(inOne(() => insert([], { part_23: 'Order 1' }))).rejects.toThrow('labels_lost');
  await expect(inOne(() => insert(['part_23'], {}))).rejects.toThrow('authority_needed');
  await expect(inOne(() => insert(['part_23'], { part_23: 'Order 1' }, parent.id))).rejects.toThrow(
    'not_of_parent',
  );
  await expect(
    house.owner.query(
      `insert into taskforce.carried_facts (case_id, place, kind, title) values ($1, 9, 'note', 'x')`,
      [child],
    ),
  ).rejects.toThrow('source_needed');
  const late = await arrangeCase(house, detective, { mode: 'spin_off' });
  await expect(
    house.as(detective, 'write', ({ db }) =>
      db.insertInto('spinOffs').values({ childCaseId: late.id, parentCaseId: parent.id, reason }).execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  await expect(
    house.as(detective, 'write', ({ db }) => db.updateTable('carriedFacts').set({ body: 'other' }).execute()),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('words of a tip go along only as they stand in it, from a tip of the parent case', async () => {
  const parent = await arrangeCase(house, detective);
  const { rows } = await house.owner.query<{ id: string; version: number }>(
    `insert into taskforce.tips (number, channel, origin_route, origin_mode, received_by, received_at, what, triage_due_at, retain_until)
     values ('T-2026-9001', 'phone', 'hotline', 'reactive', $1, now(), 'Men are locked in at night. The boss keeps their papers.', now(), '2030-01-01') returning id, version`,
    [detective.id],
  );
  const tip = rows[0]!;
  const facts = (excerpt?: string) => ({
    facts: [{ kind: 'tip_excerpt', id: tip.id, version: tip.version, ...(excerpt ? { excerpt } : {}) }],
  });
  expect(
    (await spin(detective, parent.id, facts('The boss keeps their papers.'))).body.data.fields[0].problem,
  ).toBe('not_of_parent');
  await house.owner.query(
    `with d as (insert into taskforce.tip_decisions (tip_id, place, decision, from_state, to_state, decided_by) values ($1, 1, 'attach', 'received', 'attached', $3) returning id)
     insert into taskforce.tip_cases (tip_id, case_id, decision_id, linked_by) select $1, $2, id, $3 from d`,
    [tip.id, parent.id, detective.id],
  );
  const { version } = (
    await house.owner.query<{ version: number }>('select version from taskforce.tips where id = $1', [tip.id])
  ).rows[0]!;
  tip.version = version;
  expect((await spin(detective, parent.id, facts('The boss beats them.'))).body.data.fields[0]).toMatchObject(
    { path: 'facts.0.excerpt', problem: 'not_in_tip' },
  );
  const made = await spin(detective, parent.id, facts('The boss keeps their papers.'));
  expect(made.status).toBe(200);
  expect((await carried(detective, made.body.caseId))[0]).toMatchObject({
    kind: 'tip_excerpt',
    title: 'T-2026-9001',
    body: 'The boss keeps their papers.',
  });
  const tree = (await house.call(detective, 'spinOffs.lineage', { caseId: made.body.caseId })).body.cases;
  expect(tree[0].tips).toMatchObject([{ number: 'T-2026-9001', channel: 'phone' }]);
});

test('the database asks an authority for the same labels as the rules', async () => {
  const { rows } = await house.owner.query('select taskforce.labels_needing_authority() as labels');
  expect(rows[0].labels).toEqual(
    handlingLabels.filter((label) => labelRules[label].carriesOnlyWithAuthority),
  );
});
