import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Refusal } from './command.ts';
import { complain, say } from './say.ts';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Makes sure that the browser tests find their browser: CHROME_PATH, a Chromium of the system, or, as
 * root on a Debian system, one installed now. Without one they skip, except in continuous integration.
 * @returns what the tests need in their environment: CHROME_PATH, or CONCERT_NO_BROWSER=1
 * @throws Refusal when CI is set and there is no browser
 */
export function browserForTests(): Record<string, string> {
  const found = findBrowser() ?? install();
  if (found !== undefined) return { CHROME_PATH: found };
  const remedy = 'Install it (apt-get install chromium fonts-liberation), or set CHROME_PATH to a Chromium.';
  if (isSet('CI')) throw new Refusal('The browser tests need Chromium, and there is none.', remedy);
  complain('concert: no Chromium here, so the browser tests are skipped.');
  complain(`  ${remedy}`);
  return { CONCERT_NO_BROWSER: '1' };
}

function findBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named === undefined || named === '') return KNOWN.find((place) => existsSync(place));
  if (existsSync(named)) return named;
  throw new Refusal('CHROME_PATH names a program that is not there.', 'Correct it, or unset it.');
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    return undefined;
  say('concert: installing Chromium for the browser tests (once, about 20 seconds)');
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'];
  if (!apt(...packages)) {
    apt('update');
    apt(...packages);
  }
  return findBrowser();
}

function isSet(name: string): boolean {
  const value = process.env[name];
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
