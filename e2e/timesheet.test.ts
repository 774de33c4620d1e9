import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../taskforce/vocabulary/days.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, pick, quiet } from './steps.ts';

const name = browserPath ? 'the timesheet in a browser' : `the timesheet (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: BrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
  }, 300_000);
  afterAll(() => house.close());

  test('hours are typed by keyboard, taken back, guarded against another window, and a timer outlives the page', async () => {
    const dana = await house.person('Dana Detective', ['investigator']);
    const ask = async (procedure: string, input: object): Promise<any> => {
      const { status, body } = await house.call(dana, procedure, input);
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    };
    const { id: caseId } = await ask('cases.open', {
      title: 'Heron house',
      type: 'sex',
      originRoute: 'hotline',
      openedOn: dayOf(new Date()),
      strands: [{ label: 'Owner', kind: 'target_person' }],
    });

    const come = await house.open(dana, '/timesheet');
    const { page } = come;
    await heading(page, 'Timesheet').waitFor();
    await page.getByText('No hours in this week yet').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Add a row' }).first().click();
    await pick(
      page.getByRole('combobox', { name: 'Case' }),
      'Heron',
      page.getByRole('option', { name: /Heron house/ }),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Add a row' }).click();

    const monday = page.locator('[data-cell="0:0"]');
    await monday.fill('1.5');
    await monday.press('Enter');
    await page.getByText('Everything is saved').waitFor();
    await expect.poll(() => monday.inputValue()).toBe('1:30');
    const kept = async () => {
      const { monday: first, rows } = await ask('timesheets.week', {});
      return { first, row: rows[0] };
    };
    await expect.poll(async () => (await kept()).row?.minutes[0]).toBe(90);
    await monday.fill('soon');
    await page.getByText('Write 1:30, 1.5 or 90m, up to 24:00.').waitFor();
    await looksRight(page);
    await monday.press('Escape');
    expect(await monday.inputValue()).toBe('1:30');

    await monday.fill('2:00');
    await monday.press('Enter');
    await expect.poll(async () => (await kept()).row.minutes[0]).toBe(120);
    await page.getByRole('button', { name: 'Take back the last change' }).click();
    await expect.poll(async () => (await kept()).row.minutes[0]).toBe(90);

    const { first, row } = await kept();
    await ask('timesheets.set', {
      caseId,
      strandId: row.strandId,
      workRole: row.workRole,
      day: first,
      minutes: 240,
      was: 90,
    });
    await monday.fill('3');
    await monday.press('Enter');
    await page.getByText('Another window has written 4:00 there meanwhile; you typed 3:00.').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Write 3:00' }).click();
    await expect.poll(async () => (await kept()).row.minutes[0]).toBe(180);

    await page.getByRole('button', { name: 'Start timer', exact: true }).click();
    await page.getByText(/The timer runs/).waitFor();
    await house.owner.query(`update taskforce.timers set started_at = now() - interval '11 hours'`);
    await page.reload();
    await page
      .getByText(/How long did the work take\?/)
      .first()
      .waitFor();
    await looksRight(page);
    await page.getByLabel('Time worked').fill('0:45');
    await page.getByRole('button', { name: 'Stop and keep the hours' }).click();
    await page
      .getByText(/How long did the work take\?/)
      .first()
      .waitFor({ state: 'detached' });
    const { timer } = await ask('timesheets.timer', {});
    expect(timer).toBeNull();
    quiet(come);
  });
});
