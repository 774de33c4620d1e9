import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand, type Arranged } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';
import { pick } from './steps.ts';

let house: BrowserHouse;
let commander: Person;
let detective: Person;
let one: Arranged;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  commander = await house.person('Cleo Commander', ['commander']);
  detective = await house.person('Dana Detective', ['investigator']);
  one = await arrangeCase(house, detective, { title: 'Riverside businesses' });
  const target = await arrangeStrand(house, one.id, 'Target A', { description: 'Runs the two shops.' });
  await arrangeStrand(house, one.id, 'Money trail', { kind: 'financial', phase: 'operational' });
  const { rows } = await house.owner.query(
    `insert into taskforce.activities (case_id, strand_id, kind, title, happened_on) values ($1, $2, 'record_check', 'Plate check of the van', '2026-02-01') returning id`,
    [one.id, target],
  );
  await house.owner.query(
    `insert into taskforce.work_entries (activity_id, case_id, account_id, day, minutes) values ($1, $2, $3, '2026-02-01', 150)`,
    [rows[0].id, one.id, detective.id],
  );
  await house.owner.query(
    `insert into taskforce.notes (case_id, kind, body, handling, created_by) values ($1, 'investigative', 'The accountant pays two crews.', '{part_23}', $2)`,
    [one.id, detective.id],
  );
  const other = await arrangeCase(house, detective, { title: 'Harbor canteen' });
  await arrangeStrand(house, other.id, 'Canteen');
}, 180_000);
afterAll(() => house?.close());

const shots = process.env['CONCERT_SHOTS'];

/** Light and dark, desk, wide and phone: nothing that axe finds, no sideways scroll, no complaint of the browser. */
async function looksRight({ page, complaints, strangers }: Visitor, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390, 2200]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await painted(page);
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

/** After a change of colours or size the page is drawn twice before it is looked at. */
const painted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))), 400),
      ),
  );

async function open(person: Person, path: string): Promise<Visitor> {
  const visitor = await house.open(person, path);
  return visitor;
}

