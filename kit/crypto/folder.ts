/** Reading the key folder with distrust: permissions, kinds of file, and errors that never quote a key. */
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Something is wrong with the key folder: a sentence and what to do. Holds no byte of any key. */
export class KeyFolderError extends Error {
  readonly code = 'keyFolder';
  readonly remedy: string;
  constructor(sentence: string, remedy: string) {
    super(`${sentence} ${remedy}`);
    this.name = 'KeyFolderError';
    this.remedy = remedy;
  }
}

/** Whether a thrown value is a system error with this code (`ENOENT`, …). */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

/** Flushes a folder's entries to disk, so that a file made or renamed in it survives a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws KeyFolderError when it is not a folder, or others than its owner may look into it */
export async function lookAtFolder(dir: string): Promise<'absent' | 'empty' | 'filled'> {
  try {
    const found = await lstat(dir);
    if (!found.isDirectory()) {
      throw new KeyFolderError('The key folder is not a folder.', 'Name a folder, not a file or a link.');
    }
    const names = await readdir(dir);
    if (names.length === 0) return 'empty';
    if (found.mode & 0o077) {
      throw new KeyFolderError(
        'Others can look into the key folder.',
        'Set its permissions to 0700 (chmod 700).',
      );
    }
    return 'filled';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'absent';
    throw unreadable(error, 'The key folder');
  }
}

function unreadable(error: unknown, what: string): unknown {
  if (!hasCode(error, 'EACCES') && !hasCode(error, 'EPERM')) return error;
  return new KeyFolderError(
    `${what} cannot be read by this account.`,
    'Make the account that runs Concert its owner.',
  );
}

/**
 * Reads one key file of at most 4 KB. A secret one must be closed to everybody but its owner.
 * @throws KeyFolderError when it is absent, a link, open to others or unreadable
 */
export async function readKeyFile(
  dir: string,
  name: string,
  half: 'secret' | 'public' = 'secret',
): Promise<string> {
  try {
    const file = await open(join(dir, name), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const found = await file.stat();
      if (!found.isFile() || found.size > 4096) {
        throw new KeyFolderError(
          `The key file ${name} is not a key file.`,
          'Restore it from the key backup.',
        );
      }
      if (half === 'secret' && found.mode & 0o077) {
        throw new KeyFolderError(
          `Others can read the key file ${name}.`,
          'Set its permissions to 0600 (chmod 600).',
        );
      }
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      throw new KeyFolderError(
        `The key folder has lost its file ${name}.`,
        'Restore the key folder from the key backup; nothing was made anew.',
      );
    }
    if (hasCode(error, 'ELOOP')) {
      throw new KeyFolderError(`The key file ${name} is a link.`, 'Put the file itself into the key folder.');
    }
    throw unreadable(error, `The key file ${name}`);
  }
}
