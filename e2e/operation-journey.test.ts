import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleAll } from '../taskforce/operations/arranging-gate.ts';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { network, phoneOnBoard, type Network } from './network.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath ? 'an operation, from nomination to review' : `an operation (skipped: ${noBrowser})`;
const because = 'Three workers told the same story to two people.';
const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

describe.skipIf(!browserPath)(name, { timeout: 420_000 }, () => {
  let house: BrowserHouse;
  let net: Network;
  let phoneUrl: string;
  const people = {} as Record<
    'detective' | 'commander' | 'deputy' | 'prosecutor' | 'analyst' | 'county',
    Person
  >;
  beforeAll(async () => {
    house = await openBrowserHouse();
    people.detective = await house.person('Ines Detective', ['investigator']);
    people.commander = await house.person('Carla Commander', ['commander']);
    people.deputy = await house.person('Dana Deputy', ['commander']);
    people.prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
    people.analyst = await house.person('Ana Analyst', ['analyst']);
    people.county = await house.person('Cole County', ['investigator'], 'County Sheriff');
    await house.owner.query(
      `insert into taskforce.providers (name, duty_contact, duty_phone) values
        ('Aster House', 'Duty advocate', '555-0176'), ('Casa Abierta', 'Duty advocate', '555-0177')`,
    );
    await house.owner.query(
      `insert into kit.settings (key, value) values ('standby', '{"areas": ["Riverton county"]}')`,
    );
    net = network(Number(new URL(house.url).port));
    phoneUrl = `http://localhost:${await net.listen()}`;
  }, 300_000);
  afterAll(async () => {
    net?.close();
    await house?.close();
  });

  const call = async (person: Person, procedure: string, input: unknown): Promise<any> => {
    const { status, body } = await house.call(person, procedure, input);
    if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const press = (page: Page, button: string) =>
    page.getByRole('button', { name: button, exact: true }).click();
  const confirm = async (page: Page, button: string) => {
    await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  /** The detective nominates, a commission votes, the commander decides and takes it up. */
  async function chosen(): Promise<string> {
    const here = await house.open(people.detective, '/nominations/new');
    const { page } = here;
    await page.getByLabel('Working name').fill('Motel on Mill Road');
    await page.getByRole('button', { name: /What it is/ }).click();
    await page.getByRole('option', { name: 'Location' }).click();
    await page.getByText('Sex trafficking', { exact: true }).click();
    await page.getByLabel('What is known, and how').fill('Rooms are paid by the week; nobody leaves alone.');
    for (const anchor of [
      'Force, threats or debts are seen',
      'Dependent through papers, debts, drugs or language',
      'A way is seen, with gaps',
      'Weeks, and a team',
    ])
      await page.getByText(anchor).click();
    for (const why of await page.getByLabel(/^On what this rests/).all()) await why.fill(because);
    await press(page, 'Nominate a target');
    await heading(page, 'Motel on Mill Road').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await press(page, 'Enter what identifies it');
    await page.getByRole('dialog').locator('input[name=value]').fill('(312) 555-0161');
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await page.getByText('Nothing open', { exact: true }).waitFor();
    quiet(here);
    await here.context.close();
    for (const member of [people.analyst, people.prosecutor, people.deputy])
      await call(member, 'nominations.vote', { id, vote: 'approve', rationale: because });

    const there = await house.open(people.commander, `/nominations/${id}`);
    await press(there.page, 'Decide');
    await there.page.getByText('Approve it').click();
    await there.page.getByRole('dialog').getByLabel('Why').fill(because);
    await confirm(there.page, 'Decide');
    await press(there.page, 'Take it up');
    await confirm(there.page, 'Take it up');
    await expect.poll(() => new URL(there.page.url()).pathname).toMatch(/^\/cases\//);
    const caseId = new URL(there.page.url()).pathname.split('/').at(-1)!;
    quiet(there);
    await there.context.close();
    const member = { caseId, accountId: people.detective.id, capacity: 'investigator', reason: because };
    await call(people.commander, 'cases.addMember', member);
    return caseId;
  }

  /** The plan from its template; what the tests of planning go through in the browser is filled in by its procedures. */
  async function plan(page: Page, caseId: string): Promise<string> {
    await page.goto(`${house.url}/cases/${caseId}/operations`);
    await page.getByRole('link', { name: 'Plan an operation' }).click();
    await page.getByRole('radio', { name: /^Recovery/, checked: true }).waitFor();
    await page.getByLabel('Title').fill('Rooms 10 to 14');
    await page.getByRole('button', { name: /Type of trafficking$/ }).click();
    await page.getByRole('option', { name: 'Sex trafficking', exact: true }).click();
    await press(page, 'Open the plan');
    await heading(page, 'Rooms 10 to 14').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await page
      .getByRole('region', { name: 'Places', exact: true })
      .getByRole('button', { name: 'Add a place' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Motel');
    await dialog.getByLabel('Address').fill('12 Mill Road');
    await dialog.getByLabel('Latitude, longitude').fill('41.5, -87.6');
    await confirm(page, 'Add a place');
    await filled(id);
    return id;
  }

  async function filled(operationId: string): Promise<void> {
    const { detective } = people;
    const save = (part: string, value: object) =>
      call(detective, 'operations.savePart', { operationId, part, id: null, version: null, value });
    const away = { lat: null, lon: null, zip: null, note: null };
    await save('place', { kind: 'interview', label: 'Library', address: '3 Library Square', ...away });
    await save('place', { kind: 'service_staging', label: 'Parish hall', address: '5 Ash Street', ...away });
    await save('authority', {
      kind: 'search_warrant',
      reference: 'SW-46',
      covers: 'Rooms 10 to 14',
      issuedAt: hours(-24),
      expiresAt: hours(240),
    });
    const { version, posts } = await call(detective, 'operations.get', { id: operationId });
    const {
      id,
      version: seen,
      role,
      placeKind,
      duties,
    } = posts.find((one: { role: string }) => one.role === 'commander_on_scene');
    await call(detective, 'operations.savePart', {
      operationId,
      part: 'post',
      id,
      version: seen,
      value: {
        role,
        placeKind,
        duties,
        stageId: null,
        accountId: people.commander.id,
        personName: null,
        agencyId: people.commander.agencyId,
        providerId: null,
        contact: '555-0142',
        radio: null,
        backupPostId: null,
      },
    });
    const head = { plannedFrom: hours(24), plannedUntil: hours(30), objective: 'Find the persons' };
    await call(detective, 'operations.change', { id: operationId, version, head });
  }

  test('nominated, planned, told, deconflicted, signed twice, briefed, run through a cut network, reviewed', async () => {
    const { detective, commander, county } = people;
    const caseId = await chosen();
    const come = await house.open(detective, '/');
    const { page } = come;
    const id = await plan(page, caseId);

    // Notice: the provider that stands by is told, acknowledges and says what room it has.
    await page.goto(`${house.url}/operations/${id}/readiness`);
    await press(page, 'Ask a provider to stand by');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Provider' }).fill('casa');
    await page.getByRole('option', { name: 'Casa Abierta' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Staging place/ })
      .click();
    await page.getByRole('option', { name: 'Parish hall' }).click();
    await confirm(page, 'Ask a provider to stand by');
    await page.getByRole('link', { name: 'Send a stand-by notice' }).click();
    await page.getByRole('button', { name: /Area$/ }).click();
    await page.getByRole('option', { name: 'Riverton county' }).click();
    await page.getByLabel('Number', { exact: true }).fill('555-0142');
    await press(page, 'Show what leaves');
    await press(page, 'Send');
    await page.getByText('To be told').waitFor();
    const notice = (await call(detective, 'standby.list', { caseId })).rows[0];
    const { recipients } = await call(detective, 'standby.read', { id: notice.id });
    await call(commander, 'standby.recordTold', {
      recipientId: recipients[0].id,
      version: recipients[0].version,
      how: 'phone',
      whom: 'Duty advocate',
      at: new Date(Date.now() - 1000).toISOString(),
      understood: true,
      capacity: {
        beds: { women: 20, minors: 20 },
        legalSlots: null,
        medicalSlots: null,
        languages: ['es', 'en'],
        validUntil: hours(72),
      },
    });

    // Conflict: the county plans at the same place; both settle it, and a regional system knows.
    const theirs = await call(county, 'operations.open', {
      title: 'Motel watch',
      kind: 'surveillance',
      type: 'sex',
      plannedFrom: hours(23),
      plannedUntil: hours(31),
    });
    const scene = { kind: 'scene', label: 'Motel', address: '12 Mill Road', lat: 41.5, lon: -87.6 };
    await call(county, 'operations.savePart', {
      operationId: theirs.id,
      part: 'place',
      id: null,
      version: null,
      value: { ...scene, zip: null, note: null },
    });
    await page.goto(`${house.url}/operations/${id}/readiness`);
    const item = page.getByRole('region', { name: 'Deconfliction', exact: true });
    await item.getByText('Holds up the start').waitFor();
    await item.getByRole('link', { name: 'Settle it there' }).click();
    await page.getByRole('heading', { name: 'Cole County, County Sheriff' }).waitFor();
    const [other] = (await call(county, 'deconfliction.ofOperation', { operationId: theirs.id })).conflicts;
    await call(county, 'deconfliction.answer', { id: other.id, entryId: other.entryId, answer: 'agreed' });
    await press(page, 'Say how it was solved');
    await page.getByText('Agreed: both go on').click();
    await confirm(page, 'Say how it was solved');
    await page.getByText('Settled: Agreed').waitFor();
    await press(page, 'Write down the answer');
    await page.getByRole('dialog').getByLabel('Reference number').fill('RS-46');
    await confirm(page, 'Write down the answer');
    await settleAll(house, detective, id);
    await page.goto(`${house.url}/operations/${id}/readiness`);
    await page.getByText('RISSafe: RS-46').waitFor();

    // Approve, change, approve again.
    await page.goto(`${house.url}/operations/${id}/approval`);
    await press(page, 'Ask for signatures');
    await page.getByText('Still wanted').waitFor();
    await signed(id);
    await page.goto(`${house.url}/operations/${id}`);
    await page
      .getByRole('region', { name: 'What it is to achieve' })
      .getByRole('button', { name: 'Change', exact: true })
      .click();
    await page.getByRole('dialog').getByLabel('Objective').fill('Bring everybody out');
    await confirm(page, 'Save');
    await page.goto(`${house.url}/operations/${id}/approval`);
    await page.getByText('The plan has changed since it was signed. It needs a new signature.').waitFor();
    await press(page, 'Ask for signatures again');
    await page.getByText('Still wanted').waitFor();
    await signed(id);

    // Brief.
    await page.goto(`${house.url}/operations/${id}/briefing`);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Briefing sheet/ }).click(),
    ]);
    expect(sheet.suggestedFilename()).toMatch(/\.pdf$/);
    quiet(come);

    await runOnPhone(id, page);

    // Review.
    const ended = await house.open(commander, `/operations/${id}/review`);
    await press(ended.page, 'Write the review');
    for (const label of [
      'People met',
      'Victims identified',
      'Of them, accepted services',
      'Arrests',
      'Items of evidence',
      'Leads to follow',
      'Hours of everybody',
      'Costs besides hours, in dollars',
    ]) {
      await ended.page.getByLabel(label).fill('2');
      await ended.page.keyboard.press('Tab');
    }
    await ended.page.getByLabel('What worked for the victims').fill(because);
    await ended.page.getByLabel('What did not').fill(because);
    await confirm(ended.page, 'Save');
    await press(ended.page, 'Sign the review');
    await confirm(ended.page, 'Sign the review');
    await ended.page.getByText(/Signed by Carla Commander/).waitFor();
    await ended.page.goto(`${house.url}/operations/${id}/readiness`);
    await press(ended.page, 'Close');
    await ended.page.getByText('Closed', { exact: true }).first().waitFor();
    quiet(ended);
  });

  /** Two people who did not plan it sign, each having read the plan as it stands. */
  async function signed(id: string): Promise<void> {
    for (const person of [people.commander, people.prosecutor]) {
      const there = await house.open(person, `/operations/${id}/approval`);
      const button = there.page.getByRole('button', { name: /^Sign revision/ });
      await button.click();
      await button.waitFor({ state: 'detached' });
      quiet(there);
      await there.context.close();
    }
  }

  /** The commander starts it on a phone, loses the network, writes on, hands over, and ends it. */
  async function runOnPhone(id: string, desk: Page): Promise<void> {
    const phone = await phoneOnBoard(house, phoneUrl, people.commander, id);
    const field = phone.page;
    const log = (page: Page) => page.getByRole('list', { name: 'Log' });
    await looksRight(field);
    await press(field, 'Start the operation');
    await press(field, 'In place');
    await desk.goto(`${house.url}/operations/${id}/board`);
    await log(desk).getByText('In place: Carla Commander').waitFor();
    await field.waitForFunction(
      async (cache) => (await (await caches.open(cache)).keys()).some(({ url }) => url.includes('away-page')),
      `concert /operations/${id}/board/live`,
    );
    net.cut();
    await field.getByText('No connection', { exact: true }).waitFor();
    await press(field, 'Victims met');
    await field.getByRole('button', { name: 'More: Women' }).click({ clickCount: 2 });
    await press(field, 'Write down');
    await press(field, 'Hand-over to provider');
    // The one that stands by is chosen already.
    await field.getByRole('button', { name: /Casa Abierta \(stands by\)/ }).waitFor();
    await field.getByRole('button', { name: 'More: Women' }).click({ clickCount: 2 });
    await press(field, 'Write down');
    await field.getByText('2 entries wait on this device').waitFor();
    net.restore();
    await log(desk).getByText('Hand-over to provider, 2 women: Casa Abierta').waitFor({ timeout: 60_000 });
    await expect.poll(() => field.getByText('wait on this device').count(), { timeout: 60_000 }).toBe(0);
    await log(desk).getByRole('link', { name: 'Write a referral' }).click();
    await desk.getByText('It comes of a hand-over at an operation.').waitFor();
    await desk.getByLabel('Wants to be called').fill('Juniper');
    await desk.getByText('Adult', { exact: true }).click();
    await desk.getByText('Shelter', { exact: true }).click();
    await desk.getByLabel('The person agreed on').fill('2026-03-02');
    await desk.getByLabel('Why no rule applies').fill('The protocol has no rule for this county yet.');
    await press(desk, 'Save the draft');
    // Whom to ask is chosen already: the provider of the hand-over.
    await desk.getByRole('dialog').getByRole('radio', { name: 'Casa Abierta', checked: true }).waitFor();
    await desk.getByRole('dialog').getByRole('button', { name: 'Offer', exact: true }).click();
    await log(field).getByText('Referral offered: Casa Abierta').waitFor();
    await looksRight(field);

    await press(field, 'End the operation');
    await field.getByRole('alertdialog').getByRole('button', { name: 'End the operation' }).click();
    await field.getByRole('link', { name: 'To the review' }).click();
    await heading(field, 'Rooms 10 to 14').waitFor();
    expect(phone.strangers).toEqual([]);
    await phone.context.close();
  }

  test('somebody is in danger: raised, answered for and ended from a blank home page, by keyboard alone', async () => {
    const come = await house.open(people.analyst, '/');
    const { page } = come;
    await page.getByRole('navigation', { name: 'Areas' }).waitFor();
    /** Goes on with the tab key until what is called so has the focus, and presses it. */
    const reach = async (called: string, key = 'Enter') => {
      await page
        .locator('button:visible, a:visible')
        .filter({ hasText: new RegExp(`^\\s*${called}`) })
        .first()
        .waitFor();
      for (let steps = 0; steps < 150; steps++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
        if (at.startsWith(called)) return page.keyboard.press(key);
      }
      throw new Error(`The tab key does not lead to ${called}.`);
    };
    const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
    /** Takes the first choice of the list that opens, and waits for the focus to come back. */
    const takeFirst = async () => {
      await focused('[role=option]');
      await page.keyboard.press('Enter');
      await focused('[aria-haspopup=listbox]');
    };
    await page.keyboard.press('Shift+D');
    await focused('textarea');
    await page.keyboard.type('A girl calls for help from room 12.');
    await reach('Alert the command');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+D');
    await page.getByRole('textbox', { name: /What is happening/ }).waitFor();
    await reach('Danger board');
    await page.getByText('A girl calls for help from room 12.').waitFor();
    await reach('I answer for it');
    await page.getByText('Ana Analyst answers for it').first().waitFor();
    await reach('Log a try');
    await page.getByRole('dialog', { name: 'Log a try' }).waitFor();
    await focused('[aria-haspopup=listbox]');
    await page.keyboard.press('Enter');
    await takeFirst();
    await reach('Choose');
    await takeFirst();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Room 12, one girl');
    await reach('Save');
    await page.getByText('Told: Room 12, one girl').waitFor();
    await reach('It has ended');
    await page.getByRole('dialog', { name: 'It has ended' }).waitFor();
    await focused('[aria-haspopup=listbox]');
    await page.keyboard.press('Enter');
    await takeFirst();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Officers brought her to the hospital.');
    await reach('Save');
    await page.getByText('Nobody is known to be in danger').waitFor();
    const { rows } = await house.owner.query(
      `select v.due_at > now() as owed from taskforce.danger_reviews v where v.done_at is null`,
    );
    expect(rows).toEqual([{ owed: true }]);
    quiet(come);
  });
});
