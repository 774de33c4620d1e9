import { createHash, type KeyObject } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Client, type PoolConfig } from 'pg';
import { copyOut } from './copy.ts';
import { type Manifest, type Part, signManifest, type TableInBackup } from './manifest.ts';
import { BackupProblem } from './problem.ts';
import { columnList, named, PLAIN_TEXT, sequencesOf, type Table, tablesOf } from './tables.ts';
import { TarWriter } from './tar.ts';

const squeeze = promisify(gzip);
/** Rows are cut into pieces of this many bytes, so that a table of any size passes through little memory. */
const PIECE = 4 * 1024 * 1024;
/** Finished contents are named by their SHA-256; all else in the store is still being written. */
const STORED_CONTENT = /^[0-9a-f]{64}$/;
const SECRET_KEY_FILE = /^(?!.*\.pub\.pem$).+\.(key|pem)$/;

export type BackupOptions = {
  /** Connects as the owner of the schemas. */
  database: PoolConfig;
  schemas: string[];
  /** Folder of the stored contents; may be absent. */
  files: string;
  /** Folder of the keys, and the audit key that signs. */
  keys: string;
  signing: { privateKey: KeyObject; publicKey: KeyObject };
  withKeys: boolean;
  /** The file to make; it must not exist. */
  to: string;
  program: string;
  now: Date;
};

/**
 * Writes everything the database held at one moment, the stored contents and the public keys into one tar
 * file (mode 0600), while the server goes on working. Contents are written before the row that names them
 * is committed, and are never changed, so that listing them after the snapshot finds all it names.
 * The file gets its name only when it is complete and on the disk.
 */
export async function writeBackup(options: BackupOptions): Promise<{ manifest: Manifest; key: string }> {
  const half = `${options.to}.part`;
  const file = await create(half, options.to);
  try {
    const result = await fill(new Archive(file), options);
    await file.close();
    await rename(half, options.to);
    const folder = await open(path.dirname(options.to), 'r');
    await folder.sync().finally(() => folder.close());
    return result;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(half, { force: true });
    throw explained(error, options.to);
  }
}

/** A tar file that remembers the hash of each part. */
class Archive {
  readonly parts: Part[] = [];
  private readonly tar: TarWriter;

  constructor(file: FileHandle) {
    this.tar = new TarWriter(file);
  }

