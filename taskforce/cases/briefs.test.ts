import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeCase, arrangeStrand } from './arranging.ts';
import { byTicket } from '../exports/arranging.ts';

let house: TestHouse;
let commander: Person;
let detective: Person;
let analyst: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  analyst = await house.person('Ana Analyst', ['analyst']);
  neighbor = await house.person('Nils Neighbor', ['investigator'], 'Harbor City Police');
});
afterAll(() => house.close());

async function arrangeActivity(
  caseId: string,
  title: string,
  more: {
    handling?: string[];
    strandId?: string;
    minutes?: number;
    cents?: number;
    happenedOn?: string;
    at?: string;
  } = {},
) {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.activities (case_id, strand_id, kind, title, happened_on, handling, created_by, created_at) values ($1, $2, 'record_check', $3, $4, $5, $6, coalesce($7::timestamptz, now())) returning id`,
    [
      caseId,
      more.strandId ?? null,
      title,
      more.happenedOn ?? '2026-02-03',
      more.handling ?? [],
      detective.id,
      more.at ?? null,
    ],
  );
  const id = rows[0]!.id;
  if (more.minutes)
    await house.owner.query(
      `insert into taskforce.work_entries (activity_id, case_id, account_id, day, minutes) values ($1, $2, $3, '2026-02-03', $4)`,
      [id, caseId, detective.id, more.minutes],
    );
  if (more.cents)
    await house.owner.query(
      `insert into taskforce.cost_lines (activity_id, case_id, kind, amount_cents) values ($1, $2, 'interpreter', $3)`,
      [id, caseId, more.cents],
    );
  return id;
}
const make = (person: Person, caseId: string, more: Record<string, unknown> = {}) =>
  house.call(person, 'briefs.make', { caseId, ...more });
const preview = async (person: Person, caseId: string, more: Record<string, unknown> = {}) =>
  (await house.call(person, 'briefs.preview', { caseId, ...more })).body;
const read = async (person: Person, id: string) => (await house.call(person, 'briefs.get', { id })).body;

test('a brief says where each strand stands, what happened, what is to be decided, and what it cost', async () => {
  const one = await arrangeCase(house, detective, { title: 'Riverside' });
  const strandId = await arrangeStrand(house, one.id, 'Target A', { opened: '2026-01-05' });
  await arrangeStrand(house, one.id, 'Money trail', { kind: 'financial' });
  await arrangeActivity(one.id, 'Plate check', { strandId, minutes: 90, cents: 12_050 });
  await arrangeActivity(one.id, 'Team talk', { minutes: 30 });
  await house.call(detective, 'decisions.ask', {
    caseId: one.id,
    question: 'Arrest now or wait?',
    deciderId: commander.id,
    neededBy: '2026-03-01',
  });
  await house.owner.query(
    `insert into taskforce.tasks (case_id, kind, title, due_on, assignee_id, created_by) values ($1, 'report', 'Lab report', '2026-01-20', $2, $2)`,
    [one.id, detective.id],
  );
  const made = await make(detective, one.id, {
    risks: [{ text: 'A witness leaves in December.' }],
    requests: [{ text: 'Interpreter', cents: 48_000 }],
  });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({ version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const { content, brief, intact } = await read(commander, made.body.id);
  expect(intact).toBe(true);
  expect(brief).toMatchObject({
    kind: 'case',
    caseId: one.id,
    version: 1,
    madeBy: 'Dana Detective',
    handling: [],
  });
  expect(content.strands.map((s: { label: string; phase: string }) => [s.label, s.phase])).toEqual([
    ['Money trail', 'pre_operational'],
    ['Target A', 'pre_operational'],
  ]);
  expect(content.events.map((e: { text: string }) => e.text)).toEqual(
    expect.arrayContaining(['Record check: Plate check', expect.stringMatching(/^Opened, pre-operational/)]),
  );
  expect(content.decisions).toEqual([
    { text: 'Arrest now or wait?', who: 'Cleo Commander', by: '2026-03-01' },
  ]);
  expect(content.deadlines).toMatchObject([
    { text: 'Lab report', who: 'Dana Detective', date: '2026-01-20' },
  ]);
  expect(content.deadlines[0].overdueDays).toBeGreaterThan(100);
  const spent = (phase: string | null) =>
    content.effort.find((e: { phase: string | null }) => e.phase === phase);
  expect(spent('pre_operational')).toMatchObject({ hoursTotal: 1.5, centsTotal: 12_050 });
  expect(spent(null)).toMatchObject({ hoursTotal: 0.5, centsTotal: 0 });
  expect(content.madeBy).toEqual({ name: 'Dana Detective', agency: 'Riverton Police' });
});

test('the next brief tells what came after the last one, each thing once, and names the one before with its hash', async () => {
  const one = await arrangeCase(house, detective);
  await arrangeActivity(one.id, 'First');
  const first = (await make(detective, one.id)).body;
  await arrangeActivity(one.id, 'Second', { happenedOn: '2026-01-10' });
  const second = (await make(detective, one.id)).body;
  expect(second.version).toBe(2);
  const { content } = await read(detective, second.id);
  expect(content.events.map((e: { text: string }) => e.text)).toEqual([
    'Record check: Second (recorded late)',
  ]);
  expect(content.previous).toMatchObject({ version: 1, hash: first.hash });
  await arrangeActivity(one.id, 'On its way while the last brief was made', {
    at: new Date(Date.now() - 60_000).toISOString(),
  });
  const { content: third } = await preview(detective, one.id);
  expect(third.events, 'written before the last brief was frozen, committed after').toHaveLength(1);
});

test('what a label keeps from the readers is left out of lines, picture, hours and cost, and counted', async () => {
  const one = await arrangeCase(house, detective);
  const hidden = await arrangeStrand(house, one.id, 'Young witness', { handling: ['juvenile'] });
  await arrangeStrand(house, one.id, 'Target A');
  await arrangeActivity(one.id, 'Talk with the MARKER', { strandId: hidden, minutes: 600, cents: 99_999 });
  await arrangeActivity(one.id, 'Plain', { minutes: 60 });
  const plain = await preview(detective, one.id);
  expect(JSON.stringify(plain.content)).not.toMatch(/MARKER|Young witness|99999/);
  expect(plain.content.effort.reduce((sum: number, e: { hoursTotal: number }) => sum + e.hoursTotal, 0)).toBe(
    1,
  );
  expect(plain.content.withheld, 'the strand, its opening and the talk').toBe(3);
  expect(plain.handling).toEqual([]);
  const cleared = await preview(detective, one.id, { clearedFor: ['juvenile'] });
  expect(JSON.stringify(cleared.content)).toMatch(/MARKER/);
  expect(cleared.content.withheld).toBe(0);
  expect(cleared.handling).toEqual(['juvenile']);
  expect(cleared.content.label).toContain('uvenile');
});

test('facts whose very existence is a secret stand in no brief and are not counted', async () => {
  const prosecutor = await house.person('Pat Prosecutor', ['prosecutor', 'commander']);
  const one = await arrangeCase(house, detective);
  await arrangeActivity(one.id, 'Bank report MARKER', { handling: ['sar'] });
  await arrangeActivity(one.id, 'Order MARKER', { handling: ['sealed'] });
  const { content } = await preview(prosecutor, one.id);
  expect(JSON.stringify(content)).not.toContain('MARKER');
  expect(content.withheld).toBe(0);
  const refused = await house.call(prosecutor, 'briefs.preview', { caseId: one.id, clearedFor: ['sar'] });
  expect(refused.body.data.fields[0]).toMatchObject({ path: 'clearedFor', problem: 'not_your_label' });
});

test('the maker puts in only what they may read, and chooses only labels they hold', async () => {
  const one = await arrangeCase(house, detective);
  await arrangeActivity(one.id, 'Talk with the MARKER', { handling: ['juvenile'] });
  expect(
    (await house.call(analyst, 'briefs.preview', { caseId: one.id, clearedFor: ['juvenile'] })).status,
  ).toBe(422);
  const seen = await preview(analyst, one.id);
  expect(seen.content.withheld, 'what the maker cannot see they cannot count').toBe(0);
  expect(seen.labels).not.toContain('juvenile');
});

test('a brief is there for readers of the case who are cleared for what it is for, and for nobody else', async () => {
  const one = await arrangeCase(house, detective);
  const open = (await make(detective, one.id)).body;
  const special = (await make(detective, one.id, { clearedFor: ['juvenile'] })).body;
  expect(special.version, 'one count in the case').toBe(2);
  const ids = async (person: Person) =>
    (await house.call(person, 'briefs.list', { caseId: one.id })).body.rows?.map((r: { id: string }) => r.id);
  expect(await ids(commander)).toEqual([special.id, open.id]);
  expect(await ids(analyst)).toEqual([open.id]);
  expect((await house.call(analyst, 'briefs.get', { id: special.id })).status).toBe(404);
  expect((await house.call(neighbor, 'briefs.get', { id: open.id })).status).toBe(404);
  expect((await house.call(neighbor, 'briefs.list', { caseId: one.id })).status).toBe(404);
  expect((await house.call(neighbor, 'briefs.verify', { hash: open.hash })).body.found).toBeNull();
});

test('a sealed case has briefs for its members; its making and its count are closed to others', async () => {
  const one = await arrangeCase(house, detective, { sealed: true, members: [detective] });
  const made = await make(detective, one.id);
  expect(made.status).toBe(200);
  expect((await read(detective, made.body.id)).content.label).toContain('ealed');
  for (const name of ['briefs.make', 'briefs.preview', 'briefs.list'])
    expect((await house.call(commander, name, { caseId: one.id })).status).toBe(404);
  await expect(
    house.as(commander, 'write', ({ db }) =>
      db
        .selectNoFrom((eb) => eb.fn<number>('taskforce.next_brief_version', [eb.val(one.id)]).as('v'))
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
});

test('ten briefs made at once get ten versions', async () => {
  const one = await arrangeCase(house, detective);
  await arrangeActivity(one.id, 'Told once');
  const answers = await Promise.all(Array.from({ length: 10 }, () => make(detective, one.id)));
  expect(answers.map((a) => a.status)).toEqual(Array(10).fill(200));
  expect(answers.map((a) => a.body.version).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  const told = await Promise.all(
    answers.map(async (a) => (await read(detective, a.body.id)).content.events.length),
  );
  expect(told.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test('a brief cannot be changed by hand-written SQL, not even by the owner, and an altered content betrays itself', async () => {
  const one = await arrangeCase(house, detective);
  const made = (await make(detective, one.id)).body;
  await expect(
    house.as(detective, 'write', ({ db }) =>
      db
        .updateTable('briefs')
        .set({ contentHash: 'a'.repeat(64) })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  for (const act of [
    'update taskforce.briefs set period_to = period_to',
    'delete from taskforce.briefs',
    'truncate taskforce.briefs cascade',
  ])
    await expect(house.owner.query(act)).rejects.toThrow('brief_is_frozen');
  expect((await house.call(commander, 'briefs.verify', { hash: made.hash })).body).toMatchObject({
    intact: true,
    computed: made.hash,
  });
  await house.owner.query('alter table taskforce.briefs disable trigger keep_brief');
  await house.owner.query(
    `update taskforce.briefs set content = jsonb_set(content, '{case,title}', '"Another title"') where id = $1`,
    [made.id],
  );
  await house.owner.query('alter table taskforce.briefs enable trigger keep_brief');
  const verified = (await house.call(commander, 'briefs.verify', { hash: made.hash })).body;
  expect(verified).toMatchObject({ intact: false, found: { id: made.id } });
  expect(verified.computed).not.toBe(made.hash);
  expect((await read(commander, made.id)).intact).toBe(false);
  const paper = await house.call(commander, 'briefs.document', { id: made.id, format: 'pdf' });
  expect(paper.body.data.fields[0]).toMatchObject({ path: 'id', problem: 'altered' });
});

test('the same brief prints as the same PDF and Word document with its hash, and every reading is in the audit', async () => {
  const one = await arrangeCase(house, detective);
  await arrangeStrand(house, one.id, 'Target A');
  const made = (await make(detective, one.id)).body;
  const [pdf, again, word, json] = await Promise.all(
    ['pdf', 'pdf', 'docx', 'json'].map((format) =>
      house.call(commander, 'briefs.document', { id: made.id, format }),
    ),
  );
  expect(pdf!.body.name).toBe(`brief-${one.number}-v1.pdf`);
  const saved = await byTicket(house, pdf!.body.url);
  expect(saved.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(saved.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringContaining(`attachment; filename="brief-${one.number}-v1.pdf"`),
  });
  expect(again!.body).toMatchObject({ sha256: pdf!.body.sha256 });
  expect(createHash('sha256').update(saved.bytes).digest('hex')).toBe(pdf!.body.sha256);
  expect((await byTicket(house, word!.body.url)).bytes.subarray(0, 2).toString()).toBe('PK');
  const { bytes: canonical } = await byTicket(house, json!.body.url);
  expect((await byTicket(house, pdf!.body.url)).status, 'an address works once').toBe(404);
  expect(
    createHash('sha256').update(canonical).digest('hex'),
    'anybody can check the hash with sha256sum',
  ).toBe(made.hash);
  const { rows } = await house.owner.query(
    `select count(*)::int as n from kit.audit_entries where action = 'read' and subject_table = 'briefs' and subject_ids = array[$1::uuid] and account_id = $2`,
    [made.id, commander.id],
  );
  expect(rows[0].n).toBe(4);
});

test('a printed brief is a file of who had it printed: its custody tells of each fetching, nobody else gets it', async () => {
  const one = await arrangeCase(house, detective);
  await arrangeStrand(house, one.id, 'Target A');
  const made = (await make(detective, one.id)).body;
  const print = () => house.call(commander, 'briefs.document', { id: made.id, format: 'json' });
  const [first, second] = [(await print()).body, (await print()).body];
  expect(second.fileId, 'the same bytes for the same person are one file').toBe(first.fileId);
  const custody = (await house.call(commander, 'files.custody', { id: first.fileId })).body.rows;
  expect(custody.map((row: { event: string }) => row.event).toSorted()).toEqual(['read', 'read', 'received']);
  for (const procedure of ['files.ticket', 'files.custody'])
    expect((await house.call(detective, procedure, { id: first.fileId })).status).toBe(404);
  const forged = house.as(detective, 'write', ({ db }) =>
    db
      .insertInto('files')
      .values({
        sha256: Buffer.alloc(32),
        bytes: 1,
        kind: 'pdf',
        name: 'brief.pdf',
        scopeTable: 'briefs',
        scopeId: one.id,
      })
      .execute(),
  );
  await expect(forged, 'there is no such brief').rejects.toMatchObject({ code: 'missing' });
});

test('a case that carries a label as a whole has no brief for readers without it', async () => {
  const one = await arrangeCase(house, detective, { handling: ['part_23'] });
  const bare = await make(detective, one.id);
  expect(bare.body.data.fields[0]).toMatchObject({ path: 'clearedFor', problem: 'case_label' });
  const made = await make(detective, one.id, { clearedFor: ['part_23'] });
  expect((await read(detective, made.body.id)).brief.handling).toEqual(['part_23']);
});
