import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { coarsePlace } from './rules-titles.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let stranger: Person;
let inspector: Person;
let caseId: string;
let sealedId: string;
const why = { purpose: 'case_work', onBehalf: { kind: 'self' } };
const find = (person: Person, term: string, more: Record<string, unknown> = {}) =>
  house.call(person, 'search.find', { term, ...why, ...more });
const titles = (reply: { body: any }): string[] => reply.body.hits.map((hit: { title: string }) => hit.title);

beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cora Command', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  stranger = await house.person('Sam Stranger', ['investigator'], 'Lakeside Police');
  inspector = await house.person('Lena Labor', ['labor_inspector'], 'Labor Department');
  const open = async (title: string, label: string) =>
    (
      await house.call(detective, 'cases.open', {
        title,
        type: 'labor',
        originRoute: 'hotline',
        strands: [
          {
            label,
            kind: 'target_person',
            description: label === 'Foreman' ? '' : 'Calls from (312) 555-0142',
          },
        ],
      })
    ).body.id as string;
  caseId = await open('Harbor kitchens', 'María González');
  sealedId = await open('Quiet orchard', 'Foreman');
  await house.owner.query(
    `update taskforce.cases set sealed = true, seal_reason = 'Ordered by the court on paper' where id = $1`,
    [sealedId],
  );
  for (const [id, body] of [
    [caseId, 'The manager Nguyễn Thị keeps the passports in a blue safe.'],
    [caseId, 'A neighbor, Robert Smith, saw a red truck at dawn.'],
    [sealedId, 'The blue safe holds the ledger of Wintergreen.'],
  ])
    await house.owner.query(`insert into taskforce.notes (case_id, kind, body) values ($1, 'general', $2)`, [
      id,
      body,
    ]);
  await house.owner.query(
    `insert into taskforce.notes (case_id, kind, body, handling) values ($1, 'attorney', 'Wintergreen theory of the case', '{work_product}')`,
    [caseId],
  );
});
afterAll(() => house.close());

test('a name is found by its sound, its accents left out, and by short forms', async () => {
  for (const [term, expected] of [
    ['Maria Gonzales', 'María González'],
    ['Marya Gonsalez', 'María González'],
  ] as const) {
    const reply = await find(detective, term);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    expect(titles(reply), term).toContain(expected);
    expect(reply.body.alike).toBeGreaterThan(0);
  }
  const bob = await find(detective, 'Bob Smith');
  expect(bob.body.hits[0]).toMatchObject({ kind: 'note', why: 'alike' });
  expect(bob.body.hits[0].snippet.filter((one: any) => one.hit).map((one: any) => one.text)).toEqual([
    'Robert',
    'Smith',
  ]);
  expect((await find(detective, 'Nguyen')).body.hits[0]).toMatchObject({ kind: 'note', why: 'words' });
  expect((await find(detective, 'Nugyen')).body.hits[0]).toMatchObject({ kind: 'note', why: 'alike' });
});

test('words in quotes and searches told not to are never widened', async () => {
  expect((await find(detective, '"Gonzales"')).body.hits).toEqual([]);
  expect((await find(detective, 'Gonzales', { alike: false })).body.hits).toEqual([]);
  expect(titles(await find(detective, '"gonzález"'))).toEqual(['María González']);
});

test('a phone is found in any writing, with or without its area code', async () => {
  for (const term of [
    '555.0142',
    '(312) 555-0142',
    '3125550142',
    '+1 312 555 0142',
    'three one two 555 0142',
    'calls 312-555-0142',
  ]) {
    const reply = await find(detective, term);
    expect(titles(reply), term).toEqual(['María González']);
    expect(reply.body.hits[0]).toMatchObject({ kind: 'strand', why: 'phone', caseId });
  }
  expect((await find(detective, '(773) 555-0142')).body.hits).toEqual([]);
  expect(titles(await find(detective, 'Nguyen OR (312) 555-0142'))).toHaveLength(2);
  expect(titles(await find(detective, 'González -(312) 555-0142'))).toEqual([]);
});

