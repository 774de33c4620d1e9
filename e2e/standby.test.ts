import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../taskforce/cases/arranging.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { openProviderBrowserHouse, type ProviderBrowserHouse } from './provider-house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath
  ? 'directory and stand-by in a browser'
  : `directory and stand-by (skipped: ${noBrowser})`;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: BrowserHouse;
  let provider: ProviderBrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
    provider = await openProviderBrowserHouse();
  }, 300_000);
  afterAll(async () => {
    await provider.close();
    await house.close();
  });

  test('a provider is written down with its service and its numbers, and found by need', async () => {
    const dana = await house.person('Dana Directory', ['commander']);
    const come = await house.open(dana, '/providers');
    const { page } = come;
    await page.getByText('No provider fits').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Write a provider down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Casa Abierta');
    await dialog.getByLabel('Number on duty').fill('555-0177');
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Casa Abierta' }).first().click();
    await heading(page, 'Casa Abierta').waitFor();
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.getByRole('dialog').getByLabel('Name of the service').fill('Night beds');
    await page.getByRole('dialog').getByText('Shelter', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Night beds' }).waitFor();
    await page.getByRole('button', { name: 'Write numbers down' }).click();
    await page.getByLabel('Beds for women').fill('4');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Beds for women').waitFor();
    await looksRight(page);
    await page.goto(`${house.url}/providers?need=shelter`);
    await page.getByText('4 free beds').waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('a notice is composed, seen field by field as it leaves, sent, and what was said on the phone is written down', async () => {
    const cora = await house.person('Cora Commander', ['commander', 'account_administrator']);
    const found = await arrangeCase(house, cora, { title: 'Harvest crew' });
    await arrangeStrand(house, found.id, 'Crew leader R.');
    const come = await house.open(cora, '/administration/stand-by');
    const { page } = come;
    await page.getByRole('textbox', { name: 'Areas' }).waitFor();
    await looksRight(page);
    await house.owner.query(
      `insert into kit.settings (key, value) values ('standby', '{"areas": ["Riverton county"], "fuller": true}')
       on conflict (key) do update set value = excluded.value`,
    );
    await page.goto(`${house.url}/cases/${found.id}`);
    await page.getByRole('button', { name: 'More' }).first().click();
    // The list of areas comes late: a press that came before it is not lost.
    let press = () => {};
    const pressed = new Promise<void>((done) => (press = done));
    await page.route(/standby\/settings$/, (route) => pressed.then(() => route.continue()));
    await page.getByRole('menuitem', { name: 'Make a stand-by notice' }).click();
    await heading(page, 'Make a stand-by notice').waitFor();
    await page.getByRole('button', { name: /Area$/ }).click();
    await page.getByText('Loading…').waitFor();
    press();
    await page.getByRole('option', { name: 'Riverton county' }).click();
    await page.unroute(/standby\/settings$/);
    await page.getByLabel('Number', { exact: true }).fill('555-0142');
    await page.getByText('Casa Abierta').click();
    await looksRight(page);
    await page.getByRole('button', { name: 'Show what leaves' }).click();
    await page.getByRole('cell', { name: '"Riverton county"' }).waitFor();
    expect(await page.getByText('Harvest crew').count()).toBe(0);
    await looksRight(page);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('To be told').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Write down what was said' }).click();
    await page.getByRole('dialog').getByText('They gave numbers').click();
    await page.getByRole('dialog').getByLabel('Beds for any adult').fill('3');
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Answered with numbers').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('Withdrawn', { exact: true }).first().waitFor();
    await page.goto(`${house.url}/stand-by?state=withdrawn`);
    await page.getByText('Riverton county').first().waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('at the provider a notice is acknowledged in one press and answered with numbers', async () => {
    const avi = await provider.person('Avi Advocate', ['community_advocate'], 'Harbor House');
    const pair = await pairOf(provider, avi.agencyId);
    const come = await provider.open(avi, '/stand-by');
    const { page } = come;
    await page.getByText('No notice holds now').waitFor();
    await looksRight(page);
    await provider.owner.query(`select provider.receive_standby($1, $2)`, [
      pair,
      JSON.stringify(announced()),
    ]);
    await page.reload();
    await page.getByText('Riverton county').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'We have seen this' }).click();
    await page.getByText('Acknowledged', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Answer with numbers' }).click();
    await page.getByRole('dialog').getByLabel('Beds for women').fill('2');
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Send the numbers' }).click();
    await page.getByRole('heading', { name: 'Your answer' }).waitFor();
    await looksRight(page);
    await page.getByRole('link', { name: 'Stand-by notice' }).click();
    await heading(page, 'Stand-by notice').waitFor();
    const { rows } = await provider.owner.query(
      `select kind from bridge.outbox where pair_id = $1 order by place`,
      [pair],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['standby.acknowledged', 'standby.capacity']);
    quiet(come);
  });

  test('a service is written down, its fields are seen as they leave, published and taken back', async () => {
    const lena = await provider.person('Lena Lead', ['advocate_supervisor'], 'North Shelter');
    const come = await provider.open(lena, '/directory');
    const { page } = come;
    await page.getByText('No services yet').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Add a service' }).click();
    await page.getByRole('dialog').getByLabel('Name of the service').fill('Day center');
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Day center' }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('cell', { name: '"Day center"' }).waitFor();
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Shown to task forces').waitFor();
    await page.getByRole('button', { name: 'Say how much room there is' }).click();
    await page.getByRole('dialog').getByLabel('Beds for minors').fill('1');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep and send' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Beds for minors').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Not shown').waitFor();
    quiet(come);
  });

  const announced = () => ({
    notice: crypto.randomUUID(),
    edition: 1,
    area: 'Riverton county',
    windowFrom: inHours(20),
    windowUntil: inHours(32),
    people: '2-5',
    minors: 'not_known',
    genders: ['women'],
    languages: ['es'],
    needs: ['shelter', 'interpreter'],
    contactName: 'Dana Detective',
    contactPhone: '555-0142',
    validUntil: inHours(44),
  });
});

/** An open pair with a task force that never answers: enough for what one side shows. */
async function pairOf(house: ProviderBrowserHouse, organisation: string): Promise<string> {
  const end = await house.owner.query(
    `insert into bridge.ends (wing, owner_id) values ('provider', $1) returning id`,
    [organisation],
  );
  await house.owner.query(
    `insert into bridge.own_keys (key_id, end_id, public_key) values ('0123456789abcdef', $1, 'AA==')`,
    [end.rows[0].id],
  );
  const { rows } = await house.owner.query(
    `insert into bridge.pairs (end_id, peer, peer_name, fingerprint, own_key_id, state)
     values ($1, gen_random_uuid(), 'Riverton task force', '1', '0123456789abcdef', 'open') returning id`,
    [end.rows[0].id],
  );
  return rows[0].id;
}
