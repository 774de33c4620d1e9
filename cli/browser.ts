import { existsSync } from 'node:fs';
import { fetchChromium, fetchedChromium } from './chromium.ts';
import { Refusal } from './command.ts';
import { complain, say } from './say.ts';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Makes sure that the browser tests find their browser: CHROME_PATH, a Chromium of the system, or one fetched
 * now into .tools/. Without one they skip, except in continuous integration.
 * @returns what the tests need in their environment: CHROME_PATH, or nothing
 * @throws Refusal when CHROME_PATH is wrong, or CI is set and there is no browser
 */
export async function browserForTests(): Promise<Record<string, string>> {
  const found = findBrowser() ?? (await fetchOne());
  if (found !== undefined) return { CHROME_PATH: found };
  const remedy = 'Install it (apt-get install chromium fonts-liberation), or set CHROME_PATH to a Chromium.';
  if (isSet('CI')) throw new Refusal('The browser tests need Chromium, and there is none.', remedy);
  complain('concert: no Chromium here, and none could be fetched, so the browser tests are skipped.');
  complain(`  ${remedy}`);
  return {};
}

function findBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named === undefined || named === '')
    return KNOWN.find((place) => existsSync(place)) ?? fetchedChromium();
  if (existsSync(named)) return named;
  throw new Refusal('CHROME_PATH names a program that is not there.', 'Correct it, or unset it.');
}

function fetchOne(): Promise<string | undefined> {
  say('concert: fetching Chromium for the browser tests into .tools/ (once, about 20 seconds)');
  return fetchChromium();
}

function isSet(name: string): boolean {
  const value = process.env[name];
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
