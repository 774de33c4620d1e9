import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath
  ? 'figures of providers in a browser'
  : `figures of providers (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 180_000 }, () => {
  let house: BrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
  }, 240_000);
  afterAll(() => house.close());

  test('what a provider left out reads as suppressed, never as a nought, on the page and in the table that is exported', async () => {
    const commander = await house.person('Ines Calder', ['commander']);
    await house.owner.query(`set session_replication_role = 'replica'`);
    await house.owner.query(
      `with f as (
         insert into taskforce.provider_figures (pair_id, provider_name, report, from_on, until_on, small_limit)
         values (gen_random_uuid(), 'Harbor House', gen_random_uuid(), '2026-01-01', '2026-03-31', 5) returning id)
       insert into taskforce.provider_figure_rows (figures_id, place, measure, group_code, value)
       select f.id, n, 'clients_new', (array['all', 'age_adult', 'age_minor', 'language_es'])[n], (array[17, null, null, 12])[n]
       from f, generate_series(1, 4) n`,
    );
    await house.owner.query(`set session_replication_role = 'origin'`);
    const come = await house.open(commander, '/figures');
    const { page } = come;
    await heading(page, 'Figures of providers').waitFor();
    const report = page.getByRole('link', { name: /Jan 1, 2026/ }).first();
    await report.waitFor();
    await looksRight(page);
    await report.click();
    await page.getByRole('cell', { name: 'suppressed' }).first().waitFor();
    await looksRight(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('figures-2026-01-01-2026-03-31.csv');
    quiet(come);
  });
});
