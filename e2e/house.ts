import type { AddressInfo } from 'node:net';
import { generate } from 'otplib';
import pg from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildIfStale, webOutput } from '../cli/web.ts';
import { cookieName } from '../kit/http/server.ts';
import { testCluster } from '../kit/postgres/testing.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';
import { launchBrowser } from './browser.ts';

/** A task force in a browser: the real server on a port of this machine, its database, and Chromium. */
export type BrowserHouse = TestHouse & {
  /** `http://localhost:PORT`: the host name for which Chromium keeps a `__Host-` cookie without TLS. */
  url: string;
  browser: Browser;
  /** A browser of its own: no cookie, no storage. */
  visitor(look?: Look): Promise<Visitor>;
  /** A browser in which a person of `house.person(…)` is signed in, on `path`. */
  open(person: Person, path: string, look?: Look): Promise<Visitor>;
};

export type Look = { width?: number; height?: number; theme?: 'light' | 'dark'; language?: 'en' | 'es' };

export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** Errors and warnings of the page, violations of the content policy included. */
  complaints: string[];
  /** Addresses asked for outside the house; must stay empty. */
  strangers: string[];
};

/**
 * Opens a whole house for one test file: the server with its downloads and jobs, the web application built once,
 * Chromium. Close it in `afterAll`.
 */
export async function openBrowserHouse(): Promise<BrowserHouse> {
  await buildOnce();
  const house = await openTestHouse({ webDir: webOutput, filesOrigin: null });
  await house.server.app.listen({ host: '127.0.0.1', port: 0 });
  await house.server.downloads.listen({ host: '127.0.0.1', port: 0 });
  await house.server.startJobs();
  const url = `http://localhost:${(house.server.app.server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  const visitor = (look: Look = {}) => newVisitor(browser, url, look);
  return {
    ...house,
    url,
    browser,
    visitor,
    open: async (person, path, look = {}) =>
      signedIn(await visitor(look), url, { name: cookieName, secret: person.secret }, path),
    close: async () => {
      await browser.close();
      await house.close();
    },
  };
}

/** A browser of its own on a server at `url`. */
export async function newVisitor(browser: Browser, url: string, look: Look): Promise<Visitor> {
  const { width = 1440, height = 900, theme = 'light', language = 'en' } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    const refusal = message.text().startsWith('Failed to load resource');
    if (!refusal && ['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) strangers.push(request.url());
  });
  return { page, context, complaints, strangers };
}

/** Lets a browser bear somebody's session and leads it to `path` of the server at `url`. */
export async function signedIn(
  come: Visitor,
  url: string,
  { name, secret }: { name: string; secret: string },
  path: string,
): Promise<Visitor> {
  // By the https address: Chromium takes a __Host- cookie from a secure one only, and keeps it for the host.
  const secure = url.replace('http:', 'https:');
  await come.context.addCookies([{ name, value: secret, url: secure, httpOnly: true, sameSite: 'Strict' }]);
  await come.page.goto(url + path);
  return come;
}

/** The web application, built by one test file while the others wait. */
export async function buildOnce(): Promise<void> {
  const { host, port, user, password } = testCluster();
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('concert web build'))`);
    process.env['NODE_ENV'] = 'production';
    await buildIfStale();
  } finally {
    process.env['NODE_ENV'] = 'test';
    await client.end();
  }
}

/** An authenticator app: each code it gives is of a later step than the one before, as the server asks. */
export class Authenticator {
  readonly #secret: string;
  #step = 0;
  constructor(secret: string) {
    this.#secret = secret.replace(/\s/g, '');
  }

  /** The next code that works once; waits when this step's and the next step's codes are used up. */
  async code(): Promise<string> {
    const present = () => Math.floor(Date.now() / 30_000);
    const step = Math.max(present(), this.#step + 1);
    while (step > present() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    this.#step = step;
    return generate({ secret: this.#secret, epoch: step * 30 });
  }
}
