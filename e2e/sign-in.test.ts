import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type Authenticator, type BrowserHouse, type Visitor } from './house.ts';
import { connectAndEnter, fill, forgetCodes, heading, looksRight, quiet } from './steps.ts';

const PASSWORD = 'four gulls over the harbor';
let house: BrowserHouse;
beforeAll(async () => {
  if (browserPath) house = await openBrowserHouse();
}, 180_000);
afterAll(() => house?.close());

const laterCodes = (email: string) => forgetCodes(house, email);

describe.skipIf(!browserPath)(
  browserPath ? 'signing in to the real server' : noBrowser,
  { timeout: 180_000 },
  () => {
    let owner: Visitor;
    let ownerApp: Authenticator;
    let ownerCodes: string[];

    test('the first person sets up the installation with the printed code and an authenticator', async () => {
      owner = await house.visitor();
      const { page } = owner;
      await page.goto(house.url);
      await heading(page, 'Set up Concert').waitFor();
      await looksRight(page);
      const values = {
        'Set-up code': 'WRONG-CODE',
        'Name of the task force': 'Tri-County Task Force',
        'Your agency': 'Riverton Sheriff',
        'Short name': 'Sheriff',
        'Your name': 'Alex Okafor',
        'Work email': 'alex@example.org',
        'New password': PASSWORD,
        'Repeat the password': PASSWORD,
      };
      await fill(page, values);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await looksRight(page);
      await page.getByLabel('Code from the app').fill('000000');
      await page.getByRole('button', { name: 'Connect' }).click();
      await page.getByRole('button', { name: /Enter the set-up code that the program printed/ }).waitFor();
      await page.getByLabel('Set-up code').fill(house.server.setUpCode.toLowerCase());
      await page.getByRole('button', { name: 'Continue' }).click();
      const { app, codes } = await connectAndEnter(page);
      ownerApp = app;
      ownerCodes = codes;
      expect(codes).toHaveLength(10);
      expect(new Set(codes).size).toBe(10);
      await looksRight(page);
      quiet(owner);
    });

    test('signing out ends the session; the old cookie opens nothing', async () => {
      const { page, context } = owner;
      const before = await context.cookies();
      await page.getByRole('button', { name: /You and your settings/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await heading(page, 'Sign in').waitFor();
      expect(await context.cookies()).toEqual([]);
      await context.addCookies(before);
      await page.reload();
      await heading(page, 'Sign in').waitFor();
      await looksRight(page);
    });

    test('a wrong code is told at its field, typing elsewhere is left alone, and a right one opens the named page', async () => {
      const { page } = owner;
      await fill(page, { 'Work email': 'alex@example.org', Password: PASSWORD, '6-digit code': '000000' });
      await page.getByText('I have read this and agree').click();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: /Check the name, the password and the six digits/ }).waitFor();
      await looksRight(page);
      const password = page.getByLabel('Password', { exact: true });
      await password.click();
      await page.keyboard.type('more');
      expect(await password.inputValue()).toBe(`${PASSWORD}more`);
      await password.fill(PASSWORD);
      await laterCodes('alex@example.org');
      await page.getByLabel('6-digit code').fill(await ownerApp.code());
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('navigation', { name: 'Areas' }).waitFor();
      quiet(owner);
    });

    test('a recovery code signs in once, with the keyboard alone', async () => {
      const visitor = await house.visitor();
      const { page } = visitor;
      await page.goto(house.url);
      await heading(page, 'Sign in').waitFor();
      const until = async (label: string) => {
        for (let i = 0; i < 30; i += 1) {
          const name = await page.evaluate(() => {
            const at = document.activeElement as HTMLInputElement | null;
            return at?.labels?.[0]?.textContent || at?.getAttribute('aria-label') || at?.textContent || '';
          });
          if (name.startsWith(label)) return;
          await page.keyboard.press('Tab');
        }
        throw new Error(`Tab never reached “${label}”.`);
      };
      await until('Work email');
      await page.keyboard.type('alex@example.org');
      await until('Password');
      await page.keyboard.type(PASSWORD);
      await until('Use a recovery code');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+Tab');
      await until('Recovery code');
      await page.keyboard.type((ownerCodes[0] ?? '').toLowerCase());
      await until('I have read this');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.getByRole('navigation', { name: 'Areas' }).waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
      quiet(visitor);
      await visitor.context.close();
    });
  },
);
