import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const name = browserPath ? 'the calendar in a browser' : `the calendar (skipped: ${noBrowser})`;
const day = `${addDays(dayOf(new Date()), 40).slice(0, 7)}-15`;

describe.skipIf(!browserPath)(name, { timeout: 240_000 }, () => {
  let house: BrowserHouse;
  beforeAll(async () => {
    house = await openBrowserHouse();
  }, 300_000);
  afterAll(() => house.close());

  test('month, week, days ahead and table show the same by keyboard; a clash and a feed are where one looks for them', async () => {
    const cora = await house.person('Cora Commander', ['commander']);
    const ask = async (procedure: string, input: object): Promise<any> => {
      const { status, body } = await house.call(cora, procedure, input);
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    };
    const { id: caseId } = await ask('cases.open', {
      title: 'Heron house',
      type: 'sex',
      originRoute: 'hotline',
      openedOn: dayOf(new Date()),
      strands: [{ label: 'Owner', kind: 'target_person' }],
    });
    await ask('courtDates.add', {
      caseId,
      kind: 'sentencing',
      plannedFor: day,
      fromTime: '10:00',
      courtroom: 'Room 4B',
      attendeeIds: [cora.id],
    });
    const { id } = await ask('operations.open', {
      title: 'Recovery at a motel',
      kind: 'recovery',
      type: 'sex',
      plannedFrom: `${day}T08:00:00Z`,
      plannedUntil: `${day}T23:00:00Z`,
    });
    await house.owner.query(
      `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind) values ($1, $2, $3, 'commander_on_scene', 'command')`,
      [id, cora.id, cora.agencyId],
    );

    const come = await house.open(cora, `/calendar/month/${day}`);
    const { page } = come;
    await heading(page, 'Calendar').waitFor();
    await page.getByRole('link', { name: /Sentencing/ }).waitFor();
    await page.getByRole('link', { name: /Recovery at a motel.*wanted elsewhere: Cora Commander/ }).waitFor();
    await page.getByRole('link', { name: /Sentencing.*wanted elsewhere: Cora Commander/ }).waitFor();
    await looksRight(page);
    await page.keyboard.press('w');
    await page.getByText('Room 4B').waitFor();
    await looksRight(page);
    await page.keyboard.press('n');
    await page.getByText('Room 4B').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await page.getByText('Room 4B').waitFor();
    await page.getByRole('link', { name: 'Table', exact: true }).click();
    await page.getByRole('table', { name: 'Calendar' }).waitFor();
    await page.goto(`${house.url}/calendar/agenda/${day}?kind=court_date`);
    await page.getByRole('link', { name: /Sentencing/ }).waitFor();
    await looksRight(page);
    expect(await page.getByRole('link', { name: /Recovery at a motel/ }).count()).toBe(0);

    await page.goto(`${house.url}/operations/${id}/briefing`);
    await page.getByText('Wanted in two places').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Sentencing' }).waitFor();
    await looksRight(page);

    await page.goto(`${house.url}/calendar/feeds`);
    await page.getByRole('button', { name: 'Make a feed' }).click();
    const naming = page.getByRole('dialog');
    await naming.getByRole('textbox', { name: 'Name' }).fill('Own phone');
    await naming.getByRole('button', { name: 'Make a feed' }).click();
    await page.getByRole('heading', { name: 'Own phone' }).waitFor();
    await page.getByText(/calendar-feed\/[0-9a-f]{64}\.ics/).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Ended').waitFor();
    quiet(come);
  });

  test('a van goes out of service, days away are taken back, and who signs at low risk is set', async () => {
    const vera = await house.person('Vera Vance', ['commander', 'account_administrator']);
    const come = await house.open(vera, '/calendar/vehicles');
    const { page } = come;
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Add a vehicle or room' }).first().click();
    await looksRight(page);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Van 2');
    await dialog.getByRole('button', { name: 'Add a vehicle or room' }).click();
    await page.getByRole('button', { name: 'Change Van 2' }).click();
    await dialog.getByRole('textbox', { name: 'Out of service from' }).fill(dayOf(new Date()));
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('Nothing is shared yet').waitFor();
    await page.getByText('Also what is out of service').click();
    await page
      .getByText(/out of service since/)
      .first()
      .waitFor();
    await looksRight(page);

    await page.goto(`${house.url}/calendar/away`);
    await page.getByRole('button', { name: 'Add days away' }).first().click();
    await dialog.getByRole('textbox', { name: 'Last day' }).fill(addDays(dayOf(new Date()), 4));
    await dialog.getByRole('button', { name: 'Add days away' }).click();
    await page.getByRole('button', { name: 'Take back' }).waitFor();
    await looksRight(page);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('No days away').waitFor();

    await page.goto(`${house.url}/administration/operations`);
    await page.getByRole('button', { name: /Low risk: signature 1/ }).click();
    await page.getByRole('option', { name: 'a prosecutor' }).click();
    await looksRight(page);
    await page.getByRole('button', { name: 'Save who signs' }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    const { body } = await house.call(vera, 'operations.approvalSettings');
    expect(body.low).toEqual(['prosecutor']);
    quiet(come);
  });

  test('a date is added on the page of a case and moved with its reason; a person on the roster reads their own part', async () => {
    const dana = await house.person('Dana Dunn', ['commander']);
    const inspector = await house.person('Lia Inspector', ['labor_inspector'], 'Labor Board');
    const today = dayOf(new Date());
    const { body: opened } = await house.call(dana, 'cases.open', {
      title: 'Orchard crew',
      type: 'labor',
      originRoute: 'hotline',
      openedOn: today,
      strands: [{ label: 'Crew leader', kind: 'target_person' }],
    });
    const come = await house.open(dana, `/cases/${opened.id}/dates`);
    const { page } = come;
    const dialog = page.getByRole('dialog');
    const exact = { exact: true } as const;
    await page.getByRole('button', { name: 'Add a date' }).click();
    await looksRight(page);
    await dialog.getByRole('textbox', { name: 'Day' }).fill(addDays(today, 20));
    await dialog.getByRole('textbox', { name: 'Time' }).fill('09:30');
    await dialog.getByRole('button', { name: 'Add a date' }).click();
    await page.getByRole('button', { name: 'Move', ...exact }).click();
    await dialog.getByRole('textbox', { name: 'Day' }).fill(addDays(today, 31));
    await dialog.getByRole('button', { name: 'Move', ...exact }).click();
    await page.getByText('11 days later than first planned').waitFor();
    await looksRight(page);
    quiet(come);

    const { body: operation } = await house.call(dana, 'operations.open', {
      title: 'Pay records',
      kind: 'labor_inspection',
      type: 'labor',
      plannedFrom: `${addDays(today, 3)}T08:00:00Z`,
      plannedUntil: `${addDays(today, 3)}T23:00:00Z`,
    });
    await house.owner.query(
      `insert into taskforce.operation_posts (operation_id, account_id, agency_id, role, place_kind, duties)
       values ($1, $2, $3, 'inspector', 'staging', 'Checks the pay records')`,
      [operation.id, inspector.id, inspector.agencyId],
    );
    await house.owner.query('alter table taskforce.operations disable trigger user');
    await house.owner.query(
      `update taskforce.operations set state = 'approved', signed_revision = plan_revision where id = $1`,
      [operation.id],
    );
    await house.owner.query('alter table taskforce.operations enable trigger user');
    const theirs = await house.open(inspector, `/calendar/agenda/${today}`);
    await theirs.page.getByRole('link', { name: /Labor inspection|inspection/ }).click();
    await theirs.page.getByText('Checks the pay records').waitFor();
    await looksRight(theirs.page);
    quiet(theirs);
  });
});
