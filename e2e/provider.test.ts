import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, noBrowser } from './browser.ts';
import { openProviderBrowserHouse, type ProviderBrowserHouse } from './provider-house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath ? "the provider's wing in a browser" : `the provider's wing (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 180_000 }, () => {
  let house: ProviderBrowserHouse;
  beforeAll(async () => {
    house = await openProviderBrowserHouse();
  }, 240_000);
  afterAll(() => house.close());

  test('every page says whose records these are, and looks right in light and dark, wide and narrow', async () => {
    const june = await house.person('June Okafor', ['community_advocate']);
    const come = await house.open(june, '/');
    const { page } = come;
    await heading(page, 'Welcome').waitFor();
    expect(await page.getByText('not visible to the task force').count()).toBeGreaterThan(0);
    expect(await page.locator('html').getAttribute('data-wing')).toBe('provider');
    await looksRight(page);
    quiet(come);
  });

  test('a minor is taken in by alias alone, the details are sealed and opened, and all of it works without a release', async () => {
    const rosa = await house.person('Rosa Delgado', ['community_advocate']);
    const come = await house.open(rosa, '/clients');
    const { page } = come;
    await page.getByRole('link', { name: 'Take a client in' }).first().click();
    await heading(page, 'Take a client in').waitFor();
    await page.getByLabel('Alias').fill('Bluebell');
    await page.getByRole('button', { name: /Age/ }).click();
    await page.getByRole('option', { name: 'May be under 18' }).click();
    await page.getByText('May be', { exact: true }).click();
    await page.getByText('Taking in starts the 24 hours').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Take in', exact: true }).click();
    await heading(page, 'Bluebell').waitFor();
    await page.getByText('Notice to HHS').first().waitFor();
    await looksRight(page);

    await page.getByRole('tab', { name: 'Sealed details' }).click();
    await page.getByRole('button', { name: 'Open the details' }).click();
    await page.getByRole('button', { name: 'Change: How to reach the person safely' }).click();
    await page.getByRole('button', { name: 'Add a contact' }).click();
    await page.getByLabel('Number, address or person').fill('555-0142');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('555-0142').waitFor();
    await looksRight(page);
    expect(page.url()).not.toContain('555');

    await page.getByRole('tab', { name: 'Conversations' }).click();
    await page.getByRole('button', { name: 'Conversation', exact: true }).click();
    await page
      .getByRole('radiogroup', { name: 'Do you need a place to sleep?' })
      .getByText('Yes', { exact: true })
      .click();
    await page.getByRole('button', { name: 'Keep, sealed' }).click();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('A place to stay').waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();

    await page.getByRole('tab', { name: 'Record' }).click();
    await page.getByText('Who opened this record').waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('what two colleagues changed at once stands side by side, and nothing is written over unseen', async () => {
    const june = await house.person('June Ortiz', ['community_advocate']);
    const today = new Date().toISOString().slice(0, 10);
    const taken = await house.call(june, 'clients.takeIn', { alias: 'Clover', intakeOn: today });
    const come = await house.open(june, `/clients/${taken.body.id}`);
    const { page } = come;
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Alias').fill('Clover Two');
    const other = { id: taken.body.id, version: 1, alias: 'Clover Three' };
    expect((await house.call(june, 'clients.change', other)).status).toBe(200);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Clover Three').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Save the chosen values' }).click();
    await heading(page, 'Clover Two').waitFor();
    quiet(come);
  });

  test('in Spanish the list speaks Spanish, and a colleague of another organisation sees nobody in it', async () => {
    const bea = await house.person('Beatriz Nunes', ['community_advocate'], 'Other House');
    const come = await house.open(bea, '/clients', { language: 'es', width: 390 });
    await heading(come.page, 'Personas atendidas').waitFor();
    await come.page.getByText('No hay nadie').waitFor();
    await looksRight(come.page);
    quiet(come);
  });

  test('the account administrator finds no way to clients', async () => {
    const agnes = await house.person('Agnes Whitlock', ['provider_administrator']);
    const come = await house.open(agnes, '/clients');
    await come.page.getByText('There is nothing here').first().waitFor();
    expect(await come.page.getByRole('link', { name: 'Clients' }).count()).toBe(0);
    expect(await come.page.getByText('Bluebell').count()).toBe(0);
    await come.page.getByRole('link', { name: 'Administration' }).click();
    await come.page.getByRole('tab', { name: 'Stand-by' }).click();
    await come.page.getByLabel('Kept after the end').fill('6');
    await looksRight(come.page);
    await come.page.getByRole('button', { name: 'Save', exact: true }).click();
    await come.page.getByText('It holds from now on').waitFor();
    expect((await house.call(agnes, 'standby.settings', {})).body).toEqual({ keptHours: 6 });
    const { page } = come;
    await page.getByRole('tab', { name: 'Organizations' }).click();
    await page.getByLabel('Name of the organization').fill('Juniper Street');
    await page.getByLabel('Short name').fill('Juniper');
    await page.getByLabel('Name of its first administrator').fill('Linda Cho');
    await page.getByLabel('Work email of the administrator').fill('linda@juniper.example.org');
    await looksRight(page);
    await page.getByRole('button', { name: 'Open an organization' }).click();
    await page.getByText('Give this code to Linda Cho yourself').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await page.getByLabel('Name of the organization').inputValue()).toBe('');
    quiet(come);
  });
});
