import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath ? 'planning operations in a browser' : `planning operations (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: BrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
  }, 300_000);
  afterAll(() => house.close());

  test('an inspection is planned from its template on the page of its case, part by part, and found in the list', async () => {
    const dana = await house.person('Dana Detective', ['investigator']);
    const found = await arrangeCase(house, dana, { title: 'Harvest crew', members: [dana] });
    const come = await house.open(dana, `/cases/${found.id}/operations`);
    const { page } = come;
    await page.getByText('No operation', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Plan an operation' }).click();
    await heading(page, 'Plan an operation').waitFor();
    await looksRight(page);
    await page.getByText('Together with labor inspectors').click();
    await page.getByLabel('Title').fill('Packing shed');
    await page.getByRole('button', { name: /Type of trafficking$/ }).click();
    await page.getByRole('option', { name: 'Labor trafficking', exact: true }).click();
    await page.getByRole('button', { name: 'Open the plan' }).click();
    await heading(page, 'Packing shed').waitFor();
    await page.getByText('Revision 1').waitFor();
    await page.getByRole('rowheader', { name: 'Payroll and records' }).waitFor();
    await looksRight(page);
    const part = (title: string) => page.getByRole('region', { name: title, exact: true });
    const dialog = page.getByRole('dialog');

    await part('Places').getByRole('button', { name: 'Add a place' }).click();
    await dialog.getByLabel('Name').fill('Shed');
    await dialog.getByLabel('Address').fill('12 Mill Road');
    await dialog.getByLabel('Latitude, longitude').fill('https://maps.example/@41.501111,-87.600278,17z');
    await dialog.getByText('Understood: 41.501111, -87.600278').waitFor();
    await dialog.getByRole('button', { name: 'Add a place' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await part('Places').getByText('41.501111, -87.600278').waitFor();
    await part('Places').getByRole('button', { name: 'Add a place' }).click();
    await dialog.getByRole('button', { name: /Where/ }).click();
    await page.getByRole('option', { name: 'Interviews' }).click();
    await dialog.getByLabel('Name').fill('Talks');
    await dialog.getByLabel('Address').fill('12 mill road');
    await dialog.getByRole('button', { name: 'Add a place' }).click();
    await dialog.getByText('Choose a place away from the scene').first().waitFor();
    await looksRight(page);
    await dialog.getByLabel('Address').fill('3 Library Square');
    await dialog.getByRole('button', { name: 'Add a place' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await part('Places').getByText('3 Library Square').waitFor();

    await part('What it is to achieve').getByRole('button', { name: 'Change' }).click();
    await dialog.getByText('Adults, foreign nationals').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await part('Authorities and relief').getByText('Continued presence').waitFor();
    await page.getByText('Revision 4').waitFor();

    await part('Authorities').getByRole('button', { name: 'Add an authority' }).click();
    await dialog.getByRole('button', { name: /Kind/ }).click();
    await page.getByRole('option', { name: 'Search warrant' }).click();
    await dialog.getByLabel('Number').fill('26-118');
    await dialog.getByLabel('Covers').fill('The whole shed');
    await dialog.getByRole('button', { name: 'Add an authority' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await part('Authorities').getByRole('button', { name: 'Papers: Search warrant 26-118' }).click();
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'Warrant.txt', mimeType: 'text/plain', buffer: Buffer.from('Search warrant') });
    await dialog.getByRole('button', { name: 'Warrant.txt', exact: true }).waitFor();
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await part('Authorities').getByRole('button', { name: 'Warrant.txt' }).waitFor();
    await page
      .getByRole('navigation', { name: 'Parts of this plan' })
      .getByRole('link', { name: 'Budget' })
      .click();
    await part('What this kind yielded here')
      .getByRole('link', { name: /Compare/ })
      .waitFor();
    await looksRight(page);

    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await heading(page, 'Operations').waitFor();
    await page.getByRole('link', { name: 'Packing shed' }).waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('two people change the same part; the later one sees both versions and keeps one', async () => {
    const dora = await house.person('Dora Detective', ['investigator']);
    const opened = await house.call(dora, 'operations.open', {
      title: 'Motel watch',
      kind: 'surveillance',
      type: 'sex',
    });
    expect(opened.status).toBe(200);
    const { id } = opened.body;
    const come = await house.open(dora, `/operations/${id}`, { width: 390, height: 844, theme: 'dark' });
    const { page } = come;
    await page
      .getByRole('region', { name: 'Written parts' })
      .getByRole('button', { name: 'Change: Communications' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is planned').fill('Channel 4');
    const plan = (await house.call(dora, 'operations.get', { id })).body;
    const { version, kind, ...rest } = plan.sections.find((one: any) => one.kind === 'comms');
    const faster = await house.call(dora, 'operations.savePart', {
      operationId: id,
      part: 'section',
      id: rest.id,
      version,
      value: { kind, text: 'Channel 7', choice: null },
    });
    expect(faster.status).toBe(200);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Channel 7').first().waitFor();
    await looksRight(page);
    quiet(come);
  });
});
