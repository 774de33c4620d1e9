import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase } from '../taskforce/cases/arranging.ts';
import { until } from '../test/paired.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openPairedBrowserHouses, type PairedBrowserHouses } from './paired-house.ts';
import { heading, looksRight, quiet, pick } from './steps.ts';

const name = browserPath ? 'a release in two browsers' : `a release in two browsers (skipped: ${noBrowser})`;
const told = 'The van came on Fridays. Marker-Larkspur.';

describe.skipIf(!browserPath)(name, { timeout: 300_000 }, () => {
  let houses: PairedBrowserHouses;
  beforeAll(async () => {
    houses = await openPairedBrowserHouses();
  }, 300_000);
  afterAll(() => houses?.close());

  const enter = (wing: 'taskforce' | 'provider', secret: string, path: string) =>
    houses.enter(wing, secret, path);

  test('an advocate drafts, explains, takes the signature and shares; an investigator reads; the client takes it back', async () => {
    const { taskforce, provider } = houses;
    const june = await provider.person('June Okafor', ['community_advocate']);
    const vera = await taskforce.person('Vera Stone', ['victim_specialist']);
    const ines = await taskforce.person('Ines Vega', ['investigator']);
    const { id: caseId } = await arrangeCase(taskforce, ines, { members: [ines, vera], title: 'Salt Lane' });
    const { body } = await provider.call(june, 'clients.takeIn', {
      alias: 'Bluebell',
      intakeOn: new Date().toISOString().slice(0, 10),
      ageGroup: 'adult',
    });

    const there = await enter('provider', june.secret, `/clients/${body.id}?tab=releases`);
    const { page } = there;
    await page.getByText('Nothing is released').waitFor();
    await looksRight(page);
    await page.getByRole('link', { name: 'Draft a release' }).click();
    await heading(page, 'Draft a release').waitFor();
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByText('Choose the one task force that is to receive this.').first().waitFor();
    await page.getByRole('button', { name: /^Choose… Task force|Task force/ }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('menuitem', { name: 'Statement, word for word' }).click();
    await page.getByRole('textbox', { name: 'Statement, word for word' }).fill(told);
    await looksRight(page);
    await page.getByRole('button', { name: 'Save the draft' }).click();

    await heading(page, 'Release of Bluebell').waitFor();
    await page.getByText('They want us to pass it on').click();
    await page.getByText('Read aloud', { exact: true }).click();
    await page.getByRole('button', { name: 'It was explained' }).click();
    await page.getByText('Tell the person this before they decide.').first().waitFor();
    await looksRight(page);
    for (const box of await page.getByRole('checkbox').all()) await box.check({ force: true });
    await page.getByRole('button', { name: 'It was explained' }).click();

    await page.getByRole('heading', { name: 'Take the signature' }).waitFor();
    await page.getByLabel('Name, as they write it').fill('Bluebell');
    const pad = (await page.getByRole('img', { name: /Draw the signature/ }).boundingBox())!;
    await page.mouse.move(pad.x + 40, pad.y + 60);
    await page.mouse.down();
    await page.mouse.move(pad.x + 160, pad.y + 90, { steps: 6 });
    await page.mouse.up();
    await page.getByText('Signature drawn, 1 line').first().waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'It is signed' }).click();
    await page.getByRole('button', { name: 'Share it now' }).click();
    await page.getByText('Nobody has asked to read it.').waitFor();
    await looksRight(page);

    await until(async () => (await taskforce.owner.query('select from taskforce.releases')).rowCount === 1);
    const desk = await enter('taskforce', vera.secret, '/releases');
    await heading(desk.page, 'Released to us').waitFor();
    await desk.page.getByRole('button', { name: 'Put to a case' }).click();
    await looksRight(desk.page);
    await pick(
      desk.page.getByRole('combobox', { name: 'Case' }),
      'Salt',
      desk.page.getByRole('option', { name: /Salt Lane/ }),
    );
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Put to a case' }).click();
    await desk.page.getByText('No release waits').waitFor();
    await looksRight(desk.page);

    const here = await enter('taskforce', ines.secret, `/cases/${caseId}/released`);
    await here.page.getByText('Released by Harbor House').waitFor();
    await looksRight(here.page);
    await here.page.getByRole('button', { name: 'Read it now' }).click();
    await here.page.getByText('Work on the case').click();
    await here.page.getByRole('button', { name: 'Ask the provider and open' }).click();
    await here.page.getByText(told).waitFor();
    await here.page.getByText(/Do not copy it out/).waitFor();
    await looksRight(here.page);
    const stored = await here.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(stored).not.toContain('Larkspur');
    await here.page.getByRole('button', { name: 'Close it' }).click();
    expect(await here.page.getByText(told).count()).toBe(0);

    await page.reload();
    await page.getByText('Investigator').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await looksRight(page);
    await page.getByRole('button', { name: 'Take it back now' }).click();
    await page.getByText('Taken back', { exact: true }).first().waitFor();
    await looksRight(page);

    await here.page.getByRole('button', { name: 'Read it now' }).click();
    await here.page.getByText('Work on the case').click();
    await here.page.getByRole('button', { name: 'Ask the provider and open' }).click();
    await here.page.getByText('Taken back or ended').waitFor();
    expect(await here.page.getByText(told).count()).toBe(0);
    for (const come of [there, desk, here]) quiet(come);
  });

  test('the rules of releases are set by a supervisor, with the law that says so', async () => {
    const helen = await houses.provider.person('Helen Marsh', ['advocate_supervisor']);
    const come = await enter('provider', helen.secret, '/releases');
    const { page } = come;
    await heading(page, 'Releases').waitFor();
    await looksRight(page);
    await page.getByRole('link', { name: 'Rules' }).click();
    await heading(page, 'Rules of releases').waitFor();
    await page.getByText('A minor may receive these services').click();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page
      .getByText(/Say from which age/)
      .first()
      .waitFor();
    await page.getByLabel('From which age').fill('15');
    await page.getByRole('textbox', { name: /The law that says so/ }).fill('State Code 12-34');
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('The rules are saved.').waitFor();
    await looksRight(page);
    quiet(come);
  });
});
