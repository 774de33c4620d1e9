import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../taskforce/cases/arranging.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, pick, quiet } from './steps.ts';

const name = browserPath ? 'deconfliction in a browser' : `deconfliction (skipped: ${noBrowser})`;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: BrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
  }, 300_000);
  afterAll(() => house.close());

  test('a detective checks a phone by keyboard, is told whom to call, and both settle it', async () => {
    const cole = await house.person('Cole County', ['investigator'], 'County Sheriff');
    const hana = await house.person('Hana Harbor', ['investigator'], 'Harbor Police');
    const held = await house.call(cole, 'deconfliction.enterTarget', {
      type: 'phone',
      value: '312-555-0142',
      scope: null,
      phone: '555-0104',
    });
    expect(held.status).toBe(200);
    const come = await house.open(hana, '/deconfliction');
    const { page } = come;
    await page.getByText('No conflict', { exact: true }).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Check a target' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Number with area code').fill('911');
    await page.keyboard.press('Enter');
    await dialog.getByText('Leave this one out').first().waitFor();
    await looksRight(page);
    await dialog.getByLabel('Number with area code').fill('(312) 555-0142');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Cole County, County Sheriff' }).waitFor();
    await page.getByText('555-0104').waitFor();
    await page.getByText('Same target: Phone').waitFor();
    expect(await page.content()).not.toContain('555-0142');
    await looksRight(page);
    const theirs = (await house.call(cole, 'deconfliction.mine')).body.conflicts[0];
    await house.call(cole, 'deconfliction.answer', {
      id: theirs.id,
      entryId: theirs.entryId,
      answer: 'agreed',
    });
    await page.getByRole('button', { name: 'Say how it was solved' }).click();
    await page.getByText('Agreed: both go on').click();
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Say how it was solved' }).click();
    await page.getByText('Settled: Agreed').waitFor();
    quiet(come);
  });

  test('an identifier is entered under a strand on the page of its case, its contact is changed, and it is withdrawn', async () => {
    const dora = await house.person('Dora Detective', ['investigator']);
    await house.person('Lena Lieutenant', ['investigator']);
    const found = await arrangeCase(house, dora, { title: 'Harvest crew', members: [dora] });
    const strandId = await arrangeStrand(house, found.id, 'Crew leader');
    const come = await house.open(dora, `/cases/${found.id}?open=${strandId}`);
    const { page } = come;
    const card = page.getByRole('region', { name: 'Identifiers in the comparison' });
    await card.getByText('None yet').waitFor();
    await card.getByRole('button', { name: 'Check a target' }).click();
    const dialog = page.getByRole('dialog', { name: 'Check a target' });
    await dialog.getByLabel('Number with area code').fill('(312) 555-0166');
    await dialog.getByRole('button', { name: 'Check a target' }).click();
    await card.getByText('Others are told to call Dora Detective').waitFor();
    await looksRight(page);
    await card.getByRole('button', { name: 'Change whom to call' }).click();
    await pick(
      page.getByRole('combobox', { name: 'Officer whom the other side calls' }),
      'Lena',
      page.getByRole('option', { name: /Lena Lieutenant/ }),
    );
    await page.getByLabel('Number to call').fill('555-0106');
    await looksRight(page);
    await page
      .getByRole('dialog', { name: 'Change whom to call' })
      .getByRole('button', { name: 'Change whom to call' })
      .click();
    await card.getByText('Others are told to call Lena Lieutenant, 555-0106').waitFor();
    await card.getByRole('button', { name: 'Withdraw' }).click();
    await card.getByText('Over', { exact: true }).waitFor();
    quiet(come);
  });

  test('an event is entered, meets another, is handed off; the log and the coordinator see what they may', async () => {
    const dana = await house.person('Dana Deputy', ['investigator'], 'County Sheriff');
    const cora = await house.person('Cora Chief', ['commander', 'account_administrator'], 'Harbor Police');
    await house.call(dana, 'deconfliction.enterEvent', {
      activity: 'controlled_buy',
      from: inHours(1),
      until: inHours(60),
      place: 'Blue depot',
      lat: 41.5,
      lon: -87.6,
      phone: '555-0105',
    });
    const come = await house.open(cora, '/deconfliction?do=event');
    const { page } = come;
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Place', { exact: true }).fill('Across the tracks');
    await dialog.getByLabel('Latitude, longitude').fill('somewhere');
    await dialog.getByRole('button', { name: 'Enter an event' }).click();
    await dialog.getByText('Give two numbers').first().waitFor();
    await looksRight(page);
    await dialog.getByLabel('Latitude, longitude').fill(`41°30'03.6"N 87°36'00.4"W`);
    await dialog.getByText('Understood: 41.501, -87.600111').waitFor();
    await dialog.getByRole('button', { name: 'Enter an event' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Dana Deputy, County Sheriff' }).waitFor();
    await page.getByText('Same place, times overlap').waitFor();
    await page.getByRole('button', { name: 'Write down the answer' }).click();
    await page.getByRole('dialog').getByLabel('Reference number').fill('RS-11');
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Write down the answer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Log of checks' }).click();
    await heading(page, 'Log of checks').waitFor();
    await page.getByText('Hit', { exact: true }).first().waitFor();
    await looksRight(page);
    await page.goto(`${house.url}/deconfliction/coordination`);
    await page.getByText('Nothing waits').waitFor();
    await page.getByText(/^Dana Deputy, County Sheriff/).waitFor();
    expect(await page.content()).not.toContain('Blue depot');
    await looksRight(page);
    await page.goto(`${house.url}/administration/deconfliction`);
    await page.getByLabel('Surveillance: meters').waitFor();
    await looksRight(page);
    quiet(come);
  });
});
