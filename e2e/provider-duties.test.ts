import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, noBrowser } from './browser.ts';
import { openProviderBrowserHouse, type ProviderBrowserHouse } from './provider-house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath
  ? 'what the law asks of a provider, in a browser'
  : `what the law asks of a provider (skipped: ${noBrowser})`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: ProviderBrowserHouse;
  beforeAll(async () => {
    house = await openProviderBrowserHouse();
  }, 240_000);
  afterAll(() => house.close());

  test('danger for a minor, from the first page, with the keyboard alone and without any record or release', async () => {
    const june = await house.person('June Okafor', ['community_advocate']);
    const come = await house.open(june, '/');
    const { page } = come;
    await heading(page, 'Welcome').waitFor();
    await page.keyboard.press('Shift+D');
    const danger = page.getByRole('dialog', { name: 'Somebody is in danger now' });
    await danger.getByLabel('What is happening').waitFor();
    await looksRight(page);
    await page.keyboard.type('A man at the door with a knife');
    // The way stands on danger to life; the next fields are the alias, which is filled in, the age and the call.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // From not known back over may be a minor.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await heading(page, 'Danger to life now').waitFor();
    await page.getByText('Made', { exact: true }).waitFor();
    expect(page.url()).not.toContain('knife');
    await looksRight(page);
    const { rows } = await house.owner.query(
      `select r.path, r.recipient, c.age_group, d.kind from provider.protective_reports r
       join provider.clients c on c.id = r.client_id join provider.disclosures d on d.source = r.id`,
    );
    expect(rows).toEqual([
      { path: 'imminent_danger', recipient: 'emergency_services', age_group: 'minor', kind: 'danger' },
    ]);

    await page.getByRole('button', { name: 'Write down' }).click();
    await page.getByRole('dialog').getByText('Not safe yet').click();
    await page.getByLabel('What was said, or why it was not').fill('He is still in the house.');
    await page.getByRole('dialog').getByRole('button', { name: 'The client is told' }).click();
    await page.getByText('He is still in the house.').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.getByText('The client is to be told of a report').waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('a subpoena goes its steps before anything is handed over, and the page says what is still missing', async () => {
    const miriam = await house.person('Miriam Katz', ['provider_records_officer']);
    const june = await house.person('June Second', ['community_advocate']);
    const { body } = await house.call(june, 'clients.takeIn', { alias: 'Marigold', intakeOn: '2026-01-05' });
    const come = await house.open(miriam, `/compelled/new?client=${body.id}`);
    const { page } = come;
    await heading(page, 'Enter a request').waitFor();
    await page.getByLabel('Who asks').fill('An invented court');
    await looksRight(page);
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await heading(page, 'Subpoena').waitFor();
    await page.getByText('Ask counsel. A subpoena usually is not a court order.').waitFor();
    await page.getByRole('button', { name: 'Write down a step' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write down a step', exact: true }).click();
    await page
      .getByRole('list', { name: 'What was done, in order' })
      .getByText('Counsel was asked')
      .waitFor();
    await page
      .getByText('Ask counsel. A subpoena usually is not a court order.')
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Say how it ended' }).click();
    await page.getByRole('dialog').getByText('Complied with').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Say how it ended' }).click();
    await page.getByRole('dialog').getByText('There is a problem').waitFor();
    await looksRight(page);
    await page.getByRole('dialog').getByText('Withdrawn').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Say how it ended' }).click();
    await page.getByText('Ended: Withdrawn').waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('figures are counted and looked at, and whoever counted them cannot send them', async () => {
    const helen = await house.person('Helen Marsh', ['advocate_supervisor']);
    for (let i = 0; i < 14; i++)
      await house.owner.query(
        `insert into provider.clients (organisation_id, number, alias, intake_on, created_by, created_at, age_group, language)
         values ($1, $2, 'Counted', '2026-02-01', $3, '2026-02-01', $4, 'es')`,
        [helen.agencyId, `C-2019-${String(i + 1).padStart(4, '0')}`, helen.id, i < 3 ? 'minor' : 'adult'],
      );
    const come = await house.open(helen, '/figures/new');
    const { page } = come;
    await heading(page, 'Count figures').waitFor();
    await page.getByLabel('First day').fill('2026-01-01');
    await page.getByLabel('Last day').fill('2026-03-31');
    await looksRight(page);
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    await page.getByText('Only to look at: no task force was chosen').waitFor();
    await page.getByText('Covers a small one').first().waitFor();
    await looksRight(page);
    quiet(come);
  });

  test('the same pages speak Spanish', async () => {
    const june = await house.person('June Third', ['advocate_supervisor']);
    const come = await house.open(june, '/reports', { language: 'es' });
    await house.call(june, 'identity.setLanguage', { language: 'es' });
    await come.page.reload();
    await heading(come.page, 'Avisos y peligro').waitFor();
    await looksRight(come.page);
    await come.page.goto(`${house.url}/compelled`);
    await heading(come.page, 'Divulgación exigida').waitFor();
    await come.page.goto(`${house.url}/figures`);
    await heading(come.page, 'Cifras').waitFor();
    await looksRight(come.page);
    await come.page.goto(`${house.url}/reports/rules`);
    await heading(come.page, 'Lo que pide su estado').waitFor();
    await looksRight(come.page);
    quiet(come);
  });
});
