import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

let house: BrowserHouse;
let officer: Person;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  officer = await house.person('Luis Ferrer', ['commander', 'account_administrator', 'auditor']);
}, 180_000);
afterAll(() => house?.close());

const running = { timeout: 180_000 };

describe.skipIf(!browserPath)(browserPath ? 'the shell on the real server' : noBrowser, running, () => {
  test('the bell tells what happened without personal data, counts what is new, and is quiet once read', async () => {
    await house.owner.query(
      `insert into kit.notices (account_id, kind, urgent, created_at) values
         ($1, 'danger_raised', true, now() - interval '4 minutes'), ($1, 'task_assigned', false, now()), ($1, 'not_known_yet', false, now())`,
      [officer.id],
    );
    const desk = await house.open(officer, '/');
    const { page } = desk;
    await page.getByRole('button', { name: 'Notifications, 3 new' }).click();
    const bell = page.getByRole('dialog', { name: 'Notifications' });
    const told = await bell.getByRole('listitem').allTextContents();
    expect(told[0]).toContain('Somebody is in danger: an officer is needed');
    expect(told.join(' ')).toContain('There is something for you to see');
    await looksRight(page);
    await bell.getByRole('link', { name: /A task was given to you/ }).click();
    await page.getByRole('button', { name: 'Notifications, 2 new' }).click();
    await bell.getByRole('button', { name: 'Mark all as read' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Notifications, none new' }).waitFor();
    quiet(desk);
    await desk.context.close();
  });

  test('with reduced motion a change of colours is whole at once, with no letter left in the old ones', async () => {
    const desk = await house.open(officer, '/');
    const { page } = desk;
    await heading(page, 'My day').waitFor();
    const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
    const inInk = (colour: string) =>
      page.evaluate(
        (wanted) =>
          [...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).color === wanted)
            .length,
        colour,
      );
    const light = await ink();
    expect(await inInk(light)).toBeGreaterThan(10);
    for (let round = 0; round < 10; round++) {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await inInk(light)).toBe(0);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    await desk.context.close();
  });

  test('long work shows how far it is, can be stopped, and says how it ended', async () => {
    await house.owner.query(
      `insert into kit.jobs (account_id, kind, state, done, total, step, heartbeat_at, problem, finished_at) values
         ($1, 'import_run', 'running', 12400, 50000, 'cases', now() + interval '1 hour', null, null),
         ($1, 'verify_audit', 'failed', 0, null, null, null, 'busy', now())`,
      [officer.id],
    );
    const desk = await house.open(officer, '/');
    const { page } = desk;
    await page.getByRole('button', { name: /You and your settings/ }).click();
    await page.getByRole('menuitem', { name: 'Work in progress' }).click();
    await heading(page, 'Work in progress').waitFor();
    await page.getByText('12,400 of 50,000').waitFor();
    await page.getByText('The system is busy or starting again.').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopping…').waitFor();
    const asked = async () =>
      (await house.owner.query(`select cancel_asked_at from kit.jobs where kind = 'import_run'`)).rows[0]
        .cancel_asked_at as Date | null;
    await expect.poll(asked).not.toBeNull();
    quiet(desk);
    await desk.context.close();
  });

  test('every area opens with its keys, which the list of keys names; the heading is then read', async () => {
    const desk = await house.open(officer, '/');
    const { page } = desk;
    const areas = page.getByRole('navigation', { name: 'Areas' });
    await areas.getByRole('link').first().waitFor();
    const names = await areas.getByRole('link').allTextContents();
    expect(names.length).toBeGreaterThan(2);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    const rows = await list
      .locator('dl > div')
      .evaluateAll((found) =>
        found.map((one) => [
          one.querySelector('dt')?.textContent ?? '',
          [...one.querySelectorAll('kbd')].map((key) => key.textContent ?? '').join(' '),
        ]),
      );
    const keys = new Map(rows as [string, string][]);
    await looksRight(page);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    for (const name of names) {
      const [first = '', then = ''] = (keys.get(`Go to ${name}`) ?? '').split(' ');
      expect([first, then.length], name).toEqual(['g', 1]);
      await page.keyboard.press(first);
      await page.keyboard.press(then);
      await areas.getByRole('link', { name, exact: true }).and(page.locator('[aria-current=page]')).waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    quiet(desk);
    await desk.context.close();
  });
});
