import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../e2e/axe.ts';
import { browserPath, noBrowser } from '../../../e2e/browser.ts';
import { openBrowserHouse, type BrowserHouse } from '../../../e2e/house.ts';
import type { Person } from '../../testing.ts';

let house: BrowserHouse;
let dana: Person;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  dana = await house.person('Dana Detective', ['investigator']);
  const { body } = await house.call(dana, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'hotline',
    strands: [
      {
        label: 'María González',
        kind: 'target_person',
        description: 'Takes calls on (312) 555-0142 after six.',
      },
      { label: 'Blue safe, money trail', kind: 'target_person' },
    ],
  });
  for (const text of [
    'The manager Nguyễn Thị keeps the passports of nine cooks in a blue safe behind the bar; the key hangs at her belt.',
    'A neighbor, Robert Gonsales, saw a red truck at dawn and wrote down a part of its plate.',
  ])
    await house.owner.query(`insert into taskforce.notes (case_id, kind, body) values ($1, 'general', $2)`, [
      body.id,
      text,
    ]);
}, 180_000);
afterAll(() => house?.close());

const shotsTo = process.env['CONCERT_SHOTS'];
/** Pictures for looking at, when asked for. */
const shot = async (page: Page, name: string) => {
  if (shotsTo)
    await page.screenshot({ path: join(shotsTo, `${name}.png`), fullPage: true }).catch(() => undefined);
};
const field = (page: Page) => page.getByRole('searchbox', { name: 'What are you looking for?' });
async function search(page: Page, term: string): Promise<void> {
  await field(page).fill(term);
  await field(page).press('Enter');
}

describe.skipIf(!browserPath)(browserPath ? 'the screens of search' : noBrowser, () => {
  test('the reason is asked once; results tell why they matched, j walks them and Enter opens', async () => {
    const { page, complaints } = await house.open(dana, '/search');
    await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
    await shot(page, 'search-asks-light');
    expect(await axeFindings(page)).toEqual([]);
    await search(page, 'blue safe');
    await page.getByText('Why do you search?').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    await page.getByRole('radio', { name: 'Work on a case' }).click();
    await page.getByText('2 records.').waitFor();
    expect(await page.locator('mark', { hasText: 'blue' }).count()).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
    await search(page, 'Maria Gonzales');
    await page.getByRole('heading', { name: 'Sound or are spelled alike' }).waitFor();
    await shot(page, 'search-light');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/cases\//);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('what was typed stands in no address, and only the filter does', async () => {
    const { page } = await house.open(dana, '/search');
    await page.getByRole('radio', { name: 'Supervision' }).click();
    await search(page, 'safe OR truck');
    await page.getByText('3 records.').waitFor();
    await page.getByRole('button', { name: /^Notes/ }).click();
    await page.getByText('2 records.').waitFor();
    expect(new URL(page.url()).search).toBe('?kind=note');
    expect(
      await page.evaluate(() => Object.values(sessionStorage).join() + Object.values(localStorage).join()),
    ).not.toMatch(/truck/);
    await page.close();
  });

  test('a search that cannot be read says why and points at the place', async () => {
    const { page } = await house.open(dana, '/search');
    await page.getByRole('radio', { name: 'Work on a case' }).click();
    await search(page, 'truck AND (red');
    await page.getByText('This search cannot be read').waitFor();
    await page.getByText('The bracket opened at character 11 is not closed.').waitFor();
    expect(await page.getByLabel('here').textContent()).toBe('(');
    expect(await axeFindings(page)).toEqual([]);
    await shot(page, 'search-unreadable');
    await page.close();
  });

  test('the palette finds records once the reason is known', async () => {
    const { page } = await house.open(dana, '/search');
    await page.getByRole('radio', { name: 'Work on a case' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('searchbox').fill('harbor');
    await page.getByRole('menuitem', { name: /Harbor kitchens/ }).waitFor();
    await shot(page, 'search-palette');
    await page.close();
  });

  for (const [name, look] of [
    ['dark', { theme: 'dark' }],
    ['phone', { width: 390, height: 844 }],
    ['wide', { width: 1920, height: 1080, language: 'es' }],
  ] as const)
    test(`search is readable and free of findings: ${name}`, async () => {
      const { page, complaints } = await house.open(dana, '/search', look);
      await page.getByRole('radio').first().click();
      await page.getByRole('searchbox').last().fill('Maria Gonzales');
      await page.getByRole('searchbox').last().press('Enter');
      await page.getByRole('article').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await shot(page, `search-${name}`);
      expect(complaints).toEqual([]);
      await page.close();
    });
});
