import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../kit/identity/testing.ts';
import { openPairedHouses, until, type PairedHouses } from './paired.ts';

let houses: PairedHouses;
let supervisor: Person;
let records: Person;
let commander: Person;
let inspector: Person;

beforeAll(async () => {
  houses = await openPairedHouses();
  const { provider, taskforce } = houses;
  supervisor = await provider.person('Helen Marsh', ['advocate_supervisor']);
  records = await provider.person('Miriam Katz', ['provider_records_officer']);
  commander = await taskforce.person('Ines Calder', ['commander']);
  inspector = await taskforce.person('Noah Reyes', ['labor_inspector']);
  for (let i = 0; i < 17; i++)
    await provider.owner.query(
      `insert into provider.clients (organisation_id, number, alias, intake_on, created_by, created_at, age_group, language)
       values ($1, $2, 'Crossing-Marker-9', '2020-02-01', $3, '2020-02-01', $4, 'es')`,
      [
        supervisor.agencyId,
        `C-2020-${String(i + 1).padStart(4, '0')}`,
        supervisor.id,
        i < 3 ? 'minor' : 'adult',
      ],
    );
});
afterAll(() => houses.close());

const ask = async (
  house: PairedHouses['provider' | 'taskforce'],
  who: Person,
  procedure: string,
  input: unknown,
) => {
  const answer = await house.call(who, procedure, input);
  expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const counted = async (amends: string | null = null): Promise<string> =>
  (
    await ask(houses.provider, supervisor, 'figures.count', {
      from: '2020-01-01',
      until: '2020-03-31',
      measures: ['clients_new'],
      pairId: houses.pairs.provider,
      amends,
    })
  ).id;
const arrived = (many: number) =>
  until(async () => {
    const { rows } = await ask(houses.taskforce, commander, 'figures.list', {});
    return rows.length >= many && rows;
  });

test('figures cross once a second person has looked: exactly what the preview showed, and nothing of a client', async () => {
  const id = await counted();
  const { leaves } = await ask(houses.provider, records, 'figures.read', { id });
  const own = await houses.provider.call(supervisor, 'figures.send', { id, version: 1 });
  expect(own.body.data.fields[0].problem).toBe('second_person');
  await ask(houses.provider, records, 'figures.send', { id, version: 1 });
  const rows = await arrived(1);
  expect(rows).toMatchObject([{ from: '2020-01-01', until: '2020-03-31', limit: 5, amends: false }]);
  const { rows: figures } = await ask(houses.taskforce, commander, 'figures.read', { id: rows[0].id });
  expect(figures).toEqual(leaves.rows);
  const of = (group: string) => figures.find((one: { group: string }) => one.group === group).value;
  expect([of('all'), of('age_minor'), of('age_adult'), of('language_es')]).toEqual([17, null, null, 17]);
  const dump = await houses.taskforce.owner.query(
    `select to_jsonb(f)::text || coalesce((select string_agg(to_jsonb(r)::text, '') from taskforce.provider_figure_rows r where r.figures_id = f.id), '') as all
     from taskforce.provider_figures f`,
  );
  expect(JSON.stringify(dump.rows)).not.toMatch(/Crossing-Marker|counted/);
});

test('the task force exports a table in which what was left out says so, and the export is written down', async () => {
  const [{ id }] = await arrived(1);
  const { csv, name } = await ask(houses.taskforce, commander, 'figures.table', { id });
  expect(name).toBe('figures-2020-01-01-2020-03-31.csv');
  expect(csv).toContain('clients_new,all,17,5');
  expect(csv).toContain('clients_new,age_minor,suppressed,5');
  const { rows } = await houses.taskforce.owner.query(
    `select detail from kit.audit_entries where action = 'export' and subject_table = 'provider_figures'`,
  );
  expect(rows).toHaveLength(1);
  expect((await houses.taskforce.call(inspector, 'figures.read', { id })).status).toBe(403);
});

test('a report that amends another takes its place; the first one stays as it was sent', async () => {
  const { rows: sent } = await ask(houses.provider, supervisor, 'figures.list', {});
  const first = sent.find((one: { state: string }) => one.state === 'sent').id;
  const id = await counted(first);
  await ask(houses.provider, records, 'figures.send', { id, version: 1 });
  const rows = await arrived(2);
  const amended = rows.find((one: { amendedBy: string | null }) => one.amendedBy !== null);
  expect(rows.find((one: { id: string }) => one.id === amended.amendedBy).amends).toBe(true);
  expect((await ask(houses.taskforce, commander, 'figures.list', { standing: true })).rows).toHaveLength(1);
  expect((await ask(houses.provider, supervisor, 'figures.read', { id: first })).report.amended).toBe(true);
});

test('a report that comes twice, or amends what never came, is kept as it is and holds nothing up', async () => {
  const bridge = await import('pg').then(
    ({ default: pg }) => new pg.Client(houses.taskforce.loginTo('bridge')),
  );
  await bridge.connect();
  const body = {
    report: randomUUID(),
    amends: randomUUID(),
    from: '2019-01-01',
    until: '2019-03-31',
    rows: [{ measure: 'a_later_measure', group: 'all', value: 12 }],
    limit: 5,
  };
  for (let i = 0; i < 2; i++)
    await bridge.query('select taskforce.receive_figures($1, $2)', [
      houses.pairs.taskforce,
      JSON.stringify(body),
    ]);
  await bridge.end();
  const { rows } = await houses.taskforce.owner.query(
    'select (select count(*)::int from taskforce.provider_figure_rows r where r.figures_id = f.id) as rows from taskforce.provider_figures f where report = $1',
    [body.report],
  );
  expect(rows).toEqual([{ rows: 1 }]);
});
