import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeCase, arrangeStrand } from '../taskforce/cases/arranging.ts';
import { until } from '../test/paired.ts';
import { browserPath, noBrowser } from './browser.ts';
import type { Visitor } from './house.ts';
import { openPairedBrowserHouses, type PairedBrowserHouses } from './paired-house.ts';
import { heading, looksRight, quiet, pick } from './steps.ts';

const name = browserPath
  ? 'from the stand-by notice to the release that is taken back'
  : `the journey through both wings (skipped: ${noBrowser})`;
const told = 'The ledger is kept in the laundry. Marker-Foxglove.';

describe.skipIf(!browserPath)(name, { timeout: 300_000 }, () => {
  let houses: PairedBrowserHouses;
  let caseId = '';
  let clientId = '';
  /** The commander's desk and the advocate's, side by side. */
  let [desk, room] = [undefined as unknown as Visitor, undefined as unknown as Visitor];
  beforeAll(async () => {
    houses = await openPairedBrowserHouses();
    const { taskforce, provider } = houses;
    const cora = await taskforce.person('Cora Commander', ['commander']);
    const june = await provider.person('June Okafor', ['community_advocate'], 'Harbor House');
    caseId = (await arrangeCase(taskforce, cora, { title: 'Harvest crew', members: [cora] })).id;
    await arrangeStrand(taskforce, caseId, 'Crew leader R.');
    await taskforce.owner.query(
      `insert into kit.settings (key, value) values ('standby', '{"areas": ["Riverton county"], "fuller": true}')`,
    );
    desk = await houses.enter('taskforce', cora.secret, `/stand-by/new?case=${caseId}`);
    room = await houses.enter('provider', june.secret, '/stand-by');
  }, 300_000);
  afterAll(() => houses?.close());

  const at = (one: Visitor, path: string) => one.page.goto(new URL(one.page.url()).origin + path);
  const inDatabase = (wing: 'taskforce' | 'provider', query: string) =>
    until(async () => (await houses[wing].owner.query(query)).rows[0] as Record<string, string> | undefined);
  const inDialog = (one: Visitor) => one.page.getByRole('dialog');

  test('the notice goes out, is acknowledged in one press, and the numbers come back to the desk', async () => {
    const { page } = desk;
    await heading(page, 'Make a stand-by notice').waitFor();
    await page.getByRole('button', { name: /Area$/ }).click();
    await page.getByRole('option', { name: 'Riverton county' }).click();
    await page.getByLabel('Number', { exact: true }).fill('555-0142');
    await page.getByText('Harbor House').click();
    await page.getByRole('button', { name: 'Show what leaves' }).click();
    await page.getByRole('cell', { name: '"Riverton county"' }).waitFor();
    expect(await page.getByText('Harvest crew').count()).toBe(0);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page
      .getByText(/^(Sent|Delivered)$/)
      .first()
      .waitFor();

    await inDatabase('provider', 'select 1 as here from provider.standby_notices');
    await room.page.reload();
    await room.page.getByText('Riverton county').first().waitFor();
    expect(await room.page.getByText('Crew leader').count()).toBe(0);
    await room.page.getByRole('button', { name: 'We have seen this' }).click();
    await room.page.getByText('Acknowledged', { exact: true }).waitFor();
    await room.page.getByRole('button', { name: 'Answer with numbers' }).click();
    await inDialog(room).getByLabel('Beds for women').fill('2');
    await inDialog(room).getByRole('button', { name: 'Send the numbers' }).click();
    await room.page.getByRole('heading', { name: 'Your answer' }).waitFor();

    await inDatabase('taskforce', 'select 1 as here from taskforce.capacities');
    await page.reload();
    await page.getByText('Answered with numbers').waitFor();
  });

  test('a person who was met is handed over by a referral; the provider takes them in, and only states come back', async () => {
    const { page } = desk;
    await at(desk, `/referrals/new?case=${caseId}`);
    await heading(page, 'Write a referral').waitFor();
    await page.getByLabel('Wants to be called').fill('Juniper');
    await page.getByText('Adult', { exact: true }).click();
    await page.getByText('Shelter', { exact: true }).click();
    await page.getByLabel('The person agreed on').fill('2026-03-02');
    await page.getByLabel('Why no rule applies').fill('The protocol has no rule for this county yet.');
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await heading(page, 'Juniper').waitFor();
    await page.getByRole('button', { name: 'Choose a provider' }).click();
    await inDialog(desk).getByText('Harbor House', { exact: true }).first().click();
    await inDialog(desk).getByText('To its installation').waitFor();
    await inDialog(desk).getByRole('button', { name: 'Offer', exact: true }).click();
    await page.getByText('Asked by Cora Commander', { exact: false }).waitFor();

    const offer = await inDatabase('provider', 'select id from provider.offers');
    await at(room, `/referrals/${offer['id']}`);
    await room.page.getByRole('button', { name: 'Accept' }).click();
    await room.page.getByRole('button', { name: 'Take in as a new client' }).click();
    await room.page.getByRole('button', { name: 'Take the link back' }).waitFor();
    await room.page.getByRole('button', { name: 'Service has begun' }).click();
    clientId = (await inDatabase('provider', 'select client_id from provider.offer_clients'))['client_id']!;

    await inDatabase('taskforce', `select 1 as here from taskforce.referrals where state = 'in_service'`);
    await page.reload();
    await page.getByText('In service').first().waitFor();
    expect(await page.content()).not.toContain(clientId);
  });

  test('what the survivor released is read at the desk, and the moment it is taken back it is gone', async () => {
    const there = room.page;
    await at(room, `/clients/${clientId}?tab=releases`);
    await there.getByRole('link', { name: 'Draft a release' }).click();
    await heading(there, 'Draft a release').waitFor();
    await there.getByRole('button', { name: /^Choose… Task force|Task force/ }).click();
    await there.getByRole('option').first().click();
    await there.getByRole('button', { name: 'Add a field' }).click();
    await there.getByRole('menuitem', { name: 'Statement, word for word' }).click();
    await there.getByRole('textbox', { name: 'Statement, word for word' }).fill(told);
    await there.getByRole('button', { name: 'Save the draft' }).click();
    await there.getByText('They want us to pass it on').click();
    await there.getByText('Read aloud', { exact: true }).click();
    for (const box of await there.getByRole('checkbox').all()) await box.check({ force: true });
    await there.getByRole('button', { name: 'It was explained' }).click();
    await there.getByRole('heading', { name: 'Take the signature' }).waitFor();
    await there.getByLabel('Name, as they write it').fill('Juniper');
    const pad = (await there.getByRole('img', { name: /Draw the signature/ }).boundingBox())!;
    await there.mouse.move(pad.x + 40, pad.y + 60);
    await there.mouse.down();
    await there.mouse.move(pad.x + 160, pad.y + 90, { steps: 6 });
    await there.mouse.up();
    await there.getByRole('button', { name: 'It is signed' }).click();
    await there.getByRole('button', { name: 'Share it now' }).click();
    await there.getByText('Nobody has asked to read it.').waitFor();

    await inDatabase('taskforce', 'select 1 as here from taskforce.releases');
    const { page } = desk;
    // The survivor wants to report: the task force is told which release to read, and takes it up.
    await there.getByRole('button', { name: 'Draft it' }).click();
    await there.getByRole('button', { name: /^Tell / }).click();
    await there.getByText('Told', { exact: true }).waitFor();
    await inDatabase('taskforce', 'select 1 as here from taskforce.brought_referrals');
    await at(desk, '/referrals/brought');
    await page.getByRole('button', { name: 'Take up', exact: true }).click();
    await inDialog(desk)
      .getByRole('button', { name: /Rule of the protocol/ })
      .click();
    await page.getByRole('option', { name: 'None applies' }).click();
    await inDialog(desk).getByLabel('Why none applies').fill('The protocol has no rule for this yet.');
    await looksRight(page);
    await inDialog(desk).getByRole('button', { name: 'Take up', exact: true }).click();
    await page.getByText('Answered by Cora Commander').waitFor();
    await inDatabase('provider', `select 1 as here from provider.brought_referrals where state = 'accepted'`);
    await there.reload();
    await there.getByText('Taken up', { exact: true }).waitFor();
    await looksRight(there);

    await at(desk, '/releases');
    await page.getByRole('button', { name: 'Put to a case' }).click();
    await pick(
      page.getByRole('combobox', { name: 'Case' }),
      'Harvest',
      page.getByRole('option', { name: /Harvest crew/ }),
    );
    await inDialog(desk).getByRole('button', { name: 'Put to a case' }).click();
    await page.getByText('No release waits').waitFor();
    await at(desk, `/cases/${caseId}/released`);
    const read = async () => {
      await page.getByRole('button', { name: 'Read it now' }).click();
      await page.getByText('Work on the case').click();
      await page.getByRole('button', { name: 'Ask the provider and open' }).click();
    };
    await read();
    await page.getByText(told).waitFor();
    await page.getByRole('button', { name: 'Close it' }).click();

    await there.reload();
    await there.getByRole('button', { name: 'Take it back' }).click();
    await there.getByRole('button', { name: 'Take it back now' }).click();
    await there.getByText('Taken back', { exact: true }).first().waitFor();
    await read();
    await page.getByText('Taken back or ended').waitFor();
    expect(await page.getByText(told).count()).toBe(0);
    await page.reload();
    await page
      .getByText(/Taken back or ended|Nothing is released to this case/)
      .first()
      .waitFor();
    expect(await page.content()).not.toContain('Foxglove');
    quiet(desk);
    quiet(room);
  });
});
