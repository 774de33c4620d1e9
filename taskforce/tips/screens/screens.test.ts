import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../e2e/axe.ts';
import { browserPath, noBrowser } from '../../../e2e/browser.ts';
import { openBrowserHouse, type BrowserHouse } from '../../../e2e/house.ts';
import type { Person } from '../../testing.ts';
import { takeTip } from '../arranging.ts';

let house: BrowserHouse;
let ana: Person;
let cora: Person;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  ana = await house.person('Ana Investigator', ['investigator']);
  cora = await house.person('Cora Commander', ['commander']);
  await arrange();
}, 180_000);
afterAll(() => house?.close());

/** A day's tips as they come: phones shared, a minor, a danger, an anonymous voice. */
async function arrange(): Promise<void> {
  await takeTip(house, ana, {
    channel: 'hotline',
    originRoute: 'hotline',
    what: 'Caller says a man takes calls for the girls at the Harborlight motel and keeps their papers.',
    place: 'Harborlight motel, 1400 Route 9',
    phones: '312-555-0142',
  });
  await takeTip(house, ana, {
    audience: 'hotel',
    what: 'Housekeeping is kept out of two rooms for nine days. A girl who looked fifteen asked for food at the back door; an older man called her back.',
    place: 'Harborlight motel, 1400 Route 9',
    phones: '(312) 555-0142',
    vehicle: 'Gray van, IL AB 12345',
    minors: 'yes',
    ongoing: 'yes',
    personsRange: 'two_to_five',
    trainingCode: 'HOTEL-26',
    answers: [
      { pack: 'hotel', packVersion: '1.0.0', question: 'refuses_entry', answer: 'yes' },
      { pack: 'hotel', packVersion: '1.0.0', question: 'many_visitors', answer: 'unknown' },
    ],
    contact: { name: 'Night desk', way: '312-555-0110', when: 'after ten' },
  });
  await takeTip(house, cora, {
    channel: 'walk_in',
    originRoute: 'labor_victim_escaped',
    what: 'Two men ran from the poultry plant dormitory. Six more are locked in at night.',
    place: 'Dormitory behind the plant, County Road 12',
    danger: 'yes',
    ongoing: 'yes',
    personsRange: 'six_to_ten',
  });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const shotsTo = process.env['CONCERT_SHOTS'];
/** Pictures for looking at, when asked for. */
const shot = async (page: Page, name: string) => {
  if (shotsTo) await page.screenshot({ path: join(shotsTo, `${name}.png`) }).catch(() => undefined);
};

describe.skipIf(!browserPath)(browserPath ? 'the screens of tips' : noBrowser, () => {
  test('the queue leads with danger; j walks it, and the preview shows the big facts and similar tips', async () => {
    const { page, complaints } = await house.open(ana, '/tips');
    await page.getByRole('heading', { name: 'Tip queue' }).waitFor();
    await page.getByText('Danger, nobody has taken it yet').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('region', { name: /T-\d{4}-0003/ }).waitFor();
    await page.keyboard.press('j');
    const preview = page.getByRole('region', { name: /T-\d{4}-0002/ });
    await preview.getByText('Same phone').waitFor();
    expect(await preview.getByText('2–5 people').isVisible()).toBe(true);
    await shot(page, 'queue-light');
    expect(await axeFindings(page)).toEqual([]);
    expect(new URL(page.url()).search).toMatch(/^\?tip=[0-9a-f-]{36}$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a decision is made by key, takes the tip out of the queue, and can be undone from its toast', async () => {
    const { id } = await takeTip(house, ana, { what: 'A leaflet somebody found' });
    const { page } = await house.open(ana, `/tips?tip=${id}`);
    await page.getByRole('region', { name: /^T-/ }).waitFor();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'No action' });
    await dialog.waitFor();
    await button(page, 'No action').last().click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: 'Information only' }).click();
    await shot(page, 'decide');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'No action', exact: true }).click();
    await page.getByText('The tip was closed without action.').waitFor();
    await button(page, 'Undo').click();
    await page.getByText('The decision was taken back.').waitFor();
    const { rows } = await house.owner.query('select state from taskforce.tips where id = $1', [id]);
    expect(rows[0].state).toBe('received');
    await page.close();
  });

  test('somebody else was faster: the officer is told and sees the present state', async () => {
    const { id } = await takeTip(house, ana, { what: 'Two officers at once' });
    const { page } = await house.open(ana, `/tips/${id}`);
    await button(page, 'Open a case').waitFor();
    await house.call(cora, 'tips.take', { id, version: 1 });
    await button(page, 'Take').click();
    await page.getByText('Somebody changed this tip meanwhile').waitFor();
    await page.getByText('Taken by Cora Commander').first().waitFor();
    await page.close();
  });

  test('the officer’s form keeps what was typed over a reload and records the tip', async () => {
    const { page, complaints } = await house.open(ana, '/tips/new');
    await page.getByLabel('What happened?').fill('A driver told me of a locked trailer.');
    const draft = () => page.evaluate(() => JSON.stringify(Object.values({ ...sessionStorage })));
    await expect.poll(draft, { timeout: 15_000 }).not.toBe('[]');
    const first = await draft();
    await page.getByLabel('Phones seen').fill('773-555-0155');
    await expect.poll(draft, { timeout: 15_000 }).not.toBe(first);
    await page.reload();
    await page.getByText('What you had typed is still here.').waitFor();
    expect(await page.getByLabel('What happened?').inputValue()).toBe(
      'A driver told me of a locked trailer.',
    );
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'receive');
    await button(page, 'Record the tip').click();
    await page.getByText(/Tip T-\d{4}-\d{4} was recorded/).waitFor();
    await page.getByText('A driver told me of a locked trailer.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the danger board: an officer answers, logs a try, ends it; the commander reviews', async () => {
    const { page } = await house.open(ana, '/tips/dangers');
    const card = page.getByRole('article').first();
    await card.getByText('Two men ran from the poultry plant').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'danger');
    await card.getByRole('button', { name: 'I answer for it' }).click();
    await card.getByText('Ana Investigator answers for it').waitFor();
    await card.getByRole('button', { name: 'Log a try' }).click();
    const dialog = page.getByRole('dialog', { name: 'Log a try' });
    await dialog.getByRole('button', { name: /Whom/ }).click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: /How it ended/ }).click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'It has ended' }).click();
    const ending = page.getByRole('dialog', { name: 'It has ended' });
    await ending.getByRole('button', { name: /How it ended/ }).click();
    await page.getByRole('option').first().click();
    await ending
      .getByLabel('In a few sentences')
      .fill('All six are out; the county took them to a safe place.');
    expect(await axeFindings(page)).toEqual([]);
    await ending.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nobody is known to be in danger').waitFor();
    await page.close();
    const { page: review } = await house.open(cora, '/tips/dangers?show=reviews');
    await review.getByRole('button', { name: 'Write the review' }).waitFor();
    await review.close();
  });

  test('danger is raised from any screen with one sentence', async () => {
    const { page } = await house.open(ana, '/tips');
    await page.getByRole('heading', { name: 'Tip queue' }).waitFor();
    await page.keyboard.press('Shift+D');
    await page.getByLabel('What is happening?').fill('A woman is held in a car at the pier.');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Alert the command').click();
    await page.getByText('The command was alerted.').waitFor();
    await page.close();
  });

  test('the administrator sets the numbers that visitors of the public form see', async () => {
    const admin = await house.person('Ada Admin', ['account_administrator']);
    const { page, complaints } = await house.open(admin, '/administration/tip-pages');
    await page.getByLabel('Number of the hotline').fill('800-555-0142');
    await page.getByLabel('Name of the hotline').fill('Night line');
    await page.getByLabel('Where “Leave this page” leads').fill('example');
    await button(page, 'Save').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Where “Leave this page” leads').fill('https://example.org/');
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Save').click();
    await page.getByText('Saved. Visitors see it within half a minute.').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    { width: 390, theme: 'light' as const },
    { width: 390, theme: 'dark' as const },
    { width: 1440, theme: 'dark' as const },
  ])('everything can be read at $width px, $theme', async (look) => {
    const { rows } = await house.owner.query(`select id from taskforce.tips where number like '%-0002'`);
    const id = rows[0].id as string;
    const dangers = await house.owner.query('select id from taskforce.dangers limit 1');
    for (const path of [
      `/tips/dangers/${dangers.rows[0].id}`,
      '/tips',
      `/tips?tip=${id}`,
      `/tips/${id}`,
      '/tips/new',
      '/tips/dangers',
    ]) {
      const { page, complaints, strangers } = await house.open(ana, path, look);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0);
      expect(await axeFindings(page), path).toEqual([]);
      expect([...complaints, ...strangers], path).toEqual([]);
      await shot(
        page,
        `${path
          .slice(1)
          .replace(/[^a-z]+/g, '-')
          .slice(0, 14)}-${path.length}-${look.width}-${look.theme}`,
      );
      await page.close();
    }
  });
});
