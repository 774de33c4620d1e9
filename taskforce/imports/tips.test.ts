import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';
import { hotLine, told } from './arranging-tips.ts';

let house: TestHouse;
let analyst: Person;
let commander: Person;
let by: Importer;

beforeAll(async () => {
  house = await openTestHouse();
  await house.server.startJobs();
  await house.owner.query(
    `insert into kit.settings (key, value) values ('time_zone', '"America/Chicago"')
     on conflict (key) do update set value = excluded.value`,
  );
  analyst = await house.person('Ana Import', ['analyst']);
  commander = await house.person('Cora Commander', ['commander']);
  by = importer(house, analyst);
});
afterAll(() => house.close());

async function previewed(system: string, ...rows: string[]) {
  const { id } = await by.upload('hotline.csv', hotLine(...rows));
  const { mapping, doubts } = await by.call('suggest', { id, target: 'tips', name: 'Hotline', system });
  expect(doubts).toEqual(
    [{ column: 'Received', why: 'day_or_month_first' }].slice(doubts.length === 0 ? 1 : 0),
  );
  const job = await by.preview(id, mapping);
  expect(job.state, JSON.stringify(job)).toBe('done');
  return { id, mapping, preview: job.result };
}
async function imported(system: string, ...rows: string[]) {
  const { id, preview } = await previewed(system, ...rows);
  const job = await by.run(id);
  return { id, preview, job };
}
const all = async (query: string, values: unknown[] = []) => (await house.owner.query(query, values)).rows;
const noticesOf = (id: string) =>
  all(`select * from kit.notices where subject_id = $1 and account_id = $2`, [id, commander.id]);
const tipOf = async (key: string) =>
  (await all('select * from taskforce.tips where external_id = $1', [key]))[0];

test('a tip from a hot-line export comes into the queue with its clock running since it was told', async () => {
  const { job } = await imported('clock', told('HL-1', { name: 'Neighbor', phone: '555-0142' }));
  expect(job, JSON.stringify(job)).toMatchObject({
    state: 'done',
    result: { counts: { tips: { created: 1 } } },
  });
  const tip = await tipOf('HL-1');
  // Five past nine in the evening in Chicago, two working days after a Saturday.
  expect(tip.received_at.toISOString()).toBe('2026-03-15T02:05:00.000Z');
  expect(tip).toMatchObject({
    channel: 'hotline',
    origin_route: 'hotline',
    origin_mode: 'reactive',
    place: '1200 Harbor Street',
    danger: 'no',
    state: 'received',
    received_by: analyst.id,
  });
  expect(tip.number).toMatch(/^T-2026-\d{4}$/);
  expect(tip.match_keys).toContain('place:harbor');
  const sameByForm = await house.call(analyst, 'tips.receive', {
    channel: 'hotline',
    originRoute: 'hotline',
    receivedAt: '2026-03-15T02:05:00Z',
    what: 'The same, told on the form',
  });
  const [byForm] = await all('select triage_due_at, retain_until::text from taskforce.tips where id = $1', [
    sameByForm.body.id,
  ]);
  const [byFile] = await all('select triage_due_at, retain_until::text from taskforce.tips where id = $1', [
    tip.id,
  ]);
  expect(byFile).toEqual(byForm);
  const { body } = await house.call(analyst, 'tips.list', {});
  expect(body.rows.map((row: { id: string }) => row.id)).toContain(tip.id);
});

