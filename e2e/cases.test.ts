import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { addDays, dayOf } from '../taskforce/vocabulary/days.ts';
import { exitChecklistItems } from '../taskforce/vocabulary/cases.ts';
import { axeFindings } from './axe.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse, type Visitor } from './house.ts';
import { pick } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const today = dayOf(new Date());
let house: BrowserHouse;
let investigator: Person;
let commander: Person;
let caseId: string;
let strandIds: string[];

async function call(person: Person, procedure: string, input: object): Promise<any> {
  const reply = await house.call(person, procedure, input);
  expect(reply.status, `${procedure} ${JSON.stringify(reply.body)}`).toBe(200);
  return reply.body;
}

async function arrange(): Promise<void> {
  investigator = await house.person('Ines Vega', ['investigator']);
  commander = await house.person('Cora Dunn', ['commander']);
  const opened = await call(investigator, 'cases.open', {
    title: 'Harbor kitchens',
    type: 'labor',
    originRoute: 'sector_complaint',
    openedOn: addDays(today, -120),
    summary: 'Three restaurants at the harbor share one recruiter. Passports are kept by the bookkeeper.',
    strands: [
      { label: 'Recruiter', kind: 'target_person' },
      { label: 'Kitchen owner', kind: 'target_person', phase: 'post_operational' },
      { label: 'Payroll accounts', kind: 'financial' },
    ],
    members: [{ accountId: commander.id, capacity: 'supervisor', reason: 'Oversight' }],
  });
  caseId = opened.id;
  strandIds = opened.strandIds;
  for (const item of exitChecklistItems.slice(0, 4))
    await call(investigator, 'strands.answerItem', { id: strandIds[0], item, state: 'present', version: 0 });
  for (const item of exitChecklistItems)
    await call(investigator, 'strands.answerItem', { id: strandIds[2], item, state: 'present', version: 0 });
  const read = await call(investigator, 'strands.read', { id: strandIds[2] });
  await call(investigator, 'strands.move', {
    id: strandIds[2],
    version: read.strand.version,
    to: 'operational',
    event: 'first_covert_engagement',
    effectiveOn: addDays(today, -60),
  });
  for (const [title, kind, ago] of [
    ['Walk past the three kitchens', 'open_source_research', 90],
    ['Interview of the former cook', 'interview', 40],
    ['Meeting with labor inspection', 'meeting', 12],
  ] as const)
    await call(investigator, 'activities.log', {
      caseId,
      strandId: strandIds[0],
      kind,
      title,
      happenedOn: addDays(today, -ago),
      work: [{ minutes: 150 }],
      costs: ago === 40 ? [{ kind: 'interpreter', amountCents: 18_000 }] : [],
    });
  await call(investigator, 'tasks.add', {
    caseId,
    kind: 'record_request',
    title: 'Ask for the wage records',
    dueOn: addDays(today, -3),
    assigneeId: investigator.id,
  });
  await call(investigator, 'tasks.add', {
    caseId,
    kind: 'partner_contact',
    title: 'Call the interpreter pool',
    dueOn: addDays(today, 5),
  });
  await call(investigator, 'notes.write', {
    caseId,
    body: 'The van comes on Tuesdays and Fridays, always before six.',
  });
  await call(investigator, 'requests.ask', {
    kind: 'move',
    strandId: strandIds[2],
    to: 'pre_operational',
    event: 'engagement_ended',
    effectiveOn: addDays(today, -2),
    reason: 'The account was closed before the second payment could be made.',
  });
  for (let i = 0; i < 12; i += 1)
    await call(investigator, 'cases.open', {
      title: ['Route 9 motels', 'Greenhouse crews', 'Nail salons', 'Door-to-door crews'][i % 4],
      type: ['sex', 'labor', 'both'][i % 3],
      originRoute: ['hotline', 'outreach', 'call_911'][i % 3],
      openedOn: addDays(today, -i * 17),
      strands: [
        {
          label: 'First target',
          kind: 'target_person',
          phase: ['pre_operational', 'post_operational'][i % 2],
        },
        { label: 'Second', kind: 'location' },
      ],
    });
}

beforeAll(async () => {
  if (!browserPath) return;
  house = await openBrowserHouse();
  await arrange();
}, 240_000);
afterAll(() => house?.close());

