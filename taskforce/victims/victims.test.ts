import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../cases/arranging.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { arrangeStatus, arrangeVictim } from './arranging.ts';

let house: TestHouse;
let ines: Person;
let petra: Person;
let vera: Person;
let cora: Person;
let ana: Person;
let otto: Person;
let luis: Person;
let rita: Person;
let caseId: string;
let sealedCase: string;
beforeAll(async () => {
  house = await openTestHouse();
  ines = await house.person('Ines Investigator', ['investigator']);
  petra = await house.person('Petra Prosecutor', ['prosecutor']);
  vera = await house.person('Vera Specialist', ['victim_specialist']);
  cora = await house.person('Cora Commander', ['commander']);
  ana = await house.person('Ana Analyst', ['analyst']);
  luis = await house.person('Luis Inspector', ['labor_inspector']);
  rita = await house.person('Rita Records', ['records_officer']);
  otto = await house.person('Otto Other', ['investigator'], 'Harbor Police');
  caseId = (await arrangeCase(house, ines, { members: [ines, petra, vera, luis] })).id;
  sealedCase = (await arrangeCase(house, ines, { sealed: true, members: [ines, vera] })).id;
});
afterAll(() => house.close());

const page = async (person: Person, id: string) => (await house.call(person, 'victims.read', { id })).body;
const fields = (answer: { body: any }) =>
  answer.body.data.fields.map((one: any) => `${one.path} ${one.problem}`);

test('a victim gets a neutral code name when nobody chooses one, and no two share one', async () => {
  const drawn = await arrangeVictim(house, ines, caseId);
  expect(drawn.codeName).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  const chosen = await arrangeVictim(house, vera, caseId, { codeName: 'Cedar Ridge' });
  expect(chosen.codeName).toBe('Cedar Ridge');
  const again = await house.call(otto, 'victims.add', {
    caseId: (await arrangeCase(house, otto)).id,
    known: { ...(await page(ines, chosen.id)), codeName: 'CEDAR ridge' },
  });
  expect(fields(again)).toEqual(['known.codeName taken']);
});

test('who may read a victim follows the case; analysts, inspectors and records officers see code name and status alone', async () => {
  const { id, codeName } = await arrangeVictim(house, ines, caseId, {
    foreignNational: 'yes',
    ageGroup: 'minor',
    ageAtFacts: 'minor',
  });
  for (const person of [ines, petra, vera, cora]) expect((await page(person, id)).codeName).toBe(codeName);
  for (const person of [ana, luis, rita]) {
    expect((await house.call(person, 'victims.read', { id })).status).toBe(403);
    const shown = (await house.call(person, 'victims.ofCase', { caseId })).body.rows.find(
      (row: any) => row.id === id,
    );
    expect(shown).toEqual({ id, codeName, status: 'none', statusSince: null, open: false });
    const rows = await house.as(person, 'read', (work) =>
      work.db.selectFrom('victims').select('id').execute(),
    );
    expect(rows).toEqual([]);
    const history = await house.as(person, 'read', (work) =>
      work.db.selectFrom('auditEntries').select('id').where('scopeTable', '=', 'victims').execute(),
    );
    if (person !== rita) expect(history).toEqual([]);
  }
  expect(
    (await house.call(ines, 'victims.ofCase', { caseId })).body.rows.find((row: any) => row.id === id).open,
  ).toBe(true);
});

test('another agency finds no victim of a case that is not its own, by any door', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  expect((await house.call(otto, 'victims.read', { id })).body.code).toBe('missing');
  expect((await house.call(otto, 'victims.ofCase', { caseId })).body.code).toBe('missing');
  expect((await house.call(otto, 'victims.list', { caseId })).body).toMatchObject({
    rows: [],
    total: { count: 0 },
  });
  expect(
    (await house.call(otto, 'victims.change', { ...(await page(ines, id)), type: 'labor' })).body.code,
  ).toBe('missing');
  expect(
    (await house.call(otto, 'victims.unmask', { id, part: 'identity', reason: 'contact_needed' })).body.code,
  ).toBe('missing');
});

test('a victim of a sealed case is there for its members only, whatever the role', async () => {
  const { id } = await arrangeVictim(house, ines, sealedCase);
  for (const person of [cora, petra]) {
    expect((await house.call(person, 'victims.read', { id })).body.code).toBe('missing');
    expect((await house.call(person, 'victims.ofCase', { caseId: sealedCase })).body.code).toBe('missing');
  }
  expect((await page(vera, id)).id).toBe(id);
  const named = await house.as(ana, 'read', async (work) => {
    const { sql } = await import('kysely');
    return (await sql`select id from victims_named where id = ${id}`.execute(work.db)).rows;
  });
  expect(named).toEqual([]);
});

