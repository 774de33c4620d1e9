import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Person } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';

if (browserPath === undefined) console.warn(`The journey of an import is skipped: it ${noBrowser}.`);

/** Where pictures go, when they are asked for. */
const pictures = process.env['CONCERT_PICTURES'];

describe.skipIf(browserPath === undefined)('an analyst imports a list of cases', () => {
  let house: BrowserHouse;
  let analyst: Person;
  let here: Visitor;
  let page: Page;

  beforeAll(async () => {
    house = await openBrowserHouse();
    analyst = await house.person('Ana Import', ['analyst']);
    here = await house.open(analyst, '/imports');
    page = here.page;
  }, 240_000);
  afterAll(() => house.close());

  const looked = async (name: string) => {
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: `${pictures}/imports-${name}.png`, fullPage: true });
    }
    expect(await axeFindings(page)).toEqual([]);
  };
  const rows = (second: string) =>
    Buffer.from(
      'Case No,Name,Type,Origin,Agency,Opened,Clerk\n' +
        `A-1,Harbor kitchens,labor,hotline,Harbor Police,2025-02-03,x\nA-2,Salon,labor,hotline,Harbor Police,${second},x\n`,
    );
  const choose = async (label: string | RegExp, option: string | RegExp) => {
    await page.getByRole('button', { name: label }).first().click();
    await page.getByRole('option', { name: option }).first().click();
  };
  const upload = async (second: string) => {
    await page.goto(`${house.url}/imports/new`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'cases.csv', mimeType: 'text/csv', buffer: rows(second) });
    await page.getByRole('heading', { name: 'What the columns mean' }).waitFor();
  };

  test('an empty list says how to begin', async () => {
    await page.getByText('Nothing was imported yet').waitFor();
    await looked('empty');
    await page.goto(`${house.url}/imports/new`);
    await page.getByText('Drop a table here').waitFor();
    await looked('new');
  }, 180_000);

  test('a row with an error is named, and the file is not written', async () => {
    await upload('soon');
    await choose(/Mapping/, 'New mapping to: Cases');
    await page.getByText('Every column is used or left out').waitFor();
    await choose(/Case No becomes/, 'Identity');
    expect(await page.getByRole('button', { name: /Agency becomes/ }).textContent()).toContain('lead_agency');
    await looked('mapping');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('1 error keeps this file from being imported').waitFor();
    await page.getByText('This is not a date in the chosen format.').waitFor();
    expect(await page.getByRole('button', { name: /^Import / }).isDisabled()).toBe(true);
    await looked('errors');
  }, 180_000);

  test('a good file is previewed, written and taken back', async () => {
    await upload('2025-02-05');
    await choose(/Mapping/, 'New mapping to: Cases');
    await page.getByText('Every column is used or left out').waitFor();
    await choose(/Case No becomes/, 'Identity');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('2 rows are ready').waitFor();
    await page.getByRole('cell', { name: 'A-2', exact: true }).waitFor();
    await looked('preview');
    await page.getByRole('button', { name: 'Import 2 cases, 1 agency' }).click();
    await page.getByText('Written: 2 cases, 1 agency').waitFor();
    await looked('result');
    await page.getByRole('button', { name: 'Take the import back' }).click();
    await page.getByLabel('Why is it taken back?').fill('The list of another county was chosen.');
    await looked('undo');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back by Ana Import').waitFor();
    await page.goto(`${house.url}/imports`);
    await page.getByRole('link', { name: /I-\d{4}-0002/ }).waitFor();
    await looked('list');
    expect(here.strangers).toEqual([]);
    expect(here.complaints).toEqual([]);
  }, 180_000);

  test('a list of cases that left here is found again by number, and updated only when that is chosen', async () => {
    const commander = await house.person('Cora Commander', ['commander'], 'Harbor Police');
    for (const title of ['Orchard', 'Farm road'])
      await house.call(commander, 'cases.open', {
        title,
        type: 'labor',
        originRoute: 'hotline',
        strands: [{ label: 'Site', kind: 'location' }],
      });
    const { body } = await house.call(commander, 'cases.list', {});
    const lines = body.rows.map(
      (row: { number: string; title: string; openedOn: string }) =>
        `${row.number},${row.title === 'Orchard' ? 'Orchard north' : row.title},labor,hotline,Harbor Police,${row.openedOn}`,
    );
    const table = `case_number,title,type,route,lead_agency,opened_on\n${lines.join('\n')}\n`;
    const hers = await house.open(commander, '/imports/new');
    await hers.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'cases.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await hers.page.getByRole('heading', { name: 'What the columns mean' }).waitFor();
    await hers.page
      .getByRole('button', { name: /Mapping/ })
      .first()
      .click();
    await hers.page.getByRole('option', { name: 'New mapping to: Cases' }).click();
    await hers.page.getByText('This is a list of cases that was exported here.').waitFor();
    await hers.page.getByRole('button', { name: 'Preview', exact: true }).click();
    await hers.page.getByText('Orchard is here, the file says Orchard north').waitFor();
    if (pictures) await hers.page.screenshot({ path: `${pictures}/imports-own.png`, fullPage: true });
    await hers.page.getByText('Update 1 case that is here with other values').click();
    await hers.page.getByRole('button', { name: 'Import 1 case' }).waitFor();
    await hers.page.evaluate(() => window.scrollTo(0, 0));
    expect(await axeFindings(hers.page)).toEqual([]);
    await hers.page.getByRole('button', { name: 'Import 1 case' }).click();
    await hers.page.getByText('Written: 1 case').waitFor();
    const after = (await house.call(commander, 'cases.list', {})).body.rows;
    expect(after.map(({ title }: { title: string }) => title).toSorted()).toEqual([
      'Farm road',
      'Orchard north',
    ]);
    expect(hers.complaints).toEqual([]);
    await hers.context.close();
  }, 120_000);

  test('it reads on a phone, in the dark and in Spanish', async () => {
    for (const [name, look] of [
      ['phone', { width: 390, height: 844 }],
      ['dark', { theme: 'dark' }],
      ['wide-es', { width: 1920, height: 1080, language: 'es' }],
    ] as const) {
      const other = await house.open(analyst, '/imports', look);
      await other.page.getByRole('link', { name: /I-\d{4}-0001/ }).click();
      await other.page.getByRole('heading', { level: 1, name: /I-\d{4}-0001/ }).waitFor();
      await other.page.waitForLoadState('networkidle');
      const wide = await other.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      if (pictures) await other.page.screenshot({ path: `${pictures}/imports-${name}.png`, fullPage: true });
      expect(await axeFindings(other.page)).toEqual([]);
      await other.context.close();
    }
  }, 180_000);
});
