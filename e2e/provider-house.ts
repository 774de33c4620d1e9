import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { webOutputs } from '../cli/web.ts';
import { sessionCookie } from '../provider/server.ts';
import { openProviderHouse, type Person, type ProviderHouse } from '../provider/testing.ts';
import { launchBrowser } from './browser.ts';
import { buildOnce, newVisitor, signedIn, type Look, type Visitor } from './house.ts';

/** The provider's wing in a browser: the real server on a port of this machine, its database, and Chromium. */
export type ProviderBrowserHouse = ProviderHouse & {
  /** `http://provider.localhost:PORT`, another host name than the task force's. */
  url: string;
  browser: Browser;
  visitor(look?: Look): Promise<Visitor>;
  /** A browser in which a person of `house.person(…)` is signed in, on `path`. */
  open(person: Person, path: string, look?: Look): Promise<Visitor>;
};

/** Opens a whole provider's house for one test file. Close it in `afterAll`. */
export async function openProviderBrowserHouse(): Promise<ProviderBrowserHouse> {
  await buildOnce();
  const house = await openProviderHouse({ webDir: webOutputs.provider, filesOrigin: null });
  await house.server.app.listen({ host: '127.0.0.1', port: 0 });
  await house.server.downloads.listen({ host: '127.0.0.1', port: 0 });
  await house.server.startJobs();
  const url = `http://provider.localhost:${(house.server.app.server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  const visitor = (look: Look = {}) => newVisitor(browser, url, look);
  return {
    ...house,
    url,
    browser,
    visitor,
    open: async (person, path, look = {}) =>
      signedIn(await visitor(look), url, { name: sessionCookie, secret: person.secret }, path),
    close: async () => {
      await browser.close();
      await house.close();
    },
  };
}
