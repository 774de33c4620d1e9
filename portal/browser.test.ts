import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../e2e/axe.ts';
import { browserPath, launchBrowser, noBrowser } from '../e2e/browser.ts';
import { openTestHouse, type TestHouse } from '../taskforce/testing.ts';
import { portalLanguageCodes, portalLanguages } from '../taskforce/tips/contract-languages.ts';
import { files } from './words.ts';

let house: TestHouse;
let browser: Browser;
let home: string;
beforeAll(async () => {
  if (!browserPath) return;
  house = await openTestHouse();
  await house.server.app.listen({ port: 0, host: '127.0.0.1' });
  home = `http://localhost:${(house.server.app.server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** A visitor with a browser of their own; requests to elsewhere are collected and refused. */
async function visit(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  const elsewhere: string[] = [];
  await page.route(
    (url) => url.origin !== home,
    (route) => {
      elsewhere.push(route.request().url());
      return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Elsewhere</title>' });
    },
  );
  await page.goto(home + path);
  return { context, page, elsewhere };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Fills the steps up to the receipt code, calling `look` on every page. */
async function handIn(page: Page, look: () => Promise<void> = async () => {}): Promise<string> {
  await look();
  await page.getByText('No', { exact: true }).click();
  await button(page, 'Continue').click();
  await look();
  await page.getByLabel('What happened?').fill('Two people are never let out of the laundry.');
  await page.getByLabel('Where?').fill('Laundry on Dock Street');
  await page.getByText('More details, if you know them').click();
  await look();
  await button(page, 'Continue').click();
  await look();
  await page.getByText('Yes', { exact: true }).first().click();
  await button(page, 'Continue').click();
  await look();
  await page.getByLabel('Safe phone number').fill('312-555-0142');
  await button(page, 'Continue').click();
  await look();
  await button(page, 'Send').click();
  await look();
  return (await page.locator('[data-code]').textContent())?.trim() ?? '';
}

test.skipIf(!browserPath)(
  `the whole way works without script, on one address, without cookies (${noBrowser})`,
  async () => {
    const { context, page, elsewhere } = await visit('/tip', { javaScriptEnabled: false });
    const code = await handIn(page);
    expect(code).toMatch(/^[0-9A-Z-]{29}$/);
    expect(page.url()).toBe(`${home}/tip`);
    await page.getByRole('link', { name: 'Look up a receipt code' }).click();
    await page.getByLabel('Receipt code').fill(code);
    await button(page, 'Look up').click();
    expect(await page.getByText('It has not been taken up yet').count()).toBe(1);
    expect(page.url()).toBe(`${home}/tip/receipt`);
    expect(await context.cookies()).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.getByRole('link', { name: 'Leave this page' }).click();
    expect(elsewhere).toHaveLength(1);
    await context.close();
  },
);

for (const colorScheme of ['light', 'dark'] as const)
  test.skipIf(!browserPath)(`axe finds nothing on any page, ${colorScheme} (${noBrowser})`, async () => {
    const { context, page } = await visit('/tip/hotel', { colorScheme });
    const look = async () => {
      // A page that has just come is looked at with its style sheet.
      await page.waitForLoadState('load');
      expect(await axeFindings(page)).toEqual([]);
    };
    await handIn(page, look);
    await page.goto(`${home}/tip/es`);
    await page.getByText('Sí', { exact: true }).click();
    await button(page, 'Continuar').click();
    await look();
    await button(page, 'Enviar ahora').click();
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(1);
    await look();
    await page.goto(`${home}/tip/receipt`);
    await look();
    await context.close();
  });

test.skipIf(!browserPath)(`the way out is the first thing the keyboard reaches (${noBrowser})`, async () => {
  const { context, page } = await visit('/tip');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Leave this page');
  await page.mouse.wheel(0, 4000);
  expect(await page.getByRole('link', { name: 'Leave this page' }).isVisible()).toBe(true);
  await context.close();
});

test.skipIf(!browserPath)(
  `Shift three times empties the page and leaves it without a way back to it (${noBrowser})`,
  async () => {
    const { context, page, elsewhere } = await visit('/tip');
    const before = await page.evaluate(() => history.length);
    await page.keyboard.press('Shift');
    await page.keyboard.press('a');
    await page.keyboard.press('Shift');
    await page.keyboard.press('Shift');
    expect(elsewhere).toEqual([]);
    await page.keyboard.press('Shift');
    await page.waitForURL('https://www.weather.gov/');
    expect(elsewhere).toEqual(['https://www.weather.gov/']);
    expect(await page.evaluate(() => [history.length, document.referrer])).toEqual([before, '']);
    await context.close();
  },
);

test.skipIf(!browserPath)(`nothing is cut off at 320 pixels (${noBrowser})`, async () => {
  const { context, page } = await visit('/tip/transport', { viewport: { width: 320, height: 700 } });
  await handIn(page, async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
  await context.close();
});

for (const language of portalLanguageCodes)
  test.skipIf(!browserPath)(
    `the pages in ${portalLanguages[language].name} fit a narrow phone, and the way out is there first (${noBrowser})`,
    async () => {
      const narrow = { viewport: { width: 320, height: 700 }, javaScriptEnabled: false };
      const { context, page, elsewhere } = await visit(`/tip/${language}`, narrow);
      const words = files[language];
      const fits = async () => {
        const width = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
        expect(width[0]).toBe(width[1]);
        expect((await page.locator('.exit').textContent())?.trim()).toBe(words.exit);
      };
      await fits();
      await page.getByText(words['answer.yes'], { exact: true }).click();
      await button(page, words.next).click();
      expect(await page.locator('.phone').textContent()).toContain('911');
      await fits();
      await button(page, words.back).click();
      await page.getByText(words['answer.no'], { exact: true }).first().click();
      await button(page, words.next).click();
      await page.locator('#what').fill('测试 проверка اختبار thử');
      await fits();
      await button(page, words.next).click();
      await fits();
      await page.locator('.exit').click();
      expect(elsewhere).toEqual(['https://www.weather.gov/']);
      await context.close();
    },
  );

test.skipIf(!browserPath)(
  `in Arabic the page runs from right to left, keeps what was typed when the language changes, and axe finds nothing (${noBrowser})`,
  async () => {
    const { context, page } = await visit('/tip/ar', { colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    const side = async () => {
      const box = await page.locator('.exit').boundingBox();
      return box!.x + box!.width / 2 > 195 ? 'right' : 'left';
    };
    expect(await side()).toBe('right');
    await page.getByText(files.ar['answer.no'], { exact: true }).first().click();
    await button(page, files.ar.next).click();
    await page.locator('#what').fill('لا يخرجون أبدًا');
    await page.waitForLoadState('load');
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('.languages summary').click();
    await button(page, 'Tiếng Việt').click();
    expect(await side()).toBe('left');
    expect(await page.locator('#what').inputValue()).toBe('لا يخرجون أبدًا');
    await context.close();
  },
);

test.skipIf(!browserPath)(`a picture is added without script, after sending (${noBrowser})`, async () => {
  const { context, page } = await visit('/tip', { javaScriptEnabled: false });
  await handIn(page);
  const dot =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await page
    .locator('#pictures')
    .setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') });
  await button(page, 'Send the pictures').click();
  expect(await page.getByText('Your pictures have arrived: 1.').count()).toBe(1);
  expect(page.url()).toBe(`${home}/tip/pictures`);
  await context.close();
});
