import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { KeyFolderError, addKek, openKeys } from './keys.ts';

const run = promisify(execFile);
let root: string;
let dir: string;
let n = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'concert-keys-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(() => {
  n += 1;
  dir = join(root, `data-${n}`, 'keys');
});

/** The refusal of opening the folder, as one string; fails when it opens. */
async function refusal(): Promise<string> {
  const error = await openKeys(dir, { create: true }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(KeyFolderError);
  expect((error as KeyFolderError).remedy).not.toBe('');
  return (error as KeyFolderError).message;
}

test('a new key folder is closed to everybody but its owner, and opens again with the same keys', async () => {
  const made = await openKeys(dir, { create: true });
  expect((await lstat(dir)).mode & 0o777).toBe(0o700);
  const names = (await readdir(dir)).toSorted();
  expect(names).toEqual(['audit-signing.pem', 'audit-signing.pub.pem', 'kek-1.key', 'token.key']);
  for (const name of names) expect((await lstat(join(dir, name))).mode & 0o777).toBe(0o600);
  const again = await openKeys(dir, { create: false });
  expect(again.newestKek).toBe('kek-1');
  expect(again.token.equals(made.token)).toBe(true);
  expect(again.audit.id).toBe(made.audit.id);
  expect(again.keks.get('kek-1')!.equals(made.keks.get('kek-1')!)).toBe(true);
});

test('without leave to create, an absent or empty key folder is refused and nothing is made', async () => {
  await expect(openKeys(dir, { create: false })).rejects.toThrow(KeyFolderError);
  await mkdir(dir, { recursive: true });
  await expect(openKeys(dir, { create: false })).rejects.toThrow(KeyFolderError);
  expect(await readdir(dir)).toEqual([]);
});

test('an empty folder made beforehand is filled', async () => {
  await mkdir(dir, { recursive: true });
  await openKeys(dir, { create: true });
  expect((await lstat(dir)).mode & 0o777).toBe(0o700);
});

test('twenty openings at once in one process agree on one set of keys', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => openKeys(dir, { create: true })));
  expect(new Set(all.map((keys) => keys.audit.id)).size).toBe(1);
  expect(all.every((keys) => keys.token.equals(all[0]!.token))).toBe(true);
  expect(await readdir(join(dir, '..'))).toEqual(['keys']);
});

test('four server processes that start at once agree on one set of keys', async () => {
  const script = `
    const { openKeys } = await import(${JSON.stringify(new URL('./keys.ts', import.meta.url).href)});
    console.log((await openKeys(process.argv[1], { create: true })).audit.id);`;
  const args = ['--input-type=module', '-e', script, dir];
  const all = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, args)));
  expect(new Set(all.map((one) => one.stdout)).size).toBe(1);
  expect(await readdir(join(dir, '..'))).toEqual(['keys']);
});

test('two that add a wrapping key at once get the same one', async () => {
  await openKeys(dir, { create: true });
  const [one, two] = await Promise.all([addKek(dir), addKek(dir)]);
  expect(one.newestKek).toBe('kek-2');
  expect(two.keks.get('kek-2')!.equals(one.keks.get('kek-2')!)).toBe(true);
  expect((await readdir(dir)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a folder or file that others can read is refused with the remedy', async () => {
  await openKeys(dir, { create: true });
  await chmod(dir, 0o750);
  expect(await refusal()).toMatch(/chmod 700/);
  await chmod(dir, 0o700);
  for (const name of ['kek-1.key', 'token.key', 'audit-signing.pem']) {
    await chmod(join(dir, name), 0o640);
    expect(await refusal()).toMatch(/chmod 600/);
    await chmod(join(dir, name), 0o600);
  }
  await openKeys(dir, { create: false });
});

test('a lost key is never made anew: the opening is refused and says where to get it', async () => {
  await openKeys(dir, { create: true });
  for (const name of ['kek-1.key', 'token.key', 'audit-signing.pem', 'audit-signing.pub.pem']) {
    await rename(join(dir, name), join(root, 'elsewhere'));
    expect(await refusal()).toMatch(/key backup/);
    expect(await readdir(dir)).toHaveLength(3);
    await rename(join(root, 'elsewhere'), join(dir, name));
  }
});

test('a damaged key file is refused, and the sentence does not quote it', async () => {
  await openKeys(dir, { create: true });
  for (const name of ['kek-1.key', 'token.key', 'audit-signing.pem', 'audit-signing.pub.pem']) {
    const right = await readFile(join(dir, name), 'utf8');
    for (const wrong of ['', 'short', right.slice(0, -4), `${right}x`.replace(/^./, '*'), 'x'.repeat(5000)]) {
      await writeFile(join(dir, name), wrong);
      const sentence = await refusal();
      expect(sentence).toContain(name);
      for (const line of right.split('\n'))
        if (line.length > 8) expect(sentence).not.toContain(line.slice(0, 8));
    }
    await writeFile(join(dir, name), right);
  }
  await openKeys(dir, { create: false });
});

test('the public half of another signing key is refused', async () => {
  await openKeys(dir, { create: true });
  const other = await openKeys(join(root, `other-${n}`), { create: true });
  await writeFile(
    join(dir, 'audit-signing.pub.pem'),
    await readFile(join(other.dir, 'audit-signing.pub.pem')),
  );
  expect(await refusal()).toMatch(/do not belong together/);
});

test('a link in place of a key file or of the folder is refused', async () => {
  await openKeys(dir, { create: true });
  await rename(join(dir, 'token.key'), join(root, `token-${n}`));
  await symlink(join(root, `token-${n}`), join(dir, 'token.key'));
  expect(await refusal()).toMatch(/link/);
  await rename(dir, `${dir}-real`);
  await symlink(`${dir}-real`, dir);
  expect(await refusal()).toMatch(/not a folder/);
});
