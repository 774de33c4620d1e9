import type { Browser } from 'playwright-core';
import { webOutput, webOutputs } from '../cli/web.ts';
import { cookieName } from '../kit/http/server.ts';
import { sessionCookie } from '../provider/server.ts';
import { openPairedHouses, type PairedHouses } from '../test/paired.ts';
import { launchBrowser } from './browser.ts';
import { buildOnce, newVisitor, signedIn, type Visitor } from './house.ts';

/** Both wings, paired and open, and a browser that enters either of them. */
export type PairedBrowserHouses = PairedHouses & {
  browser: Browser;
  /** A window of its own in which the bearer of a secret is signed in, on `path` of a wing. */
  enter(wing: 'taskforce' | 'provider', secret: string, path: string): Promise<Visitor>;
};

/** Opens a task force and a provider for one test file, paired. Close them in `afterAll`. */
export async function openPairedBrowserHouses(organisation = 'Harbor House'): Promise<PairedBrowserHouses> {
  await buildOnce();
  const houses = await openPairedHouses(organisation, {
    taskforce: webOutput,
    provider: webOutputs.provider,
  });
  const browser = await launchBrowser();
  return {
    ...houses,
    browser,
    enter: async (wing, secret, path) => {
      const { port } = new URL(houses.addresses[wing]);
      const url = `http://${wing === 'provider' ? 'provider.localhost' : 'localhost'}:${port}`;
      const name = wing === 'provider' ? sessionCookie : cookieName;
      return signedIn(await newVisitor(browser, url, {}), url, { name, secret }, path);
    },
    close: async () => {
      await browser.close();
      await houses.close();
    },
  };
}
