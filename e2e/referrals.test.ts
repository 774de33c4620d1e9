import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { provider as unpaired } from '../taskforce/referrals/testing.ts';
import { until } from '../test/paired.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openPairedBrowserHouses, type PairedBrowserHouses } from './paired-house.ts';
import { heading, looksRight, quiet, pick } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const name = browserPath
  ? 'a referral in two browsers'
  : `a referral in two browsers (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 300_000 }, () => {
  let houses: PairedBrowserHouses;
  beforeAll(async () => {
    houses = await openPairedBrowserHouses();
  }, 300_000);
  afterAll(() => houses?.close());

  const enter = (wing: 'taskforce' | 'provider', secret: string, path: string) =>
    houses.enter(wing, secret, path);
  const shoot = async (page: Page, shot: string) => {
    await looksRight(page);
    if (!shots) return;
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 390]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${shots}/${shot}-${colorScheme}-${width}.png`, fullPage: true });
      }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
  };

  test('a detective writes a referral, asks a provider, and sees it accepted; the provider takes the person in', async () => {
    const { taskforce, provider } = houses;
    const june = await provider.person('June Okafor', ['community_advocate']);
    const ines = await taskforce.person('Ines Vega', ['investigator']);
    const { id: caseId } = await arrangeCase(taskforce, ines, { members: [ines], title: 'Salt Lane' });
    await unpaired(taskforce, 'Night line', ['legal']);
    for (let n = 0; n < 105; n += 1) await arrangeCase(taskforce, ines, { openedOn: '2026-02-10' });
    const here = await enter('taskforce', ines.secret, `/referrals/new`);
    const { page } = here;
    await heading(page, 'Write a referral').waitFor();
    await pick(
      page.getByRole('combobox', { name: 'Case' }),
      'salt',
      page.getByRole('option', { name: /Salt Lane/ }),
    );
    await page.goto(`${new URL(page.url()).origin}/referrals/new?case=${caseId}`);
    await expect.poll(() => page.getByRole('combobox', { name: 'Case' }).inputValue()).toContain('Salt Lane');
    await page.getByLabel('Wants to be called').fill('Juniper');
    await page.getByText('Adult', { exact: true }).click();
    await page.getByText('Shelter', { exact: true }).click();
    await page.getByLabel('How to reach the person').fill('Through the duty officer, 555-0142');
    await page.getByLabel('The person agreed on').fill('2026-03-02');
    await page.getByLabel('Why no rule applies').fill('The protocol has no rule for this county yet.');
    await shoot(page, 'tf-new');
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await heading(page, 'Juniper').waitFor();
    await page.getByRole('button', { name: 'Choose a provider' }).click();
    await page.getByRole('dialog').getByText('Harbor House', { exact: true }).first().click();
    await page.getByRole('dialog').getByText('To its installation').waitFor();
    await shoot(page, 'tf-choose');
    await page.getByRole('dialog').getByRole('button', { name: 'Offer', exact: true }).click();
    await page.getByText('Asked by Ines Vega', { exact: false }).waitFor();
    await shoot(page, 'tf-referral');

    const offerId = await until(
      async () => (await provider.owner.query('select id from provider.offers')).rows[0]?.id as string,
    );
    const there = await enter('provider', june.secret, '/referrals');
    await there.page.getByText('Juniper').first().waitFor();
    await shoot(there.page, 'vsp-inbox');
    await there.page.goto(`${new URL(there.page.url()).origin}/referrals/${offerId}`);
    await there.page.getByRole('button', { name: 'Accept' }).click();
    await there.page.getByRole('button', { name: 'Take in as a new client' }).click();
    await there.page.getByRole('button', { name: 'Take the link back' }).waitFor();
    await shoot(there.page, 'vsp-offer');
    const { rows } = await provider.owner.query('select client_id from provider.offer_clients');
    await there.page.goto(`${new URL(there.page.url()).origin}/clients/${rows[0].client_id}?tab=referrals`);
    await there.page.getByText('Nothing was asked of others').waitFor();
    await there.page.getByRole('button', { name: 'Write a referral onward' }).click();
    await there.page.getByLabel('Whom you ask').fill('City legal aid');
    await there.page.getByRole('dialog').getByText('Legal help', { exact: true }).click();
    await there.page.getByLabel('Answer by').fill('2027-03-02T09:30');
    await there.page.getByRole('dialog').getByRole('button', { name: 'Write a referral onward' }).click();
    await there.page.getByText('City legal aid').waitFor();
    await shoot(there.page, 'vsp-onward');

    await until(
      async () =>
        (await taskforce.owner.query(`select 1 from taskforce.referrals where state = 'accepted'`)).rows[0],
    );
    await page.goto(`${new URL(page.url()).origin}/referrals`);
    await page.getByText('Accepted').first().waitFor();
    await shoot(page, 'tf-desk');
    await page.getByRole('button', { name: 'As a board' }).click();
    const card = page.getByRole('region', { name: 'Accepted' }).getByRole('link', { name: /Juniper/ });
    await card.waitFor();
    await shoot(page, 'tf-board');
    const words = { caseId, alias: 'Sage', needs: ['shelter'] };
    const { body: second } = await taskforce.call(ines, 'referrals.draft', words);
    await page.reload();
    await card.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Sage');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Juniper');
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('checkbox', { name: `Select ${second.number}` }).check({ force: true });
    await page.getByRole('button', { name: 'Withdraw 1 referral' }).click();
    await page.getByRole('alertdialog').getByText(second.number).waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw 1 referral' }).click();
    await page.getByText('1 referral is withdrawn.').waitFor();
    await page.getByText('Withdrawn', { exact: true }).first().waitFor();
    await page.goto(`${new URL(page.url()).origin}/cases/${caseId}/referrals`);
    await page.getByText('Juniper').first().waitFor();
    await page.goto(`${new URL(page.url()).origin}/referrals/rules`);
    await page.getByText('The protocol says nothing of referrals yet').waitFor();
    await shoot(page, 'tf-rules');
    quiet(here);
    quiet(there);
  });

  test('a provider without an installation answers by a one-time link on a phone, without script', async () => {
    const { taskforce } = houses;
    const ana = await taskforce.person('Ana Ruiz', ['investigator']);
    const { id: caseId } = await arrangeCase(taskforce, ana, { members: [ana], title: 'Mill Road' });
    const providerId = await unpaired(taskforce, 'Guest house');
    const asked = async (procedure: string, input: object) =>
      (await taskforce.call(ana, procedure, input)).body;
    const words = {
      caseId,
      alias: 'Sorrel',
      needs: ['shelter'],
      agreedOn: '2026-03-02',
      outsideRule: 'No rule of the protocol speaks of this.',
    };
    const { id } = await asked('referrals.draft', words);
    const { offerId } = await asked('referrals.offer', { id, version: 1, providerId, way: 'link' });
    const { path } = await asked('referrals.link', { offerId });
    const url = `http://localhost:${new URL(houses.addresses.taskforce).port}`;
    const context = await houses.browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(url + path);
    expect(await page.content()).not.toContain('Sorrel');
    await page.getByRole('button', { name: 'Open the offer here' }).click();
    await page.getByText('Sorrel').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/guest-open.png`, fullPage: true });
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('The task force is told.', { exact: false }).waitFor();
    await page.goto(url + path);
    await page.getByText('This link shows nothing.').waitFor();
    await context.close();
    expect((await asked('referrals.read', { id })).state).toBe('accepted');
  });

  test('the pages of a one-time link look right on a desk and on a phone, and tell the time of the task force', async () => {
    const { taskforce } = houses;
    const ana = await taskforce.person('Ana Ruiz', ['investigator']);
    await taskforce.owner.query(
      `insert into kit.settings (key, value) values ('time_zone', '"America/Chicago"')
       on conflict (key) do update set value = excluded.value`,
    );
    const { id: caseId } = await arrangeCase(taskforce, ana, { members: [ana], title: 'Mill Road' });
    const providerId = await unpaired(taskforce, 'Lodge');
    const asked = async (procedure: string, input: object) =>
      (await taskforce.call(ana, procedure, input)).body;
    const words = { caseId, alias: 'Fennel', needs: ['shelter'], agreedOn: '2026-03-02' };
    const { id } = await asked('referrals.draft', {
      ...words,
      outsideRule: 'No rule of the protocol speaks of this.',
    });
    const { offerId } = await asked('referrals.offer', { id, version: 1, providerId, way: 'link' });
    const { path } = await asked('referrals.link', { offerId });
    const context = await houses.browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`http://localhost:${new URL(houses.addresses.taskforce).port}/offer`);
    await shoot(page, 'guest-code');
    await page.goto(`http://localhost:${new URL(houses.addresses.taskforce).port}${path}`);
    await shoot(page, 'guest-fresh');
    await page.getByRole('button', { name: 'Open the offer here' }).click();
    await page.getByText(/Central (Standard|Daylight) Time/).waitFor();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Choose why you decline.').waitFor();
    await shoot(page, 'guest-open');
    await context.close();
  });
});
