import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakdowns, groupOf, measures } from '../../bridge/figures.ts';
import { needKinds } from '../vocabulary/needs.ts';
import { ageGroups, cameByWays, closeReasons, genderGroups, languages } from '../vocabulary/clients.ts';
import { reportPaths } from '../vocabulary/reports.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../testing.ts';

let house: ProviderHouse;
let supervisor: Person;
let records: Person;
let advocate: Person;
let elsewhere: Person;
let organisation: string;

beforeAll(async () => {
  house = await openProviderHouse();
  supervisor = await house.person('Helen Marsh', ['advocate_supervisor']);
  records = await house.person('Miriam Katz', ['provider_records_officer']);
  advocate = await house.person('June Park', ['community_advocate']);
  elsewhere = await house.person('Bea Nunes', ['advocate_supervisor'], 'Other House');
  organisation = await house.agency('Harbor House');
});
afterAll(() => house.close());

const ask = async (who: Person, procedure: string, input: unknown) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
let number = 0;
/** Clients as the figures see them, past the procedures: taken in on a day, recorded when told. */
async function clients(many: number, day: string, more: Record<string, unknown> = {}): Promise<string[]> {
  const row = {
    organisation_id: organisation,
    alias: 'counted',
    intake_on: day,
    created_by: advocate.id,
    created_at: `${day}T12:00:00Z`,
    age_group: 'adult',
    language: 'es',
    came_by: 'hotline',
    ...more,
  };
  const ids: string[] = [];
  for (let i = 0; i < many; i++) {
    number += 1;
    const all = { id: randomUUID(), number: `C-2020-${String(number).padStart(5, '0')}`, ...row };
    await house.owner.query(
      `insert into provider.clients (${Object.keys(all).join(', ')}) values (${Object.keys(all)
        .map((_, n) => `$${n + 1}`)
        .join(', ')})`,
      Object.values(all),
    );
    ids.push(all.id);
  }
  return ids;
}
const count = async (from: string, until: string, more: object = {}, who = supervisor): Promise<string> =>
  (await ask(who, 'figures.count', { from, until, measures: ['clients_new'], ...more })).id;
type Row = { measure: string; group: string; counted: number; value: number | null; why: string | null };
const read = async (id: string, who = supervisor) => {
  const body = await ask(who, 'figures.read', { id });
  const rows = new Map<string, Row>((body.rows as Row[]).map((row) => [`${row.measure} ${row.group}`, row]));
  return { ...body, of: (group: string, measure = 'clients_new') => rows.get(`${measure} ${group}`)! };
};
/** Marks a report as sent, as the procedure does once a task force is paired. */
const sent = (id: string) =>
  house.as(records, 'write', (work) =>
    work.db.updateTable('figureReports').set({ state: 'sent' }).where('id', '=', id).execute(),
  );

test('the groups of the figures are those of the records, so that nobody is counted nowhere', () => {
  expect([...breakdowns.age].toSorted()).toEqual([...ageGroups].toSorted());
  expect([...breakdowns.gender].toSorted()).toEqual([...genderGroups].toSorted());
  expect([...breakdowns.came].toSorted()).toEqual([...cameByWays].toSorted());
  expect([...breakdowns.closed].toSorted()).toEqual([...closeReasons].toSorted());
  expect([...breakdowns.path].toSorted()).toEqual([...reportPaths].toSorted());
  expect([...breakdowns.kind].filter((one) => one !== 'not_said').toSorted()).toEqual(
    [...needKinds].toSorted(),
  );
  expect([...breakdowns.language].filter((one) => one !== 'other').toSorted()).toEqual(
    [...languages].toSorted(),
  );
  const codes = Object.values(measures).flatMap(({ by }) =>
    by.flatMap((name) => breakdowns[name].map((group) => `${name}_${group}`)),
  );
  for (const code of codes) {
    expect(code).toMatch(/^[a-z][a-z0-9_]{1,39}$/);
    expect(groupOf(code)).not.toBe(null);
  }
});

test('a report counts the period, leaves out what is small and what would give it back, and shows exactly what leaves', async () => {
  await clients(14, '2020-01-10');
  await clients(2, '2020-02-10', { age_group: 'minor' });
  await clients(7, '2020-03-10', { language: 'en' });
  await clients(6, '2020-05-10');
  const { report, leaves, of } = await read(await count('2020-01-01', '2020-03-31'));
  expect(report).toMatchObject({ state: 'draft', limit: 5, partner: null, measures: ['clients_new'] });
  expect(of('all')).toMatchObject({ counted: 23, value: 23, why: null });
  expect(of('age_minor')).toMatchObject({ counted: 2, value: null, why: 'small' });
  // Minors, those who may be and those not known come to 2 with the total: adults cover them.
  expect(of('age_adult')).toMatchObject({ counted: 21, value: null, why: 'cover' });
  expect(of('language_es')).toMatchObject({ value: 16 });
  expect(of('language_en')).toMatchObject({ value: 7 });
  expect(Object.keys(leaves).toSorted()).toEqual(['from', 'limit', 'report', 'rows', 'until']);
  expect(JSON.stringify(leaves)).not.toContain('counted');
  for (const row of leaves.rows) expect(row.value === null || row.value >= 5).toBe(true);
});

