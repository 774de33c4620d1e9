import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress } from '../../kit/documents/typst.ts';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { signedOf } from './briefing.ts';
import { cardsPdf, sheetPdf } from './briefing-document.ts';
import { cardsPage, fits, sheetPage, type Making } from './briefing-page.ts';
import type { Card } from './contract-briefing.ts';
import type { Plan } from './contract-plan.ts';

const press = openPress();
let house: TestHouse;
let planner: Person;
let entry: Person;
let liaison: Person;
let neighbor: Person;
beforeAll(async () => {
  house = await openTestHouse();
  planner = await house.person('Dan Detective', ['investigator']);
  entry = await house.person('Elena Entry', ['labor_inspector'], 'State Labor Board');
  liaison = await house.person('Lia Liaison', ['victim_specialist'], 'State Attorney');
  neighbor = await house.person('Nora Neighbor', ['investigator'], 'Harbor Police');
});
afterAll(async () => {
  await press.close();
  await house.close();
});

async function ok(person: Person, procedure: string, input: object = {}): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}
const making: Making = {
  language: 'en',
  zone: 'America/Chicago',
  madeBy: { name: 'Dan Detective', agency: 'Riverton Police' },
  madeAt: '2026-03-01T12:00:00Z',
};

type Arranged = { id: string; entryPost: string; liaisonPost: string };
async function arrange(state = 'planning'): Promise<Arranged> {
  const { id } = await ok(planner, 'operations.open', {
    title: 'Recovery at a motel',
    kind: 'recovery',
    type: 'sex',
    plannedFrom: '2026-06-05T11:00:00Z',
    plannedUntil: '2026-06-05T17:00:00Z',
  });
  const add = async (text: string, values: unknown[]) =>
    (await house.owner.query(text, values)).rows[0]?.id as string;
  for (const [kind, label, address] of [
    ['scene', 'Front', '1 Scene Street'],
    ['staging', 'Lot', '2 Staging Street'],
    ['interview', 'Quiet rooms', '3 Interview Street'],
    ['service_staging', 'Where helpers wait', '4 Helper Street'],
  ])
    await add(
      `insert into taskforce.operation_places (operation_id, kind, label, address) values ($1, $2, $3, $4)`,
      [id, kind, label, address],
    );
  await add(
    `insert into taskforce.operation_sections (operation_id, kind, text) values ($1, 'comms', 'Channel seven')
     on conflict (operation_id, kind) do update set text = excluded.text`,
    [id],
  );
  const post = (account: Person, role: string, place: string, duties: string) =>
    add(
      `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind, duties, radio, contact)
       values ($1, $2, $3, $4, $5, $6, $7, '773-555-0101') returning id`,
      [id, account.id, account.agencyId, role, place, duties, `R-${role}`],
    );
  const entryPost = await post(entry, 'entry', 'scene', 'Opens the rear door on the signal');
  const liaisonPost = await post(liaison, 'victim_liaison', 'interview', 'Meets people at the quiet rooms');
  if (state !== 'planning') {
    await house.owner.query('alter table taskforce.operations disable trigger user');
    await house.owner.query(
      `update taskforce.operations set state = $2, signed_revision = plan_revision, started_at = case when $2 = 'planning' then null else started_at end where id = $1`,
      [id, state],
    );
    await house.owner.query('alter table taskforce.operations enable trigger user');
  }
  return { id, entryPost, liaisonPost };
}

/** Every string of a laid-out page, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(strings);
}

/** Text of a PDF by poppler, where the machine has it; null where not. */
function textOf(pdf: Buffer): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'concert-pdf-'));
  try {
    writeFileSync(join(folder, 'one.pdf'), pdf);
    return execFileSync('pdftotext', ['-layout', join(folder, 'one.pdf'), '-'], { encoding: 'utf8' });
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a person on the roster reads their own card from approval on, and nobody else’s', async () => {
  const { id, entryPost, liaisonPost } = await arrange('approved');
  const card = await ok(entry, 'operations.card', { postId: entryPost });
  expect(card).toMatchObject({
    own: true,
    name: 'Elena Entry',
    role: 'entry',
    duties: 'Opens the rear door on the signal',
  });
  expect((await ok(entry, 'operations.myCards')).rows.map((one: any) => one.postId)).toContain(entryPost);
  expect((await house.call(entry, 'operations.card', { postId: liaisonPost })).status).toBe(404);
  expect((await house.call(entry, 'operations.cardDocument', { postId: liaisonPost })).status).toBe(404);
  expect((await house.call(entry, 'operations.get', { id })).status).not.toBe(200);
  expect((await house.call(neighbor, 'operations.card', { postId: entryPost })).status).toBe(404);
  for (const procedure of ['briefingDocument', 'cardsDocument'])
    expect((await house.call(neighbor, `operations.${procedure}`, { id })).status).toBe(404);
});

test('before approval nobody on the roster is handed a card, and the planner is', async () => {
  const { entryPost } = await arrange();
  expect((await house.call(entry, 'operations.card', { postId: entryPost })).status).toBe(404);
  expect((await ok(planner, 'operations.card', { postId: entryPost })).own).toBe(false);
});

test('a card holds nothing of the duties of others, and where helpers wait only for those who bring people there', async () => {
  const { entryPost, liaisonPost } = await arrange('approved');
  const mine = JSON.stringify(await ok(entry, 'operations.card', { postId: entryPost }));
  expect(mine).not.toContain('Meets people at the quiet rooms');
  expect(mine).not.toContain('4 Helper Street');
  expect(mine).not.toContain('3 Interview Street');
  expect(mine).toContain('1 Scene Street');
  const theirs = JSON.stringify(await ok(liaison, 'operations.card', { postId: liaisonPost }));
  expect(theirs).toContain('4 Helper Street');
  expect(theirs).not.toContain('Opens the rear door');
  expect(theirs).not.toContain('1 Scene Street');
});

