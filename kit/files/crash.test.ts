/** Power cuts and failing disks, on a model disk that forgets whatever was not flushed. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { kindNamed } from './kinds.ts';
import { ModelDisk, PowerCut, systemError } from './model-disk.ts';
import type { ModelOptions } from './model-disk.ts';
import { FileRefused, StoreFailure, openFileStore } from './store.ts';
import type { FileStore } from './store.ts';

const judge = () => Promise.resolve(kindNamed('text'));
const options = { maxBytes: 1000 };

/** A small repeatable source of chance (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function* pieces(content: string) {
  for (let at = 0; at < content.length; at += 7) yield Buffer.from(content.slice(at, at + 7));
}

/** Four uploads, two of the same content, at once or one after the other; returns what was acknowledged. */
async function uploads(disk: ModelDisk, seed: number): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const contents = [`report ${seed}`, `statement ${seed % 3}`, `report ${seed}`, `photo list ${seed}`];
  const put = async (store: FileStore, content: string): Promise<void> => {
    try {
      acknowledged.set((await store.put(pieces(content), options)).sha256, content);
    } catch (error) {
      if (!(error instanceof StoreFailure) && !(error instanceof PowerCut)) throw error;
    }
  };
  try {
    const store = await openFileStore('/store', { disk, judge });
    if (seed % 2) await Promise.all(contents.map((content) => put(store, content)));
    else for (const content of contents) await put(store, content);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
  return acknowledged;
}

/** How many acknowledged files are missing or have other content than was acknowledged. */
async function lost(disk: ModelDisk, acknowledged: Map<string, string>): Promise<number> {
  const store = await openFileStore('/store', { disk, judge });
  await store.sweep(new Date(), -1000);
  let count = 0;
  for (const [sha256, content] of acknowledged) {
    const found = await store
      .get(sha256)
      .then(({ stream }) => buffer(stream))
      .catch(() => undefined);
    if (found?.toString() !== content) count += 1;
    if (createHash('sha256').update(content).digest('hex') !== sha256) count += 1;
  }
  return count;
}

async function cutAt(seed: number, point: number, forgets?: ModelOptions['forgets']) {
  const before = (operation: number): void => {
    if (operation >= point) throw new PowerCut();
  };
  const disk = new ModelDisk(forgets ? { before, forgets } : { before });
  const acknowledged = await uploads(disk, seed);
  const after = disk.afterPowerCut(randomFrom(seed * 1000 + point));
  return { acknowledged: acknowledged.size, lost: await lost(after, acknowledged) };
}

/** Cuts the power at every operation of ever new rounds of uploads until there were `points` cuts. */
async function cuts(points: number, forgets?: ModelOptions['forgets']) {
  const total = { points: 0, acknowledged: 0, lost: 0 };
  for (let seed = 1; total.points < points; seed += 1) {
    const whole = new ModelDisk();
    await uploads(whole, seed);
    for (let point = 1; point <= whole.operations + 1 && total.points < points; point += 1) {
      const one = await cutAt(seed, point, forgets);
      total.points += 1;
      total.acknowledged += one.acknowledged;
      total.lost += one.lost;
    }
  }
  return total;
}

test('10,000 power cuts: no acknowledged file is missing or has another content', async () => {
  const total = await cuts(10_000);
  expect(total).toMatchObject({ points: 10_000, lost: 0 });
  expect(total.acknowledged).toBeGreaterThan(5_000);
}, 180_000);

test('the model disk would find a store that forgets to flush files, or to flush folders', async () => {
  expect((await cuts(500, 'files')).lost).toBeGreaterThan(0);
  expect((await cuts(500, 'folders')).lost).toBeGreaterThan(0);
});

test('a disk that is full or failing at any operation refuses in words, and loses nothing acknowledged', async () => {
  let refusals = 0;
  for (const code of ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS']) {
    for (let point = 1; point <= 60; point += 1) {
      const earlier = 6;
      let isOver = false;
      const failing = (operation: number): void => {
        if (!isOver && operation >= earlier + point && operation < earlier + point + 3)
          throw systemError(code);
      };
      const disk = new ModelDisk({ before: failing });
      const acknowledged = new Map<string, string>();
      const store = await openFileStore('/store', { disk, judge });
      for (const content of ['first', 'second', 'third', 'first']) {
        try {
          acknowledged.set((await store.put(pieces(content), options)).sha256, content);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreFailure);
          expect((error as StoreFailure).code).toBe(
            code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : 'diskFailed',
          );
          expect((error as StoreFailure).remedy).not.toBe('');
          refusals += 1;
        }
      }
      isOver = true;
      expect(await lost(disk, acknowledged)).toBe(0);
      expect(await lost(disk.afterPowerCut(randomFrom(point)), acknowledged)).toBe(0);
    }
  }
  expect(refusals).toBeGreaterThan(200);
});

test('after a refused file nothing of it is left behind on the disk', async () => {
  const disk = new ModelDisk();
  const store = await openFileStore('/store', { disk, judge });
  await expect(store.put(pieces('x'.repeat(1001)), options)).rejects.toThrow(FileRefused);
  expect(await disk.list('/store/tmp')).toEqual([]);
});
