import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, type Arranged } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';

let house: BrowserHouse;
let detective: Person;
let analyst: Person;
let theCase: Arranged;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  detective = await house.person('Dana Detective', ['investigator']);
  analyst = await house.person('Ana Analyst', ['analyst']);
  theCase = await arrangeCase(house, detective);
}, 180_000);
afterAll(() => house?.close());

const shots = process.env['CONCERT_SHOTS'];
const text = (words: string) => Buffer.from(words);

describe.skipIf(!browserPath)(browserPath ? 'files of a record' : noBrowser, { timeout: 180_000 }, () => {
  test('files are taken one by one; a refused one says why and keeps no other out', async () => {
    const { page, complaints, context } = await house.open(detective, `/record-files/cases/${theCase.id}`);
    await page.getByText('No files yet').waitFor();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'Statement.txt', mimeType: 'text/plain', buffer: text('She was told to keep the door shut.') },
      { name: 'Photo.jpg', mimeType: 'image/jpeg', buffer: text('<html><script>alert(1)</script></html>') },
      { name: 'Ledger.csv', mimeType: 'text/csv', buffer: text('day,cash\n2026-01-05,40\n') },
    ]);
    await page.getByText('Photo.jpg was not taken').waitFor();
    await page.getByRole('button', { name: 'Ledger.csv', exact: true }).waitFor();
    expect(await page.locator('tbody tr[data-row]').count()).toBe(2);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 390]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        expect(await axeFindings(page), `${colorScheme} ${width}`).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        if (shots) await page.screenshot({ path: `${shots}/files-${colorScheme}-${width}.png` });
      }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a file is saved from the other host without a cookie, and its custody tells who had it', async () => {
    const { page, context } = await house.open(detective, `/record-files/cases/${theCase.id}`);
    const saving = new Promise<Download>((resolve) => {
      page.on('download', resolve);
      context.on('page', (tab) => tab.on('download', resolve));
    });
    await page.getByRole('button', { name: 'Statement.txt', exact: true }).click();
    const saved = await saving;
    expect(new URL(saved.url()).hostname).toBe('127.0.0.1');
    expect(saved.suggestedFilename()).toBe('Statement.txt');
    expect(readFileSync(await saved.path(), 'utf8')).toBe('She was told to keep the door shut.');
    await page.getByRole('button', { name: 'More about Statement.txt' }).click();
    await page.getByRole('menuitem', { name: 'Check against its hash' }).click();
    await page.getByText('The file is as it was received.').first().waitFor();
    await page.getByRole('button', { name: 'More about Statement.txt' }).click();
    await page.getByRole('menuitem', { name: 'Chain of custody' }).click();
    const custody = page.getByRole('dialog', { name: 'Chain of custody' });
    await custody.getByText('Handed out for download').waitFor();
    await custody.getByText('Checked against its hash').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/files-custody.png` });
    await context.close();
  });

  test('a label takes a file out of the sight of those who are not cleared', async () => {
    const { page, context } = await house.open(detective, `/record-files/cases/${theCase.id}`);
    await page.getByRole('button', { name: 'More about Statement.txt' }).click();
    await page.getByRole('menuitem', { name: 'Labels and name' }).click();
    const dialog = page.getByRole('dialog', { name: 'Labels and name' });
    await dialog.getByText('Tax', { exact: false }).first().click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Choose labels that you are cleared for', { exact: false }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByText('Tax', { exact: false }).first().click();
    await dialog.getByText('Victim identity', { exact: false }).first().click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await context.close();
    const other = await house.open(analyst, `/record-files/cases/${theCase.id}`);
    await other.page.getByRole('button', { name: 'Ledger.csv', exact: true }).waitFor();
    expect(await other.page.getByText('Statement.txt').count()).toBe(0);
    await other.context.close();
  });
});
