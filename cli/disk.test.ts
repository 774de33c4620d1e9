import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from './place.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'concert-disk-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs shell lines in a mount namespace of their own, where `$DIR` can carry a small or read-only disk. */
function onOwnDisk(lines: string): { code: number | null; text: string } {
  const script = `set -e; cd ${root}; DIR=${dir}; ${lines}`;
  const env = { ...process.env, DATABASE_URL: '' };
  const told = spawnSync('unshare', ['-m', 'sh', '-c', script], { encoding: 'utf8', env });
  return { code: told.status, text: `${told.stdout}${told.stderr}` };
}

/** Mounting needs the administrator; elsewhere these tests say so by being skipped. */
const canMount = onOwnDisk('mount -t tmpfs -o size=1m tmpfs $DIR').code === 0;

describe.skipIf(!canMount)('on a disk of its own', () => {
  test('a full disk is told before anything is made', () => {
    const { code, text } = onOwnDisk(
      'mount -t tmpfs -o size=20m tmpfs $DIR; ./concert migrate --data $DIR/data',
    );
    expect(text).toMatch(/The disk that holds .* is full\.\n {2}Free some space/);
    expect(code).toBe(1);
  });

  test('a read-only disk is told, with the remedy', () => {
    const { code, text } = onOwnDisk('mount -t tmpfs -o ro tmpfs $DIR; ./concert migrate --data $DIR/data');
    expect(text).toMatch(/file system is read-only\.\n {2}Mount it writable/);
    expect(code).toBe(1);
  });

  test('a disk that fills up later is told at the next start, and after making room everything is there', () => {
    const { code, text } = onOwnDisk(`mount -t tmpfs -o size=300m tmpfs $DIR
      ./concert migrate --data $DIR/data
      dd if=/dev/zero of=$DIR/filler bs=1M 2>/dev/null || true
      ./concert migrate --data $DIR/data && echo unexpected || echo refused
      rm $DIR/filler
      ./concert migrate --data $DIR/data`);
    expect(text).toMatch(/is full\.\n {2}Free some space[^\n]*\nrefused|refused[\s\S]*is full\./);
    expect(text).not.toContain('unexpected');
    expect(text).not.toMatch(/^\s+at /m);
    expect(text).toContain('The database is up to date.');
    expect(code).toBe(0);
  });

  test('a backup onto a full disk is refused and leaves nothing behind', () => {
    const { text } = onOwnDisk(`./concert migrate --data $DIR/source
      node -e "import('${root}/kit/crypto/keys.ts').then((keys) => keys.openKeys('$DIR/source/taskforce/keys', { create: true }))"
      mkdir $DIR/small; mount -t tmpfs -o size=4k tmpfs $DIR/small
      ./concert backup --data $DIR/source --to $DIR/small/b.tar || true
      ls -A $DIR/small | wc -l`);
    expect(text).toMatch(/is full\.\n {2}Free some space/);
    expect(text).toMatch(/^0$/m);
  });
});