describe.skipIf(!browserPath)(
  browserPath ? 'the chain of command in a browser' : noBrowser,
  { timeout: 180_000 },
  () => {
    test('a detective asks for a decision and the commander, who finds it waiting, decides it with the reason', async () => {
      const asking = await open(detective, `/cases/${one.id}`);
      await asking.page.getByRole('tab', { name: 'Decisions' }).click();
      await asking.page.getByRole('button', { name: 'Ask for a decision' }).click();
      await asking.page.getByLabel('Question').fill('Arrest Target A now, or wait for the bank?');
      await pick(
        asking.page.getByRole('combobox', { name: 'Person' }),
        'Cleo',
        asking.page.getByRole('option', { name: /Cleo Commander/ }),
      );
      await looksRight(asking, 'decision-ask');
      await asking.page.getByRole('button', { name: 'Ask', exact: true }).click();
      await asking.page.getByRole('heading', { name: /Arrest Target A now/ }).waitFor();
      await asking.context.close();
      const deciding = await open(commander, '/agenda/decisions');
      await deciding.page.getByRole('heading', { name: /Arrest Target A now/ }).waitFor();
      await looksRight(deciding, 'decisions-waiting');
      await deciding.page.getByRole('button', { name: 'Decide' }).click();
      await deciding.page.getByLabel('Decision', { exact: true }).fill('Wait ten days for the bank.');
      await deciding.page.getByLabel('Why').fill('too short');
      await deciding.page.getByRole('button', { name: 'Save the decision' }).click();
      await deciding.page.getByRole('alert').first().waitFor();
      await deciding.page.getByLabel('Why').fill('The records will name the owner of both shops.');
      await deciding.page.getByRole('button', { name: 'Save the decision' }).click();
      await deciding.page.getByText('Nothing waits for a decision').waitFor();
      await deciding.context.close();
    });

    test('decisions, briefs and lineage are parts of the case page: same header, arrow keys, and the back button', async () => {
      const visitor = await open(detective, `/cases/${one.id}/decisions`);
      const { page } = visitor;
      const part = (name: string) => page.getByRole('tab', { name, selected: true });
      await part('Decisions').waitFor();
      const header = page.getByRole('heading', { level: 1 });
      const title = await header.textContent();
      await part('Decisions').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await part('Briefs').waitFor();
      await page.getByRole('button', { name: 'Make a brief' }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/cases/${one.id}/briefs`);
      expect(await header.textContent()).toBe(title);
      await looksRight(visitor, 'case-briefs');
      await page.getByRole('tab', { name: 'Lineage' }).click();
      await page.getByRole('link', { name: 'Spin off a case' }).waitFor();
      await page.goBack();
      await part('Briefs').waitFor();
      await page.goBack();
      await part('Decisions').waitFor();
      await page.getByRole('button', { name: 'Ask for a decision' }).waitFor();
      expect(await header.textContent()).toBe(title);
      await page.getByRole('button', { name: 'Log activity' }).waitFor();
      await visitor.context.close();
    });

    test('a brief is previewed, frozen, read by the commander, printed, and checked by the hash on it', async () => {
      const making = await open(detective, `/cases/${one.id}`);
      await making.page.getByRole('tab', { name: 'Briefs' }).click();
      await making.page.getByRole('button', { name: 'Make a brief' }).click();
      await making.page.getByText('Record check: Plate check of the van').waitFor();
      await making.page.getByRole('button', { name: 'Add a risk' }).click();
      await making.page.getByLabel('Risk 1').fill('One witness leaves in December.');
      await looksRight(making, 'brief-make');
      await making.page.getByRole('button', { name: 'Freeze the brief' }).click();
      await making.page.getByText('Unaltered: the content has its hash').waitFor();
      await looksRight(making, 'brief');
      const address = new URL(making.page.url()).pathname;
      const download = new Promise<Download>((resolve) => {
        making.page.on('download', resolve);
        making.context.on('page', (tab) => tab.on('download', resolve));
      });
      await making.page.getByRole('button', { name: 'PDF' }).click();
      expect((await download).suggestedFilename()).toBe(`brief-${one.number}-v1.pdf`);
      await making.context.close();
      const reading = await open(commander, address);
      await reading.page.getByText('One witness leaves in December.').waitFor();
      const hash = await reading.page.getByText(/^[0-9a-f]{64}$/).textContent();
      await reading.page.goto(`${house.url}/briefs/check`);
      await reading.page.getByLabel('Hash').fill(hash!.replace(/(.{16})/g, '$1 '));
      await reading.page.getByRole('button', { name: 'Check' }).click();
      await reading.page.getByText(/Version 1, made by Dana Detective/).waitFor();
      await looksRight(reading, 'brief-check');
      expect(new URL(reading.page.url()).href, 'nothing typed stands in the address').not.toContain(
        hash!.slice(0, 8),
      );
      await reading.context.close();
    });

    test('the portfolio shows where all open work stands and makes a brief of it', async () => {
      const visitor = await open(commander, '/briefs');
      await visitor.page.getByText('Riverside businesses').waitFor();
      await looksRight(visitor, 'portfolio');
      await visitor.page.getByRole('link', { name: 'Make a brief' }).click();
      await visitor.page.getByRole('button', { name: 'Show the preview' }).click();
      await visitor.page.getByText('Maker and command').waitFor();
      await looksRight(visitor, 'portfolio-brief');
      await visitor.page.getByRole('button', { name: 'Freeze the brief' }).click();
      await visitor.page.getByRole('heading', { name: 'Portfolio brief', level: 1 }).waitFor();
      await visitor.page.getByText('Unaltered: the content has its hash').waitFor();
      await visitor.context.close();
    });

    test('a meeting is prepared, minuted and closed', async () => {
      const visitor = await open(detective, '/agenda');
      const { page } = visitor;
      await page.getByRole('button', { name: 'Prepare a meeting' }).click();
      await looksRight(visitor, 'agenda-prepare');
      await page.getByRole('button', { name: 'Make the agenda' }).click();
      await page.getByRole('heading', { name: new RegExp(one.number) }).waitFor();
      await page.getByRole('button', { name: 'Take minutes' }).first().click();
      await page.getByLabel('What came of it').fill('Ask the bank again.');
      await page.getByRole('button', { name: 'Add a task' }).click();
      await page.getByLabel('Task 1').fill('Call the bank');
      await looksRight(visitor, 'meeting');
      await page.getByRole('button', { name: 'Save the minutes' }).click();
      await page.getByText('Task: Call the bank').waitFor();
      await page.getByRole('button', { name: 'Close the minutes' }).click();
      await page.getByRole('button', { name: 'Close for good' }).click();
      await page.getByText('Held').waitFor();
      expect(await page.getByRole('button', { name: 'Take minutes' }).count()).toBe(0);
      await visitor.context.close();
    });

    test('a spin-off takes along the chosen note with the authority its label asks for, and shows where it came from', async () => {
      const visitor = await open(detective, `/cases/${one.id}/spin-off`);
      const { page } = visitor;
      await page.getByLabel('Working title').fill('Second crew');
      await page.getByRole('button', { name: /Type/ }).click();
      await page.getByRole('option', { name: 'Labor trafficking', exact: true }).click();
      await page
        .getByLabel('Why a case of its own begins')
        .fill('The money leads to a second crew in the next county.');
      await page.getByText('The accountant pays two crews.').first().click();
      await page.getByRole('button', { name: 'Add a strand' }).click();
      await page.getByLabel('Strand 1').fill('Second crew');
      await looksRight(visitor, 'spin-off');
      await page.getByRole('button', { name: 'Open the new case' }).click();
      await page.getByRole('alert').first().waitFor();
      await page.locator('input[name="authorities.part_23"]').fill('Control official, memo 14');
      await page.getByRole('button', { name: 'Open the new case' }).click();
      await page.getByRole('tab', { name: 'Lineage', selected: true }).waitFor();
      await page.getByText(/memo 14/).waitFor();
      await looksRight(visitor, 'lineage');
      expect(await page.getByRole('link', { name: /Riverside businesses/ }).count()).toBe(1);
      await visitor.context.close();
    });
  },
);