test('gender is counted as it was said, left out where it is small, and takes no other figure away', async () => {
  await clients(12, '2009-01-10', { gender_group: 'woman' });
  await clients(6, '2009-01-20', { gender_group: 'man' });
  await clients(1, '2009-02-10', { gender_group: 'nonbinary' });
  await clients(2, '2009-02-20');
  const { of, leaves } = await read(await count('2009-01-01', '2009-03-31'));
  expect(of('gender_woman')).toMatchObject({ counted: 12, value: 12 });
  expect(of('gender_nonbinary')).toMatchObject({ counted: 1, value: null, why: 'small' });
  expect(of('gender_not_said')).toMatchObject({ counted: 2, value: null, why: 'small' });
  // One and two come to three with the total; men cover them.
  expect(of('gender_man')).toMatchObject({ counted: 6, value: null, why: 'cover' });
  expect([of('all').value, of('age_adult').value, of('language_es').value, of('came_hotline').value]).toEqual(
    [21, 21, 21, 21],
  );
  expect(JSON.stringify(leaves)).toContain('gender_woman');
});

test('figures that were sent before gender was counted are not joined with it: it stays unsaid for those days', async () => {
  await clients(9, '2008-01-10', { gender_group: 'woman' });
  const first = await count('2008-01-01', '2008-03-31');
  await house.owner.query('alter table provider.figure_rows disable trigger user');
  await house.owner.query(
    `delete from provider.figure_rows where report_id = $1 and group_code like 'gender%'`,
    [first],
  );
  await house.owner.query('alter table provider.figure_rows enable trigger user');
  await sent(first);
  const { of } = await read(await count('2008-01-01', '2008-06-30'));
  expect(of('gender_woman')).toMatchObject({ counted: 9, value: null, why: 'corrected' });
  expect(of('age_adult')).toMatchObject({ value: 9 });
});

test('clients of the closed circle are counted, although nobody who counts may see them', async () => {
  await clients(8, '2018-01-10', { closed_circle: true });
  expect(
    (await ask(supervisor, 'clients.list', { find: 'counted', states: ['intake'] })).rows.length,
  ).toBeGreaterThan(0);
  const { of } = await read(await count('2018-01-01', '2018-12-31'));
  expect(of('all')).toMatchObject({ counted: 8, value: 8 });
});

test('people who were served are counted once, however often; services each time', async () => {
  const [first, ...others] = await clients(9, '2017-01-02');
  for (const [n, client] of [first!, first!, ...others].entries())
    await house.owner.query(
      `insert into provider.services_given (client_id, kind, given_on, given_by, recorded_by, recorded_at)
       values ($1, $2, '2017-02-01', $3, $3, '2017-02-01')`,
      [client, n < 6 ? 'medical' : 'food', advocate.id],
    );
  const { of } = await read(
    await count('2017-01-01', '2017-12-31', {
      measures: ['clients_served', 'services_given', 'needs_unmet'],
    }),
  );
  expect(of('all', 'clients_served')).toMatchObject({ counted: 9, value: 9 });
  expect(of('all', 'services_given')).toMatchObject({ counted: 10, value: 10 });
  expect(of('kind_medical', 'services_given')).toMatchObject({ counted: 6 });
  expect(of('all', 'needs_unmet')).toMatchObject({ counted: 0, value: null, why: 'small' });
});

test('a service that was put right later counts once, as it is right, and as of the day it was first written down', async () => {
  const people = await clients(6, '2009-01-02');
  const line = `insert into provider.services_given (client_id, kind, given_on, given_by, recorded_by, recorded_at, corrects)
    values ($1, $2, '2009-02-01', $3, $3, $4, $5) returning id, known_at`;
  for (const client of people) {
    const values = [client, 'food', advocate.id, '2009-02-01', null];
    const { id } = (await house.owner.query(line, values)).rows[0];
    const right = await house.owner.query(line, [client, 'medical', advocate.id, '2009-06-01', id]);
    expect(right.rows[0].known_at.toISOString()).toContain('2009-02-01');
  }
  const { of } = await read(
    await count('2009-01-01', '2009-12-31', { measures: ['clients_served', 'services_given'] }),
  );
  expect(of('all', 'services_given')).toMatchObject({ counted: 6, value: 6 });
  expect(of('kind_medical', 'services_given')).toMatchObject({ counted: 6 });
  expect(of('kind_food', 'services_given')?.counted ?? 0).toBe(0);
  expect(of('all', 'clients_served')).toMatchObject({ counted: 6 });
});

