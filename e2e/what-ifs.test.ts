import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand, type Arranged } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

let house: BrowserHouse;
let commander: Person;
let one: Arranged;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  one = await arrangeCase(house, commander, { title: 'Riverside businesses', openedOn: '2026-01-01' });
  for (const name of ['A', 'B', 'C'])
    await arrangeStrand(house, one.id, `Target ${name}`, { since: '2026-01-01', opened: '2026-01-01' });
}, 180_000);
afterAll(() => house?.close());

describe.skipIf(!browserPath)(`What more hands would change, in a browser (${noBrowser})`, () => {
  test('a chief opens the portfolio, reads one case, asks a what-if, makes the request and prints it', async () => {
    const visitor = await house.open(commander, '/briefs');
    const { page } = visitor;
    await heading(page, 'Briefs').waitFor();
    await page.goto(`${house.url}/cases/${one.id}/estimates`);
    await page.getByRole('tab', { name: 'Estimates' }).waitFor();

    await page.goto(`${house.url}/briefs/estimates`);
    await page.getByRole('link', { name: /What-ifs/ }).click();
    await page.getByText('No what-if has been asked yet').waitFor();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Say how many there are' }).click();
    await dialog.getByRole('button', { name: /Role$/ }).click();
    await page.getByRole('option', { name: 'Detective' }).click();
    await dialog.getByLabel('How many people').fill('0.1');
    await dialog.getByRole('button', { name: 'Say how many there are' }).click();
    await page.getByRole('rowheader', { name: 'Detective' }).waitFor();
    await looksRight(page);

    await page.getByRole('button', { name: 'Ask a what-if' }).click();
    await dialog.getByLabel(/^What-if/).fill('One more detective');
    await dialog.getByRole('button', { name: /Role$/ }).click();
    await page.getByRole('option', { name: 'Detective' }).click();
    await dialog.getByLabel('What one person costs a year').fill('90000');
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Ask a what-if' }).click();
    await page.getByRole('heading', { name: 'What moves the answer' }).waitFor({ timeout: 120_000 });
    await page.getByText(/It costs \$[\d,]+/).waitFor();
    await looksRight(page);

    const slider = page.getByRole('slider', { name: /pre-operational phase reacts/ });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(await slider.inputValue()).toBe('0.65');
    await page.getByRole('button', { name: 'Draw again' }).click();
    await page.getByText(/runs, the same random numbers; nothing is kept/).waitFor({ timeout: 120_000 });

    await page.getByRole('button', { name: 'Make a request' }).click();
    await dialog.getByRole('button', { name: 'Make a request' }).click();
    await page.getByLabel('Why').fill('Three strands wait for somebody to look at them.');
    await page.getByRole('button', { name: 'Save the text' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Put to review' }).click();
    await page.getByText('Put to review', { exact: true }).waitFor();
    const download = new Promise<Download>((resolve) => {
      page.on('download', resolve);
      visitor.context.on('page', (tab) => tab.on('download', resolve));
    });
    await page.getByRole('button', { name: 'Print as PDF' }).click();
    const path = await (await download).path();
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    quiet(visitor);
    await visitor.context.close();
  }, 300_000);

  test('another person reviews the request, a third approves it, and it stands beside what has happened since', async () => {
    const { body } = await house.call(commander, 'resources.list', {});
    const path = `/briefs/requests/${body.rows[0].id}`;
    const analyst = await house.open(await house.person('Ana Analyst', ['analyst']), path);
    await analyst.page.getByRole('button', { name: 'Reviewed: pass it on' }).click();
    await analyst.page.getByText(/Reviewed by Ana Analyst/).waitFor();
    expect(await analyst.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await analyst.context.close();
    const prosecutor = await house.open(await house.person('Pia Prosecutor', ['prosecutor']), path);
    await prosecutor.page.getByRole('button', { name: 'Approve' }).click();
    await prosecutor.page.getByRole('heading', { name: 'What has happened since' }).waitFor();
    await looksRight(prosecutor.page);
    quiet(prosecutor);
    await prosecutor.context.close();
  }, 180_000);
});
