import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../e2e/axe.ts';
import { browserPath, launchBrowser, noBrowser } from '../../e2e/browser.ts';
import { buildWeb, serveWeb } from '../../e2e/web-server.ts';
import { ME, Refusal, STATE, answerFor } from './server-double.ts';

const folder = mkdtempSync(join(tmpdir(), 'concert-shell-'));
let browser: Browser;
let server: Awaited<ReturnType<typeof serveWeb>>;

beforeAll(async () => {
  if (!browserPath) return;
  await buildWeb(folder);
  server = await serveWeb(folder);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answers = Parameters<typeof answerFor>[1];
const done = () => ({ done: true });
const nobody = () => {
  throw new Refusal(401, 'not_signed_in');
};

async function open(
  answers: Answers,
  { path = '/', width = 1440, context }: { path?: string; width?: number; context?: BrowserContext } = {},
) {
  const page = await (context ?? browser).newPage({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  } as never);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const expected = /Failed to load resource/.test(message.text());
    if (!expected && ['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const seen = await answerFor(page, {
    'identity.state': () => STATE,
    'identity.me': () => ME,
    'identity.lock': done,
    'identity.signOut': done,
    'identity.setLanguage': done,
    ...answers,
  });
  await page.goto(server.url + path);
  return { page, complaints, ...seen };
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

describe.skipIf(!browserPath)(browserPath ? 'the shell' : noBrowser, () => {
  test('signing in asks for the notice, and then shows the page that the address named', async () => {
    let signed = false;
    const { page, complaints, bodies } = await open({
      'identity.me': () => (signed ? ME : nobody()),
      'identity.signIn': () => {
        signed = true;
        return { signedIn: true, recoveryCodesLeft: 9 };
      },
    });
    await heading(page, 'Sign in').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Work email').fill('renata@example.org');
    await page.getByLabel('Password').fill('a long and plain sentence');
    await page.getByLabel('6-digit code').fill('123456');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Tick the box').waitFor();
    await page.getByText('I have read this and agree').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, 'My day').waitFor();
    expect(bodies.some((body) => body.includes('"noticeAccepted":true'))).toBe(true);
    expect(await page.title()).toBe('Home · Harbor County Task Force');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a wrong code is told in words, and the code field is empty again', async () => {
    const { page } = await open({
      'identity.me': nobody,
      'identity.signIn': () => {
        throw new Refusal(401, 'wrong_sign_in');
      },
    });
    await page.getByLabel('Work email').fill('renata@example.org');
    await page.getByLabel('6-digit code').fill('123456');
    await page.getByText('I have read this and agree').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail, password or code is not right.').waitFor();
    expect(await page.getByLabel('6-digit code').inputValue()).toBe('');
    expect(await page.getByLabel('Work email').inputValue()).toBe('renata@example.org');
    await page.close();
  });

  test('the owner sets up a fresh installation in three steps; a wrong set-up code leads back to its field', async () => {
    let tries = 0;
    let signed = false;
    const { page, complaints } = await open({
      'identity.state': () => ({ ...STATE, ready: signed }),
      'identity.me': () => (signed ? ME : nobody()),
      'identity.beginSetUp': () => ({
        enrolment: 'sealed',
        secret: 'JBSWY3DPEHPK3PXP',
        qr: ['101', '010', '111'],
      }),
      'identity.setUpOwner': () => {
        tries += 1;
        const remedy = 'Enter the set-up code that the program printed when it started.';
        if (tries === 1)
          throw new Refusal(422, 'refused', { fields: [{ path: 'setUpCode', problem: 'wrong', remedy }] });
        signed = true;
        return { recoveryCodes: ['AAAA-BBBB', 'CCCC-DDDD'], signedIn: true };
      },
    });
    await heading(page, 'Set up Concert').waitFor();
    const fill = async (values: Record<string, string>) => {
      for (const [label, value] of Object.entries(values))
        await page.getByLabel(label, { exact: true }).fill(value);
    };
    await fill({
      'Set-up code': 'WRONG-CODE',
      'Name of the task force': 'Harbor County Task Force',
      'Your agency': 'Harbor County Police',
      'Short name': 'HCPD',
      'Your name': 'Renata Calloway',
      'Work email': 'renata@example.org',
      'New password': 'a long and plain sentence',
      'Repeat the password': 'another sentence',
    });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('button', { name: 'The two passwords differ. Type the same password twice.' })
      .waitFor();
    await fill({ 'Repeat the password': 'a long and plain sentence' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await page.getByText('JBSW Y3DP EHPK 3PXP').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Code from the app').fill('123456');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: /Enter the set-up code/ }).waitFor();
    expect(
      await page.getByLabel('Set-up code').evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Code from the app').fill('123456');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('CCCC-DDDD').waitFor();
    await page.getByText('I keep these codes').click();
    await page.getByRole('button', { name: 'Finish' }).click();
    await heading(page, 'My day').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the lock covers the page, keeps it, and opens with the password', async () => {
    const { page, calls } = await open({ 'identity.unlock': done });
    await heading(page, 'My day').waitFor();
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('motel near the river');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Shift+L');
    await page.getByRole('dialog', { name: 'Locked' }).waitFor();
    expect(await page.title()).toBe('Locked · Concert');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Locked' }).isVisible()).toBe(true);
    await page.getByLabel('Password').fill('a long and plain sentence');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('dialog', { name: 'Locked' }).waitFor({ state: 'detached' });
    expect(await search.inputValue()).toBe('motel near the river');
    expect(calls).toContain('identity.lock');
    await page.close();
  });

  test('a session that the server locked waits for the password, then answers what was asked', async () => {
    let locked = true;
    const { page } = await open({
      'identity.me': () => {
        if (locked) throw new Refusal(401, 'session_locked');
        return ME;
      },
      'identity.unlock': () => {
        locked = false;
        return { done: true };
      },
    });
    await page.getByLabel('Password').fill('a long and plain sentence');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await heading(page, 'My day').waitFor();
    await page.close();
  });

  test('while the server is away the request is repeated quietly with the same key', async () => {
    let tries = 0;
    const keys: (string | undefined)[] = [];
    const { page } = await open({
      'identity.me': (_input, route) => {
        tries += 1;
        keys.push(route.request().headers()['idempotency-key']);
        if (tries < 3) throw new Refusal(503, 'busy');
        return ME;
      },
    });
    await heading(page, 'My day').waitFor();
    expect(tries).toBe(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    await page.close();
  });

  test('keys find, list, raise danger and search; never while somebody types', async () => {
    const { page, complaints } = await open({});
    await heading(page, 'My day').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+D');
    const danger = page.getByRole('dialog', { name: 'Somebody is in danger now' });
    await danger.waitFor();
    expect(await danger.textContent()).toContain('911');
    await page.keyboard.press('Escape');
    await danger.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'Find or do' }).fill('hom');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Home' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Search' });
    await page.keyboard.type('? Shift');
    expect(await search.inputValue()).toBe('? Shift');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('what is searched for never stands in the address, the history or the storage', async () => {
    const { page } = await open({});
    await heading(page, 'My day').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('Evelyn Marsh 555-0142');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/search');
    const kept = await page.evaluate(() =>
      JSON.stringify([
        location.href,
        history.state,
        { ...localStorage },
        { ...sessionStorage },
        document.title,
      ]),
    );
    expect(kept).not.toMatch(/Evelyn|555-0142/);
    await page.close();
  });

  test('an address that is nothing and one that is not permitted read the same', async () => {
    const { page } = await open({}, { path: '/no-such-place' });
    await page.getByText('There is nothing here').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test('language and appearance change at once and stay', async () => {
    const context = await browser.newContext();
    const { page } = await open({}, { context });
    await heading(page, 'My day').waitFor();
    await page.getByRole('button', { name: /You and your settings/ }).click();
    await page.getByRole('menuitemradio', { name: 'Español' }).click();
    await heading(page, 'Mi día').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    await page.getByRole('button', { name: /Usted y sus ajustes/ }).click();
    await page.getByRole('menuitemradio', { name: 'Oscuro' }).click();
    await page.reload();
    await heading(page, 'Mi día').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await context.close();
  });

  test('signing out forgets what was read and typed', async () => {
    let signed = true;
    const { page } = await open({
      'identity.me': () => (signed ? ME : nobody()),
      'identity.signOut': () => {
        signed = false;
        return { done: true };
      },
    });
    await heading(page, 'My day').waitFor();
    await page.evaluate(() => sessionStorage.setItem('concert.draft.case.new', 'sealed'));
    await page.getByRole('button', { name: /You and your settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.close();
  });

  test('on a phone the areas slide in, take the focus and give it back', async () => {
    const { page } = await open({}, { width: 390 });
    await heading(page, 'My day').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const opener = page.getByRole('button', { name: 'Open the list of areas' });
    await opener.click();
    await page.getByRole('link', { name: 'Home' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.close();
  });
});
