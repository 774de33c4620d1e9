import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
import { exitChecklistItems } from '../taskforce/vocabulary/cases.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';
import { looksRight, quiet, pick } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const today = dayOf(new Date());
let house: BrowserHouse;
let ines: Person;
let cora: Person;
let caseId: string;
let strandId: string;
let taskId: string;
let activityId: string;

async function call(person: Person, procedure: string, input: object): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}

async function shoot({ page }: Visitor, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  ines = await house.person('Ines Vega', ['investigator']);
  cora = await house.person('Cora Dunn', ['commander']);
  const opened = await call(ines, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'sector_complaint',
    openedOn: addDays(today, -60),
    strands: [{ label: 'Recruiter', kind: 'target_person' }],
    members: [{ accountId: cora.id, capacity: 'investigator', reason: 'Oversight' }],
  });
  caseId = opened.id;
  strandId = opened.strandIds[0];
  for (const item of exitChecklistItems)
    await call(ines, 'strands.answerItem', { id: strandId, item, state: 'present', version: 0 });
  taskId = (
    await call(ines, 'tasks.add', {
      caseId,
      kind: 'record_request',
      title: 'Ask for the wage records',
      dueOn: addDays(today, 5),
    })
  ).id;
  activityId = (
    await call(ines, 'activities.log', {
      caseId,
      strandId,
      kind: 'interview',
      title: 'Interview of the former cook',
      happenedOn: addDays(today, -3),
      work: [{ minutes: 150 }],
      costs: [{ kind: 'interpreter', amountCents: 18_000 }],
    })
  ).id;
}, 240_000);
afterAll(() => house?.close());

test.skipIf(!browserPath)(
  `two people change one task in two browsers: both versions stand side by side, and nothing either typed is lost (${noBrowser})`,
  async () => {
    const path = `/cases/${caseId}/tasks?open=${taskId}`;
    const [mine, theirs] = [await house.open(ines, path), await house.open(cora, path)];
    for (const { page } of [mine, theirs])
      await page.getByRole('button', { name: 'Change the task' }).click();
    const field = (visitor: Visitor, name: RegExp) =>
      visitor.page.getByRole('dialog').getByRole('textbox', { name });
    await field(mine, /^Task/).fill('Ask the county for the wage records');
    await field(mine, /More about it/).fill('Three years, with the time cards.');
    await field(theirs, /^Task/).fill('Subpoena the wage records');
    await pick(
      theirs.page.getByRole('dialog').getByRole('combobox', { name: /Who/ }),
      'Ines',
      theirs.page.getByRole('option', { name: /Ines Vega/ }),
    );
    await theirs.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await theirs.page.getByRole('dialog').waitFor({ state: 'detached' });
    quiet(theirs);

    await mine.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const both = mine.page.getByRole('dialog', {
      name: 'Somebody changed this while you were working on it',
    });
    await both.waitFor();
    const group = (name: string) => both.getByRole('group', { name, exact: true });
    await group('Task').getByText('Ask the county for the wage records').waitFor();
    await group('Task').getByText('Subpoena the wage records').waitFor();
    // What only one of both changed is that one's to begin with.
    const chosen = (name: string, side: string) =>
      group(name)
        .getByRole('radio', { name: new RegExp(side) })
        .isChecked();
    expect(await chosen('Who', 'What was saved meanwhile')).toBe(true);
    expect(await chosen('More about it', 'What you wrote')).toBe(true);
    await looksRight(mine.page);
    await shoot(mine, 'conflict');
    await both.getByRole('button', { name: 'Back to my form' }).click();
    expect(await field(mine, /More about it/).inputValue()).toBe('Three years, with the time cards.');
    await mine.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await both.waitFor();
    await group('Task').getByText('What was saved meanwhile').click();
    await both.getByRole('button', { name: 'Save the chosen values' }).click();
    await mine.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await call(ines, 'tasks.read', { id: taskId })).toMatchObject({
      title: 'Subpoena the wage records',
      description: 'Three years, with the time cards.',
      assignee: { name: 'Ines Vega' },
    });
    quiet(mine);
    await mine.context.close();
    await theirs.context.close();
  },
  120_000,
);

test.skipIf(!browserPath)(
  'a colleague who changed something this form does not show is no conflict: both changes hold',
  async () => {
    const visitor = await house.open(ines, `/cases/${caseId}/tasks?open=${taskId}`);
    const { page } = visitor;
    await page.getByRole('textbox', { name: /What came of it/ }).fill('The county sent three years.');
    const { version } = await call(cora, 'tasks.read', { id: taskId });
    await call(cora, 'tasks.changeMany', { tasks: [{ id: taskId, version }], dueOn: addDays(today, 9) });
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await expect
      .poll(() => call(ines, 'tasks.read', { id: taskId }))
      .toMatchObject({ state: 'done', outcome: 'The county sent three years.', dueOn: addDays(today, 9) });
    quiet(visitor);
    await visitor.context.close();
  },
  60_000,
);

