import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../taskforce/testing.ts';
import { browserPath, noBrowser } from './browser.ts';
import { openBrowserHouse, type BrowserHouse } from './house.ts';
import { heading, looksRight, quiet } from './steps.ts';

const shots = process.env['CONCERT_SHOTS'];
const name = browserPath
  ? 'choosing targets and reviewing operations'
  : `choosing targets and reviewing operations (skipped: ${noBrowser})`;
const because = 'Three workers told the same story to two people.';

describe.skipIf(!browserPath)(name, { timeout: 300_000 }, () => {
  let house: BrowserHouse;
  const people = {} as Record<'commander' | 'analyst' | 'prosecutor' | 'deputy' | 'detective', Person>;
  beforeAll(async () => {
    house = await openBrowserHouse();
    people.commander = await house.person('Carla Commander', ['commander']);
    people.deputy = await house.person('Dana Deputy', ['commander']);
    people.analyst = await house.person('Ana Analyst', ['analyst']);
    people.prosecutor = await house.person('Pia Prosecutor', ['prosecutor']);
    people.detective = await house.person('Ines Detective', ['investigator']);
  }, 300_000);
  afterAll(() => house?.close());

  const ask = async (person: Person, procedure: string, input: unknown): Promise<any> => {
    const { status, body } = await house.call(person, procedure, input);
    if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
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

  test('a detective nominates, the committee votes, a commander approves, and a case opens', async () => {
    const here = await house.open(people.detective, '/nominations/new');
    const { page } = here;
    await heading(page, 'Nominate a target').waitFor();
    await page.getByLabel('Working name').fill('Roofing crew on Mill Road');
    await page.getByRole('button', { name: /What it is/ }).click();
    await page.getByRole('option', { name: 'Location' }).click();
    await page.getByText('Labor trafficking', { exact: true }).click();
    await page.getByLabel('What is known, and how').fill('Papers are kept; nobody leaves alone.');
    for (const anchor of [
      'Force, threats or debts are seen',
      'Dependent through papers, debts, drugs or language',
      'A way is seen, with gaps',
      'Weeks, and a team',
    ])
      await page.getByText(anchor).click();
    for (const why of await page.getByLabel(/^On what this rests/).all()) await why.fill(because);
    await shoot(page, 'nominate');
    await page.getByRole('button', { name: 'Nominate a target' }).click();
    await heading(page, 'Roofing crew on Mill Road').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    // Somebody else entered the same number: the detective is told whom to call, and nothing else.
    const phone = { type: 'phone', scope: null, phone: '555-0182' };
    await ask(people.deputy, 'deconfliction.enterTarget', { ...phone, value: '312-555-0161' });
    const enter = async (number: string) => {
      await page.getByRole('button', { name: 'Enter what identifies it' }).click();
      await page.getByRole('dialog').locator('input[name=value]').fill(number);
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await enter('(312) 555-0161');
    await page.getByText('Others work on it, not settled').waitFor();
    await page.getByText('555-0182').waitFor();
    await shoot(page, 'nomination-hit');
    const { conflicts } = await ask(people.deputy, 'deconfliction.mine', {});
    const answer = { id: conflicts[0].id, entryId: conflicts[0].entryId, answer: 'agreed' };
    await ask(people.deputy, 'deconfliction.answer', answer);
    await page.getByRole('button', { name: 'Say how it was solved' }).click();
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await page.getByText('Nothing open', { exact: true }).waitFor();
    for (const member of [people.analyst, people.prosecutor, people.deputy])
      await ask(member, 'nominations.vote', { id, vote: 'approve', rationale: because });
    quiet(here);
    await here.context.close();

    const there = await house.open(people.commander, `/nominations/${id}`);
    await there.page.getByRole('button', { name: 'Decide' }).click();
    await there.page.getByText('Approve it').click();
    await there.page.getByRole('dialog').getByLabel('Why').fill(because);
    await there.page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
    await there.page.getByText('As most voted').waitFor();
    await shoot(there.page, 'nomination');
    await there.page.getByRole('button', { name: 'Take it up' }).click();
    await there.page.getByRole('dialog').getByRole('button', { name: 'Take it up' }).click();
    await heading(there.page, 'Roofing crew on Mill Road').waitFor();
    await expect.poll(() => new URL(there.page.url()).pathname).toMatch(/^\/cases\//);
    await there.page.goto(`${new URL(there.page.url()).origin}/nominations/compare?ids=${id}`);
    await there.page.getByRole('columnheader', { name: /Roofing crew/ }).waitFor();
    await shoot(there.page, 'nominations-compare');
    await there.page.goto(`${new URL(there.page.url()).origin}/nominations?state=approved`);
    await there.page.getByText('too few for a share').waitFor();
    await shoot(there.page, 'nominations');
    quiet(there);
    await there.context.close();
  });

  test('a decoy is weighed and agreed to, an ended operation is reviewed and signed, and both are compared', async () => {
    const { id: decoy } = await ask(people.detective, 'operations.open', {
      title: 'Decoy on River Street',
      kind: 'decoy',
      type: 'sex',
    });
    const texts = { purpose: because, outcome: because, alternatives: because, safety: because };
    await ask(people.detective, 'operations.saveDecoy', {
      id: decoy,
      version: 0,
      ...texts,
      publication: 'counts',
    });
    const here = await house.open(people.commander, `/operations/${decoy}/decoy`);
    const { page } = here;
    await page.getByText('It is expected to find no victims.').waitFor();
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('Agree', { exact: true }).click();
    await page.getByRole('dialog').getByLabel('Why').fill(because);
    await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
    await page.getByText('Agreed', { exact: true }).waitFor();
    await shoot(page, 'decoy');

    const { id } = await ask(people.detective, 'operations.open', {
      title: 'Recovery at a motel',
      kind: 'recovery',
      type: 'sex',
    });
    await house.owner.query(`alter table taskforce.operations disable trigger user`);
    await house.owner.query(`alter table taskforce.operations enable trigger owe_review`);
    await house.owner.query(
      `update taskforce.operations set state = 'ended', started_at = now() - interval '2 days', ended_at = now() - interval '1 day' where id = $1`,
      [id],
    );
    await house.owner.query(`alter table taskforce.operations enable trigger user`);
    await page.goto(`${new URL(page.url()).origin}/operations/${id}/review`);
    await page.getByRole('button', { name: 'Write the review' }).click();
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
      await page.getByLabel(label).fill('2');
      await page.keyboard.press('Tab');
    }
    await page.getByLabel('What worked for the victims').fill(because);
    await page.getByLabel('What did not').fill(because);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Sign the review' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign the review' }).click();
    await page.getByText(/Signed by Carla Commander/).waitFor();
    await shoot(page, 'review');
    await page.goto(`${new URL(page.url()).origin}/operations/compare`);
    await page.getByText('Too few to compare').first().waitFor();
    await shoot(page, 'compare');
    await page.goto(`${new URL(page.url()).origin}/operations/lessons`);
    await page.getByText('No lesson fits').waitFor();
    await shoot(page, 'lessons');
    quiet(here);
    await here.context.close();
  });
});
