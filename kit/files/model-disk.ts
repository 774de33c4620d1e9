/**
 * A disk in memory for the tests, as forgetful as a real one may be. What was written is sure only after the file was
 * flushed; a name in a folder is sure only after that folder was flushed. At a power cut each unsure change of a
 * folder is kept or lost on its own, and an unflushed file holds garbage, its beginning, or nothing.
 */
import { dirname } from 'node:path';
import type { Disk, NewFile } from './disk.ts';

type FileNode = { kind: 'file'; live: Buffer; sure: Buffer; modified: Date };
type FolderNode = { kind: 'folder'; live: Map<string, Node>; sure: Map<string, Node>; unsure: Change[] };
type Node = FileNode | FolderNode;
type Change = { name: string; node: Node | undefined };

/** Thrown by every call once the power is cut. */
export class PowerCut extends Error {}

/** An error with a system error code. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

const folder = (): FolderNode => ({ kind: 'folder', live: new Map(), sure: new Map(), unsure: [] });

/**
 * @property before called ahead of each operation with its number, counted from 1, and name; may throw
 * @property forgets what a bad store would forget to do: flushing files or folders has no effect
 */
export type ModelOptions = {
  before?: (operation: number, name: string) => void;
  forgets?: 'files' | 'folders';
};

export class ModelDisk implements Disk {
  operations = 0;
  readonly #root: FolderNode;
  readonly #options: ModelOptions;

  constructor(options: ModelOptions = {}, root: FolderNode = folder()) {
    this.#options = options;
    this.#root = root;
  }

  /** The disk as it is found after the power cut. */
  afterPowerCut(random: () => number): ModelDisk {
    const survivor = (node: Node): Node => {
      if (node.kind === 'file') return survivingFile(node, random);
      const kept = new Map(node.sure);
      for (const { name, node: changed } of node.unsure) {
        if (random() < 0.5) continue;
        if (changed) kept.set(name, changed);
        else kept.delete(name);
      }
      const found = folder();
      for (const [name, child] of kept) found.sure.set(name, survivor(child));
      found.live = new Map(found.sure);
      return found;
    };
    return new ModelDisk({}, survivor(this.#root) as FolderNode);
  }

  async #step(name: string): Promise<void> {
    await Promise.resolve();
    this.operations += 1;
    this.#options.before?.(this.operations, name);
  }

  #find(path: string): Node {
    let node: Node = this.#root;
    for (const part of path.split('/').filter(Boolean)) {
      const next: Node | undefined = node.kind === 'folder' ? node.live.get(part) : undefined;
      if (!next) throw systemError('ENOENT');
      node = next;
    }
    return node;
  }

  #folder(path: string): FolderNode {
    const found = this.#find(path);
    if (found.kind !== 'folder') throw systemError('ENOTDIR');
    return found;
  }

  #change(path: string, node: Node | undefined): void {
    const parent = this.#folder(dirname(path));
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (node) parent.live.set(name, node);
    else parent.live.delete(name);
    parent.unsure.push({ name, node });
  }

  #has(path: string): boolean {
    return this.#folder(dirname(path)).live.has(path.slice(path.lastIndexOf('/') + 1));
  }

  async makeFolder(path: string): Promise<void> {
    await this.#step('makeFolder');
    if (!this.#has(path)) this.#change(path, folder());
  }

  async create(path: string): Promise<NewFile> {
    await this.#step('create');
    if (this.#has(path)) throw systemError('EEXIST');
    const node: FileNode = {
      kind: 'file',
      live: Buffer.alloc(0),
      sure: Buffer.alloc(0),
      modified: new Date(),
    };
    this.#change(path, node);
    return {
      write: async (chunk) => {
        await this.#step('write');
        node.live = Buffer.concat([node.live, chunk]);
      },
      sync: async () => {
        await this.#step('sync');
        if (this.#options.forgets !== 'files') node.sure = node.live;
      },
      close: () => Promise.resolve(),
    };
  }

  async openPages(path: string) {
    await this.#step('openPages');
    const node = this.#find(path);
    if (node.kind !== 'file') throw systemError('EISDIR');
    const bytes = node.live;
    const read = async (from: number, length: number): Promise<Buffer> => {
      await this.#step('read');
      return bytes.subarray(from, from + length);
    };
    return { size: bytes.length, read, close: () => Promise.resolve() };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step('rename');
    const node = this.#find(from);
    this.#change(to, node);
    this.#change(from, undefined);
  }

  async remove(path: string): Promise<void> {
    await this.#step('remove');
    if (this.#has(path)) this.#change(path, undefined);
  }

  async list(path: string): Promise<{ name: string; modified: Date }[]> {
    await this.#step('list');
    const files = [...this.#folder(path).live].filter(([, node]) => node.kind === 'file');
    return files.map(([name, node]) => ({ name, modified: (node as FileNode).modified }));
  }

  async syncFolder(path: string): Promise<void> {
    await this.#step('syncFolder');
    if (this.#options.forgets === 'folders') return;
    const found = this.#folder(path);
    found.sure = new Map(found.live);
    found.unsure = [];
  }
}

function survivingFile(node: FileNode, random: () => number): FileNode {
  if (node.sure === node.live) return { ...node };
  const chance = random();
  const beginning = node.live.subarray(0, Math.floor(random() * node.live.length));
  const garbage = Buffer.alloc(node.live.length, 0);
  const found = chance < 0.33 ? node.sure : chance < 0.66 ? beginning : garbage;
  return { ...node, live: found, sure: found };
}
