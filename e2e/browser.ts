import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const PLACES = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser on this machine, or undefined: tests that need one then skip with `noBrowser`. */
export const browserPath = PLACES.find((path) => path !== undefined && existsSync(path));

/** What a skipped test says. */
export const noBrowser = 'needs Chromium: install the Debian package chromium or set CHROME_PATH';

/** Starts Chromium without any request of its own to the outside. */
export function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error(noBrowser);
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
