import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { toJSONSchema, type ZodType } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../contract.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { wordFiles } from '../vocabulary/words.ts';
import { arrangeVictim, type ArrangedVictim } from './arranging-work.ts';
import { dutyDue } from './rules-duties.ts';
import { namesAPlace } from './rules-interviews.ts';
import { addMonths, defaultProtocol, endOfDay } from './rules-protocol.ts';

let house: TestHouse;
let ines: Person;
let pia: Person;
let cora: Person;
let analyst: Person;
let inspector: Person;
let records: Person;
let far: Person;
let auditor: Person;
let victim: ArrangedVictim;
let request: string;
let promise: string;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  cora = await house.person('Cora Dunn', ['commander']);
  analyst = await house.person('Anna Lyst', ['analyst']);
  inspector = await house.person('Lena Ortiz', ['labor_inspector'], 'Labor Department');
  records = await house.person('Walt Reed', ['records_officer']);
  far = await house.person('Fay Away', ['investigator'], 'County Sheriff');
  auditor = await house.person('Audrey Lens', ['auditor']);
  victim = await arrangeVictim(house, ines, {
    members: [ines, pia, analyst, inspector, records],
    ageGroup: 'minor',
    foreignNational: 'yes',
  });
  const made = await house.call(ines, 'relief.ask', {
    victimId: victim.id,
    tool: 't_declaration',
    basis: 'Zebrafinch held by debt',
    askedOn: '2026-01-10',
  });
  request = made.body.id;
  await house.call(ines, 'relief.step', {
    requestId: request,
    version: 1,
    step: 'reviewing',
    happenedOn: '2026-01-11',
  });
  const said = await house.call(pia, 'promises.record', {
    victimId: victim.id,
    act: 'offered',
    kind: 'immigration',
    what: 'Zebrafinch help with a form',
    byName: 'Pia Roth',
    byAgency: 'State Attorney',
    happenedOn: '2026-01-12',
  });
  promise = said.body.id;
});
afterAll(() => house.close());

