import { mkdirSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Person } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';

if (browserPath === undefined) console.warn(`The journey of a tip import is skipped: it ${noBrowser}.`);

/** Where pictures go, when they are asked for. */
const pictures = process.env['CONCERT_PICTURES'];

describe.skipIf(browserPath === undefined)('an analyst imports tips from a hot-line', () => {
  let house: BrowserHouse;
  let analyst: Person;
  let here: Visitor;
  let page: Page;

  beforeAll(async () => {
    house = await openBrowserHouse();
    analyst = await house.person('Ana Import', ['analyst', 'commander']);
    here = await house.open(analyst, '/imports');
    page = here.page;
  }, 240_000);
  afterAll(() => house.close());

  const looked = async (name: string) => {
    await page.evaluate(() => window.scrollTo(0, 0));
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: `${pictures}/tips-${name}.png`, fullPage: true });
    }
    expect(await axeFindings(page)).toEqual([]);
  };
  const choose = async (label: string | RegExp, option: string | RegExp) => {
    await page.getByRole('button', { name: label }).first().click();
    await page.getByRole('option', { name: option }).first().click();
  };
  const send = async (name: string, buffer: Buffer) => {
    await page.goto(`${house.url}/imports/new`);
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.getByRole('heading', { name: 'What the columns mean' }).waitFor();
  };
  const calls = Buffer.from(
    'Report Number,Date Received,Narrative,Location,Danger now,Caller,Phone,Weather\n' +
      'HL-1,2026-03-14 21:05,Workers of the laundry are never alone,1200 Harbor Street,no,Neighbor,555-0142,rain\n' +
      'HL-2,2026-03-15 08:00,Somebody calls for help from the van,Pier 4,yes,,,sun\n',
  );

  test('what the file has no column for is chosen once for all rows', async () => {
    await send('hotline.csv', calls);
    await choose(/Mapping/, 'New mapping to: Tips');
    await page.getByText('Still needed: channel, route').waitFor();
    await page.getByRole('heading', { name: 'Same in every row' }).waitFor();
    await choose(/^channel|channel$/, 'Hotline');
    await choose(/^route|route$/, 'Hotline');
    await page.getByText('Still needed').waitFor({ state: 'hidden' });
    await looked('mapping');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('2 rows are ready').waitFor();
    await page.getByText('1 tip says that somebody is in danger now').waitFor();
    await page.getByText('With a sealed contact of the reporter').waitFor();
    expect(await page.getByText('555-0142').count()).toBe(0);
    await looked('preview');
  }, 120_000);

  test('the danger stands first in the queue, says that it was imported, and the import is taken back whole', async () => {
    await page.getByRole('button', { name: 'Import 2 tips' }).click();
    await page.getByText('Written: 2 tips').waitFor();
    await looked('result');
    const result = page.url();
    await page.goto(`${house.url}/tips/dangers`);
    await page.getByText(/Imported by Ana Import/).waitFor();
    await looked('danger');
    await page.goto(result);
    await page.getByRole('button', { name: 'Take the import back' }).click();
    await page.getByLabel('Why is it taken back?').fill('The list of another county was chosen.');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back by Ana Import').waitFor();
  }, 120_000);

  test('a workbook is read from the sheet that is chosen, with its dates and numbers as they look', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Read me').addRow(['Weekly list of the shelter network']);
    const sheet = book.addWorksheet('Calls');
    sheet.addRow(['Calls of March']);
    sheet.mergeCells('A1:E1');
    sheet.addRow([]);
    sheet.addRow(['Report Number', 'Date Received', 'How Received', 'Origin', 'Narrative']);
    sheet.addRow([
      417,
      new Date('2026-03-14T21:05:00Z'),
      'email',
      'hotline',
      'Two men wait outside the clinic',
    ]);
    sheet.getCell('A4').numFmt = '00000';
    sheet.getCell('B4').numFmt = 'm/d/yyyy h:mm';
    await send('calls.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    await choose(/Sheet/, 'Calls');
    await page.locator('dd', { hasText: /^5$/ }).waitFor();
    await choose(/Mapping/, 'New mapping to: Tips');
    await page.getByText('00417').waitFor();
    await looked('workbook');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('1 row is ready').waitFor();
    await page.getByRole('cell', { name: '00417', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Import 1 tip' }).click();
    await page.getByText('Written: 1 tip').waitFor();
    await page.getByRole('link', { name: 'Open the tips' }).click();
    await page.getByText('Two men wait outside the clinic').first().waitFor();
    expect(here.strangers).toEqual([]);
    expect(here.complaints).toEqual([]);
  }, 120_000);

  test('mapping and preview read on a phone, in the dark and in Spanish', async () => {
    await send('hotline.csv', calls);
    const address = page.url();
    await choose(/Mapping/, 'New mapping to: Tips');
    await choose(/^channel|channel$/, 'Hotline');
    await choose(/^route|route$/, 'Hotline');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('2 rows are ready').waitFor();
    for (const [name, look] of [
      ['phone', { width: 390, height: 844 }],
      ['dark', { theme: 'dark' }],
      ['dark-phone-es', { width: 390, height: 844, theme: 'dark', language: 'es' }],
    ] as const) {
      const other = await house.open(analyst, new URL(address).pathname, look);
      await other.page.getByText(/HL-2/).first().waitFor();
      await other.page.waitForLoadState('networkidle');
      const wide = await other.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      if (pictures) await other.page.screenshot({ path: `${pictures}/tips-${name}.png`, fullPage: true });
      expect(await axeFindings(other.page)).toEqual([]);
      await other.context.close();
    }
  }, 180_000);
});