test('who told it is sealed from the moment the file is read, and opens only by unmasking', async () => {
  const secret = { name: 'Wilhelmina Quietvoice', phone: '(312) 555-0177', email: 'quiet@example.org' };
  const { id } = await previewed('sealed', told('HL-2', { ...secret, when: 'never at home' }));
  const [staged] = await all(
    `select s.sealed is not null as sealed, to_jsonb(s)::text as text, encode(s.fingerprint, 'hex') as fingerprint
     from taskforce.import_staged s where import_id = $1`,
    [id],
  );
  expect(staged.sealed).toBe(true);
  for (const part of [...Object.values(secret), 'never at home']) expect(staged.text).not.toContain(part);
  const shown = await by.call('records', { id, target: 'tips', doing: 'create' });
  expect(shown.rows).toMatchObject([{ key: 'HL-2', contact: true, fields: { channel: 'hotline' } }]);
  expect(JSON.stringify(shown)).not.toMatch(/Quietvoice|555-?0177|quiet@|match_keys/);
  expect((await by.run(id)).state).toBe('done');
  const tip = await tipOf('HL-2');
  const everything = await all(
    `select to_jsonb(t)::text || to_jsonb(r)::text || (select to_jsonb(i)::text from taskforce.import_records i where i.record_id = t.id)
       || coalesce((select string_agg(v.before::text, '') from kit.record_versions v where v.subject_id = t.id), '') as text
     from taskforce.tips t join taskforce.tip_reporters r on r.tip_id = t.id where t.id = $1`,
    [tip.id],
  );
  expect(everything[0].text).not.toMatch(/Quietvoice|555-?0177|quiet@|never at home/);
  const opened = await house.call(commander, 'tips.unmask', { id: tip.id, reason: 'danger_to_person' });
  expect(opened.body.contact).toEqual({
    name: secret.name,
    way: `${secret.phone}; ${secret.email}`,
    when: 'never at home',
  });
});

test('the same file again brings nothing twice, and a tip that was received stays as it was told', async () => {
  await imported('again', told('HL-3'), told('HL-4'));
  const again = await imported(
    'again',
    told('HL-3'),
    told('HL-4', { what: 'Told otherwise now' }),
    told('HL-5'),
  );
  expect(again.preview).toMatchObject({ errors: 0, warnings: 1, counts: { tips: { created: 1, kept: 2 } } });
  const { rows } = await by.call('problems', { id: again.id });
  expect(rows).toMatchObject([{ row: 3, severity: 'warning', code: 'tip_stays' }]);
  expect(again.job.state).toBe('done');
  expect((await tipOf('HL-4')).what).toContain('told under HL-4');
  expect(
    await all(`select 1 from taskforce.tips where external_id in ('HL-3', 'HL-4', 'HL-5')`),
  ).toHaveLength(3);
});

test('a tip that says danger now goes to the danger lane, says that it was imported, and alerts the commanders', async () => {
  const { id, preview } = await previewed('danger', told('HL-6', { danger: 'Yes' }), told('HL-7'));
  expect(preview.errors).toBe(0);
  expect((await by.call('read', { id })).dangers).toBe(1);
  expect((await house.call(commander, 'danger.board', { show: 'open' })).body.rows).toEqual([]);
  await by.run(id);
  const tip = await tipOf('HL-6');
  expect(tip.in_danger).toBe(true);
  const { rows } = (await house.call(commander, 'danger.board', { show: 'open' })).body;
  expect(rows).toMatchObject([{ tip: { id: tip.id }, standing: 'nobody_accountable', imported: true }]);
  // The clock of the danger starts when the task force learned of it.
  expect(Date.parse(rows[0].officerDueAt) - Date.parse(rows[0].raisedAt)).toBe(15 * 60_000);
  expect(Date.now() - Date.parse(rows[0].raisedAt)).toBeLessThan(120_000);
  const queue = (await house.call(commander, 'tips.list', {})).body.rows;
  expect(queue[0]).toMatchObject({ id: tip.id, inDanger: true });
  // The report is older than three days: it stands in the lane, marked, and wakes nobody.
  expect(rows[0].stale).toBe(true);
  expect(await noticesOf(id)).toMatchObject([{ kind: 'dangers_imported', urgent: false, count: 1 }]);
  expect((await by.undo(id)).state).toBe('done');
  expect((await house.call(commander, 'danger.board', { show: 'open' })).body.rows).toEqual([]);
  expect(await noticesOf(id)).toEqual([]);
});