test('the number of a case jumps to it', async () => {
  const { rows } = await house.owner.query('select number from taskforce.cases where id = $1', [caseId]);
  const reply = await find(detective, ` ${rows[0].number} `);
  expect(reply.body.jump).toMatchObject({ kind: 'case', id: caseId, why: 'number' });
  const other = await find(stranger, rows[0].number);
  expect(other.body).toMatchObject({ jump: null, hits: [], total: { count: 0 } });
});

test('a sealed case shows and counts only for its members, whatever the role', async () => {
  await house.owner.query(`update taskforce.case_members set ended_at = now() where case_id = $1`, [
    sealedId,
  ]);
  for (const person of [commander, detective]) {
    const reply = await find(person, '"blue safe"');
    expect(reply.body.total).toEqual({ count: 1, capped: false });
    expect(reply.body.byKind).toEqual([{ kind: 'note', count: 1 }]);
  }
  await house.owner.query(
    `insert into taskforce.case_members (case_id, account_id, capacity) values ($1, $2, 'investigator')`,
    [sealedId, detective.id],
  );
  expect((await find(detective, '"blue safe"')).body.total.count).toBe(2);
  expect((await find(commander, 'Wintergreen')).body).toMatchObject({
    total: { count: 0 },
    byKind: [],
    hits: [],
  });
});

test('sealing, relabelling and another agency in the lead hold for everything in the case at once', async () => {
  const { body } = await house.call(detective, 'cases.open', {
    title: 'Marble works',
    type: 'labor',
    originRoute: 'hotline',
    strands: [{ label: 'Quarry owner', kind: 'target_person' }],
  });
  const strand = await house.owner.query('select id from taskforce.strands where case_id = $1', [body.id]);
  await house.owner.query(
    `insert into taskforce.notes (case_id, strand_id, kind, body) values ($1, $2, 'general', 'Chalkdust on the invoices')`,
    [body.id, strand.rows[0].id],
  );
  const counts = async () =>
    Promise.all(
      [commander, detective].map(async (person) => (await find(person, 'chalkdust')).body.total.count),
    );
  await house.owner.query(`update taskforce.case_members set ended_at = now() where case_id = $1`, [body.id]);
  expect(await counts()).toEqual([1, 1]);
  await house.owner.query(`update taskforce.strands set handling = '{work_product}' where case_id = $1`, [
    body.id,
  ]);
  expect(await counts()).toEqual([0, 0]);
  await house.owner.query(`update taskforce.strands set handling = '{}' where case_id = $1`, [body.id]);
  await house.owner.query(`update taskforce.cases set lead_agency_id = $2 where id = $1`, [
    body.id,
    stranger.agencyId,
  ]);
  expect(await counts()).toEqual([1, 0]);
  await house.owner.query(`update taskforce.cases set handling = '{work_product}' where id = $1`, [body.id]);
  expect(await counts()).toEqual([0, 0]);
  await house.owner.query(
    `update taskforce.cases set handling = '{}', sealed = true, seal_reason = 'Ordered by the court on paper' where id = $1`,
    [body.id],
  );
  expect(await counts()).toEqual([0, 0]);
});

test('what search shows and counts is what the row policies let each role read', async () => {
  const everyone = [commander, detective, stranger, inspector];
  for (const role of [
    'analyst',
    'prosecutor',
    'victim_specialist',
    'outreach_coordinator',
    'records_officer',
  ])
    everyone.push(await house.person(`Role ${role.replace('_', ' ')}`, [role]));
  for (const person of everyone) {
    const counted = (await find(person, 'kind:note', {})).body.total.count;
    const open = await house.as(person, 'read', ({ db }) => db.selectFrom('notes').select('id').execute());
    expect(counted, person.displayName).toBe(open.length);
    const strands = (await find(person, 'kind:strand', {})).body.total.count;
    const openStrands = await house.as(person, 'read', ({ db }) =>
      db.selectFrom('strands').select('id').execute(),
    );
    expect(strands, person.displayName).toBe(openStrands.length);
  }
});

