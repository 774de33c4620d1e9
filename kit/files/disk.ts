/**
 * The little of a file system that the store needs, behind an interface, so that a test can put a disk in its place
 * that forgets what was not flushed, fills up or fails.
 */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './refusal.ts';

/** Bytes that can be read from any place. */
export interface Pages {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `from` on, `length` of them or as many as there are. */
  read(from: number, length: number): Promise<Buffer>;
}

export interface OpenPages extends Pages {
  close(): Promise<void>;
}

export interface NewFile {
  write(chunk: Buffer): Promise<void>;
  /** Flushes the content to disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** Makes one folder; an existing one is fine. Not durable before its parent is flushed. */
  makeFolder(path: string): Promise<void>;
  /** Makes a file that must not exist, readable by its owner only. */
  create(path: string): Promise<NewFile>;
  /** @throws an error with code ENOENT when it is absent */
  openPages(path: string): Promise<OpenPages>;
  /** Puts a file in its place, replacing what is there. Not durable before the folder is flushed. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; an absent one is fine. */
  remove(path: string): Promise<void>;
  list(path: string): Promise<{ name: string; modified: Date }[]>;
  /** Flushes a folder's entries to disk. */
  syncFolder(path: string): Promise<void>;
}

/** Bytes in memory as pages. */
export function pagesOf(bytes: Buffer): Pages {
  return {
    size: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

async function newFile(path: string): Promise<NewFile> {
  const file = await open(path, 'wx', 0o600);
  return {
    write: (chunk) => file.writeFile(chunk),
    sync: () => file.sync(),
    close: () => file.close(),
  };
}

async function openPages(path: string): Promise<OpenPages> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    read: async (from, length) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    close: () => file.close(),
  };
}

async function list(path: string): Promise<{ name: string; modified: Date }[]> {
  const found: { name: string; modified: Date }[] = [];
  for (const name of await readdir(path)) {
    try {
      found.push({ name, modified: (await stat(join(path, name))).mtime });
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return found;
}

/** The file system of the machine. */
export const realDisk: Disk = {
  makeFolder: async (path) => {
    try {
      await mkdir(path, { mode: 0o700 });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  },
  create: newFile,
  openPages,
  rename,
  remove: (path) => rm(path, { force: true }),
  list,
  syncFolder: async (path) => {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};