test('the printed cards say the same: each page is one person’s part, victims first', async () => {
  const { id, entryPost, liaisonPost } = await arrange('approved');
  const cards: Card[] = [
    await ok(planner, 'operations.card', { postId: entryPost }),
    await ok(planner, 'operations.card', { postId: liaisonPost }),
  ];
  const one = await cardsPdf(press, [cards[0]!], making);
  const both = await cardsPdf(press, cards, making);
  expect([one.pages, both.pages]).toEqual([1, 2]);
  const said = strings(cardsPage([cards[0]!], making)).join('\n');
  expect(said).not.toContain('Meets people at the quiet rooms');
  expect(said).not.toContain('4 Helper Street');
  const text = textOf(one.pdf);
  if (text !== null) {
    expect(text).toContain('Elena Entry');
    expect(text).not.toContain('Helper Street');
    expect(text.indexOf('People we may meet come first')).toBeLessThan(text.indexOf('Your part'));
    const [first, second] = textOf(both.pdf)!.split('\f');
    expect(first).toContain('Opens the rear door');
    expect(first).not.toContain('Meets people');
    expect(second).not.toContain('Opens the rear door');
  }
  const handed = await ok(planner, 'operations.cardsDocument', { id });
  expect(handed.mime).toBe('application/pdf');
  expect((await ok(entry, 'operations.cardDocument', { postId: entryPost })).bytes).toBeGreaterThan(1000);
});

test('the sheet is one tagged page with the revision, and where helpers wait is not on it', async () => {
  const { id } = await arrange('approved');
  const plan: Plan = await ok(planner, 'operations.get', { id });
  const signed = { revision: plan.planRevision, by: ['Carla Commander', 'Pia Roth'] };
  const first = await sheetPdf(press, plan, signed, making);
  const again = await sheetPdf(press, structuredClone(plan), signed, making);
  expect([first.pages, first.unprintable]).toEqual([1, 0]);
  expect(first.pdf.equals(again.pdf)).toBe(true);
  expect(first.pdf.toString('latin1')).toContain('/StructTreeRoot');
  const said = strings(sheetPage(plan, signed, making, fits[0])).join('\n');
  expect(said).toContain(`Plan revision ${plan.planRevision}, signed by Carla Commander, Pia Roth`);
  expect(said).not.toContain('4 Helper Street');
  const text = textOf(first.pdf);
  if (text !== null) {
    expect(text).toContain(
      'LAW ENFORCEMENT SENSITIVE'.slice(0, 3) === 'LAW' ? 'Law enforcement sensitive' : '',
    );
    expect(text).toContain('SHA-256');
    expect(text).not.toContain('Helper Street');
    expect(text.indexOf('People we may meet come first')).toBeLessThan(text.indexOf('1 Scene Street'));
  }
  expect((await ok(planner, 'operations.briefingDocument', { id })).mime).toBe('application/pdf');
});

test('a sheet of a plan that was changed after its signature says that it is not signed', async () => {
  const { id } = await arrange('approved');
  const plan: Plan = await ok(planner, 'operations.get', { id });
  const page = sheetPage(plan, { revision: plan.planRevision - 1, by: ['Carla Commander'] }, making, fits[0]);
  expect(page.signed).toBe(`Plan revision ${plan.planRevision}, not signed: do not act on it`);
});

test('the sheet names who signed the revision it is printed of, for the last request alone', async () => {
  const { id } = await arrange('approved');
  const sign = async (who: Person, round: number, decision: string) =>
    house.owner.query(
      `insert into taskforce.operation_signatures (operation_id, round, revision, decision, note, account_id)
       select id, $2, plan_revision, $3, 'A reason of twenty characters', $4 from taskforce.operations where id = $1`,
      [id, round, decision, who.id],
    );
  await house.owner.query('alter table taskforce.operation_signatures disable trigger user');
  await sign(liaison, 1, 'signed');
  await sign(entry, 2, 'signed');
  await sign(neighbor, 2, 'returned');
  await house.owner.query('alter table taskforce.operation_signatures enable trigger user');
  await house.owner.query('alter table taskforce.operations disable trigger user');
  await house.owner.query('update taskforce.operations set request_round = 2 where id = $1', [id]);
  await house.owner.query('alter table taskforce.operations enable trigger user');
  const plan: Plan = await ok(planner, 'operations.get', { id });
  const signed = await house.as(planner, 'read', (work) => signedOf(work, plan));
  expect(signed).toEqual({ revision: plan.planRevision, by: ['Elena Entry'] });
});

test('a crowded plan still fits on one page, and what was left out is counted', async () => {
  const { id } = await arrange();
  const plan: Plan = await ok(planner, 'operations.get', { id });
  const many = <T>(one: T | undefined, n: number): T[] =>
    one === undefined ? [] : Array.from({ length: n }, () => one);
  const crowded: Plan = {
    ...plan,
    objective: 'A sentence that goes on. '.repeat(100),
    posts: many(plan.posts[0], 45),
    places: many(plan.places[0], 20),
    sections: plan.sections.map((one) => ({ ...one, text: 'Call and wait for the answer. '.repeat(60) })),
  };
  for (const language of ['en', 'es'] as const) {
    const printed = await sheetPdf(press, crowded, null, { ...making, language });
    expect(printed.pages).toBe(1);
  }
  const tightest = sheetPage(crowded, null, making, fits.at(-1)!);
  expect(tightest.roster.more).toBe('and 38 more in the plan');
});
