import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runningOperation, type RunningOperation } from '../taskforce/operations/testing-board.ts';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';
import { network, phoneOnBoard, type Network } from './network.ts';
import { looksRight, quiet } from './steps.ts';

describe.skipIf(browserPath === undefined)(browserPath === undefined ? noBrowser : 'the live board', () => {
  let house: BrowserHouse;
  let commander: Person;
  let medic: Person;
  let operation: RunningOperation;
  let net: Network;
  let phoneUrl: string;

  beforeAll(async () => {
    house = await openBrowserHouse();
    const agency = await house.agency('Riverton Police');
    commander = await house.person('Cora Commander', ['commander']);
    medic = await house.person('Mia Medic', ['victim_specialist']);
    const lead = await house.person('Sol Scene', ['labor_inspector']);
    operation = await runningOperation(house.owner, agency, { accounts: [lead.id, medic.id] });
    net = network(Number(new URL(house.url).port));
    phoneUrl = `http://localhost:${await net.listen()}`;
  }, 300_000);
  afterAll(async () => {
    net?.close();
    await house?.close();
  });

  const live = () => `/operations/${operation.id}/board/live`;
  const press = (one: Visitor, name: string) => one.page.getByRole('button', { name, exact: true }).click();
  const logOf = (one: Visitor) => one.page.getByRole('list', { name: 'Log' });
  const kept = async () =>
    (
      await house.owner.query(
        'select kind from taskforce.operation_entries where operation_id = $1 order by at, id',
        [operation.id],
      )
    ).rows.map(({ kind }) => kind);

  test(
    'two people on one board see each other; the phone writes on without a network, through a reload, and nothing is lost',
    { timeout: 240_000 },
    async () => {
      const desk = await house.open(commander, live());
      await desk.page.getByText('Live', { exact: true }).waitFor();
      const field = await phoneOnBoard(house, phoneUrl, medic, operation.id);
      await press(field, 'In place');
      await logOf(desk).getByText('In place: Mia Medic').waitFor();
      await press(desk, 'Begin: Entry');
      await logOf(field).getByText('Stage began: Entry').waitFor();

      await press(field, 'Victims met');
      await field.page.getByRole('button', { name: 'More: Women' }).click({ clickCount: 2 });
      await field.page.getByRole('button', { name: 'More: Girls' }).click();
      await press(field, 'Write down');
      await logOf(desk).getByText('Victims met: 2 women, 1 girl').waitFor();
      await press(field, 'Arrest');
      await press(field, 'Take back');
      await logOf(desk).getByText('Taken back').waitFor();

      // Ready to open without a network: the worker of this one page is there and has put the page away.
      await field.page.waitForFunction(async (name) => {
        const cache = await caches.open(name);
        return (await cache.keys()).some(({ url }) => url.includes('away-page'));
      }, `concert ${live()}`);
      net.cut();
      await field.page.getByText('No connection', { exact: true }).waitFor();
      await press(field, 'Medical help');
      await press(field, 'Children looked after');
      await field.page.getByText('2 entries wait on this device').waitFor();
      const stored = await field.page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open('concert-board');
            opening.onsuccess = () => {
              const all = opening.result.transaction('waiting').objectStore('waiting').getAll();
              all.onsuccess = () => resolve(JSON.stringify(all.result));
            };
          }),
      );
      expect(JSON.parse(stored)).toHaveLength(2);
      expect(stored).not.toMatch(/medical|children|kind/);

      await field.page.reload();
      await field.page
        .getByText('There is no connection. What you write is sealed', { exact: false })
        .waitFor();
      await field.page.getByText('2 entries wait on this device').waitFor();
      await press(field, 'Evidence secured');
      await field.page.getByText('3 entries wait on this device').waitFor();
      expect(await field.page.getByText('Victims met: 2 women').count(), 'nothing of the log is kept').toBe(
        0,
      );

      net.restore();
      await logOf(desk).getByText('Evidence secured: 1').waitFor({ timeout: 60_000 });
      await logOf(field).getByText('Evidence secured: 1').waitFor({ timeout: 60_000 });
      await expect
        .poll(async () => field.page.getByText('wait on this device').count(), { timeout: 30_000 })
        .toBe(0);
      expect(await kept()).toEqual([
        'in_place',
        'stage_began',
        'victims_met',
        'arrests',
        'taken_back',
        'medical',
        'children',
        'evidence_secured',
      ]);
      await looksRight(field.page);
      await desk.page.goto(`${house.url}/boards`);
      await desk.page.getByText('You are on no roster now').waitFor();
      await field.page.goto(`${phoneUrl}/boards`);
      await field.page.getByRole('link', { name: 'Night market' }).click();
      await field.page.getByText('Live', { exact: true }).waitFor();
      expect(field.strangers).toEqual([]);

      // Danger by key, also on a page that has no bar: it names the operation, and stands in the log of everybody.
      await desk.page.goto(house.url + live());
      await desk.page.getByText('Live', { exact: true }).waitFor();
      await desk.page.keyboard.press('Shift+D');
      const raise = desk.page.getByRole('dialog', { name: 'Somebody is in danger now' });
      await raise.getByText('It is raised on the operation you are looking at.').waitFor();
      await raise.getByRole('button', { name: 'Alert the command' }).click();
      await logOf(field).getByText('Danger', { exact: true }).waitFor();
      await field.page.getByText('Somebody is in danger, and nobody answers for it yet').waitFor();
      await looksRight(field.page);

      // The commander ends it on the board: a clean log is left, and the way to the review.
      await press(desk, 'End the operation');
      await desk.page
        .getByRole('alertdialog')
        .getByRole('button', { name: 'End the operation', exact: true })
        .click();
      await desk.page.getByRole('link', { name: 'To the review' }).waitFor();
      expect(await logOf(desk).getByText('Taken back').count()).toBe(0);
      await desk.page.getByText('Show what was taken back').click();
      await logOf(desk).getByText('Taken back').waitFor();
      await looksRight(desk.page);
      quiet(desk);

      // At the end the phone lets go of all it kept for this page.
      await field.page.getByText('Over, review owed').waitFor();
      await expect
        .poll(() => field.page.evaluate((name) => caches.has(name), `concert ${live()}`), { timeout: 30_000 })
        .toBe(false);
    },
  );
});
