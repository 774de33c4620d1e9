import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../taskforce/cases/arranging.ts';
import type { Person } from '../taskforce/testing.ts';
import { arrangeVictim } from '../taskforce/victims/arranging.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
let house: BrowserHouse;
let ines: Person;
let ana: Person;
let caseId: string;

beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  ana = await house.person('Ana Analyst', ['analyst']);
  caseId = (await arrangeCase(house, ines, { title: 'Harbor kitchens', members: [ines] })).id;
  await arrangeStrand(house, caseId, 'Recruiter');
}, 240_000);
afterAll(() => house?.close());

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

const choose = async (page: Page, label: string, option: string) => {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`${label}`) })
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();

test.skipIf(!browserPath)(
  `a detective records a victim by a code name, seals who they are, opens it with a reason, and it shuts again${browserPath ? '' : ` (${noBrowser})`}`,
  { timeout: 240_000 },
  async () => {
    const visitor = await house.open(ines, `/cases/${caseId}/victims`);
    const { page } = visitor;
    await page.getByText('No victim is recorded in this case').waitFor();
    await page.getByRole('button', { name: 'Record a victim' }).first().click();
    await dialog(page).getByLabel('Code name').fill('Juniper Bay');
    await choose(page, 'Kind of trafficking', 'Sex trafficking');
    await choose(page, 'Age at the earliest facts', '15 to 17');
    await choose(page, 'Age now', '18 to 24');
    await dialog(page).getByText('Spanish', { exact: true }).click();
    await shoot(page, 'victim-new');
    await press(page, 'Record a victim');
    await heading(page, 'Juniper Bay').waitFor();
    await page.getByText('Means not required').first().waitFor();
    await looksRight(page);
    await shoot(page, 'victim-overview');

    await page.getByRole('tab', { name: 'Identity' }).click();
    await page.getByText('No identity is written down').waitFor();
    await page.getByRole('button', { name: 'Write down the identity' }).click();
    await dialog(page).getByLabel('Name', { exact: true }).fill('Quilla Zephyrmark');
    await press(page, 'Seal');
    await page.getByText('The identity lies sealed').waitFor();
    expect(await page.content()).not.toContain('Zephyrmark');
    await page.getByRole('button', { name: 'Open with a reason' }).click();
    await dialog(page).getByText('To plan an interview').click();
    await shoot(page, 'victim-unmask');
    await press(page, 'Open');
    await page.getByText('Quilla Zephyrmark').waitFor();
    await page.getByRole('cell', { name: 'To plan an interview' }).waitFor();
    expect(await page.title()).not.toContain('Zephyrmark');
    expect(page.url()).toMatch(/\/victims\/[0-9a-f-]{36}\/identity$/);
    await looksRight(page);
    await shoot(page, 'victim-identity-open');
    await page.getByRole('button', { name: 'Close now' }).click();
    await page.getByText('The identity lies sealed').waitFor();
    expect(await page.content()).not.toContain('Zephyrmark');
    await shoot(page, 'victim-identity');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('Nothing was changed').or(page.getByText('What was known before')).first().waitFor();
    await page.getByText('Who opened').first().waitFor();
    await looksRight(page);
    await shoot(page, 'victim-history');
    quiet(visitor);
    await visitor.context.close();
  },
);

test.skipIf(!browserPath)(
  'nobody is set aside by how they behaved: the form says so before and after saving',
  { timeout: 240_000 },
  async () => {
    const { id } = await arrangeVictim(house, ines, caseId, { codeName: 'Cedar Ridge' });
    const visitor = await house.open(ines, `/victims/${id}`);
    const { page } = visitor;
    await heading(page, 'Cedar Ridge').waitFor();
    await page.keyboard.press('d');
    await dialog(page).getByText('Not identified as a victim').click();
    await dialog(page).getByText('Not because of how the person seemed').waitFor();
    await choose(page, 'Why', 'The facts do not meet the elements');
    await dialog(page).getByLabel('Look again on').fill('2027-03-01');
    await dialog(page).getByText('Documents', { exact: true }).click();
    await dialog(page).getByLabel('What the basis shows').fill('Was hostile and would not talk.');
    await dialog(page).getByText('This speaks of how the person behaved').waitFor();
    await shoot(page, 'victim-decide');
    await press(page, 'Decide the assessment');
    await dialog(page).getByText('Leave out how the person behaved').first().waitFor();
    await dialog(page).getByText('Indicators', { exact: true }).click();
    await dialog(page).getByLabel('What the basis shows').fill('Two contracts with different wages.');
    await press(page, 'Decide the assessment');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /Assessment/ }).click();
    await page.getByText('Ines Vega as investigator').waitFor();
    await looksRight(page);
    await shoot(page, 'victim-assessment');
    quiet(visitor);
    await visitor.context.close();
  },
);

