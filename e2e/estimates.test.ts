import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand, type Arranged } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
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
  one = await arrangeCase(house, commander, { title: 'Riverside businesses' });
  await arrangeStrand(house, one.id, 'Target A');
  await arrangeStrand(house, one.id, 'Money trail', { kind: 'financial', phase: 'operational' });
  for (let n = 0; n < 8; n++) {
    const past = await arrangeCase(house, commander, { title: `Past ${n}` });
    const opened = `2025-0${n + 1}-01`;
    const { rows } = await house.owner.query<{ id: string }>(
      `insert into taskforce.strands (case_id, label, kind, type, mode, phase, phase_since, opened_on)
       values ($1, 'Past target', 'target_person', 'labor', 'reactive', 'operational', $2, $2) returning id`,
      [past.id, opened],
    );
    const move = (place: number, from: string | null, to: string, event: string | null, on: string) =>
      house.owner.query(
        `insert into taskforce.phase_transitions (strand_id, case_id, place, from_phase, to_phase, event, effective_on, known_since)
         values ($1, $2, $3, $4, $5, $6, $7, $7)`,
        [rows[0]!.id, past.id, place, from, to, event, on],
      );
    await move(1, null, 'operational', null, opened);
    await move(2, 'operational', 'post_operational', 'arrest', `2025-1${n % 3}-1${n}`);
  }
}, 180_000);
afterAll(() => house?.close());

describe.skipIf(!browserPath)(`What it may still take, in a browser (${noBrowser})`, () => {
  test('a commander has the office estimated, reads what leaves each phase, and opens the ranges of one case', async () => {
    const visitor = await house.open(commander, '/briefs/estimates');
    const { page } = visitor;
    await heading(page, 'Briefs').waitFor();
    await page.getByText(/Nothing has been estimated yet|How many strands leave each phase/).waitFor();
    await page.getByRole('button', { name: 'Estimate anew' }).click();
    await page.getByText('10 strands were estimated').waitFor({ timeout: 120_000 });
    await page.getByRole('heading', { name: 'How many strands leave each phase' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(8);
    await looksRight(page);
    await page.goto(`${house.url}/cases/${one.id}/estimates`);
    await page.getByText('Too early to name a day').first().waitFor();
    await page.getByText(/Half of strands like this leave the operational phase by/).waitFor();
    expect(await page.getByRole('img', { name: /Twenty equally likely days/ }).count()).toBe(2);
    await page.getByRole('img', { name: /Money trail. Operational since/ }).waitFor();
    await page.getByRole('img', { name: /arrests and charges: 0 until now; by/ }).waitFor();
    await page
      .getByText(/of 10 parts of the spread, chance the rest/)
      .first()
      .waitFor();
    await looksRight(page);
    quiet(visitor);
    await visitor.context.close();
  }, 240_000);

  test('a commander sets a rate and the money of a year, writes an order down, and reads what a case may still cost', async () => {
    const visitor = await house.open(commander, '/briefs/budgets');
    const { page } = visitor;
    await page.getByText('No rate is set yet').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Set a rate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Role$/ }).click();
    await page.getByRole('option', { name: 'Detective' }).click();
    await dialog.getByLabel('From', { exact: true }).fill('2025-01-01');
    await dialog.getByLabel('An hour').fill('62.50');
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByRole('cell', { name: '$62.50' }).waitFor();
    await page.getByRole('button', { name: 'Set money of a year' }).click();
    await dialog.getByRole('button', { name: /Source$/ }).click();
    await page.getByRole('option', { name: 'Task force grant' }).click();
    await dialog.getByLabel('Amount').fill('250000');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByRole('cell', { name: '$250,000' }).waitFor();
    await looksRight(page);

    await page.goto(`${house.url}/cases/${one.id}/estimates`);
    await page.getByRole('button', { name: 'Write an order down' }).click();
    await dialog.getByRole('button', { name: /Kind$/ }).click();
    await page.getByRole('option', { name: 'Travel' }).click();
    await dialog.getByLabel('Amount').fill('900');
    await dialog.getByLabel('Falls due on').fill('2027-01-15');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByText('Travel: $900.00').waitFor();

    await page.goto(`${house.url}/briefs/estimates`);
    await page.getByRole('button', { name: 'Estimate anew' }).click();
    await page.getByRole('heading', { name: 'Money of the office' }).waitFor({ timeout: 120_000 });
    await page.getByText(/Plan with \$[\d,]+ and hold/).waitFor();
    await looksRight(page);
    await page.goto(`${house.url}/cases/${one.id}/estimates`);
    await page.getByText(/\$0 is spent\. Half of the runs cost \$[\d,]+ more/).waitFor();
    await page.getByRole('cell', { name: '$900' }).first().waitFor();
    await looksRight(page);
    quiet(visitor);
    await visitor.context.close();
  }, 240_000);

  test('a range says on which planned day it rests, and who works the case writes a guess down once', async () => {
    const today = dayOf(new Date());
    const two = await arrangeCase(house, commander, {
      title: 'Harbor laundry',
      openedOn: addDays(today, -90),
    });
    const since = addDays(today, -3);
    const strandId = await arrangeStrand(house, two.id, 'Defendant 1', {
      phase: 'post_operational',
      since,
      opened: since,
    });
    const trial = { caseId: two.id, strandId, kind: 'trial', plannedFor: addDays(today, 80) };
    expect((await house.call(commander, 'courtDates.add', trial)).status).toBe(200);
    expect((await house.call(commander, 'estimates.compute', {})).status).toBe(200);
    const visitor = await house.open(commander, `/cases/${two.id}/estimates`);
    const { page } = visitor;
    await page.getByText(/Rests on the trial planned for/).waitFor({ timeout: 120_000 });
    await page.getByText(/How such days hold here is not known yet/).waitFor();
    await page.getByRole('button', { name: 'Write down your guess' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('1 in 10 like it leave by').fill(addDays(today, 60));
    await dialog.getByLabel('Half leave by').fill(addDays(today, 30));
    await dialog.getByLabel('9 in 10 leave by').fill(addDays(today, 400));
    await dialog.getByRole('button', { name: 'Keep it for good' }).click();
    await dialog.getByText('Name three days in their order: 1 in 10, half, 9 in 10.').first().waitFor();
    await dialog.getByLabel('Half leave by').fill(addDays(today, 130));
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Keep it for good' }).click();
    await page.getByText(/Guess of the people on the case/).waitFor();
    await looksRight(page);
    quiet(visitor);
    await visitor.context.close();
  }, 240_000);
});