test.skipIf(!browserPath)(
  'hours and costs are added and corrected on the activity, and its history tells what they were',
  async () => {
    const visitor = await house.open(ines, `/cases/${caseId}/activities?open=${activityId}`);
    const { page } = visitor;
    await page.getByRole('button', { name: /What can be done with Ines Vega: 2.5 h/ }).click();
    await page.getByRole('menuitem', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Hours/ }).fill('3:15');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Ines Vega: 3.25 h').waitFor();
    await page.getByRole('button', { name: 'Add a cost' }).click();
    await dialog.getByRole('textbox', { name: /Cost/ }).fill('42.10');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: /Spent on/ }).click();
    await page.getByRole('option', { name: 'Travel', exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Travel: $42.10').waitFor();
    await page.getByText('Hours was: 2.5 h').waitFor();
    await shoot(visitor, 'effort');
    await looksRight(page);
    quiet(visitor);
    await visitor.context.close();
  },
  90_000,
);

test.skipIf(!browserPath)(
  'a mistaken entry is undone at once from the message, or taken back later with a reason',
  async () => {
    const visitor = await house.open(ines, `/cases/${caseId}/activities`);
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Harbor kitchens' }).waitFor();
    await page.keyboard.press('l');
    const dialog = page.getByRole('dialog');
    await pick(
      dialog.getByRole('combobox', { name: 'Kind' }),
      'Meeting',
      page.getByRole('option', { name: 'Meeting', exact: true }),
    );
    await dialog.getByRole('textbox', { name: 'What it was' }).fill('Wrong case');
    await dialog.getByRole('button', { name: 'Log it' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    const row = page.getByRole('row', { name: /Wrong case/ });
    await row.getByText('Taken back').waitFor();

    await page.getByRole('link', { name: 'Interview of the former cook' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await dialog.getByRole('textbox').fill('It belongs to the case of the motels.');
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText(/Taken back by Ines Vega/).waitFor();
    await page.getByText('It belongs to the case of the motels.').first().waitFor();
    await looksRight(page);
    expect((await call(ines, 'cases.read', { id: caseId })).effort).toEqual({ minutes: 0, cents: 0 });
    quiet(visitor);
    await visitor.context.close();
  },
  90_000,
);

test.skipIf(!browserPath)(
  'a move that never happened is taken back: the investigator asks, the commander signs, the history says who and why',
  async () => {
    const { strand } = await call(ines, 'strands.read', { id: strandId });
    await call(ines, 'strands.move', {
      id: strandId,
      version: strand.version,
      to: 'operational',
      event: 'first_covert_engagement',
      effectiveOn: addDays(today, -2),
    });
    const visitor = await house.open(ines, `/cases/${caseId}?open=${strandId}`);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Take it back' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take this move back' });
    await dialog.getByRole('textbox').fill('The call went to a wrong number; nobody was engaged.');
    await dialog.getByRole('button', { name: 'Ask a supervisor' }).click();
    await page.getByText('A supervisor was asked. The move is taken back').waitFor();

    const signing = await house.open(cora, '/approvals');
    await signing.page.getByRole('button', { name: 'Sign and record' }).click();
    await signing.page.getByText('Nothing waits').waitFor();
    await signing.context.close();

    await page.reload();
    const history = page.getByRole('dialog', { name: 'Recruiter' });
    await history.getByText('Taken back: this move never happened').waitFor();
    await history.getByText(/It said: Operational/).waitFor();
    await history.getByText('Signed by Cora Dunn').waitFor();
    await history.getByText('The call went to a wrong number; nobody was engaged.').first().waitFor();
    await looksRight(page);
    await shoot(visitor, 'retracted');
    quiet(visitor);
    await visitor.context.close();
  },
  90_000,
);

test.skipIf(!browserPath)(
  'an activity is logged from anywhere in two steps: the case, then what was done',
  async () => {
    const visitor = await house.open(ines, '/');
    const { page } = visitor;
    await page.getByRole('heading', { name: 'My day' }).waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press('g');
        await page.keyboard.press('l');
        return new URL(page.url()).pathname;
      })
      .toBe('/cases/log');
    const dialog = page.getByRole('dialog', { name: 'Log activity' });
    await pick(
      dialog.getByRole('combobox', { name: 'Kind' }),
      'Meeting',
      page.getByRole('option', { name: 'Meeting', exact: true }),
    );
    await dialog.getByRole('textbox', { name: 'What it was' }).fill('Meeting with labor inspection');
    await looksRight(page);
    await dialog.getByRole('textbox', { name: 'What it was' }).press('Enter');
    await page.getByText('The activity is logged.').waitFor();
    await expect
      .poll(async () =>
        (await call(ines, 'activities.list', { caseId })).rows.map((row: { title: string }) => row.title),
      )
      .toContain('Meeting with labor inspection');
    quiet(visitor);
    await visitor.context.close();
  },
  60_000,
);