test.skipIf(!browserPath)(
  'an unsafe way to a victim is shown as such, opens for nobody and stands in no list to choose from',
  { timeout: 240_000 },
  async () => {
    const { id } = await arrangeVictim(house, ines, caseId, {
      codeName: 'Fern Harbor',
      languages: ['es', 'quc'],
    });
    const channel = { id, saidOn: '2026-01-12', details: { address: '773-555-0188', codeWord: 'marigold' } };
    await house.call(ines, 'victims.addChannel', { ...channel, kind: 'phone', safety: 'unsafe' });
    await house.call(ines, 'victims.addChannel', {
      ...channel,
      kind: 'text_message',
      safety: 'safe',
      days: ['monday', 'friday'],
      fromTime: '09:00',
      untilTime: '12:00',
      details: { ...channel.details, address: '773-555-0142' },
    });
    const visitor = await house.open(ines, `/victims/${id}/contact`);
    const { page } = visitor;
    await page.getByText('Never use this.').waitFor();
    await page.getByText('Monday, Friday, 09:00–12:00').waitFor();
    await page.getByRole('button', { name: 'Open numbers and addresses' }).click();
    await dialog(page).getByText('To get in touch').click();
    await press(page, 'Open');
    await page.getByText('773-555-0142').waitFor();
    expect(await page.content()).not.toContain('773-555-0188');
    await looksRight(page);
    await shoot(page, 'victim-contact');
    await page.getByRole('button', { name: 'Record a contact' }).click();
    await dialog(page)
      .getByRole('button', { name: /Over which way/ })
      .click();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Text message · Safe', 'Another way']);
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await press(page, 'Cancel');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Screening' }).click();
    await page.getByRole('button', { name: 'First conversation' }).click();
    await dialog(page).getByText('The person agrees to be asked').click();
    await dialog(page)
      .getByRole('group', { name: /Does somebody else keep your papers/ })
      .or(dialog(page).getByRole('radiogroup', { name: /Does somebody else keep your papers/ }))
      .getByText('Yes', { exact: true })
      .click();
    await choose(page, 'Where', 'At a service provider');
    await shoot(page, 'victim-screening-form');
    await press(page, 'Keep the answers');
    await page.getByText('Get papers back').waitFor();
    await looksRight(page);
    await shoot(page, 'victim-screening');
    quiet(visitor);
    await visitor.context.close();
  },
);

test.skipIf(!browserPath)(
  'the list filters by closed words and offers nothing to type; an analyst sees code name and status alone',
  { timeout: 240_000 },
  async () => {
    const visitor = await house.open(ines, '/victims?type=sex');
    const { page } = visitor;
    await page.getByRole('link', { name: 'Juniper Bay' }).waitFor();
    expect(await page.getByRole('link', { name: 'Cedar Ridge' }).count()).toBe(0);
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
    await page.goto(`${house.url}/victims`);
    await page.getByRole('link', { name: 'Cedar Ridge' }).waitFor();
    await looksRight(page);
    await shoot(page, 'victims');
    await page.goto(`${house.url}/cases/${caseId}/victims`);
    await page.getByRole('link', { name: 'Cedar Ridge' }).waitFor();
    await looksRight(page);
    await shoot(page, 'case-victims');
    const analyst = await house.open(ana, `/cases/${caseId}/victims`);
    await analyst.page.getByText('Cedar Ridge').waitFor();
    expect(await analyst.page.getByRole('link', { name: 'Cedar Ridge' }).count()).toBe(0);
    expect(await analyst.page.getByRole('link', { name: 'Victims', exact: true }).count()).toBe(0);
    await analyst.page.goto(`${house.url}/victims`);
    await analyst.page.getByText('There is nothing here').waitFor();
    quiet(visitor);
    await visitor.context.close();
    await analyst.context.close();
  },
);
