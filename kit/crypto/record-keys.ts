/**
 * Keys of single records outside of the database: one file a record, wrapped by the key folder's newest key. Destroying
 * the file destroys what it sealed, in the database and in every backup of it.
 *
 *   keys/ab/ab12….key   the wrapped data key of one record: name of the wrapping key, then base64
 *   destroyed.list      ids that were destroyed, one a line with the time; only ever added to
 *
 * The list is applied whenever the folder is opened, so that putting an older copy of the keys back does not bring a
 * destroyed one with it. A second copy of the list lies where `ledger` says, outside of what a restore replaces.
 */
import { randomBytes } from 'node:crypto';
import { appendFile, link, mkdir, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newDataKey, unwrapDataKey, type DataKey } from './envelope.ts';
import { hasCode, KeyFolderError, syncFolder } from './folder.ts';
import type { Keys } from './keys.ts';

/** The key of this record was destroyed: what it sealed cannot be read any more. */
export class KeyDestroyed extends Error {
  readonly code = 'keyDestroyed';
  constructor() {
    super('The key of this record was destroyed.');
    this.name = 'KeyDestroyed';
  }
}

export type RecordKeys = {
  readonly dir: string;
  /** The key of a record, made when there is none yet. @throws KeyDestroyed */
  keyOf(id: string): Promise<DataKey>;
  /** The key of a record, or null when it never had one. @throws KeyDestroyed */
  findKey(id: string): Promise<DataKey | null>;
  /** Destroys the key of a record for good; again is no harm. */
  destroy(id: string, at: Date): Promise<void>;
  /** Ids that were destroyed. */
  destroyed(): Promise<Set<string>>;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) \S+$/;
export const DESTROYED_LIST = 'destroyed.list';

/** Ids on a list of destroyed records; lines that are none are refused. @throws KeyFolderError */
export async function readDestroyed(file: string): Promise<Set<string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return new Set();
    throw error;
  }
  const ids = new Set<string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const id = LINE.exec(line.trim())?.[1];
    if (!id)
      throw new KeyFolderError(
        'The list of destroyed records is damaged.',
        'Take the copy that lies beside the wing, or the one of the last key backup.',
      );
    ids.add(id);
  }
  return ids;
}

async function addToList(file: string, id: string, at: Date): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`${id} ${at.toISOString()}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Overwrites a key file, takes it away and makes both last. */
async function shred(file: string): Promise<void> {
  try {
    const { size } = await stat(file);
    const handle = await open(file, 'r+');
    try {
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rm(file, { force: true });
    await syncFolder(dirname(file));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/**
 * Opens the keys of the records in `dir`, making the folder when it is absent, and applies the lists of what was
 * destroyed: that of the folder and the one at `ledger`.
 */
export async function openRecordKeys(keys: Keys, dir: string, ledger: string): Promise<RecordKeys> {
  await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 });
  const list = join(dir, DESTROYED_LIST);
  const fileOf = (id: string) => {
    if (!ID.test(id)) throw new TypeError('A record is named by its id.');
    return join(dir, 'keys', id.slice(0, 2), `${id}.key`);
  };
  await applyDestroyed(dir, [list, ledger]);
  const refuseDestroyed = async (id: string) => {
    if ((await readDestroyed(list)).has(id)) throw new KeyDestroyed();
  };
  const findKey = async (id: string): Promise<DataKey | null> => {
    const text = await readFile(fileOf(id), 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    });
    if (text === null) {
      await refuseDestroyed(id);
      return null;
    }
    const [kek = '', wrapped = ''] = text.trim().split(' ');
    return unwrapDataKey(keys, Buffer.from(wrapped, 'base64'), kek);
  };
  return {
    dir,
    findKey,
    keyOf: async (id) => {
      await refuseDestroyed(id);
      const found = await findKey(id);
      if (found) return found;
      const { wrapped, kek } = newDataKey(keys);
      await put(fileOf(id), `${kek} ${wrapped.toString('base64')}\n`);
      // Of two that make one at once the first stays; both read that.
      return (await findKey(id))!;
    },
    destroy: async (id, at) => {
      const file = fileOf(id);
      const known = await Promise.all([list, ledger].map(readDestroyed));
      for (const [i, place] of [list, ledger].entries())
        if (!known[i]!.has(id)) await addToList(place, id, at);
      await shred(file);
    },
    destroyed: () => readDestroyed(list),
  };
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = join(dirname(file), `.${randomBytes(8).toString('hex')}.tmp`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(file));
}

/**
 * Takes away every key that one of the lists names, and brings the lists to the same: whatever copy of keys was put
 * here, nothing that was destroyed is among them afterwards.
 * @param more ids known from elsewhere: a list that was brought along, or the rows of the database
 * @returns all ids that were destroyed
 */
export async function applyDestroyed(
  dir: string,
  lists: readonly string[],
  more: Iterable<string> = [],
): Promise<Set<string>> {
  const known = await Promise.all(lists.map(readDestroyed));
  const all = new Set([...known.flatMap((ids) => [...ids]), ...more]);
  for (const [i, list] of lists.entries()) {
    const lacking = [...all].filter((id) => !known[i]!.has(id));
    if (lacking.length === 0) continue;
    await mkdir(dirname(list), { recursive: true, mode: 0o700 });
    const at = new Date().toISOString();
    await appendFile(list, lacking.map((id) => `${id} ${at}\n`).join(''), { mode: 0o600 });
  }
  for (const id of all) await shred(join(dir, 'keys', id.slice(0, 2), `${id}.key`));
  return all;
}

/**
 * Copies the keys of the records to a folder that holds nothing else, and takes away there what was destroyed since the
 * last time: a mirror, not an archive, so that no destroyed key lives on in it.
 * @returns how many keys the mirror holds now
 */
export async function mirrorRecordKeys(from: string, to: string): Promise<number> {
  const gone = await applyDestroyed(
    to,
    [join(to, DESTROYED_LIST)],
    await readDestroyed(join(from, DESTROYED_LIST)),
  );
  let count = 0;
  for (const file of await keyFiles(from)) {
    const id = file.slice(-40, -4);
    if (gone.has(id)) continue;
    count += 1;
    const target = join(to, 'keys', id.slice(0, 2), `${id}.key`);
    const there = await stat(target).then(
      () => true,
      () => false,
    );
    if (!there) await put(target, await readFile(join(from, 'keys', file), 'utf8'));
  }
  return count;
}

/** Key files below a folder of record keys, as paths in its `keys`. */
export async function keyFiles(dir: string): Promise<string[]> {
  const entries = await readdir(join(dir, 'keys'), { recursive: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [] as string[];
    throw error;
  });
  return entries.filter((name) => /(^|\/)[0-9a-f-]{36}\.key$/.test(name));
}
