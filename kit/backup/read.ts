import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { checkSignature, type Manifest, type Signature } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { contentOf, type TarEntry, tarEntries } from './tar.ts';

/** A backup whose every byte was found to be what its manifest says. */
export type VerifiedBackup = {
  manifest: Manifest;
  /** Name of the key that signed it. */
  key: string;
  /** The content of a part in pieces. @throws Error for a name that is not in the manifest */
  content(name: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

const LARGEST_MANIFEST = 512 * 1024 * 1024;

/**
 * Opens a backup and reads all of it once: every part there, none added, none changed, signature right.
 * Parts are read again later from the same open file.
 * @throws BackupProblem with a sentence and a remedy
 */
export async function openBackup(place: string, signedBy?: string): Promise<VerifiedBackup> {
  const file = await openFile(place);
  try {
    const entries = new Map<string, TarEntry>();
    const hashes = new Map<string, string>();
    for await (const entry of tarEntries(file)) {
      if (entries.has(entry.name)) throw altered(`${entry.name} is in it twice`);
      entries.set(entry.name, entry);
      hashes.set(entry.name, await hashOf(file, entry));
    }
    const manifestBytes = await whole(file, entries.get('manifest.json'));
    const signature = parsed(await whole(file, entries.get('signature.json'))) as Signature;
    const key = checkSignature(manifestBytes, signature, signedBy);
    const manifest = parsed(manifestBytes) as Manifest;
    if (manifest.format !== 'concert backup' || manifest.version !== 1) {
      throw new BackupProblem('This backup was made by a newer Concert.', 'Restore it with that version.');
    }
    compare(manifest, hashes);
    const content = (name: string): AsyncGenerator<Buffer> => {
      const entry = entries.get(name);
      if (entry === undefined) throw new Error(`not in the backup: ${name}`);
      return contentOf(file, entry);
    };
    return { manifest, key, content, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function compare(manifest: Manifest, hashes: Map<string, string>): void {
  const unnamed = new Set(hashes.keys());
  unnamed.delete('manifest.json');
  unnamed.delete('signature.json');
  for (const { name, sha256 } of manifest.parts) {
    if (!hashes.has(name)) throw altered(`${name} is missing`);
    if (hashes.get(name) !== sha256) throw altered(`${name} is not what was written`);
    if (!isSafe(name)) throw altered(`${name} is no name for a part`);
    unnamed.delete(name);
  }
  for (const name of unnamed) throw altered(`${name} was added`);
}

/** Names become paths on restore: none may leave its folder. */
function isSafe(name: string): boolean {
  return (
    /^(tables|files|keys)\/[\w./-]+$/.test(name) && name.split('/').every((step) => !/^\.{0,2}$/.test(step))
  );
}

async function openFile(place: string): Promise<FileHandle> {
  try {
    return await open(place, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BackupProblem(`There is no file ${place}.`, 'Name a backup file.');
    if (code === 'EACCES')
      throw new BackupProblem(`${place} cannot be read.`, 'Give this user the right to read it.');
    throw error;
  }
}

async function hashOf(file: FileHandle, entry: TarEntry): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of contentOf(file, entry)) hash.update(chunk);
  return hash.digest('hex');
}

async function whole(file: FileHandle, entry: TarEntry | undefined): Promise<Buffer> {
  if (entry === undefined || entry.bytes > LARGEST_MANIFEST) {
    throw new BackupProblem('This is not a complete backup of Concert.', 'Use another copy of it.');
  }
  return buffer(contentOf(file, entry));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw altered('its table of contents cannot be read');
  }
}

function altered(what: string): BackupProblem {
  return new BackupProblem(
    `The backup was altered or damaged: ${what}.`,
    'Use another copy of it. Nothing was restored.',
  );
}