  async add(name: string, content: Buffer): Promise<void> {
    await this.tar.add(name, content.length, [content]);
    this.parts.push({
      name,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }

  async addFile(name: string, place: string): Promise<void> {
    const source = await open(place, 'r');
    try {
      const { size } = await source.stat();
      const hash = createHash('sha256');
      await this.tar.add(name, size, hashing(source.createReadStream({ autoClose: false }), hash));
      this.parts.push({ name, bytes: size, sha256: hash.digest('hex') });
    } finally {
      await source.close();
    }
  }

  end(): Promise<void> {
    return this.tar.end();
  }
}

async function* hashing(
  source: AsyncIterable<Buffer>,
  hash: { update(chunk: Buffer): unknown },
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

async function fill(archive: Archive, options: BackupOptions): Promise<{ manifest: Manifest; key: string }> {
  const rows = await readDatabase(archive, options);
  const stored = await addFolder(archive, options.files, 'files', (name) => STORED_CONTENT.test(name));
  await addFolder(archive, options.keys, 'keys', (name) => options.withKeys || !SECRET_KEY_FILE.test(name));
  const { contents, ...found } = rows;
  const manifest: Manifest = {
    format: 'concert backup',
    version: 1,
    madeAt: options.now.toISOString(),
    program: options.program,
    ...found,
    missingFiles: contents.filter((hash) => !stored.has(hash)),
    withKeys: options.withKeys,
    parts: [...archive.parts],
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const signature = signManifest(bytes, options.signing);
  await archive.add('manifest.json', bytes);
  await archive.add('signature.json', Buffer.from(`${JSON.stringify(signature, null, 1)}\n`));
  await archive.end();
  return { manifest, key: signature.key };
}

type DatabasePart = Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'sequences' | 'auditEnd'> & {
  contents: string[];
};

async function readDatabase(archive: Archive, { database, schemas }: BackupOptions): Promise<DatabasePart> {
  const client = new Client(database);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; ${PLAIN_TEXT}`);
    const tables = await tablesOf(client, schemas);
    if (tables.length > 0) {
      await client.query(`lock table ${tables.map((table) => named(table)).join(', ')} in access share mode`);
    }
    const copied: TableInBackup[] = [];
    for (const [n, table] of tables.entries()) copied.push(await addTable(archive, client, table, n + 1));
    return {
      postgres: await one(client, `select current_setting('server_version') as value`),
      migrations: await list(
        client,
        'migrations.done',
        'select name as value from migrations.done order by at, name',
      ),
      tables: copied,
      sequences: await sequencesOf(client, schemas),
      auditEnd: await auditEnd(client),
      contents: await list(
        client,
        'kit.files',
        `select distinct encode(sha256, 'hex') as value from kit.files`,
      ),
    };
  } finally {
    await client.end();
  }
}

async function addTable(archive: Archive, client: Client, table: Table, n: number): Promise<TableInBackup> {
  const folder = `${String(n).padStart(3, '0')}-${`${table.schema}.${table.name}`.replaceAll(/[^\w.]/g, '_').slice(0, 60)}`;
  const parts: string[] = [];
  const copy = copyOut(client, `copy ${named(table)} (${columnList(table.columns)}) to stdout`, PIECE);
  for (let next = await copy.next(); ; next = await copy.next()) {
    if (next.done === true) return { ...table, rows: next.value, parts };
    const name = `tables/${folder}/${String(parts.length + 1).padStart(6, '0')}.copy.gz`;
    await archive.add(name, await squeeze(next.value, { level: 3 }));
    parts.push(name);
  }
}

/** The end of the chain as this snapshot sees it: restoring must arrive at the same one. */
async function auditEnd(client: Client): Promise<Manifest['auditEnd']> {
  if (!(await exists(client, 'kit.audit_chain_end'))) return null;
  const { rows } = await client.query<{ entries: string; hash: string }>(
    `select seq::text as entries, encode(hash, 'hex') as hash from kit.audit_chain_end`,
  );
  return rows[0] ?? null;
}

async function exists(client: Client, table: string): Promise<boolean> {
  return (await one(client, `select (to_regclass('${table}') is not null)::text as value`)) === 'true';
}

async function one(client: Client, sql: string): Promise<string> {
  return (await client.query<{ value: string }>(sql)).rows[0]?.value ?? '';
}

async function list(client: Client, table: string, sql: string): Promise<string[]> {
  if (!(await exists(client, table))) return [];
  return (await client.query<{ value: string }>(sql)).rows.map((row) => row.value);
}

/** Adds the finished files of a folder; gives their names. Names that begin with a dot are still being written. */
async function addFolder(
  archive: Archive,
  folder: string,
  prefix: string,
  wanted: (name: string) => boolean,
): Promise<Set<string>> {
  const added = new Set<string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  for (const entry of entries) {
    const place = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, place);
    if (!entry.isFile() || !wanted(entry.name) || name.split(path.sep).some((step) => step.startsWith('.')))
      continue;
    await archive.addFile(`${prefix}/${name}`, place);
    added.add(entry.name);
  }
  return added;
}

async function create(half: string, to: string): Promise<FileHandle> {
  try {
    await rm(half, { force: true });
    if (
      await open(to, 'r').then(
        (file) => file.close().then(() => true),
        () => false,
      )
    ) {
      throw new BackupProblem(`${to} is there already.`, 'Name another file with --to, or remove it.');
    }
    return await open(half, 'wx', 0o600);
  } catch (error) {
    throw explained(error, to);
  }
}

function explained(error: unknown, to: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupProblem(
        `The disk that holds ${to} is full.`,
        'Free some space, or name another place with --to.',
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new BackupProblem(
        `${to} cannot be written.`,
        'Name a place with --to that this user may write to.',
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new BackupProblem(
        `The folder of ${to} is not there.`,
        'Make it, or name another place with --to.',
      );
    default:
      return error;
  }
}
