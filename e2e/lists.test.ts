import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpacked } from '../taskforce/exports/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { looksRight, quiet } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const today = dayOf(new Date());
let house: BrowserHouse;
let commander: Person;
let analyst: Person;
let auditor: Person;

const call = async (person: Person, procedure: string, input: object): Promise<any> => {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
};

beforeAll(async () => {
  if (browserPath === undefined) return;
  house = await openBrowserHouse();
  commander = await house.person('Cora Dunn', ['commander']);
  analyst = await house.person('Ana Lyst', ['analyst']);
  auditor = await house.person('Ulla Stern', ['auditor']);
  for (const [index, title] of ['Harbor kitchens', 'Nail salons', 'Mill Road motel', 'Orchard'].entries())
    await call(commander, 'cases.open', {
      title,
      type: 'labor',
      originRoute: 'hotline',
      openedOn: addDays(today, -10 * (index + 1)),
      strands: [{ label: 'Owner', kind: 'target_person' }],
    });
  for (const what of ['A van comes at five.', 'Passports are kept.', 'They sleep in the store.'])
    await call(analyst, 'tips.receive', { channel: 'phone', originRoute: 'good_samaritan', what });
}, 180_000);
afterAll(async () => house?.close());

const shot = async (page: any, name: string) => {
  if (shots === undefined) return;
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${shots}/${name}-${colorScheme}-${width}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
};

test.skipIf(browserPath === undefined)(
  `cases are marked by keyboard and put on an agenda, which says what stood there ${browserPath ? '' : noBrowser}`,
  async () => {
    await call(commander, 'meetings.prepare', {
      heldOn: addDays(today, 7),
      title: 'Weekly cases',
      audience: 'law_enforcement',
    });
    const { id: later } = await call(commander, 'meetings.prepare', {
      heldOn: addDays(today, 30),
      title: 'Quarter review',
      audience: 'law_enforcement',
    });
    const seen = await house.open(commander, '/cases');
    const { page } = seen;
    await page
      .getByRole('link', { name: /^2\d{3}-/ })
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('3 selected').waitFor();
    await looksRight(page);
    await shot(page, 'cases-marked');
    await page.getByRole('button', { name: 'Add to agenda' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to agenda' });
    await dialog.getByLabel('Why').fill('Same recruiter');
    await shot(page, 'agenda-dialog');
    await dialog.getByRole('button', { name: /Meeting/ }).click();
    await page.getByRole('option', { name: /Quarter review/ }).click();
    const items = async () =>
      (await call(commander, 'meetings.get', { id: later })).items.filter(
        (item: any) => item.addReason === 'Same recruiter',
      );
    // The new cases were called up by the rules already: the answer says so and nothing is doubled.
    await dialog.getByRole('button', { name: 'Add 3 cases' }).click();
    await dialog.getByText('3 cases stood there already').waitFor();
    await shot(page, 'agenda-report');
    expect(await items()).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    quiet(seen);
  },
  120_000,
);

test.skipIf(browserPath === undefined)(
  'the case list leaves as a table, with progress, and can be fetched again later',
  async () => {
    const seen = await house.open(commander, '/cases');
    const { page } = seen;
    await page
      .getByRole('link', { name: /^2\d{3}-/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export: Cases' });
    await dialog.getByText('CSV in a ZIP').click();
    await dialog.getByRole('button', { name: /What it is for/ }).click();
    await page.getByRole('option', { name: 'Case meeting' }).click();
    await shot(page, 'export-dialog');
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.getByText(/4 rows in cases-/).waitFor();
    await looksRight(page);
    await shot(page, 'export-ready');
    // The address opens beside the page, so the download belongs to the page or to the tab that it opened.
    const coming = new Promise<Download>((resolve) => {
      page.on('download', resolve);
      page.context().on('page', (tab) => tab.on('download', resolve));
    });
    await dialog.getByRole('button', { name: 'Download' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^cases-\d{4}-\d\d-\d\d\.zip$/);
    const { csv, about } = unpacked(readFileSync(await download.path()));
    expect(csv).toContain('Mill Road motel');
    expect(about).toContain('Purpose: Case meeting');
    await dialog.getByRole('link', { name: 'My exports' }).click();
    await page.getByRole('button', { name: /Download cases-/ }).waitFor();
    await looksRight(page);
    await shot(page, 'exports');
    expect(seen.complaints).toEqual([]);
  },
  120_000,
);

test.skipIf(browserPath === undefined)(
  'tips are marked and taken together, and given back',
  async () => {
    const seen = await house.open(analyst, '/tips');
    const { page } = seen;
    await page.getByText('A van comes at five.').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('2 selected').waitFor();
    await looksRight(page);
    await shot(page, 'tips-marked');
    await page.getByRole('button', { name: 'Take 2 tips' }).click();
    await page.getByText('2 tips are given.').waitFor();
    await page.getByText('Taken by Ana Lyst').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(async () => {
        const { rows } = await call(analyst, 'tips.list', {});
        return rows.filter((row: any) => row.assignedTo !== null).length;
      })
      .toBe(0);
    quiet(seen);
  },
  120_000,
);

test.skipIf(browserPath === undefined)(
  'the auditor takes out what the audit list shows',
  async () => {
    const seen = await house.open(auditor, '/audit');
    const { page } = seen;
    await page.getByRole('table').getByRole('link').first().waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export: Audit entries' });
    await dialog.getByRole('button', { name: /What it is for/ }).click();
    await page.getByRole('option', { name: 'Oversight body or audit' }).click();
    await dialog.getByRole('button', { name: 'Export' }).click();
    await dialog.getByText(/rows in audit-/).waitFor();
    await shot(page, 'audit-export');
    expect(seen.complaints).toEqual([]);
  },
  120_000,
);
