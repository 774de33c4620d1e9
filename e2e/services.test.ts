import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDisclosure } from '../provider/record/disclosing.ts';
import type { Person } from '../provider/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openProviderBrowserHouse, type ProviderBrowserHouse } from './provider-house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath
  ? 'needs, plans, notes and the own record in a browser'
  : `needs, plans, notes and the own record (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: ProviderBrowserHouse;
  let june: Person;
  let clientId: string;
  const today = new Date().toISOString().slice(0, 10);
  const ask = async (who: Person, procedure: string, input: unknown) => {
    const answer = await house.call(who, procedure, input);
    expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  };
  beforeAll(async () => {
    house = await openProviderBrowserHouse();
    june = await house.person('June Okafor', ['community_advocate']);
    ({ id: clientId } = await ask(june, 'clients.takeIn', {
      alias: 'Marigold',
      intakeOn: today,
      language: 'es',
    }));
    await house.as(june, 'write', (work) =>
      writeDisclosure(house.server.house, work, {
        clientId,
        kind: 'referral',
        recipientKind: 'legal_services',
        recipient: 'Harbor Legal Aid (invented)',
        fields: ['needs', 'language'],
        basis: 'client_asked',
      }),
    );
  }, 240_000);
  afterAll(() => house.close());

  test('an advocate goes through all needs with the keyboard and writes a service down', async () => {
    const come = await house.open(june, `/clients/${clientId}?tab=needs`);
    const { page } = come;
    await page.getByText('No needs yet').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Go through all needs' }).click();
    const food = page.getByRole('combobox', { name: 'Food', exact: true });
    await food.focus();
    await page.keyboard.type('Unmet: No');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Wanted');
    await page.getByRole('combobox', { name: 'Tattoo removal' }).selectOption('not_wanted');
    await looksRight(page);
    await page.getByRole('button', { name: 'Keep 3 changes' }).click();
    await page.getByText('Unmet · No capacity').waitFor();
    expect(await page.getByText('Clothing').count()).toBeGreaterThan(0);

    const quick = page.getByRole('form', { name: 'Write a service down' });
    await quick.getByRole('button', { name: /Service/ }).click();
    await page.getByRole('option', { name: 'Transport', exact: true }).click();
    await quick.getByLabel('How much').fill('40');
    await quick.getByRole('button', { name: 'Write down' }).click();
    await page.getByText('40 minutes').first().waitFor();
    await page.getByRole('button', { name: /^Correct: Transport/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct a service' });
    await dialog.getByLabel('How much').fill('45');
    await dialog.getByLabel('Why it is corrected, sealed').fill('The way back was longer.');
    await looksRight(page);
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByText('Corrected: The way back was longer.').waitFor();
    await page.getByText('40 minutes').first().waitFor();
    await page.getByText('Transport: 1 time · 45 minutes').waitFor();
    await looksRight(page);
    expect(page.url()).not.toContain('ransport');
    quiet(come);
  });

  test('the safety plan, a goal in the words of the client and a note are written, and each is opened by a press', async () => {
    const come = await house.open(june, `/clients/${clientId}?tab=plans`);
    const { page } = come;
    await page.getByRole('button', { name: 'Open the safety plan' }).click();
    await page.getByRole('button', { name: 'Begin a safety plan' }).click();
    await page.getByLabel('Signals agreed on').fill('A blue lamp in the window');
    await page.getByRole('button', { name: 'Add somebody to call' }).click();
    await page.getByLabel('Number or way').fill('555-0131');
    await looksRight(page);
    await page.getByRole('button', { name: 'Keep as a new version' }).click();
    await page.getByText('A blue lamp in the window').waitFor();
    await page.getByRole('button', { name: 'Add a goal' }).click();
    await page.getByLabel('In the client’s own words').fill('A door I can lock');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('“A door I can lock”').waitFor();
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByLabel('What is to be done').fill('Ask for the list of rooms');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Done: Ask for the list of rooms' }).click();
    await page.getByText('Done', { exact: true }).first().waitFor();
    await looksRight(page);

    await page.getByRole('tab', { name: 'Notes' }).click();
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('She slept well.');
    await page.getByRole('button', { name: 'Keep, sealed' }).click();
    await page.getByRole('button', { name: 'Open the notes' }).click();
    await page.getByText('She slept well.').waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('the copy for the client is printed in their language, and their words stay beside the entry', async () => {
    const come = await house.open(june, `/clients/${clientId}?tab=own`);
    const { page } = come;
    await page.getByText('Harbor Legal Aid (invented)').waitFor();
    await page.getByRole('button', { name: 'Add a statement' }).click();
    await page.getByLabel('In the client’s own words').fill('Nobody asked me about food');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Nobody asked me about food').waitFor();
    await looksRight(page);
    expect(await page.getByRole('radio', { name: 'Español' }).isChecked()).toBe(true);
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Print', exact: true }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('papeles.pdf');
    const path = (await download.path())!;
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    quiet(come);
  });

  test('a supervisor reads in Spanish, on a phone, what could not be met across clients', async () => {
    const helen = await house.person('Helen Marsh', ['advocate_supervisor']);
    const come = await house.open(helen, '/needs', { language: 'es', width: 390 });
    await heading(come.page, 'Necesidades de todas las personas').waitFor();
    await come.page.getByText('No hay capacidad').first().waitFor();
    await looksRight(come.page);
    quiet(come);
  });

  test('the records officer finds no way to notes or plans, and the address alone leads to neither', async () => {
    const miriam = await house.person('Miriam Katz', ['provider_records_officer']);
    const come = await house.open(miriam, `/clients/${clientId}?tab=notes`);
    await heading(come.page, 'Marigold').waitFor();
    await come.page.getByRole('tab', { name: 'Client’s copy' }).waitFor();
    expect(await come.page.getByRole('tab', { name: 'Notes' }).count()).toBe(0);
    expect(await come.page.getByRole('tab', { name: 'Plans' }).count()).toBe(0);
    expect(await come.page.getByText('She slept well.').count()).toBe(0);
    quiet(come);
  });
});
