import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webOutput } from '../cli/web.ts';
import { makeWorld } from '../demo/world.ts';
import { testCluster, type FreshDatabase } from '../kit/postgres/testing.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { makeTaskforceServer, type TaskforceServer } from '../taskforce/server.ts';
import { freshTaskforceDatabase } from '../taskforce/testing.ts';
import { axeFindings } from './axe.ts';
import { browserPath, launchBrowser, noBrowser } from './browser.ts';
import { buildOnce, newVisitor, type Visitor } from './house.ts';
import { heading, quiet } from './steps.ts';

/** Pictures of the walk, for who wants to look: set CONCERT_PICTURES to a folder to keep them. */
const kept = process.env['CONCERT_PICTURES'];
const pictures = kept ?? mkdtempSync(join(tmpdir(), 'concert-pictures-'));
const dataDir = mkdtempSync(join(tmpdir(), 'concert-demo-'));
let database: FreshDatabase;
let server: TaskforceServer;
let browser: Browser;
let url = '';

beforeAll(async () => {
  if (!browserPath) return;
  await buildOnce();
  database = await freshTaskforceDatabase();
  const connection = (login: string) =>
    database.connection(login, loginPassword(testCluster().password || undefined, login));
  const demoSignIn = await makeWorld({
    owner: database.connection(),
    connection,
    dataDir,
    migrate: async () => undefined,
    log: () => undefined,
  });
  server = await makeTaskforceServer({ connection, dataDir, webDir: webOutput, demo: true, demoSignIn });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  await server.downloads.listen({ host: '127.0.0.1', port: 0 });
  url = `http://localhost:${(server.app.server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
  if (kept === undefined) rmSync(pictures, { recursive: true, force: true });
});

/** Nothing that axe finds, light and dark; a picture of both. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
    expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** The latest brief of a case. */
async function newestBrief(): Promise<string> {
  const client = new pg.Client(database.connection());
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select id from taskforce.briefs where kind = 'case' order by brief_version desc limit 1`,
    );
    return rows[0]!.id;
  } finally {
    await client.end();
  }
}

/** Chooses who to be on the sign-in page; password and code come by themselves. */
async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto(url);
  await heading(page, 'Sign in').waitFor();
  await page.getByRole('button', { name: /Sign in as/ }).click();
  await page.getByRole('option', { name }).click();
  await page.getByText(/Password and code are filled in/).waitFor();
  await page.getByText('I have read this and agree').click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'My day').waitFor();
}

describe.skipIf(!browserPath)(browserPath ? 'the first ten minutes in the demonstration' : noBrowser, () => {
  let detective: Visitor;

  test('the detective chooses himself and is in, and sees danger and what is due', async () => {
    detective = await newVisitor(browser, url, {});
    const { page } = detective;
    await page.goto(url);
    await heading(page, 'Sign in').waitFor();
    await looksRight(page, 'sign-in');
    await signInAs(page, 'Daniel Okoye');
    await page.getByText('Demonstration data.').waitFor();
    await page.getByRole('heading', { name: 'Somebody may be in danger now' }).waitFor();
    await page.getByText('Second interview of the night clerk’s former colleague').waitFor();
    await looksRight(page, 'home');
  });

  test('the queue shows danger first, and a tip tells which earlier ones share its plate', async () => {
    const { page } = detective;
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Tips' }).click();
    await heading(page, 'Tip queue').waitFor();
    await page.getByText('Danger, nobody has taken it yet').first().waitFor();
    await page
      .getByText(/^Gray van again, two women/)
      .first()
      .click();
    await page.getByText('Same plate: KTR4471').first().waitFor();
    await looksRight(page, 'tips');
  });

  test('the case of the motel has strands in all three phases, one with a step back', async () => {
    const { page } = detective;
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Cases' }).click();
    await heading(page, 'Cases').waitFor();
    await page.getByText('Blue Heron Motel').first().waitFor();
    await looksRight(page, 'cases');
    await page.getByText('Blue Heron Motel').first().click();
    await page.getByRole('heading', { level: 1, name: /Blue Heron Motel/ }).waitFor();
    expect(await page.getByText('Here now').count()).toBe(5);
    await looksRight(page, 'case');
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page
      .getByText(/Night clerk became/)
      .first()
      .waitFor();
    await looksRight(page, 'timeline');
  });

  test('a search asks why once and finds the plate in every tip that names it', async () => {
    const { page } = detective;
    await page.goto(`${url}/search`);
    await page.getByLabel('What are you looking for?').fill('KTR-4471');
    await page.getByRole('radio', { name: 'Work on a case' }).click();
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText(/^\d+ records\./).waitFor();
    await looksRight(page, 'search');
  });

  test('the commander reads the portfolio and the brief that went up the chain', async () => {
    quiet(detective);
    await detective.context.close();
    const commander = await newVisitor(browser, url, {});
    const { page } = commander;
    await signInAs(page, 'Marisol Vega');
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Briefs' }).click();
    await page.getByText('Blue Heron Motel').first().waitFor();
    await looksRight(page, 'portfolio');
    await page.goto(`${url}/briefs/${await newestBrief()}`);
    await page.getByRole('heading', { level: 1, name: /Status brief/ }).waitFor();
    await page.getByText('Unaltered: the content has its hash').waitFor();
    await looksRight(page, 'brief');
    await page.goto(`${url}/agenda`);
    await page.getByText('Law enforcement committee').first().waitFor();
    await looksRight(page, 'agenda');
    quiet(commander);
    await commander.context.close();
  });
});
