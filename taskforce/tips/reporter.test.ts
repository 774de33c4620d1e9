import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { takeTip, versionOf } from './arranging.ts';

let house: TestHouse;
let ana: Person;
let ben: Person;
let rita: Person;
let cora: Person;
beforeAll(async () => {
  house = await openTestHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
  ben = await house.person('Ben Analyst', ['analyst']);
  rita = await house.person('Rita Records', ['records_officer']);
  cora = await house.person('Cora Commander', ['commander']);
});
afterAll(() => house.close());

const contact = { name: 'Quilla Zephyrmark', way: '773-555-0177 in the mornings', when: 'before nine' };

test('the contact of a reporter lies sealed, and the page of the tip only says that there is one', async () => {
  const { id } = await takeTip(house, ana, { contact });
  const page = await house.call(ana, 'tips.open', { id });
  expect(page.body.reporter).toEqual({ hasContact: true, mayContact: true, erased: false });
  expect(JSON.stringify(page.body)).not.toContain('Zephyrmark');
  const { rows } = await house.owner.query(
    'select contact_sealed from taskforce.tip_reporters where tip_id = $1',
    [id],
  );
  expect(rows[0].contact_sealed.includes(Buffer.from('Zephyrmark'))).toBe(false);
});

test('nobody reads the contact from the table, whatever the role', async () => {
  const { id } = await takeTip(house, ana, { contact });
  for (const person of [ana, ben, rita, cora])
    await expect(
      house.as(person, 'read', (work) =>
        work.db.selectFrom('tipReporters').select('contactSealed').where('tipId', '=', id).execute(),
      ),
    ).rejects.toMatchObject({ code: 'missing' });
});

test('unmasking needs the permission, both factors and a listed reason, and leaves an entry in the audit', async () => {
  const { id } = await takeTip(house, ana, { contact });
  const ask = (person: Person, reason = 'question_cannot_wait') =>
    house.call(person, 'tips.unmask', { id, reason });
  expect((await ask(ben)).status).toBe(403);
  expect((await ask(ana, 'curious')).status).toBe(400);
  await house.owner.query(
    `update kit.sessions set stepped_up_at = now() - interval '11 minutes' where account_id = $1`,
    [ana.id],
  );
  expect((await ask(ana)).body.code).toBe('step_up_needed');
  await house.owner.query('update kit.sessions set stepped_up_at = now() where account_id = $1', [ana.id]);
  expect((await ask(ana)).body.contact).toEqual(contact);
  const { rows } = await house.owner.query(
    `select account_id, detail::text, scope_id from kit.audit_entries where action = 'unmask'`,
  );
  expect(rows).toEqual([{ account_id: ana.id, detail: '{"reason" : "question_cannot_wait"}', scope_id: id }]);
});

test('the database keeps the contact closed even to a handler that forgets to ask', async () => {
  const { id } = await takeTip(house, ana, { contact });
  const { sql } = await import('kysely');
  const got = await house.as(ben, 'write', async (work) => {
    const { rows } = await sql<{ sealed: Buffer | null }>`
      select unmask_reporter(${id}::uuid, 'court_order') as sealed`.execute(work.db);
    return rows[0]!.sealed;
  });
  expect(got).toBeNull();
});

test('a program hands in a tip over the open interface with its token', async () => {
  const { rows } = await house.owner.query('select id from kit.accounts where id = $1', [ana.id]);
  expect(rows).toHaveLength(1);
  const answer = await house.server.app.inject({
    method: 'POST',
    url: '/api/tips/receive',
    headers: { authorization: `Bearer ${ana.secret}`, 'content-type': 'application/json' },
    payload: {
      channel: 'api',
      originRoute: 'hotline',
      what: 'Forwarded by the hotline',
      externalId: 'H-77',
      answers: [{ pack: 'hotel', packVersion: '1.0.0', question: 'refuses_entry', answer: 'yes' }],
    },
  });
  expect(answer.statusCode).toBe(200);
  const page = await house.call(ana, 'tips.open', { id: answer.json().id });
  expect(page.body).toMatchObject({
    channel: 'api',
    externalId: 'H-77',
    answers: [{ pack: 'hotel', question: 'refuses_entry', answer: 'yes' }],
  });
  const made = await house.call(ana, 'tips.receive', {
    channel: 'api',
    originRoute: 'hotline',
    what: 'x',
    answers: [{ pack: 'hotel', packVersion: '1.0.0', question: 'nationality', answer: 'yes' }],
  });
  expect(made.body.data.fields[0].problem).toBe('unknown_question');
});

test('a decided tip expires after its retention, is purged by two people, and leaves its shell', async () => {
  const { id, number } = await takeTip(house, ana, {
    contact,
    what: 'Marker of the purged text',
    place: 'Old mill',
  });
  const { id: undecided } = await takeTip(house, ana);
  await house.call(ana, 'tips.decide', {
    id,
    version: 1,
    decision: 'no_action',
    reasonCode: 'information_only',
  });
  await house.owner.query(`update taskforce.tips set retain_until = current_date - 1 where id in ($1, $2)`, [
    id,
    undecided,
  ]);
  const purge = async (person: Person) =>
    house.call(person, 'tips.purge', { id, version: await versionOf(house, id) });
  expect((await purge(rita)).body.data.fields[0].problem).toBe('not_expired');
  await house.owner.query('select taskforce.expire_tips()');
  const states = await house.owner.query('select state from taskforce.tips where id = $1', [undecided]);
  expect(states.rows[0].state).toBe('received');
  await house.call(rita, 'tips.hold', { id, version: await versionOf(house, id), hold: true });
  expect((await purge(rita)).body.data.fields[0].problem).toBe('legal_hold');
  await house.call(rita, 'tips.hold', { id, version: await versionOf(house, id), hold: false });
  expect((await purge(rita)).body.purged).toBe(false);
  expect((await purge(rita)).body.data.fields[0].problem).toBe('second_person_needed');
  expect((await purge(cora)).body.purged).toBe(true);
  const page = await house.call(cora, 'tips.open', { id });
  expect(page.body).toMatchObject({
    number,
    state: 'purged',
    what: '',
    reporter: { hasContact: false, erased: true },
    decisions: [{ decision: 'no_action' }],
  });
  const { rows } = await house.owner.query(
    `select before::text as text from kit.record_versions union all select to_jsonb(t)::text from taskforce.tips t`,
  );
  expect(rows.filter((row) => row.text.includes('Marker of the purged text'))).toEqual([]);
});

test('who may hold or purge a tip does not thereby decide about it, even past the handlers', async () => {
  const { id } = await takeTip(house, ana);
  const touched = await house.as(rita, 'write', (work) =>
    work.db.updateTable('tips').set({ state: 'referred_out' }).where('id', '=', id).returning('id').execute(),
  );
  expect(touched).toEqual([]);
  const old = await house.call(rita, 'tips.hold', { id, version: 7, hold: true });
  expect(old.status).toBe(409);
});
