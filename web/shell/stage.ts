import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { browserPath, launchBrowser } from '../../e2e/browser.ts';
import { buildWeb, serveWeb } from '../../e2e/web-server.ts';
import { ME, Refusal, STATE, answerFor } from './server-double.ts';

type Answers = Parameters<typeof answerFor>[1];

export const done = () => ({ done: true });
export const nobody = () => {
  throw new Refusal(401, 'not_signed_in');
};
export const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** The built web application in a browser, with a server double that each test tells what to answer. */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'concert-shell-'));
  #browser: Browser | undefined;
  #server: Awaited<ReturnType<typeof serveWeb>> | undefined;

  async begin(): Promise<void> {
    if (!browserPath) return;
    await buildWeb(this.#folder);
    this.#server = await serveWeb(this.#folder);
    this.#browser = await launchBrowser();
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The stage has not begun.');
    return this.#browser;
  }

  /** Opens an address; `complaints` collects errors and warnings, violations of the content policy included. */
  async open(
    answers: Answers,
    more: {
      path?: string;
      width?: number;
      context?: BrowserContext;
      before?: (page: Page) => Promise<void>;
    } = {},
  ) {
    const { path = '/', width = 1440, context } = more;
    const page = await (context?.newPage() ??
      this.browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' }));
    const complaints: string[] = [];
    page.on('console', (message) => {
      const expected = /Failed to load resource/.test(message.text());
      if (!expected && ['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const seen = await answerFor(page, {
      'identity.state': () => STATE,
      'identity.me': () => ME,
      'identity.lock': done,
      'identity.signOut': done,
      'identity.setLanguage': done,
      ...answers,
    });
    await more.before?.(page);
    await page.goto(`${this.#server?.url}${path}`);
    return { page, complaints, ...seen };
  }
}