test('a label nobody cleared the reader for hides the record and its count', async () => {
  const prosecutor = await house.person('Pia Prosecutor', ['prosecutor'], 'District Attorney');
  expect((await find(prosecutor, 'Wintergreen theory')).body.total.count).toBe(1);
  expect((await find(commander, 'Wintergreen theory')).body.total.count).toBe(0);
});

test('an investigator of another agency and a person who is no member find nothing until they are', async () => {
  for (const person of [stranger, inspector]) {
    const reply = await find(person, 'passports');
    expect(reply.body).toMatchObject({ total: { count: 0, capped: false }, alike: 0, byKind: [], hits: [] });
  }
  await house.owner.query(
    `insert into taskforce.case_members (case_id, account_id, capacity) values ($1, $2, 'labor_inspector')`,
    [caseId, inspector.id],
  );
  expect((await find(inspector, 'passports')).body.total.count).toBe(1);
});

test('colleagues are found by name', async () => {
  const reply = await find(detective, 'Cora', { only: 'person' });
  expect(titles(reply)).toContain('Cora Command');
});

test('filters narrow by kind, type and phase, and the counts by kind stay', async () => {
  expect(
    (await find(detective, 'kind:strand type:labor phase:pre_operational González')).body.total.count,
  ).toBeGreaterThan(0);
  expect((await find(detective, 'González phase:operational')).body.total.count).toBe(0);
  const reply = await find(detective, 'red OR González', { only: 'note' });
  expect(reply.body.hits.map((hit: any) => hit.kind)).toEqual(['note']);
  expect(reply.body.byKind.map((one: any) => one.kind)).toContain('strand');
});

test('a search that cannot be read says where and why, without what was typed', async () => {
  const reply = await find(detective, 'Wintergreen ("open');
  expect(reply.status).toBe(422);
  expect(reply.body.data).toMatchObject({ at: 14, fields: [{ path: 'term', problem: 'search_unreadable' }] });
  expect(JSON.stringify(reply.body)).not.toContain('Wintergreen');
});

test('nobody searches without saying why and for whom, and every search is kept', async () => {
  expect((await house.call(detective, 'search.find', { term: 'x' })).status).toBe(400);
  const before = await house.owner.query('select count(*)::int as n from kit.searches');
  const reply = await find(detective, 'passports', {
    purpose: 'tip_triage',
    onBehalf: { kind: 'outside', body: 'court' },
  });
  const { rows } = await house.owner.query('select * from kit.searches where id = $1', [reply.body.searchId]);
  expect(rows[0]).toMatchObject({
    account_id: detective.id,
    purpose: 'tip_triage',
    on_behalf_body: 'court',
    hits: 1,
  });
  await house.call(detective, 'search.suggest', { term: 'passp', ...why });
  const after = await house.owner.query('select count(*)::int as n from kit.searches');
  expect(after.rows[0].n - before.rows[0].n).toBe(2);
});

test('suggestions begin with what is typed and stay within what the reader may see', async () => {
  const reply = await house.call(detective, 'search.suggest', { term: 'harb', ...why });
  expect(reply.body.hits.map((hit: any) => hit.kind)).toContain('case');
  expect((await house.call(stranger, 'search.suggest', { term: 'harb', ...why })).body.hits).toEqual([]);
});

test('the tables of search are closed to everybody', async () => {
  for (const table of ['searchDocuments', 'searchWords', 'searchState'] as const)
    await expect(
      house.as(commander, 'read', ({ db }) => db.selectFrom(table).selectAll().execute()),
    ).rejects.toMatchObject({ code: 'missing' });
});

test('a tip that was found says by what way it came and from which town, never an address', () => {
  expect(coarsePlace('14 Mill Road, Apt 3, Riverton')).toBe('Riverton');
  expect(coarsePlace('Blue Heron Motel, Room 12')).toBe('');
  expect(coarsePlace('14 Mill Road')).toBe('');
  expect(coarsePlace('The house of the Garcias')).toBe('');
  expect(coarsePlace('Depot, San Ángel')).toBe('San Ángel');
});
