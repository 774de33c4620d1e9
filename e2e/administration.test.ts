import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type Authenticator, type BrowserHouse, type Visitor } from './house.ts';
import { connectAndEnter, fill, forgetCodes, heading, looksRight, quiet } from './steps.ts';

const PASSWORD = 'four gulls over the harbor';
let house: BrowserHouse;
beforeAll(async () => {
  if (browserPath) house = await openBrowserHouse();
}, 180_000);
afterAll(() => house?.close());

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function act(page: Page, name: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

async function chooseAgency(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Agency/ })
    .last()
    .click();
  await page.getByRole('option', { name: 'Riverton Police' }).click();
}

/** Proves who one is in the dialog that a sensitive step opens. */
async function stepUp(page: Page, app: Authenticator): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByLabel('6-digit code').fill(await app.code());
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** A person joins with a code in a browser of their own. */
async function join(code: string): Promise<{ joined: Visitor; app: Authenticator }> {
  const joined = await house.visitor();
  const { page } = joined;
  await page.goto(house.url);
  await page.getByRole('button', { name: 'I have an invitation' }).click();
  await page.getByLabel('Invitation code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await fill(page, { 'New password': PASSWORD, 'Repeat the password': PASSWORD });
  await page.getByRole('button', { name: 'Continue' }).click();
  const { app } = await connectAndEnter(page);
  return { joined, app };
}

describe.skipIf(!browserPath)(browserPath ? 'the administration' : noBrowser, { timeout: 180_000 }, () => {
  let admin: Person;
  let desk: Visitor;
  let app: Authenticator;

  beforeAll(async () => {
    if (!browserPath) return;
    await house.agency('Riverton Police');
    const first = await house.person('Ida First', ['account_administrator']);
    const made = await house.call(first, 'identity.invite', {
      displayName: 'Amara Okafor',
      email: 'amara@example.org',
      agencyId: first.agencyId,
      roles: ['account_administrator'],
    });
    ({ joined: desk, app } = await join(made.body.invitation));
    admin = { ...first, id: made.body.accountId };
    await desk.page.goto(`${house.url}/administration`);
    await heading(desk.page, 'Accounts').waitFor();
  }, 180_000);

  const noProof = () =>
    house.owner.query('update kit.sessions set stepped_up_at = null where account_id = $1', [admin.id]);

  test('an agency is added with a kind from the closed list', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: 'Agencies' }).click();
    await heading(page, 'Agencies').waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Add an agency' }).click();
    await fill(page, { Name: 'State Labor Office', 'Short name': 'Labor' });
    await page.getByRole('dialog').getByRole('button', { name: 'Add an agency' }).click();
    await page.getByRole('alert').getByText('Fill this in.').waitFor();
    await page.getByRole('button', { name: /^Kind|Choose/ }).click();
    await page.getByRole('option', { name: 'Labor inspection' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add an agency' }).click();
    await row(page, 'State Labor Office').getByText('Labor inspection').waitFor();
    quiet(desk);
  });

  let detective: Visitor;
  test('a commander and a detective are invited; each joins in a browser of their own and sees their areas', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: 'Accounts' }).click();
    await heading(page, 'Accounts').waitFor();
    await looksRight(page);
    const people = [
      { name: 'Luis Ferrer', email: 'luis@example.org', role: /^Commander/ },
      { name: 'Renata Calloway', email: 'renata@example.org', role: /^Investigator/ },
    ];
    for (const { name, email, role } of people) {
      await page.getByRole('button', { name: 'Invite a person' }).click();
      await fill(page, { Name: name, 'Work email': email });
      await page
        .getByRole('button', { name: /Agency/ })
        .last()
        .click();
      await page.getByRole('option', { name: 'Riverton Police' }).click();
      await page.getByRole('checkbox', { name: role }).check({ force: true });
      if (name === 'Luis Ferrer') await looksRight(page);
      await page.getByRole('button', { name: 'Make the invitation' }).click();
      const dialog = page.getByRole('dialog', { name: 'Invitation code' });
      const code = (await dialog.locator('code').textContent()) ?? '';
      expect(code).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
      if (name === 'Luis Ferrer') await looksRight(page);
      await dialog.getByRole('button', { name: 'Done' }).click();
      await row(page, name).getByText('Invited').waitFor();
      const { joined } = await join(code);
      expect(await joined.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
      await joined.page.goto(`${house.url}/administration`);
      await heading(joined.page, 'Accounts').waitFor({ state: 'detached' });
      await joined.page.getByText('There is nothing here').waitFor();
      quiet(joined);
      if (name === 'Renata Calloway') detective = joined;
      else await joined.context.close();
    }
    await page.reload();
    await row(page, 'Renata Calloway').getByText('Active').waitFor();
    quiet(desk);
  });

  test('changing roles asks for both factors; a wrong code is told, and the change is then made', async () => {
    const { page } = desk;
    await noProof();
    await act(page, 'Renata Calloway', 'Change roles');
    await page.getByRole('checkbox', { name: /^Analyst/ }).check({ force: true });
    await page.getByRole('button', { name: 'Save the roles' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.waitFor();
    await looksRight(page);
    await dialog.getByLabel('Password').fill(PASSWORD);
    await dialog.getByLabel('6-digit code').fill('000000');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByRole('alert').getByText('Check the password and the code').waitFor();
    await forgetCodes(house, 'amara@example.org');
    await stepUp(page, app);
    await row(page, 'Renata Calloway').getByText('Analyst').waitFor();
    quiet(desk);
  });

  test('roles that somebody else changed meanwhile are shown beside one’s own; nothing is overwritten unseen', async () => {
    const { page } = desk;
    await act(page, 'Renata Calloway', 'Change roles');
    await page.getByRole('checkbox', { name: /^Auditor/ }).check({ force: true });
    const other = await house.person('Otto Other', ['account_administrator']);
    const { rows } = await house.owner.query(
      `select id, version from kit.accounts where email = 'renata@example.org'`,
    );
    const changed = { accountId: rows[0].id, version: rows[0].version, roles: ['prosecutor'] };
    expect((await house.call(other, 'identity.changeRoles', changed)).status).toBe(200);
    await page.getByRole('button', { name: 'Save the roles' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed the roles' });
    await dialog.getByText('Prosecutor').waitFor();
    await looksRight(page);
    await dialog.getByText('What was saved meanwhile').click();
    await dialog.getByRole('button', { name: 'Save the chosen values' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row(page, 'Renata Calloway').getByText('Prosecutor').waitFor();
    expect(await row(page, 'Renata Calloway').textContent()).not.toContain('Auditor');
    quiet(desk);
  });

  test('a half-filled form survives the idle lock; the lock opens with the password', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await fill(page, { Name: 'Mei Tran', 'Work email': 'mei at example' });
    await chooseAgency(page);
    await page.getByRole('checkbox', { name: /^Analyst/ }).check({ force: true });
    await house.owner.query(
      `update kit.sessions set last_seen_at = now() - interval '16 minutes' where account_id = $1`,
      [admin.id],
    );
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    const lock = page.getByRole('dialog', { name: 'Locked' });
    await lock.waitFor();
    await looksRight(page);
    await lock.getByLabel('Password').fill('not this one at all');
    await lock.getByRole('button', { name: 'Unlock' }).click();
    await lock.getByRole('alert').waitFor();
    await lock.getByLabel('Password').fill(PASSWORD);
    await lock.getByRole('button', { name: 'Unlock' }).click();
    await lock.waitFor({ state: 'detached' });
    await page.getByRole('alert').getByText('Use an e-mail address.').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Mei Tran');
    await page.reload();
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await expect.poll(() => page.getByLabel('Work email').inputValue()).toBe('mei at example');
    await page.keyboard.press('Escape');
    quiet(desk);
  });

  test('a person is disabled at once, even when the list is old, and is signed out everywhere', async () => {
    const { page } = desk;
    await house.owner.query(`update kit.accounts set language = 'es' where email = 'renata@example.org'`);
    await act(page, 'Renata Calloway', 'Disable now');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable now' }).click();
    await row(page, 'Renata Calloway').getByText('Disabled').waitFor();
    await detective.page.reload();
    await heading(detective.page, 'Sign in').waitFor();
    await act(page, 'Renata Calloway', 'Enable again');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Enable again' }).click();
    await row(page, 'Renata Calloway').getByText('Active').waitFor();
    await detective.page.reload();
    await heading(detective.page, 'Sign in').waitFor();
    quiet(desk);
  });

  test('the list is narrowed by words that stay out of the address and by facets that stand in it', async () => {
    const { page } = desk;
    await page.getByRole('searchbox', { name: 'Name, email or agency' }).fill('ferrer');
    await row(page, 'Renata Calloway').waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(2);
    expect(page.url()).not.toContain('ferrer');
    await page.getByRole('searchbox', { name: 'Name, email or agency' }).fill('');
    await page.getByRole('button', { name: 'State' }).first().click();
    await page.getByRole('option', { name: 'Disabled' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Nobody fits').waitFor();
    expect(page.url()).toContain('status=suspended');
    await looksRight(page);
  });

  test('the notice that people agree to is changed and read before the next sign-in', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: 'Settings' }).click();
    await heading(page, 'Settings').waitFor();
    await looksRight(page);
    await fill(page, { 'Name of the task force': 'Tri-County Task Force' });
    await page.getByLabel(/^Notice before sign-in/).fill('For members of the task force alone.');
    await page.getByRole('button', { name: 'Save the settings' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.getByRole('banner').or(page.getByText('Tri-County Task Force')).first().waitFor();
    const reader = await house.visitor();
    await reader.page.goto(house.url);
    await reader.page.getByText('For members of the task force alone.').waitFor();
    await reader.context.close();
    quiet(desk);
  });

  test('the clocks of the work with victims are set where the law of a state sets them, and the areas of stand-by', async () => {
    const { page } = desk;
    await page.getByRole('tab', { name: 'Work with victims' }).click();
    await heading(page, 'Work with victims').waitFor();
    await page.getByLabel(/^State of the task force/).fill('fl');
    await page.getByRole('button', { name: 'Add a state' }).click();
    await page.getByRole('button', { name: 'Save the clocks' }).click();
    await page.getByRole('alert').getByText('Give two letters, each state once.').waitFor();
    await page.getByRole('textbox', { name: 'State', exact: true }).fill('fl');
    await page.getByLabel('Report within').fill('12');
    await page.getByLabel(/^Safe harbor/).fill('A child is not charged; services first.');
    await looksRight(page);
    await page.getByRole('button', { name: 'Save the clocks' }).click();
    await page.getByText('The clocks are saved.').waitFor();
    const set = await house.owner.query(`select value from kit.settings where key = 'victim_protocol'`);
    expect(set.rows[0].value).toMatchObject({ state: 'FL', states: { FL: { childReportHours: 12 } } });
    await page.getByRole('tab', { name: 'Stand-by' }).click();
    await page.getByRole('textbox', { name: /^Areas/ }).fill('North County\nRiver County');
    await looksRight(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('It holds from now on.').waitFor();
    quiet(desk);
  });

  test('a token for a program is shown once and ended; the other browser is signed out from here', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: /You and your settings/ }).click();
    await page.getByRole('menuitem', { name: 'My account' }).click();
    await heading(page, 'My account').waitFor();
    await looksRight(page);
    await noProof();
    await forgetCodes(house, 'amara@example.org');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('What it is for').fill('nightly figures');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a token' }).click();
    await stepUp(page, app);
    const token = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    const me = () => house.call(null, 'identity.me', {}, { authorization: `Bearer ${token}` });
    expect((await me()).body.account.displayName).toBe('Amara Okafor');
    await looksRight(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'End: nightly figures' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the token' }).click();
    await page.getByText('No program works in your name').waitFor();
    expect((await me()).status).toBe(401);
    quiet(desk);
  });
});
