import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../e2e/axe.ts';
import { browserPath, noBrowser } from '../../e2e/browser.ts';
import { ME, Refusal } from './server-double.ts';
import { Stage, done, heading, nobody } from './stage.ts';

const stage = new Stage();
beforeAll(() => stage.begin(), 120_000);
afterAll(() => stage.end());

describe.skipIf(!browserPath)(browserPath ? 'the shell' : noBrowser, () => {
  test('the lock covers the page, keeps it, and opens with the password', async () => {
    const { page, calls } = await stage.open({ 'identity.unlock': done });
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
    const { page } = await stage.open({
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
    const { page } = await stage.open({
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
    const { page, complaints } = await stage.open({});
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
    const { page } = await stage.open({});
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
    const { page } = await stage.open({}, { path: '/no-such-place' });
    await page.getByText('There is nothing here').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test('language and appearance change at once and stay', async () => {
    const context = await stage.browser.newContext();
    const { page } = await stage.open({}, { context });
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
    const { page } = await stage.open({
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
    const { page } = await stage.open({}, { width: 390 });
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

  test('a step that needs a second proof asks for it, and is then done once', async () => {
    let proven = false;
    const keys: (string | undefined)[] = [];
    const { page } = await stage.open({
      'identity.setLanguage': (_input, route) => {
        keys.push(route.request().headers()['idempotency-key']);
        if (!proven) throw new Refusal(403, 'step_up_needed');
        return { done: true };
      },
      'identity.stepUp': () => {
        proven = true;
        return { done: true };
      },
    });
    await heading(page, 'My day').waitFor();
    await page.getByRole('button', { name: /You and your settings/ }).click();
    await page.getByRole('menuitemradio', { name: 'Español' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirme que es usted' });
    await dialog.getByLabel('Contraseña').fill('a long and plain sentence');
    await dialog.getByLabel('Código de 6 cifras').fill('123456');
    await dialog.getByRole('button', { name: 'Confirmar' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
    await page.close();
  });

  test('thirteen idle minutes warn, fifteen lock; being there keeps the session', async () => {
    const { page, calls } = await stage.open({}, { before: (fresh) => fresh.clock.install() });
    await heading(page, 'My day').waitFor();
    const warning = page.getByRole('dialog', { name: 'Are you still there?' });
    await page.clock.runFor(13.2 * 60_000);
    await warning.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await warning.getByRole('button', { name: 'I am here' }).click();
    await page.clock.runFor(60_000);
    await warning.waitFor({ state: 'detached' });
    expect(calls).not.toContain('identity.lock');
    await page.clock.runFor(15.2 * 60_000);
    await page.getByRole('dialog', { name: 'Locked' }).waitFor();
    expect(calls).toContain('identity.lock');
    await page.close();
  });
});