/** Rows of a table that a person finds by hand-written SQL as the application role. */
const count = (person: Person, from: string, where = 'true') =>
  house.as(person, 'read', async ({ db }) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.raw(from)} where ${sql.raw(where)}`.execute(db);
    return rows[0]!.n;
  });
const restricted = [
  'taskforce.relief_requests',
  'taskforce.relief_steps',
  'taskforce.promises',
  `taskforce.victim_duties`,
];

test('whoever does not work with the victim finds not one row of relief, promises or duties, member of the case or not', async () => {
  for (const person of [analyst, inspector, records, far, auditor])
    for (const table of restricted)
      expect(await count(person, table), `${person.displayName} ${table}`).toBe(0);
  for (const table of restricted) expect(await count(pia, table), table).toBeGreaterThan(0);
});

test('who reads victims but is not cleared for section 1367 does not learn that relief was asked for, by any way', async () => {
  await house.owner.query(
    `delete from kit.role_clearances where label = 'section_1367' and role = 'investigator'`,
  );
  try {
    for (const table of ['taskforce.relief_requests', 'taskforce.relief_steps'])
      expect(await count(ines, table)).toBe(0);
    expect((await house.call(ines, 'relief.list', { victimId: victim.id })).body.rows).toEqual([]);
    const duties = (await house.call(ines, 'duties.list', { victimId: victim.id })).body;
    expect(JSON.stringify(duties)).not.toContain('relief');
    expect(JSON.stringify((await house.call(ines, 'duties.mine', {})).body)).not.toContain('relief');
    const traces = `subject_table like 'relief%' or subject_table = 'promises' or scope_table like 'relief%'`;
    expect(await count(ines, 'kit.audit_entries', traces)).toBe(0);
    expect(
      await count(
        ines,
        'kit.record_versions',
        `subject_table like 'relief%' or before::text like '%relief%'`,
      ),
    ).toBe(0);
  } finally {
    await house.owner.query(
      `insert into kit.role_clearances (label, role) values ('section_1367', 'investigator')`,
    );
  }
  expect(await count(ines, 'taskforce.relief_requests')).toBe(1);
});

test('audit and history of the work with victims are read by the readers of each record', async () => {
  for (const [scope, id] of [
    ['relief_requests', request],
    ['promises', promise],
  ] as const) {
    const where = `scope_table = '${scope}' and scope_id = '${id}'`;
    expect(await count(pia, 'kit.audit_entries', where), scope).toBeGreaterThan(0);
    for (const person of [analyst, inspector, far])
      expect(await count(person, 'kit.audit_entries', where), `${person.displayName} ${scope}`).toBe(0);
  }
  const history = `scope_table = 'relief_requests' and scope_id = '${request}'`;
  expect(await count(pia, 'kit.record_versions', history)).toBe(1);
  expect(await count(analyst, 'kit.record_versions', history)).toBe(0);
});

test('readers of the case find no trace of relief in its audit, its history, its timeline, its tasks or by searching', async () => {
  const inCase = `scope_table = 'cases' and scope_id = '${victim.caseId}'`;
  for (const person of [analyst, inspector, records]) {
    expect(
      await count(person, 'kit.audit_entries', `${inCase} and subject_table ~ 'relief|promise|dut'`),
    ).toBe(0);
    for (const [procedure, input] of [
      ['cases.read', { id: victim.caseId }],
      ['cases.changes', { caseId: victim.caseId }],
      ['timeline.read', { caseId: victim.caseId }],
      ['tasks.list', { caseId: victim.caseId, state: 'all' }],
      ['home.mine', {}],
    ] as const) {
      const { status, body } = await house.call(person, procedure, input);
      expect(status, procedure).toBe(200);
      expect(JSON.stringify(body), procedure).not.toMatch(/relief|zebrafinch|1367/i);
    }
  }
  for (const person of [analyst, cora, pia]) {
    const asked = { term: 'zebrafinch', purpose: 'case_work', onBehalf: { kind: 'self' } };
    const { status, body } = await house.call(person, 'search.find', asked);
    expect([status, body.total.count]).toEqual([200, 0]);
  }
});

test('an auditor sees that a record was written, and neither whose nor in which case', async () => {
  const { rows } = await house.owner.query(
    `select scope_table, scope_id, detail::text from kit.audit_entries where subject_table in ('relief_requests', 'relief_steps', 'promises')`,
  );
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    expect(['relief_requests', 'promises']).toContain(row.scope_table);
    expect([victim.id, victim.caseId]).not.toContain(row.scope_id);
    expect(row.detail).not.toContain(victim.id);
  }
});

test('duties are opened by the database alone, and nobody rewrites their clock, label or subject', async () => {
  await expect(
    house.as(cora, 'write', ({ db }) =>
      sql`insert into victim_duties (victim_id, case_id, kind, started_at, due_at) values (${victim.id}, ${victim.caseId}, 'charge_review', now(), now())`.execute(
        db,
      ),
    ),
  ).rejects.toMatchObject({ code: 'missing' });
  for (const set of [`due_at = now() + interval '9 days'`, `handling = '{}'`, `kind = 'charge_review'`])
    await expect(
      house.as(cora, 'write', ({ db }) => sql`update victim_duties set ${sql.raw(set)}`.execute(db)),
    ).rejects.toMatchObject({ code: 'missing' });
});

/** Every word of a contract: names of fields, closed lists, descriptions. */
function wordsOfContract(): string {
  const rooms = ['interviews', 'promises', 'duties', 'charges', 'relief', 'rights', 'victims'] as const;
  return rooms
    .flatMap((room) =>
      Object.entries(contract[room]).map(([name, one]) => {
        const { inputSchema, outputSchema, route } = one['~orpc'] as {
          inputSchema?: ZodType;
          outputSchema?: ZodType;
          route: { summary?: string };
        };
        const schemas = [inputSchema, outputSchema].map(
          (schema) => schema && toJSONSchema(schema, { io: 'input' }),
        );
        return JSON.stringify([name, route.summary, schemas]);
      }),
    )
    .join('\n');
}

test('nothing ties relief to cooperation: no column, check, comment, field, code or word in either language', async () => {
  const tie = /cooperat|coopera|colabor|helpful|assist(s|ed|ing)? (the )?(investigation|prosecution)/i;
  const { rows } = await house.owner.query<{ text: string }>(
    `select c.table_name || '.' || c.column_name || ' ' || coalesce(col_description((c.table_schema || '.' || c.table_name)::regclass, c.ordinal_position), '') as text
       from information_schema.columns c where c.table_schema = 'taskforce' and c.table_name ~ '^(relief|promises|victim|interview|rights|notice)'
     union all select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid::regclass::text ~ '(relief|promises|victim|interview|rights|notice)'
     union all select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'taskforce' and p.proname ~ 'relief|duty|duties|victim|promise|interview'`,
  );
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => tie.test(row.text))).toEqual([]);
  const said = wordsOfContract();
  expect(said.length).toBeGreaterThan(10_000);
  expect(said.match(tie)).toBeNull();
  for (const language of ['en', 'es'] as const) {
    const lists = Object.entries(wordFiles[language]).filter(([name]) =>
      /relief|duty|promise|interview|charge|right|notice/i.test(name),
    );
    expect(lists.length).toBeGreaterThan(5);
    expect(JSON.stringify(lists).match(tie)).toBeNull();
    const words = new URL(`./words/${language}.json`, import.meta.url);
    expect(readFileSync(words, 'utf8').match(tie)).toBeNull();
  }
});

test('the database counts every clock as the rules do, whatever the zone and the night', async () => {
  const kinds = [
    'hhs_notice',
    'hhs_part_b',
    'child_protection_report',
    'charge_follow_up',
    'relief_decision',
  ] as const;
  for (const zone of ['America/New_York', 'America/Phoenix', 'Asia/Kathmandu']) {
    await house.owner.query(
      `insert into kit.settings (key, value) values ('time_zone', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value`,
      [zone],
    );
    expect((await house.owner.query('select taskforce.zone() as z')).rows[0].z).toBe(zone);
    for (const began of [
      '2026-03-08T06:30:00Z',
      '2026-11-01T05:30:00Z',
      '2026-02-28T23:59:59Z',
      '2028-02-29T12:00:00Z',
    ])
      for (const kind of kinds) {
        const { rows } = await house.owner.query(
          'select taskforce.duty_due($1, $2::timestamptz, null) as due',
          [kind, began],
        );
        expect(rows[0].due.toISOString(), `${zone} ${began} ${kind}`).toBe(
          dutyDue(kind, new Date(began), null, zone).toISOString(),
        );
      }
    for (const day of ['2026-03-08', '2026-11-01', '2026-12-31']) {
      const { rows } = await house.owner.query('select taskforce.end_of_day($1::date) as at', [day]);
      expect(rows[0].at.toISOString()).toBe(endOfDay(day, zone).toISOString());
    }
  }
  for (const [day, months] of [
    ['2025-08-31', 6],
    ['2027-08-31', 6],
    ['2026-01-31', 1],
    ['2024-02-29', 12],
  ] as const) {
    const { rows } = await house.owner.query(
      `select ($1::date + make_interval(months => $2))::date::text as day`,
      [day, months],
    );
    expect(rows[0].day).toBe(addMonths(day, months));
  }
});

test('the database and the rules agree on the defaults and on what gives a place away', async () => {
  await house.owner.query(`delete from kit.settings where key = 'victim_protocol'`);
  const { rows } = await house.owner.query('select taskforce.victim_protocol() as set');
  expect(rows[0].set).toEqual(defaultProtocol);
  const notes = [
    '1420 North Harbor Street',
    'at 12-14 N. Elm Ave, back door',
    'Calle Ocho 5',
    'P.O. Box 12',
    'the shelter on the hill',
    'un refugio para mujeres',
    'Safe house of the county',
    'ZIP 33602',
    '27.9506, -82.4572',
    'Door and window in view, three chairs',
    'Second floor, quiet, no badge or weapon visible',
    'Sala tranquila, con agua y fruta',
    'Two rooms, 15 minutes between breaks',
    '',
  ];
  const asked = await house.owner.query(
    'select taskforce.names_a_place(n) as told from unnest($1::text[]) with ordinality as x(n, i) order by i',
    [notes],
  );
  expect(asked.rows.map((row) => row.told)).toEqual(notes.map(namesAPlace));
});
