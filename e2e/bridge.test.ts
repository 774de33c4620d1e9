import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';
import { openProviderBrowserHouse, type ProviderBrowserHouse } from './provider-house.ts';
import { fill, heading, looksRight, quiet } from './steps.ts';

const name = browserPath ? 'two administrators and the bridge' : `the bridge (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let taskforce: BrowserHouse;
  let provider: ProviderBrowserHouse;
  let ada: Visitor;
  let pia: Visitor;
  let taskforceAt = '';

  beforeAll(async () => {
    [taskforce, provider] = await Promise.all([openBrowserHouse(), openProviderBrowserHouse()]);
    taskforceAt = `http://127.0.0.1:${(taskforce.server.app.server.address() as AddressInfo).port}`;
    const [here, there] = await Promise.all([
      taskforce.person('Ada Admin', ['account_administrator']),
      provider.person('Pia Admin', ['provider_administrator']),
    ]);
    ada = await taskforce.open(here, '/administration/bridge');
    pia = await provider.open(there, '/administration');
  }, 240_000);
  afterAll(async () => {
    await taskforce?.close();
    await provider?.close();
  });

  const groups = async (page: Page, label: string) =>
    (await page.getByLabel(label).locator('span').allTextContents()).join(' ');
  const button = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true });

  test('whoever is paired with nobody reads in three sentences what the bridge is, and how it is opened', async () => {
    await heading(ada.page, 'Bridge').waitFor();
    await ada.page.getByText('Not paired with anybody yet').waitFor();
    await looksRight(ada.page);
    await pia.page.getByRole('tab', { name: 'Bridge' }).click();
    await heading(pia.page, 'Bridge').waitFor();
    await pia.page.getByText('Harbor House').first().waitFor();
    await looksRight(pia.page);
  });

  test('an address that nobody may call is refused at its field', async () => {
    const { page } = pia;
    await button(page, 'Change the address').click();
    await page.getByRole('textbox', { name: /^Address/ }).fill('http://concert.example');
    await button(page, 'Save the address').click();
    await page
      .getByText(/Enter an address that begins with https/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  let code = '';
  test('one makes a code: large, in groups of four, with its time running out and the word not to send it', async () => {
    const { page } = ada;
    await button(page, 'Make a code').click();
    await page.getByRole('dialog').getByText('Call the administrator').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Read it, do not send it').waitFor();
    code = await groups(page, 'Code, shown only now');
    expect(code).toMatch(/^([A-Z2-9]{4} ){4}[A-Z2-9]{4}$/);
    await page.getByText(/^1[45]:\d\d left, until /).waitFor();
    await looksRight(page);
    expect(page.url()).not.toContain(code.slice(0, 4));
    expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
  });

  test('a code that was misheard is refused with what to do; the right one makes the pair, and the other screen says so', async () => {
    const { page } = pia;
    await button(page, 'Enter a code').click();
    await fill(page, { 'Address of the other installation': taskforceAt, Code: 'AAAA BBBB' });
    await button(page, 'Pair').click();
    await page
      .getByText(/Check the code letter by letter/)
      .first()
      .waitFor();
    await looksRight(page);
    await fill(page, { Code: code.toLowerCase() });
    await button(page, 'Pair').click();
    await page.getByText('Read this number to the administrator of').waitFor();
    await ada.page.getByText('Harbor House has entered the code').waitFor();
    expect(await ada.page.getByText(code.slice(0, 4)).count()).toBe(0);
    await button(ada.page, 'To the number').click();
  });

  test('both see the same number; each confirms it, and the bridge is open', async () => {
    const [here, there] = await Promise.all(
      [ada, pia].map(({ page }) => groups(page, 'Number to compare aloud')),
    );
    expect(here).toMatch(/^(\d{5} ){4}\d{5}$/);
    expect(there).toBe(here);
    await looksRight(pia.page);
    await button(ada.page, 'The numbers are the same').click();
    await ada.page.getByText('Waiting for the other side to confirm').waitFor();
    await button(pia.page, 'The numbers are the same').click();
    await pia.page.getByText('Open', { exact: true }).waitFor({ timeout: 60_000 });
    await ada.page.getByText('Open', { exact: true }).waitFor({ timeout: 60_000 });
    await looksRight(ada.page);
  });

  test('a change of key goes over and is counted; what knocked wrongly is told with what to do', async () => {
    const { page } = pia;
    await button(page, 'Change the key').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Change the key' }).click();
    await page.getByRole('cell', { name: 'Change of key' }).waitFor({ timeout: 60_000 });
    await page.getByRole('cell', { name: 'sent' }).waitFor();
    await fetch(`${taskforceAt}/bridge/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await ada.page.reload();
    await ada.page.getByText('Refused knocks of strangers').waitFor();
    await ada.page.getByText('A call that is none').waitFor();
    await ada.page.getByRole('cell', { name: 'received' }).waitFor();
    await looksRight(ada.page);
  });

  test('nobody else of either wing sees the bridge’s page', async () => {
    const commander = await taskforce.open(
      await taskforce.person('Cora Commander', ['commander']),
      '/administration/bridge',
    );
    await commander.page.getByText('There is nothing here').first().waitFor();
    quiet(commander);
    await commander.context.close();
    const nora = await provider.open(
      await provider.person('Nora Admin', ['provider_administrator'], 'North Shelter'),
      '/administration/bridge',
      { language: 'es', width: 390, theme: 'dark' },
    );
    await nora.page.getByText('Todavía sin pareja').waitFor();
    await nora.page.getByText('North Shelter').first().waitFor();
    await looksRight(nora.page);
    quiet(nora);
    await nora.context.close();
  });

  test('ending a pair says what it means, and leaves it in the record', async () => {
    const { page } = ada;
    await button(page, 'End the pair').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('It is never opened again').waitFor();
    await looksRight(page);
    await dialog.getByRole('button', { name: 'End the pair' }).click();
    await page.getByText('Not paired with anybody yet').waitFor();
    await page.getByText('Ended pairs').waitFor();
    await looksRight(page);
    quiet(ada);
    quiet(pia);
  });
});