test('an import of many dangers rings once with their count, and urgently when one of them was told in the last days', async () => {
  const ours = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Chicago',
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const now = ours.formatToParts(Date.now() - 3_600_000);
  const part = (type: string) => now.find((one) => one.type === type)!.value.padStart(2, '0');
  const received = `${part('month')}/${part('day')}/20${part('year')} ${part('hour')}:${part('minute')}`;
  const { id, job } = await imported(
    'many-dangers',
    told('HL-30', { danger: 'Yes' }),
    told('HL-31', { danger: 'Yes', received }),
    told('HL-32', { danger: 'Yes' }),
    told('HL-33'),
  );
  expect(job, JSON.stringify(job)).toMatchObject({ state: 'done' });
  expect(await noticesOf(id)).toMatchObject([
    { kind: 'dangers_imported', subject_table: 'imports', urgent: true, count: 3 },
  ]);
  const { body } = await house.call(commander, 'notices.list', { unreadOnly: true });
  expect(body.rows[0]).toMatchObject({ kind: 'dangers_imported', count: 3 });
  const { rows } = (await house.call(commander, 'danger.board', { show: 'open' })).body;
  expect(rows.map((row: { stale: boolean }) => row.stale).toSorted()).toEqual([false, true, true]);
  expect((await by.undo(id)).state).toBe('done');
  expect(await noticesOf(id)).toEqual([]);
});

test('a reporter named without a number is a warning: the name is kept sealed, and nobody can ask back', async () => {
  const { id, preview } = await previewed('unreachable', told('HL-34', { name: 'Wilhelmina Quietvoice' }));
  expect(preview).toMatchObject({ errors: 0, warnings: 1 });
  const { rows } = await by.call('problems', { id });
  expect(rows).toMatchObject([{ row: 2, severity: 'warning', code: 'contact_needs_way' }]);
  expect((await by.run(id)).state).toBe('done');
  const tip = await tipOf('HL-34');
  const { body: page } = await house.call(commander, 'tips.open', { id: tip.id });
  expect(page.reporter).toEqual({ hasContact: true, mayContact: false, erased: false });
  const opened = await house.call(commander, 'tips.unmask', { id: tip.id, reason: 'danger_to_person' });
  expect(opened.body, JSON.stringify(opened.body)).toMatchObject({
    contact: { name: 'Wilhelmina Quietvoice', way: '', when: '' },
  });
  const asked = await house.call(commander, 'tips.decide', {
    id: tip.id,
    version: page.version,
    decision: 'ask_back',
    question: 'Which of the two doors was it?',
  });
  expect(asked.status).toBe(422);
});

test('what the form refuses the file refuses too, and no error repeats what was told', async () => {
  const { preview, id } = await previewed(
    'rules',
    told('HL-8', { received: '03/14/2096 10:00' }),
    told('HL-10', { origin: 'spin_off' }),
    told('HL-11', { source: 'public_form' }),
    told('HL-12', { what: 'x'.repeat(10_001) }),
    told('HL-13', { what: '' }),
    told('HL-14', { phone: '5'.repeat(101) }),
  );
  expect(preview.errors).toBe(6);
  const { rows } = await by.call('problems', { id });
  expect(rows.map((one: any) => [one.row, one.field, one.code])).toEqual([
    [2, 'received_at', 'in_the_future'],
    [3, 'route', 'not_in_list'],
    [4, 'channel', 'not_in_list'],
    [5, 'what_was_reported', 'too_long'],
    [6, 'what_was_reported', 'required'],
    [7, 'contact_phone', 'too_long'],
  ]);
  const { content } = await by.call('problemsFile', { id });
  expect(JSON.stringify(rows) + content).not.toMatch(/Quietvoice|2096|555|xxxx/);
  const form = { channel: 'hotline', originRoute: 'hotline', what: 'Told' };
  for (const wrong of [
    { receivedAt: '2096-03-14T10:00:00Z' },
    { contact: { name: 'Wilhelmina Quietvoice' } },
    { originRoute: 'spin_off' },
    { channel: 'public_form' },
    { what: 'x'.repeat(10_001) },
    { what: '' },
  ])
    expect((await house.call(analyst, 'tips.receive', { ...form, ...wrong })).status).toBeGreaterThanOrEqual(
      400,
    );
  expect((await by.run(id)).result.fields[0].problem).toBe('rows_with_errors');
  expect(await all(`select 1 from taskforce.tips where external_id in ('HL-8', 'HL-13')`)).toEqual([]);
});

