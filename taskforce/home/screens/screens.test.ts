import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../e2e/axe.ts';
import { browserPath, noBrowser } from '../../../e2e/browser.ts';
import { openBrowserHouse, type BrowserHouse } from '../../../e2e/house.ts';
import type { Person } from '../../testing.ts';
import { takeTip } from '../../tips/arranging.ts';

let house: BrowserHouse;
let cora: Person;
let dana: Person;
let newcomer: Person;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  cora = await house.person('Cora Commander', ['commander']);
  dana = await house.person('Dana Detective', ['investigator']);
  newcomer = await house.person('Nell Newcomer', ['labor_inspector'], 'Labor Department');
  await arrange();
}, 180_000);
afterAll(() => house?.close());

async function arrange(): Promise<void> {
  const open = async (title: string, type: string, originRoute: string) =>
    (
      await house.call(dana, 'cases.open', {
        title,
        type,
        originRoute,
        strands: [{ label: 'Target 1', kind: 'target_person' }],
      })
    ).body.id as string;
  const kitchens = await open('Harbor kitchens', 'sex', 'hotline');
  await open('Motel row', 'sex', 'hotline');
  await house.owner.query(
    `insert into taskforce.case_members (case_id, account_id, capacity) values ($1, $2, 'supervisor')`,
    [kitchens, cora.id],
  );
  for (const [title, due] of [
    ['Subpoena for the phone records', -4],
    ['Call the interpreter', 2],
    ['Write up the surveillance', null],
  ] as const)
    await house.owner.query(
      `insert into taskforce.tasks (case_id, kind, title, assignee_id, due_on, created_by) values ($1, 'follow_up', $2, $3, taskforce.today() + $4::integer, $3)`,
      [kitchens, title, dana.id, due],
    );
  await house.owner.query(
    `insert into taskforce.decisions_needed (case_id, question, decider_id, asked_by, needed_by) values ($1, 'May the kitchen be inspected with the labor department?', $2, $3, taskforce.today() + 3)`,
    [kitchens, cora.id, dana.id],
  );
  const strand = await house.owner.query('select id from taskforce.strands where case_id = $1', [kitchens]);
  await house.owner.query(
    `insert into taskforce.approval_requests (case_id, strand_id, kind, to_phase, reason, asked_by) values ($1, $2, 'move', 'operational', 'Because the order of the court says so', $3)`,
    [kitchens, strand.rows[0].id, dana.id],
  );
  await takeTip(house, dana, { what: 'A leaflet with a number of a phone' });
  await takeTip(house, dana, {
    what: 'Two men ran from the dormitory. Six more are locked in at night.',
    place: 'Dormitory behind the plant, County Road 12',
    danger: 'yes',
  });
}

const shotsTo = process.env['CONCERT_SHOTS'];
/** Pictures for looking at, when asked for. */
const shot = async (page: Page, name: string) => {
  if (shotsTo)
    await page.screenshot({ path: join(shotsTo, `${name}.png`), fullPage: true }).catch(() => undefined);
};

describe.skipIf(!browserPath)(browserPath ? 'my day' : noBrowser, () => {
  test('a commander sees danger first, then what waits for a signature and a decision, and the team', async () => {
    const { page, complaints } = await house.open(cora, '/');
    await page.getByRole('heading', { name: 'Somebody may be in danger now' }).waitFor();
    await page.getByText('Nobody answers for it yet').waitFor();
    await page.getByText('Move a strand to another phase').waitFor();
    await page.getByText('May the kitchen be inspected').waitFor();
    await page.getByText('Dana Detective', { exact: true }).waitFor();
    await page.getByText('No labor strand was opened in twelve months').waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings[0]).toContain('danger');
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'home-light');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('an investigator sees their tasks, the overdue first, and no team', async () => {
    const { page } = await house.open(dana, '/');
    await page.getByText('1 overdue, 1 due within a week').waitFor();
    expect(await page.getByText('Your team').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'home-investigator');
    await page.getByRole('link', { name: 'Subpoena for the phone records' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/cases\//);
    await page.close();
  });

  test('somebody new sees a quiet page', async () => {
    const { page } = await house.open(newcomer, '/');
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByText('By type of trafficking').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'home-quiet');
    await page.close();
  });

  for (const [name, look] of [
    ['dark', { theme: 'dark' }],
    ['phone', { width: 390, height: 844 }],
    ['wide', { width: 1920, height: 1080, language: 'es' }],
  ] as const)
    test(`my day is readable and free of findings: ${name}`, async () => {
      const { page, complaints } = await house.open(cora, '/', look);
      await page.locator('figure').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await shot(page, `home-${name}`);
      expect(complaints).toEqual([]);
      await page.close();
    });
});
