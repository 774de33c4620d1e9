import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../e2e/axe.ts';
import { browserPath, launchBrowser, noBrowser } from '../../e2e/browser.ts';
import { buildWeb, serveWeb } from '../../e2e/web-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'concert-gallery-'));
let browser: Browser;
let server: Awaited<ReturnType<typeof serveWeb>>;

beforeAll(async () => {
  if (!browserPath) return;
  await buildWeb(folder, { gallery: true });
  server = await serveWeb(folder);
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Look {
  width?: number;
  scheme?: 'light' | 'dark';
  search?: string;
}

/** Opens the gallery and collects whatever the browser complains about, policy violations included. */
async function open({ width = 1440, scheme = 'light', search = '' }: Look = {}) {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.url}/gallery/index.html${search}`);
  await page.getByRole('heading', { name: 'What lies above' }).waitFor();
  return { page, complaints };
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe.skipIf(!browserPath)(browserPath ? 'the ui kit' : noBrowser, () => {
  test.each([
    { width: 1440, scheme: 'light' as const, search: '' },
    { width: 1440, scheme: 'dark' as const, search: '?density=compact' },
    { width: 390, scheme: 'light' as const, search: '?density=airy' },
    { width: 390, scheme: 'dark' as const, search: '?language=es' },
    { width: 820, scheme: 'light' as const, search: '?dir=rtl' },
  ])('can be read and used by everybody at $width px, $scheme $search', async (look) => {
    const { page, complaints } = await open(look);
    expect(await axeFindings(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['Dialog', 'Side dialog', 'Urgent dialog', 'Alert', 'Conflict', 'Step up'])(
    '%s takes the focus, keeps it, closes with Escape and gives it back',
    async (name) => {
      const { page, complaints } = await open({ width: 390, scheme: name === 'Conflict' ? 'dark' : 'light' });
      const trigger = page.getByRole('button', { name, exact: true });
      await trigger.click();
      const dialog = page.locator('[role=dialog],[role=alertdialog]');
      await dialog.waitFor();
      expect(await axeFindings(page)).toEqual([]);
      for (let press = 0; press < 12; press += 1) await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => trigger.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('menus, lists of choices and filters have no accessibility findings when open', async () => {
    const { page, complaints } = await open();
    for (const name of ['Menu', 'Phase', 'Columns', 'Overdue in my agency']) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await page.locator('[role=menu],[role=listbox],[role=dialog]').first().waitFor();
      expect(await axeFindings(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('[role=menu],[role=listbox],[role=dialog]').first().waitFor({ state: 'detached' });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a list is walked with j and k and selected with x, but not while somebody types', async () => {
    const { page } = await open();
    const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.dataset['row']);
    await page.locator('h1').click();
    await page.getByRole('link', { name: '2026-0042' }).focus();
    await page.keyboard.press('j');
    expect(await focused()).toBe('c2');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused()).toBe('c2');
    const box = page.getByRole('checkbox', { name: 'Select 2026-0041' });
    expect(await box.isChecked()).toBe(true);
    await page.keyboard.press('x');
    expect(await box.isChecked()).toBe(false);
    const title = page.getByLabel('Working title').first();
    await title.fill('');
    await title.pressSequentially('jxk');
    expect(await title.inputValue()).toBe('jxk');
    await page.close();
  });

  test('a form with problems puts the focus into the first field and links to the others', async () => {
    const { page } = await open();
    const form = page.getByRole('form', { name: 'Form with problems' });
    expect(
      await form.getByLabel('Working title').evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await form.getByRole('button', { name: 'The day is in the future. Give a day up to today.' }).click();
    expect(await form.getByLabel('Opened').evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    const described = await form.getByLabel('Opened').getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toContain('Give a day up to today');
    await page.close();
  });

  test('a row opens by a press anywhere on it, and sorting says its direction', async () => {
    const { page } = await open();
    await page.getByRole('cell', { name: 'Greenhouse crews, wage theft and threats' }).click();
    expect(new URL(page.url()).hash).toBe('#c2');
    const head = page.getByRole('columnheader', { name: 'Number' }).first();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await page.close();
  });

  test('a toast offers the way back', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Toast' }).click();
    await page.getByText('The tip was closed.').waitFor();
    expect(await axeFindings(page, '[aria-live]')).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The tip was closed.').waitFor({ state: 'detached' });
    await page.close();
  });

  test('a draft survives a reload, is unreadable in the storage, and is gone after signing out', async () => {
    const { page } = await open();
    const note = page.getByLabel('Draft note');
    await note.fill('Blue van, plate ends in 7');
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
    const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(stored).not.toContain('van');
    await page.reload();
    await expect.poll(() => note.inputValue()).toBe('Blue van, plate ends in 7');
    await page.getByText(/Restored from/).waitFor();
    await page.getByRole('button', { name: 'Forget drafts' }).click();
    await expect.poll(() => note.inputValue()).toBe('');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.close();
  });
});
