import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { arrangeVictim, type ArrangedVictim } from '../taskforce/victims/arranging-work.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { looksRight, pick } from './steps.ts';

let house: BrowserHouse;
let ines: Person;
let pia: Person;
let victim: ArrangedVictim;
let girl: ArrangedVictim;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  pia = await house.person('Pia Roth', ['prosecutor'], 'State Attorney');
  victim = await arrangeVictim(house, ines, { members: [ines, pia], foreignNational: 'yes' });
  girl = await arrangeVictim(house, ines, {
    caseId: victim.caseId,
    ageGroup: 'from_15_to_17',
    foreignNational: 'yes',
  });
}, 180_000);
afterAll(() => house?.close());

const shots = process.env['CONCERT_SHOTS'];
async function looked(page: Page, name: string): Promise<void> {
  await looksRight(page);
  if (!shots) return;
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 900 });
}
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: option }).click();
};
const ask = async (person: Person, procedure: string, input: object) => {
  const { status, body } = await house.call(person, procedure, input);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe.skipIf(!browserPath)(
  browserPath ? 'the work with a victim' : noBrowser,
  { timeout: 240_000 },
  () => {
    test('an interview is planned from what the victim says; a jail is refused at its field until there is a reason', async () => {
      const { page, complaints, context } = await house.open(ines, `/victims/${victim.id}/interviews`);
      await page.getByText('No interview planned').waitFor();
      await page.getByRole('button', { name: 'Plan an interview' }).click();
      const form = page.getByRole('dialog', { name: 'Plan an interview' });
      for (const question of [
        'Do you want this interview?',
        'Do you feel safe?',
        'Do you feel steady enough to talk?',
      ])
        await form.getByRole('radiogroup', { name: question }).getByText('Yes', { exact: true }).click();
      await form.getByLabel('Begins').fill('2026-12-03T15:00');
      await form.getByLabel('Interviewer', { exact: true }).fill('Noor Castellan');
      // A list that is open closes when the dialog scrolls beneath it: scroll first, then type.
      await form.getByLabel('About the place').scrollIntoViewIfNeeded();
      await pick(
        form.getByRole('combobox', { name: /Note-taker/ }),
        'Ines',
        page.getByRole('option', { name: /Ines Vega/ }),
      );
      await choose(page, 'Kind of place', 'Jail or detention');
      await form.getByLabel('About the place').fill('1420 North Harbor Street');
      await form.getByRole('button', { name: 'Plan an interview' }).click();
      await form.getByText('Choose another place, or say in at least 20 characters').first().waitFor();
      await form.getByText('never name a shelter').first().waitFor();
      await looked(page, 'interview-form');
      await choose(page, 'Kind of place', 'Family justice or advocacy center');
      await form.getByLabel('About the place').fill('Door and window in view');
      await form.getByRole('button', { name: 'Plan an interview' }).click();
      await form.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Was held' }).waitFor();
      await looked(page, 'interviews');
      await page.getByRole('button', { name: 'Change the plan' }).click();
      const change = page.getByRole('dialog', { name: 'Change the plan' });
      await change.getByLabel('About the place').fill('Another door');
      await change.getByRole('button', { name: 'Change the plan' }).click();
      await change.waitFor({ state: 'detached' });
      await page.getByText('Another door').waitFor();
      await page.getByRole('button', { name: 'Earlier versions' }).click();
      await page.getByRole('dialog').getByText('Door and window in view').waitFor();
      await looked(page, 'interview-versions');
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('the clocks of a minor stand on the tab and on my day, and the notice to HHS is ticked and settled', async () => {
      const { page, complaints, context } = await house.open(ines, `/victims/${girl.id}/duties`);
      await page.getByRole('heading', { name: 'Notice to HHS, Part A' }).waitFor();
      await looked(page, 'duties');
      const card = page.getByRole('region', { name: 'Notice to HHS, Part A' });
      await card.getByText('Sent', { exact: true }).click();
      await expect.poll(() => card.getByRole('checkbox', { name: 'Sent' }).isChecked()).toBe(true);
      await card.getByRole('button', { name: 'Done' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Settle' }).click();
      await dialog.getByText('Give the number of the report').first().waitFor();
      await dialog.getByLabel('Number of the report').fill('Request 2026-44817');
      await dialog.getByRole('button', { name: 'Settle' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.goto(new URL('/', page.url()).href);
      await page.getByRole('heading', { name: /Owed to victims/ }).waitFor();
      await page.getByRole('link', { name: 'Report to child protection' }).waitFor();
      await looked(page, 'my-day');
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('relief is asked for by one and signed by another, with the restriction in sight', async () => {
      const input = {
        victimId: victim.id,
        tool: 't_declaration',
        basis: 'Held by debt',
        askedOn: '2026-01-10',
      };
      const { id } = await ask(ines, 'relief.ask', input);
      const taken = { requestId: id, version: 1, step: 'reviewing', happenedOn: '2026-01-12' };
      await ask(ines, 'relief.step', taken);
      const own = await house.open(ines, `/victims/${victim.id}/relief`);
      await own.page.getByText('Restricted by 8 USC 1367').first().waitFor();
      await own.page.getByRole('button', { name: 'Withdraw' }).waitFor();
      expect(await own.page.getByRole('button', { name: 'Signed' }).count()).toBe(0);
      await own.context.close();
      const { page, complaints, context } = await house.open(pia, `/victims/${victim.id}/relief`);
      await page.getByRole('button', { name: 'Signed' }).click();
      const dialog = page.getByRole('dialog', { name: 'Signed' });
      await dialog.getByLabel('Official who signed').fill('Captain Dana Reyes');
      await dialog.getByLabel('Day they were designated to sign').fill('2025-06-01');
      await dialog.getByRole('button', { name: 'Signed' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('Captain Dana Reyes').waitFor();
      await looked(page, 'relief');
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('an investigator adds to the ledger without reading it; the prosecutor reads and may take it out', async () => {
      const { page, context } = await house.open(ines, `/victims/${victim.id}/promises`);
      await page.getByText('You add to this ledger without reading it').waitFor();
      await page.getByRole('button', { name: 'Add an entry' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add an entry' });
      await choose(page, 'What happened', 'Promised');
      await choose(page, 'What it concerns', 'Housing');
      await dialog.getByLabel('In words').fill('Two weeks in a hotel');
      await dialog.getByLabel('By whom').fill('Ines Vega');
      await dialog.getByLabel('Agency or office').fill('Riverton Police');
      await dialog.getByRole('button', { name: 'Add an entry' }).click();
      await dialog.waitFor({ state: 'detached' });
      await context.close();
      const reader = await house.open(pia, `/victims/${victim.id}/promises`);
      await reader.page.getByText('Two weeks in a hotel').waitFor();
      await reader.page.getByRole('button', { name: 'Export for disclosure' }).waitFor();
      await looked(reader.page, 'promises');
      expect(reader.complaints).toEqual([]);
      await reader.context.close();
    });

    test('without a safe channel nobody may be told; with one a try is recorded with its proof', async () => {
      const { page, complaints, context } = await house.open(ines, `/victims/${victim.id}/rights`);
      await page.getByText('No channel that the victim called safe').waitFor();
      await ask(ines, 'rights.addEvent', {
        caseId: victim.caseId,
        kind: 'hearing',
        concerning: 'The recruiter',
        happensAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      });
      await ask(ines, 'victims.addChannel', {
        id: victim.id,
        kind: 'phone',
        safety: 'safe',
        saidOn: '2026-01-10',
        details: { address: '555-0148' },
      });
      await page.reload();
      await page.getByRole('button', { name: 'Record a try' }).click();
      const dialog = page.getByRole('dialog', { name: 'Record a try' });
      await choose(page, 'Channel', '1. Phone');
      await choose(page, 'Outcome', 'Told');
      await choose(page, 'Proof', 'Spoke with the victim');
      await dialog.getByRole('button', { name: 'Record a try' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('Told', { exact: true }).first().waitFor();
      await looked(page, 'rights');
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('a charge against a victim stands on their page and on the day of the prosecutor alone', async () => {
      await ask(ines, 'charges.record', {
        victimId: victim.id,
        charge: 'Solicitation',
        court: 'County court',
        chargedOn: '2026-01-10',
      });
      const { page, complaints, context } = await house.open(pia, `/victims/${victim.id}/charges`);
      await page.getByRole('heading', { name: 'Solicitation' }).waitFor();
      await looked(page, 'charges');
      await page.goto(new URL('/', page.url()).href);
      await page.getByRole('link', { name: 'Look at the charge against the victim' }).waitFor();
      expect(complaints).toEqual([]);
      await context.close();
      const other = await house.open(ines, '/');
      await other.page.getByRole('heading', { name: /Owed to victims/ }).waitFor();
      expect(await other.page.getByText('Look at the charge against the victim').count()).toBe(0);
      await other.context.close();
    });
  },
);