test('a half-year does not give back what the quarters left out, nor one client who was recorded late', async () => {
  await clients(20, '2016-01-10');
  await clients(2, '2016-02-10', { age_group: 'minor' });
  await clients(9, '2016-02-11', { age_group: 'may_be_minor' });
  await clients(18, '2016-05-10');
  await clients(9, '2016-05-11', { age_group: 'minor' });
  await clients(7, '2016-05-12', { age_group: 'unknown' });
  const first = await count('2016-01-01', '2016-03-31');
  await sent(first);
  const second = await count('2016-04-01', '2016-06-30');
  await sent(second);
  expect((await read(first)).of('age_minor')).toMatchObject({ counted: 2, value: null });
  expect((await read(second)).of('age_minor')).toMatchObject({ value: 9 });
  const half = await read(await count('2016-01-01', '2016-06-30'));
  expect(half.of('all')).toMatchObject({ counted: 65, value: 65 });
  expect(half.of('age_minor')).toMatchObject({ counted: 11, value: null, why: 'earlier' });
  await clients(1, '2016-05-13', { created_at: new Date().toISOString(), language: 'quc' });
  const late = await read(await count('2016-01-01', '2016-06-30'));
  expect(late.of('all')).toMatchObject({ counted: 66, value: null, why: 'earlier' });
  const amended = await read(await count('2016-04-01', '2016-06-30', { amends: second }));
  expect(amended.of('all')).toMatchObject({ counted: 35, value: null });
});

test('where a record was corrected since it was sent, the next report over the same days stays silent about it', async () => {
  const made = await clients(12, '2015-01-10', { age_group: 'unknown' });
  await sent(await count('2015-01-01', '2015-01-31'));
  await house.owner.query(`update provider.clients set age_group = 'adult' where id = any($1)`, [
    made.slice(0, 6),
  ]);
  const next = await read(await count('2015-01-01', '2015-06-30'));
  expect(next.of('all')).toMatchObject({ value: 12 });
  expect(next.of('age_adult')).toMatchObject({ counted: 6, value: null, why: 'corrected' });
  expect(next.of('language_es')).toMatchObject({ value: 12 });
});

test('too many reports over each other’s days are not reasoned about: nothing is said', async () => {
  await clients(40, '2014-01-10');
  for (let i = 0; i < 12; i++) await sent(await count('2014-01-01', `2014-02-${String(10 + i)}`));
  const { of } = await read(await count('2014-01-01', '2014-03-31'));
  expect(of('all')).toMatchObject({ counted: 40, value: null, why: 'too_many' });
});

test('whoever counted cannot send; what was sent is never changed, thrown away or written into', async () => {
  const id = await count('2016-07-01', '2016-07-31');
  await expect(
    house.as(supervisor, 'write', (work) =>
      work.db.updateTable('figureReports').set({ state: 'sent' }).where('id', '=', id).execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'second_person' }] });
  await sent(id);
  for (const who of [supervisor, records])
    expect((await house.call(who, 'figures.withdraw', { id, version: 2 })).status).toBe(422);
  await expect(
    house.as(supervisor, 'write', (work) =>
      work.db
        .insertInto('figureRows')
        .values({
          reportId: id,
          place: 999,
          measure: 'clients_new',
          groupCode: 'age_more',
          counted: 9,
          value: 9,
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ fields: [{ problem: 'settled' }] });
});

test('a draft that was counted before another report was sent is counted anew, so that both are checked together', async () => {
  const draft = await count('2016-08-01', '2016-08-31');
  await sent(await count('2016-09-01', '2016-09-30'));
  await expect(sent(draft)).rejects.toMatchObject({ fields: [{ problem: 'counted_before' }] });
});

test('the database lets no figure below the limit leave, whatever the program decides', async () => {
  await expect(
    house.as(supervisor, 'write', async (work) => {
      const id = randomUUID();
      await work.db
        .insertInto('figureReports')
        .values({ id, fromOn: '2016-01-01', untilOn: '2016-01-31', smallLimit: 5, measures: ['clients_new'] })
        .execute();
      await work.db
        .insertInto('figureRows')
        .values({ reportId: id, place: 0, measure: 'clients_new', groupCode: 'all', counted: 4, value: 4 })
        .execute();
    }),
  ).rejects.toMatchObject({ fields: [{ problem: 'small' }] });
});

test('only a period that is over is counted, and the limit is three at least', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const problem = async (input: object) => {
    const { body } = await house.call(supervisor, 'figures.count', { measures: ['clients_new'], ...input });
    return body.data.fields[0].problem;
  };
  expect(await problem({ from: '2016-01-01', until: today })).toBe('not_over');
  expect(await problem({ from: '2016-02-01', until: '2016-01-01' })).toBe('order');
  expect(await problem({ from: '2010-02-01', until: '2016-01-01' })).toBe('too_long');
  const low = await house.call(supervisor, 'figures.count', {
    measures: ['clients_new'],
    from: '2016-01-01',
    until: '2016-01-31',
    limit: 2,
  });
  expect(low.status).toBe(400);
});

test('advocates count nothing, and another organisation neither sees a report nor counts our clients', async () => {
  const id = await count('2020-01-01', '2020-03-31');
  expect((await house.call(advocate, 'figures.read', { id })).status).toBe(403);
  expect((await house.call(elsewhere, 'figures.read', { id })).status).toBe(404);
  expect((await ask(elsewhere, 'figures.list', {})).rows).toEqual([]);
  const theirs = await read(await count('2020-01-01', '2020-03-31', {}, elsewhere), elsewhere);
  expect(theirs.of('all')).toMatchObject({ counted: 0 });
});