test.skipIf(!browserPath)(
  'a decision that was withdrawn meanwhile stands beside the one just written; its day can be changed',
  async () => {
    const { id } = await call(ines, 'decisions.ask', {
      caseId,
      question: 'Do we ask for a wiretap?',
      deciderId: ines.id,
      neededBy: addDays(today, 3),
    });
    const visitor = await house.open(ines, `/cases/${caseId}/decisions`);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Change the day' }).click();
    await page.getByLabel(/Needed by/).fill(addDays(today, 10));
    await page.getByRole('button', { name: 'Change the day' }).click();
    await expect
      .poll(async () => (await call(ines, 'decisions.list', { caseId })).decisions[0].neededBy)
      .toBe(addDays(today, 10));
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByRole('textbox', { name: 'Decision' }).fill('Yes, for the second phone.');
    await page.getByRole('textbox', { name: /^Why/ }).fill('The calls to the recruiter go over it.');
    const [{ version }] = (await call(cora, 'decisions.list', { caseId })).decisions;
    await call(cora, 'decisions.withdraw', { id, version, why: 'The second phone was given up last week.' });
    await page.getByRole('button', { name: 'Save the decision' }).click();
    const both = page.getByRole('dialog', { name: 'Somebody changed this while you were working on it' });
    await both.getByRole('group', { name: 'State' }).getByText('Withdrawn').waitFor();
    await both.getByText('The second phone was given up last week.').waitFor();
    await both.getByText('Yes, for the second phone.').waitFor();
    await looksRight(page);
    quiet(visitor);
    await visitor.context.close();
  },
  90_000,
);

test.skipIf(!browserPath)(
  'danger is one press from any screen, by key and on the phone; it stands on the case, changes hands, and owes a review',
  async () => {
    const phone = await house.open(ines, '/', { width: 390, height: 844 });
    for (const path of [
      '/',
      '/tips',
      '/cases',
      '/tasks',
      '/agenda',
      '/briefs',
      '/operations',
      '/boards',
      `/cases/${caseId}/notes`,
    ]) {
      await phone.page.goto(house.url + path);
      await phone.page.getByRole('button', { name: 'Imminent danger' }).click();
      await phone.page.getByRole('dialog', { name: 'Somebody is in danger now' }).getByText(/911/).waitFor();
    }
    await phone.page.getByText('It is raised on the case you are looking at.').waitFor();
    await looksRight(phone.page);
    quiet(phone);
    await phone.context.close();

    const visitor = await house.open(ines, `/cases/${caseId}/activities`);
    const { page } = visitor;
    await page.getByRole('heading', { name: 'Harbor kitchens' }).waitFor();
    await page.keyboard.press('Shift+D');
    const raise = page.getByRole('dialog', { name: 'Somebody is in danger now' });
    await raise
      .getByRole('textbox', { name: /What is happening/ })
      .fill('A cook is locked in the cold room.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await raise.waitFor({ state: 'detached' });
    await page.goto(`${house.url}/tips/dangers`);
    await page.getByRole('button', { name: 'Hand over' }).click();
    const give = page.getByRole('dialog', { name: 'Hand over' });
    await pick(give.getByRole('combobox'), 'Cora', page.getByRole('option', { name: /Cora Dunn/ }));
    await looksRight(page);
    await give.getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('Cora Dunn answers for it').first().waitFor();
    const [danger] = (await call(cora, 'danger.board', {})).rows;
    expect(danger.case.id).toBe(caseId);
    await call(cora, 'danger.contact', {
      id: danger.id,
      kind: 'dispatch_911',
      outcome: 'reached_and_responding',
    });
    await call(cora, 'danger.end', {
      id: danger.id,
      version: danger.version,
      ending: 'person_safe',
      summary: 'Officers opened the cold room; he is well.',
    });

    await page.goto(`${house.url}/cases/${caseId}`);
    await page.getByText('The after-action review of a danger is owed').waitFor();
    await looksRight(page);
    await shoot(visitor, 'review-owed');
    await page.getByRole('link', { name: 'Look at the danger' }).click();
    await page.getByRole('heading', { name: 'Danger', exact: true }).waitFor();
    await page.goto(`${house.url}/`);
    await page.getByText('After-action reviews owed').waitFor();
    await page.getByText(/A commander writes it/).waitFor();
    quiet(visitor);
    await visitor.context.close();
  },
  150_000,
);