async function shoot(visitor: Visitor, name: string): Promise<void> {
  if (shots) await visitor.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

async function clean(visitor: Visitor, name: string): Promise<void> {
  await shoot(visitor, name);
  expect(await axeFindings(visitor.page), name).toEqual([]);
  expect(visitor.complaints, name).toEqual([]);
  expect(visitor.strangers, name).toEqual([]);
}

const places = (): [string, string, string][] => [
  ['list', '/cases', 'Harbor kitchens'],
  ['new', '/cases/new', 'Name of the strand'],
  ['overview', `/cases/${caseId}`, 'Strands by phase'],
  ['timeline', `/cases/${caseId}/timeline`, 'Interview of the former cook'],
  ['activities', `/cases/${caseId}/activities`, 'Interview of the former cook'],
  ['tasks', `/cases/${caseId}/tasks`, 'Call the interpreter pool'],
  ['notes', `/cases/${caseId}/notes`, 'The van comes'],
  ['files', `/cases/${caseId}/files`, 'Drop files here'],
  ['members', `/cases/${caseId}/members`, 'Oversight'],
  ['history', `/cases/${caseId}/history`, 'Opened: Cases'],
  ['my-tasks', '/tasks', 'Ask for the wage records'],
  ['approvals', '/approvals', 'The account was closed'],
];

test.skipIf(!browserPath)(
  `every screen of a case opens by its link, in light, dark and on a phone, without findings (${noBrowser})`,
  async () => {
    for (const look of [
      {},
      { theme: 'dark' as const },
      { width: 390, height: 844 },
      { language: 'es' as const, width: 1800 },
    ]) {
      const visitor = await house.open(investigator, '/cases', look);
      for (const [name, path, text] of places()) {
        await visitor.page.goto(house.url + path);
        if (look.language === undefined) await visitor.page.getByText(text).first().waitFor();
        else await visitor.page.waitForLoadState('networkidle');
        await clean(visitor, `${name}-${look.theme ?? look.language ?? look.width ?? 'light'}`);
        const wide = await visitor.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide, `${name} ${JSON.stringify(look)} scrolls sideways`).toBeLessThanOrEqual(1);
      }
      await visitor.context.close();
    }
  },
  300_000,
);

test.skipIf(!browserPath)(
  'an investigator logs a covert contact, takes the offered move, waives what is missing, and the strand is operational',
  async () => {
    const visitor = await house.open(investigator, `/cases/${caseId}`);
    const { page } = visitor;
    await page.getByRole('button', { name: 'Log activity' }).click();
    const dialog = page.getByRole('dialog');
    await pick(
      dialog.getByRole('combobox', { name: 'Kind' }),
      'Covert contact',
      page.getByRole('option', { name: /covert contact/i }),
    );
    await dialog.getByRole('button', { name: /Strand/ }).click();
    await page.getByRole('option', { name: 'Recruiter' }).click();
    await dialog.getByRole('textbox', { name: 'What it was' }).fill('First call to the recruiter');
    await dialog.getByRole('textbox', { name: /Hours/ }).fill('1:30');
    await clean(visitor, 'dialog-activity');
    await dialog.getByRole('button', { name: 'Log it' }).click();
    await page.getByRole('dialog').getByText('Recruiter would now be').waitFor();
    await clean(visitor, 'dialog-offer');
    await page.getByRole('dialog').getByRole('button', { name: 'Record the move' }).click();
    await page.getByText('Before it leaves the pre-operational phase').waitFor();
    await clean(visitor, 'dialog-move');
    await page.getByRole('dialog').getByRole('button', { name: 'Record the move' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await shoot(visitor, 'dialog-move-refused');
    for (const item of ['Threat assessment', 'Deconfliction'])
      await page
        .getByRole('radiogroup', { name: new RegExp(item) })
        .getByText('Present', { exact: true })
        .click();
    await expect
      .poll(async () => (await call(investigator, 'strands.read', { id: strandIds[0]! })).strand.openItems)
      .toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Record the move' }).click();
    await expect
      .poll(async () => (await call(investigator, 'strands.read', { id: strandIds[0]! })).strand.place)
      .toBe('operational');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await clean(visitor, 'overview-after');
    await visitor.context.close();
  },
  120_000,
);

test.skipIf(!browserPath)(
  'a commander signs the request of an investigator, and the strand goes back',
  async () => {
    const visitor = await house.open(commander, '/approvals');
    await visitor.page.getByRole('button', { name: 'Sign and record' }).click();
    await expect
      .poll(async () => (await call(commander, 'strands.read', { id: strandIds[2]! })).strand.place)
      .toBe('pre_operational');
    await visitor.page.getByText('Nothing waits').waitFor();
    await visitor.context.close();
  },
  60_000,
);

test.skipIf(!browserPath)(
  'a task opens beside its list under a link of its own, and is settled there',
  async () => {
    const visitor = await house.open(investigator, '/tasks');
    const { page } = visitor;
    await page.getByRole('link', { name: 'Ask for the wage records' }).click();
    await page.getByRole('textbox', { name: /What came of it/ }).fill('Three years of records received.');
    expect(new URL(page.url()).search).toMatch(/^\?open=[0-9a-f-]{36}$/);
    await clean(visitor, 'task-panel');
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.getByText('No tasks here').waitFor();
    await page.goto(`${house.url}/cases/${caseId}/activities`);
    await page.getByRole('link', { name: 'Interview of the former cook' }).click();
    await page.getByText('Interpreter: $180.00').waitFor();
    await clean(visitor, 'activity-panel');
    await visitor.context.close();
  },
  60_000,
);
