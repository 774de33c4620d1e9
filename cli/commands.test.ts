import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandNamed, commands } from './commands/index.ts';
import { root } from './place.ts';
import { concert } from './testing.ts';

const place = mkdtempSync(path.join(tmpdir(), 'concert-commands-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('help lists every command with what it does', async () => {
  const { code, out } = await concert(['help']);
  expect(code).toBe(0);
  for (const name of Object.keys(commands)) {
    expect(out).toContain(`./concert ${name}`);
    expect(out).toContain((await commandNamed(name)).summary);
  }
});

test('a command or option that does not exist is named, with where to look, and ends with code 2', async () => {
  expect(await concert(['strat'])).toMatchObject({ code: 2, err: expect.stringContaining('"strat"') });
  expect(await concert(['start', '--prot', '1'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--prot'),
  });
  expect(await concert(['start', 'here'])).toMatchObject({ code: 2, err: expect.stringContaining('"here"') });
  expect(await concert(['start', '--port', 'x'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('1 to 65535'),
  });
  expect(await concert(['start', '--data'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('value'),
  });
});

test('the launcher works through a link and from another directory, and adds little time', () => {
  const link = path.join(place, 'linked');
  symlinkSync(path.join(root, 'concert'), link);
  const took = (command: string, args: string[]): number => {
    const begun = performance.now();
    expect(spawnSync(command, args, { cwd: place, encoding: 'utf8' }).stdout).toContain('./concert start');
    return performance.now() - begun;
  };
  // 100 ms on an idle machine; on a busy one the least of several says what the launcher costs.
  let least = Infinity;
  for (let tries = 0; tries < 8 && least >= 500; tries += 1) {
    const direct = took(process.execPath, [path.join(root, 'cli/main.ts'), 'help']);
    least = Math.min(least, took(link, ['help']) - direct);
  }
  expect(least).toBeLessThan(500);
}, 180_000);

test('a test run ends with the counts and fails if nothing ran or the room is unknown', async () => {
  const engine = await concert(['test', 'nowhere']);
  expect(engine.code).toBe(2);
  expect(engine.err).toMatch(/There are: .*postgres/);
  const ran = await concert(['test', 'kit/rpc']);
  const last = ran.out.trimEnd().split('\n').at(-1);
  expect(last).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
  expect(ran.code).toBe(last?.startsWith('0 passed') ? 1 : 0);
});
