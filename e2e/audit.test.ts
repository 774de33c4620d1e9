import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteSearch } from '../kit/audit/searches.ts';
import { arrangeCase, type Arranged } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';

let house: BrowserHouse;
let auditor: Person;
let detective: Person;
let theCase: Arranged;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  // The audit began weeks ago.
  await house.owner.query(
    `insert into kit.audit_entries (at, action) values (now() - interval '15 days', 'install')`,
  );
  auditor = await house.person('Otto Auditor', ['auditor']);
  detective = await house.person('Dana Detective', ['investigator']);
  theCase = await arrangeCase(house, detective);
  const scope = { table: 'cases', id: theCase.id };
  for (let n = 0; n < 70; n++)
    await house.as(detective, 'read', async (work) => work.noteReading('cases', [theCase.id], {}, scope));
  const search = { places: ['cases', 'tips'], hits: 2, purpose: 'case_work' };
  await house.as(detective, 'read', async (work) =>
    noteSearch(work, house.server.keys, {
      ...search,
      term: 'Lucky Nail Studio',
      onBehalf: { kind: 'outside', body: 'court' },
    }),
  );
}, 180_000);
afterAll(() => house?.close());

const shots = process.env['CONCERT_SHOTS'];

/** Light and dark, desk, wide and phone: nothing that axe finds, no sideways scroll. */
async function looksRight({ page, complaints, strangers }: Visitor, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390, 2200]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      expect(await axeFindings(page), `${name} ${colorScheme} ${width}`).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${name} ${colorScheme} ${width}: wider than the screen`).toBeLessThanOrEqual(0);
      if (shots)
        await page.screenshot({
          path: `${shots}/${name}-${colorScheme}-${width}.png`,
          fullPage: width === 390,
        });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
}

const rows = (page: Page) => page.locator('tbody tr[data-row]');

describe.skipIf(!browserPath)(
  browserPath ? 'the audit in a browser' : noBrowser,
  { timeout: 180_000 },
  () => {
    test('a reviewer narrows the entries, walks them by keys, opens one and reads the access log of its record', async () => {
      const visitor = await house.open(auditor, '/audit');
      const { page } = visitor;
      await rows(page).first().waitFor();
      expect(await rows(page).count()).toBe(50);
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.getByText(/^51–/).waitFor();
      await page.getByRole('button', { name: /^Act/ }).click();
      await page.getByRole('option', { name: 'Opened' }).click();
      await page.keyboard.press('Escape');
      await page.getByText('1–50 of 70').waitFor();
      expect(new URL(page.url()).search).toBe('?action=read');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('complementary', { name: 'Opened' });
      await panel.getByText('Dana Detective, Riverton Police').waitFor();
      expect(await panel.textContent()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d\d UTC/);
      await looksRight(visitor, 'audit-list');
      await panel.getByRole('link', { name: 'Whole access log' }).click();
      await page.getByRole('heading', { name: 'Access log', level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Show earlier entries' }).click();
      await expect
        .poll(() => page.getByRole('list', { name: 'Access log' }).getByRole('listitem').count())
        .toBeGreaterThan(60);
      await looksRight(visitor, 'access-log');
      await visitor.context.close();
    });

    test('a verification runs before the reviewer’s eyes and says in words how far it is proved', async () => {
      const visitor = await house.open(auditor, '/audit/proof');
      const { page } = visitor;
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page.getByText(/The audit is whole: \d+ entries/).waitFor({ timeout: 180_000 });
      await looksRight(visitor, 'audit-proof');
      await page.getByLabel(/Signed heads that witnesses kept/).fill('nothing that a witness kept');
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page
        .getByText('Paste the lines as the witness kept them, one head a line.')
        .waitFor({ timeout: 180_000 });
      const change = (from: string, to: string) =>
        house.owner.query(
          `set session_replication_role = replica; update kit.audit_entries set action = '${to}' where action = '${from}'; set session_replication_role = origin`,
        );
      await change('search', 'saerch');
      await page.getByLabel(/Signed heads that witnesses kept/).fill('');
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page.getByText(/The audit was altered at entry \d+/).waitFor({ timeout: 180_000 });
      await page.getByText('An entry was changed after it was written.').waitFor();
      await looksRight(visitor, 'audit-broken');
      await change('saerch', 'search');
      await visitor.context.close();
    });

    test('a week is signed off with its numbers in sight, and is not asked for again', async () => {
      const visitor = await house.open(auditor, '/audit/reviews');
      const { page } = visitor;
      await page.getByRole('heading', { name: /Weeks to review/ }).waitFor();
      const waiting = async () =>
        Number(
          (await page.getByRole('heading', { name: /Weeks to review/ }).textContent())?.match(/\d+/)?.[0],
        );
      const before = await waiting();
      expect(before).toBeGreaterThan(1);
      await page.getByLabel(/What you found/).fill('Two refused sign-ins, both explained.');
      await looksRight(visitor, 'audit-reviews');
      await page.getByRole('button', { name: 'Sign off this week' }).click();
      await page.getByText('Two refused sign-ins, both explained.').waitFor();
      await expect.poll(waiting).toBe(before - 1);
      await visitor.context.close();
    });

    test('what was typed in a search is shown against a reason only, and stands in no address', async () => {
      const visitor = await house.open(auditor, '/audit/searches');
      const { page } = visitor;
      await rows(page).first().waitFor();
      expect(await page.content()).not.toContain('Lucky Nail');
      await page.getByRole('cell', { name: 'A court' }).click();
      const panel = page.getByRole('complementary', { name: 'Search' });
      await panel.getByRole('button', { name: /Reason/ }).click();
      await page.getByRole('option', { name: 'A complaint' }).click();
      await panel.getByRole('button', { name: 'Show what was typed' }).click();
      await panel.getByText('Lucky Nail Studio').waitFor();
      expect(page.url()).not.toMatch(/lucky/i);
      await looksRight(visitor, 'audit-searches');
      await visitor.context.close();
    });

    test('an investigator finds no audit in the navigation and nothing at its address', async () => {
      const { page, context } = await house.open(detective, '/audit');
      await page.getByRole('navigation', { name: 'Areas' }).waitFor();
      expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
      expect(await page.getByRole('table').count()).toBe(0);
      await context.close();
    });
  },
);
