import type { FileHandle } from 'node:fs/promises';
import { BackupProblem } from './problem.ts';

/** Block size of the tar format (POSIX.1-1988 ustar). */
const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);

/** Writes a tar file entry by entry; any tar program can list and unpack it. */
export class TarWriter {
  private readonly file: FileHandle;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** Adds one file of `bytes` bytes; `content` must give exactly that many. */
  async add(name: string, bytes: number, content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    await this.write(header(name, bytes));
    let written = 0;
    for await (const chunk of content) {
      written += chunk.length;
      await this.write(chunk);
    }
    if (written !== bytes) throw new Error(`${name} has ${written} bytes instead of ${bytes}`);
    await this.write(Buffer.alloc(padding(bytes)));
  }

  async end(): Promise<void> {
    await this.write(END);
    await this.file.sync();
  }

  private async write(chunk: Buffer): Promise<void> {
    for (let from = 0; from < chunk.length;) {
      from += (await this.file.write(chunk, from)).bytesWritten;
    }
  }
}

/** Where an entry's content lies in the file. */
export type TarEntry = { name: string; bytes: number; at: number };

/**
 * Lists the entries of a tar file made by TarWriter.
 * @throws BackupProblem if it is cut, or is no such file
 */
export async function* tarEntries(file: FileHandle): AsyncGenerator<TarEntry> {
  const block = Buffer.alloc(BLOCK);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(block, 0, BLOCK, at);
    if (bytesRead < BLOCK)
      throw new BackupProblem('The backup file is cut short.', 'Use another copy of it.');
    if (block.every((byte) => byte === 0)) return;
    if (
      block.toString('latin1', 257, 262) !== 'ustar' ||
      Number.parseInt(field(block, 148, 8), 8) !== checksum(block)
    ) {
      throw new BackupProblem(
        'This is not a backup of Concert, or it is damaged.',
        'Use another copy of it.',
      );
    }
    const bytes = size(block);
    yield { name: field(block, 0, 100), bytes, at: at + BLOCK };
    at += BLOCK + bytes + padding(bytes);
  }
}

/** The content of an entry in pieces of at most 1 MiB. */
export async function* contentOf(file: FileHandle, entry: TarEntry): AsyncGenerator<Buffer> {
  for (let done = 0; done < entry.bytes;) {
    const chunk = Buffer.alloc(Math.min(1024 * 1024, entry.bytes - done));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, entry.at + done);
    if (bytesRead === 0) throw new BackupProblem('The backup file is cut short.', 'Use another copy of it.');
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

function header(name: string, bytes: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new Error(`too long for a name in a backup: ${name}`);
  block.write(name, 0, 'utf8');
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  writeSize(block, bytes);
  block.write('00000000000\0', 136);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Octal up to 8 GiB, beyond that the base-256 form that GNU tar and others read. */
function writeSize(block: Buffer, bytes: number): void {
  if (bytes < 8 ** 11) {
    block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  } else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(bytes), 128);
  }
}

function size(block: Buffer): number {
  return (block[124] ?? 0) >= 0x80
    ? Number(block.readBigUInt64BE(128))
    : Number.parseInt(field(block, 124, 12), 8);
}

/** Sum of the header's bytes with the checksum field counted as spaces. */
function checksum(block: Buffer): number {
  let sum = 0;
  for (const [at, byte] of block.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  return sum;
}

function field(block: Buffer, from: number, length: number): string {
  const text = block.toString('utf8', from, from + length);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

function padding(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK;
}