test('a victim with a label is there for cleared readers only', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  await house.owner.query(`update taskforce.victims set handling = '{grand_jury}' where id = $1`, [id]);
  expect((await house.call(ines, 'victims.read', { id })).body.code).toBe('missing');
  expect((await page(petra, id)).id).toBe(id);
  const seen = (await house.call(ana, 'victims.ofCase', { caseId })).body.rows.map((row: any) => row.id);
  expect(seen).not.toContain(id);
});

test('what is known may contradict itself no more than a life does', async () => {
  const { id } = await arrangeVictim(house, ines, caseId, {
    type: 'sex',
    ageGroup: 'adult',
    yearsAtFacts: 16,
  });
  expect(await page(ines, id)).toMatchObject({
    ageAtFacts: 'from_15_to_17',
    minorAtFacts: true,
    minorNow: false,
    meansRequired: 'no',
  });
  const younger = await house.call(ines, 'victims.change', {
    ...(await page(ines, id)),
    ageGroup: 'under_12',
  });
  expect(fields(younger)).toEqual(['ageAtFacts contradicts']);
});

test('an edit that comes too late shows what stands there now', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  const seen = await page(ines, id);
  expect((await house.call(ines, 'victims.change', { ...seen, interpreter: 'needed' })).status).toBe(200);
  const late = await house.call(vera, 'victims.change', { ...seen, languages: ['es'] });
  expect(late.status).toBe(409);
  expect(late.body.data.current).toMatchObject({ interpreter: 'needed', version: 2 });
});

test('a decision is signed with person, role and day, and none is ever changed', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  await arrangeStatus(house, vera, id, 'indicators', 'likely');
  await arrangeStatus(house, petra, id, 'confirmed');
  const found = await page(ines, id);
  expect(found).toMatchObject({ status: 'confirmed', statusSince: '2026-01-10' });
  expect(
    found.decisions.map((one: any) => [
      one.place,
      one.from,
      one.to,
      one.decidedBy.name,
      one.decidedAs,
      one.confirmedBy,
    ]),
  ).toEqual([
    [3, 'likely', 'confirmed', 'Petra Prosecutor', 'prosecutor', 'law_enforcement'],
    [2, 'indicators', 'likely', 'Vera Specialist', 'victim_specialist', null],
    [1, 'none', 'indicators', 'Vera Specialist', 'victim_specialist', null],
  ]);
  await expect(
    house.owner.query(`update taskforce.victim_decisions set note = 'x' where victim_id = $1`, [id]),
  ).rejects.toMatchObject({ code: '42501' });
  await expect(
    house.owner.query(`delete from taskforce.victim_decisions where victim_id = $1`, [id]),
  ).rejects.toMatchObject({ code: '42501' });
});