test('an import of tips is taken back whole, with the contacts, and can be made again', async () => {
  const { id } = await imported('back', told('HL-20', { phone: '555-0143' }), told('HL-21'));
  const [{ tip }] = await all(
    `select record_id as tip from taskforce.import_records where import_id = $1 and key = 'HL-20'`,
    [id],
  );
  expect((await by.undo(id)).state).toBe('done');
  expect(await all(`select 1 from taskforce.tips where external_id in ('HL-20', 'HL-21')`)).toEqual([]);
  expect(await all(`select 1 from taskforce.tip_reporters where tip_id = $1`, [tip])).toEqual([]);
  expect((await imported('back', told('HL-20'), told('HL-21'))).job.result.counts.tips).toMatchObject({
    created: 2,
  });
});

test.each([
  ['took one', async (tip: any) => house.call(commander, 'tips.take', { id: tip.id, version: tip.version })],
  [
    'decided one',
    async (tip: any) =>
      house.call(commander, 'tips.decide', {
        id: tip.id,
        version: tip.version,
        decision: 'no_action',
        reasonCode: 'not_trafficking',
        explanation: 'Looked at by two of us, a dispute about rent.',
      }),
  ],
  [
    'answered for the danger of one',
    async (tip: any) => {
      const [danger] = await all('select id, version from taskforce.dangers where tip_id = $1', [tip.id]);
      return house.call(commander, 'danger.accept', danger);
    },
  ],
  [
    'tried to reach somebody about one',
    async (tip: any) => {
      const [{ id }] = await all('select id from taskforce.dangers where tip_id = $1', [tip.id]);
      return house.call(commander, 'danger.contact', { id, kind: 'patrol', outcome: 'no_answer' });
    },
  ],
])('tips of which somebody %s are not taken back: how many is said, and all stay', async (what, work) => {
  const system = what.replaceAll(' ', '-');
  const danger = what.includes('about') || what.includes('danger') ? 'yes' : 'no';
  const { id } = await imported(system, told(`${system}-1`, { danger }), told(`${system}-2`));
  const { status, body: done } = await work(await tipOf(`${system}-1`));
  expect(status, JSON.stringify(done)).toBe(200);
  const { status: refused, body } = await house.call(analyst, 'imports.undo', {
    id,
    reason: 'The wrong file was chosen here.',
  });
  expect(refused).toBe(422);
  expect(body.data.fields[0]).toMatchObject({
    problem: 'worked_on',
    remedy: expect.stringContaining('somebody worked on since: 1.'),
  });
  expect((await by.call('obstacles', { id })).rows).toEqual([
    { what: 'worked_on_tips', caseId: null, number: null, count: 1 },
  ]);
  expect(await all(`select 1 from taskforce.tips where import_id = $1`, [id])).toHaveLength(2);
});

test('nobody says of a tip or a danger that an import brought it', async () => {
  const { id } = await imported('claim', told('HL-30'));
  const tip = await tipOf('HL-30');
  const tipInsert = house.as(analyst, 'write', ({ db }) =>
    db
      .insertInto('tips')
      .values({
        number: 'T-2026-9999',
        channel: 'hotline',
        originRoute: 'hotline',
        originMode: 'reactive',
        receivedBy: analyst.id,
        receivedAt: new Date(),
        what: 'Claimed',
        triageDueAt: new Date(),
        retainUntil: '2030-01-01',
        importId: id,
      })
      .execute(),
  );
  await expect(tipInsert).rejects.toMatchObject({ name: 'Problem' });
  const dangerInsert = house.as(analyst, 'write', ({ db }) =>
    db
      .insertInto('dangers')
      .values({
        tipId: tip.id,
        raisedBy: analyst.id,
        officerDueAt: new Date(),
        contactDueAt: new Date(),
        importId: id,
      })
      .execute(),
  );
  await expect(dangerInsert).rejects.toMatchObject({ name: 'Problem' });
});
