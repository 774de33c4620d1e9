import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import {
  ask,
  deconflict,
  makeCrew,
  planned,
  settleAll,
  type Crew,
} from '../taskforce/operations/arranging-gate.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { looksRight, quiet, pick } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const name = browserPath ? 'gate and signatures in a browser' : `gate and signatures (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 300_000 }, () => {
  let house: BrowserHouse;
  let crew: Crew;
  beforeAll(async () => {
    house = await openBrowserHouse();
    crew = await makeCrew(house);
    await deconflict(house, true);
    await house.owner.query(
      `insert into taskforce.providers (name, duty_contact, duty_phone) values ('Casa Abierta', 'Duty advocate', '555-0177')`,
    );
    await house.owner.query(
      `insert into kit.settings (key, value) values ('standby', '{"areas": ["Riverton county"]}')`,
    );
  }, 300_000);
  afterAll(() => house?.close());

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
  const signs = async (person: Crew[keyof Crew], id: string, sees?: string) => {
    const there = await house.open(person, `/operations/${id}/approval`);
    if (sees !== undefined) await there.page.getByText(sees).first().waitFor();
    await there.page.getByRole('button', { name: /^Sign revision/ }).click();
    await there.page.getByRole('button', { name: /^Sign revision/ }).waitFor({ state: 'detached' });
    quiet(there);
    await there.context.close();
  };

  test('notice, numbers, gate, signatures, a change, signatures again, and the start', async () => {
    const found = await arrangeCase(house, crew.detective, { members: [crew.detective], title: 'Salt Lane' });
    const id = await planned(house, crew.detective, { caseId: found.id });
    const come = await house.open(crew.detective, `/operations/${id}/readiness`);
    const { page } = come;
    await page.getByRole('button', { name: 'Ask a provider to stand by' }).click();
    await pick(
      page.getByRole('dialog').getByRole('combobox', { name: 'Provider' }),
      'casa',
      page.getByRole('option', { name: 'Casa Abierta' }),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Ask a provider to stand by' }).click();
    await page.getByText('Not told yet').waitFor();
    await shoot(page, 'gate-open');

    await page.getByRole('link', { name: 'Send a stand-by notice' }).click();
    await page.getByRole('button', { name: /Area$/ }).click();
    await page.getByRole('option', { name: 'Riverton county' }).click();
    await page.getByLabel('Number', { exact: true }).fill('555-0142');
    await page.getByRole('button', { name: 'Show what leaves' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('To be told').waitFor();
    const notice = (await house.call(crew.detective, 'standby.list', { caseId: found.id })).body.rows[0];
    const { recipients } = (await house.call(crew.detective, 'standby.read', { id: notice.id })).body;
    await house.call(crew.commander, 'standby.recordTold', {
      recipientId: recipients[0].id,
      version: recipients[0].version,
      how: 'phone',
      whom: 'Duty advocate',
      at: new Date(Date.now() - 1000).toISOString(),
      understood: true,
      capacity: {
        beds: { women: 4 },
        legalSlots: null,
        medicalSlots: null,
        languages: ['es'],
        validUntil: new Date(Date.now() + 72 * 3_600_000).toISOString(),
      },
    });
    await page.reload();
    await page.getByText('Knows', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'A plan for every kind of victim' })
      .getByRole('button', { name: 'Settle', exact: true })
      .click();
    await page.getByRole('dialog').getByLabel('What shows it').fill('Annex 2, read with the advocates');
    await looksRight(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Annex 2, read with the advocates').waitFor();
    await settleAll(house, crew.detective, id);
    await page.goto(`${house.url}/operations/${id}/approval`);
    await page.getByText('The plan is not approved.').waitFor();
    await page.getByRole('button', { name: 'Ask for signatures' }).click();
    await page.getByText('Still wanted').waitFor();
    await shoot(page, 'approval-waits');
    await signs(crew.commander, id);
    await signs(crew.prosecutor, id);

    const { version } = await ask(house, crew.detective, 'get', { id });
    await ask(house, crew.detective, 'change', { id, version, head: { objective: 'Bring everybody out' } });
    await page.reload();
    await page.getByText('The plan has changed since it was signed. It needs a new signature.').waitFor();
    await shoot(page, 'approval-changed');
    await page.getByRole('button', { name: 'Ask for signatures again' }).click();
    await page.getByText('Still wanted').waitFor();
    await signs(crew.commander, id, 'Bring everybody out');
    await signs(crew.prosecutor, id, 'Bring everybody out');
    await page.goto(`${house.url}/operations/${id}/readiness`);
    await page.getByText('Nothing holds up the start.').waitFor();
    await shoot(page, 'gate-clear');
    await page.getByRole('button', { name: 'Start the operation' }).click();
    await page.getByText('Under way').first().waitFor();
    quiet(come);
  });

  test('somebody in danger: one press by keyboard starts it, and what it passed over is written down', async () => {
    const id = await planned(house, crew.detective);
    const come = await house.open(crew.detective, `/operations/${id}/readiness`, { language: 'es' });
    const { page } = come;
    const button = page.getByRole('button', { name: 'Alguien está en peligro: iniciar ya' });
    await button.waitFor();
    await looksRight(page);
    await button.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await ask(house, crew.analyst, 'approval', { operationId: id })).state)
      .toBe('started');
    const { dangerId } = await ask(house, crew.analyst, 'approval', { operationId: id });
    const { rows } = await house.owner.query(
      'select gate from taskforce.danger_bypasses where danger_id = $1',
      [dangerId],
    );
    expect(rows.length).toBeGreaterThan(2);
    quiet(come);
  });
});
