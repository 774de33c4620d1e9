import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.ts';
import { Authenticator, type BrowserHouse, type Visitor } from './house.ts';

/** The heading of a page. */
export const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
/** Fills fields by their labels. */
export const fill = async (page: Page, values: Record<string, string>) => {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
};

/** Connects an authenticator with the secret on the page, keeps the recovery codes and enters. */
export async function connectAndEnter(page: Page): Promise<{ app: Authenticator; codes: string[] }> {
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const app = new Authenticator((await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).textContent()) ?? '');
  await page.getByLabel('Code from the app').fill(await app.code());
  await page.getByRole('button', { name: 'Connect' }).click();
  await heading(page, 'Your recovery codes').waitFor();
  const codes = await page.getByRole('main').locator('ol code').allTextContents();
  await page.getByText('I keep these codes').click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('navigation', { name: 'Areas' }).waitFor();
  return { app, codes };
}

/** The page as it is now, light and dark, on a desk and on a phone: nothing that axe finds, no sideways scroll. */
export async function looksRight(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      expect(await axeFindings(page), `${colorScheme} ${width}`).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${colorScheme} ${width}: wider than the screen`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  if (size) await page.setViewportSize(size);
}

/** Codes of this and the next half minute were used: as if that time had passed. */
export async function forgetCodes(house: BrowserHouse, email: string): Promise<void> {
  await house.owner.query(
    `update kit.account_secrets set totp_last_step = 0
     where account_id = (select id from kit.accounts where email = $1)`,
    [email],
  );
}

/** Nothing was complained about, and nothing asked for outside the house. */
export const quiet = ({ complaints, strangers }: Visitor) => {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
};

/**
 * Types into a field with choices and takes one. A list closes when the page moves beneath it; typed again it opens, as
 * for a person.
 */
export async function pick(field: Locator, text: string, option: Locator): Promise<void> {
  for (let tries = 1; ; tries++) {
    await field.fill(text);
    const taken = await option.click({ timeout: tries < 6 ? 5_000 : 30_000 }).then(
      () => true,
      (error: unknown) => {
        if (tries === 6) throw error;
        return false;
      },
    );
    if (taken) return;
    await field.fill('');
  }
}