test('a specialist records indicators and likely; confirming and setting aside are not theirs', async () => {
  const { id } = await arrangeVictim(house, vera, caseId);
  await arrangeStatus(house, vera, id, 'indicators', 'likely');
  const { version } = await page(vera, id);
  const base = { id, version, decidedOn: '2026-01-11', basis: ['documents'] };
  const confirm = await house.call(vera, 'victims.decide', {
    ...base,
    to: 'confirmed',
    confirmedBy: 'law_enforcement',
  });
  expect(fields(confirm)).toEqual(['to not_yours_to_decide']);
  await expect(
    house.as(vera, 'write', (work) =>
      work.db
        .insertInto('victimDecisions')
        .values({
          victimId: id,
          caseId,
          toStatus: 'confirmed',
          decidedOn: '2026-01-11',
          basis: ['documents'],
          confirmedBy: 'court',
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ code: 'refused' });
});

test('nobody is set aside by how they behaved: no code says it, no note may, and there is no column for it', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  const base = {
    id,
    version: 1,
    to: 'not_identified',
    decidedOn: '2026-01-11',
    basis: ['documents'],
    rescreenOn: '2026-05-01',
  };
  expect((await house.call(ines, 'victims.decide', { ...base, reason: 'uncooperative' })).status).toBe(400);
  expect(
    (await house.call(ines, 'victims.decide', { ...base, reason: 'elements_not_met', basis: ['demeanour'] }))
      .status,
  ).toBe(400);
  const note = 'She was hostile and would not talk to us.';
  expect(
    fields(await house.call(ines, 'victims.decide', { ...base, reason: 'elements_not_met', note })),
  ).toEqual(['note demeanour']);
  expect(
    fields(
      await house.call(ines, 'victims.decide', { ...base, reason: 'elements_not_met', rescreenOn: null }),
    ),
  ).toEqual(['rescreenOn needed']);
  const { rows } = await house.owner.query(
    `select column_name from information_schema.columns where table_schema = 'taskforce' and table_name like 'victim%'
     and column_name ~ '(demean|behavio|attitude|cooperat|appearance|credib|score|verdict)'`,
  );
  expect(rows).toEqual([]);
  const done = await house.call(ines, 'victims.decide', {
    ...base,
    reason: 'elements_not_met',
    note: 'Wages were paid as agreed; see the bank records.',
  });
  expect(done.status).toBe(200);
  expect(await page(ines, id)).toMatchObject({ status: 'not_identified', rescreenOn: '2026-05-01' });
  const due = await house.call(ines, 'victims.list', { rescreenDue: true });
  expect(due.body.rows.find((row: any) => row.id === id)).toMatchObject({ rescreenDue: true });
});

test('the database refuses every step that the rules refuse, and a status that no decision gave', async () => {
  const steps = ['indicators', 'likely', 'confirmed', 'not_identified'];
  const { nextStatuses } = await import('./rules-status.ts');
  const { rows } = await house.owner.query(
    `select s, taskforce.next_statuses(s) as next from unnest($1::text[]) s`,
    [Object.keys(nextStatuses)],
  );
  expect(Object.fromEntries(rows.map((row) => [row.s, row.next]))).toEqual(nextStatuses);
  const { id } = await arrangeVictim(house, ines, caseId);
  for (const to of steps) {
    const allowed = (nextStatuses.none as readonly string[]).includes(to);
    const tried = house.owner.query(
      `do $do$ begin insert into taskforce.victim_decisions (victim_id, case_id, to_status, decided_on, basis, confirmed_by, reason, rescreen_on, decided_by)
       values ('${id}', '${caseId}', '${to}', '2026-01-10', '{documents}', ${to === 'confirmed' ? `'prosecution'` : 'null'},
       ${to === 'not_identified' ? `'other_person', '2026-03-01'` : 'null, null'}, '${ines.id}'); raise exception 'taken back'; end $do$`,
    );
    await expect(tried, to).rejects.toMatchObject({ message: allowed ? 'taken back' : 'no_such_step' });
  }
  await expect(
    house.owner.query(
      `update taskforce.victims set status = 'confirmed', status_since = '2026-01-01' where id = $1`,
      [id],
    ),
  ).rejects.toMatchObject({ code: 'CR422' });
});

test('a role in a strand has its days, and ends without being forgotten', async () => {
  const strandId = await arrangeStrand(house, caseId, 'Riverside kitchen');
  const elsewhere = await arrangeStrand(house, sealedCase, 'Other strand');
  const { id } = await arrangeVictim(house, ines, caseId);
  const give = (over: object) =>
    house.call(ines, 'victims.giveRole', {
      id,
      strandId,
      role: 'possible_victim',
      fromOn: '2025-11-01',
      ...over,
    });
  expect((await give({})).status).toBe(200);
  expect(fields(await give({}))).toEqual(['role already_there']);
  expect(fields(await give({ strandId: elsewhere, role: 'witness' }))).toEqual(['strandId not_found']);
  const [role] = (await page(ines, id)).strands;
  expect(
    fields(await house.call(ines, 'victims.endRole', { id: role.id, version: 1, untilOn: '2025-10-01' })),
  ).toEqual(['untilOn before_begin']);
  await house.call(ines, 'victims.endRole', { id: role.id, version: 1, untilOn: '2026-01-01' });
  expect((await give({ role: 'victim', fromOn: '2026-01-01' })).status).toBe(200);
  expect((await page(ines, id)).strands.map((one: any) => [one.role, one.untilOn])).toEqual([
    ['victim', null],
    ['possible_victim', '2026-01-01'],
  ]);
});

test('a screening keeps the answers of somebody who agreed, and nothing that adds them up', async () => {
  const { id } = await arrangeVictim(house, ines, caseId);
  const base = {
    id,
    pack: 'first_contact',
    packVersion: 1,
    language: 'es',
    interpreterPresent: true,
    setting: 'victim_chosen_place',
    agreed: true,
    askedOn: '2026-01-12',
    answers: { papers_kept: 'yes', debt: 'unknown' },
  };
  expect(fields(await house.call(vera, 'victims.screen', { ...base, agreed: false }))).toEqual([
    'agreed not_agreed',
  ]);
  expect(
    fields(await house.call(vera, 'victims.screen', { ...base, answers: { nationality: 'yes' } })),
  ).toEqual(['answers unknown_question']);
  expect((await house.call(vera, 'victims.screen', base)).status).toBe(200);
  const [kept] = (await house.call(ines, 'victims.screenings', { id })).body.rows;
  expect(kept).toMatchObject({ answers: base.answers, askedBy: { name: 'Vera Specialist' } });
  expect((await page(ines, id)).status).toBe('none');
});

test('the list filters by status, kind, minors, language and days without contact, and never by a name', async () => {
  const other = (await arrangeCase(house, ines, { members: [ines] })).id;
  const a = await arrangeVictim(house, ines, other, {
    type: 'labor',
    ageGroup: 'minor',
    ageAtFacts: 'minor',
    languages: ['es', 'quc'],
  });
  const b = await arrangeVictim(house, ines, other, { type: 'sex', languages: ['en'] });
  await house.owner.query(
    `update taskforce.victims set created_at = now() - interval '40 days' where id = $1`,
    [a.id],
  );
  const found = async (filter: object) =>
    (await house.call(ines, 'victims.list', { caseId: other, ...filter })).body.rows
      .map((row: any) => row.id)
      .toSorted();
  expect(await found({})).toEqual([a.id, b.id].toSorted());
  expect(await found({ type: ['labor'] })).toEqual([a.id]);
  expect(await found({ minor: 'now' })).toEqual([a.id]);
  expect(await found({ language: 'quc' })).toEqual([a.id]);
  expect(await found({ quietDays: 30 })).toEqual([a.id]);
  await arrangeStatus(house, ines, b.id, 'indicators');
  expect(await found({ status: ['indicators'] })).toEqual([b.id]);
});

test('what was known before a change stays readable, to readers of the victim alone', async () => {
  const { id } = await arrangeVictim(house, ines, caseId, { codeName: 'Opal Trail', type: 'labor' });
  const seen = await page(ines, id);
  await house.call(ines, 'victims.change', { ...seen, type: 'both', languages: ['quc'] });
  const { rows } = (await house.call(vera, 'victims.changes', { id })).body;
  expect(rows).toMatchObject([{ by: 'Ines Investigator', before: { type: 'labor', languages: [] } }]);
  expect(Object.keys(rows[0].before)).toEqual(['type', 'languages']);
  expect((await house.call(otto, 'victims.changes', { id })).body.code).toBe('missing');
  expect((await house.call(ana, 'victims.changes', { id })).status).toBe(403);
});

test('whatever is tried in whatever order, rules and database let the same steps pass', async () => {
  const { decide, nextStatuses } = await import('./rules-status.ts');
  const steps = ['indicators', 'likely', 'confirmed', 'not_identified'] as const;
  const tried = fc.sample(fc.array(fc.constantFrom(...steps), { minLength: 4, maxLength: 9 }), {
    numRuns: 12,
    seed: 36,
  });
  for (const path of tried) {
    const { id } = await arrangeVictim(house, ines, caseId);
    let status: keyof typeof nextStatuses = 'none';
    for (const to of path) {
      const asked = {
        to,
        decidedOn: '2026-01-10',
        basis: ['documents'] as const,
        confirmedBy: to === 'confirmed' ? ('prosecution' as const) : null,
        reason: to === 'not_identified' ? ('other_person' as const) : null,
        rescreenOn: to === 'not_identified' ? '2026-06-01' : null,
        note: '',
      };
      const lastDecidedOn = status === 'none' ? null : '2026-01-10';
      const may = decide({ status, lastDecidedOn, today: '2026-03-01', mayConfirm: true }, asked);
      const did = await house.owner
        .query(
          `insert into taskforce.victim_decisions (victim_id, case_id, to_status, decided_on, basis, confirmed_by, reason, rescreen_on, decided_by)
           values ($1, $2, $3, '2026-01-10', '{documents}', $4, $5, $6, $7)`,
          [id, caseId, to, asked.confirmedBy, asked.reason, asked.rescreenOn, ines.id],
        )
        .then(
          () => 'passed',
          (error: Error) => error.message,
        );
      expect(did, `${status} to ${to}`).toBe(may.ok ? 'passed' : 'no_such_step');
      if (may.ok) status = to;
    }
    expect((await page(ines, id)).status).toBe(status);
  }
});
