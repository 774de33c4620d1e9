import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import type pg from 'pg';
import { openKeys } from '../../kit/crypto/keys.ts';
import { writeBackup } from '../../kit/backup/write.ts';
import type { TestHouse } from '../../taskforce/testing.ts';

/** Something that is kept or was sent, under the name by which a finding is told. */
export type Kept = { place: string; bytes: Buffer };

/** Every row of every table of a database, whatever the schema, as its owner sees it. */
export async function everyTable(owner: pg.Client): Promise<Kept[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
  );
  const all: Kept[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
    all.push({ place: name, bytes: Buffer.from(rows.map((one) => one.row).join('\n'), 'utf8') });
  }
  return all;
}

/** Every file of a folder and those inside it. */
export function everyFile(folder: string): Kept[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .flatMap((place) => opened({ place, bytes: readFileSync(place) }));
}

/** A file, and what is packed inside where it is a ZIP, as exports and workbooks are. */
function opened(file: Kept): Kept[] {
  if (file.bytes.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return [file];
  const inside = Object.entries(unzipSync(file.bytes));
  return [
    file,
    ...inside.map(([name, bytes]) => ({ place: `${file.place}: ${name}`, bytes: Buffer.from(bytes) })),
  ];
}

/** The backup of a task force with its keys in it, taken apart and unpacked. */
export async function backupOf(house: TestHouse, folder: string): Promise<Kept[]> {
  const keys = join(house.server.house.dataDir, 'keys');
  const to = join(folder, 'backup.tar');
  await writeBackup({
    database: house.database.connection(),
    schemas: ['kit', 'bridge', 'taskforce', 'graphile_worker'],
    files: join(house.server.house.dataDir, 'files'),
    keys,
    signing: (await openKeys(keys, { create: false })).audit,
    withKeys: true,
    to,
    program: 'test',
    now: new Date(),
  });
  return unpacked(readFileSync(to));
}

/** The parts of a tar file; what is compressed inside is unpacked. */
function unpacked(tar: Buffer): Kept[] {
  const parts: Kept[] = [];
  for (let at = 0; at + 512 <= tar.length;) {
    const head = tar.subarray(at, at + 512);
    const name = head.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '');
    const size = Number.parseInt(head.subarray(124, 136).toString('latin1'), 8) || 0;
    if (name === '') break;
    const content = tar.subarray(at + 512, at + 512 + size);
    const squeezed = content[0] === 0x1f && content[1] === 0x8b;
    parts.push({ place: `backup: ${name}`, bytes: squeezed ? gunzipSync(content) : content });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return parts;
}

/** Listens to everything that both wings say to each other over the bridge, both ways. Call `stop` after. */
export function tapOnBridge(): { heard: Kept[]; stop(): void } {
  const heard: Kept[] = [];
  const straight = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const answer = await straight(input, init);
    const path = /\/bridge\/\w+$/.exec(address)?.[0];
    if (path === undefined) return answer;
    heard.push({ place: `to ${path}`, bytes: Buffer.from(typeof init?.body === 'string' ? init.body : '') });
    heard.push({ place: `from ${path}`, bytes: Buffer.from(await answer.clone().arrayBuffer()) });
    return answer;
  };
  return { heard, stop: () => void (globalThis.fetch = straight) };
}

/** Listens to what the process writes on its terminal: the log. Call `stop` after. */
export function tapOnLog(): { heard: Kept[]; stop(): void } {
  const heard: Kept[] = [];
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.write.bind(stream));
  for (const [i, stream] of streams.entries())
    stream.write = ((...parts: Parameters<typeof stream.write>) => {
      heard.push({ place: 'log', bytes: Buffer.from(parts[0] as string | Uint8Array) });
      return before[i]!(...parts);
    }) as typeof stream.write;
  return {
    heard,
    stop: () => {
      for (const [i, stream] of streams.entries()) stream.write = before[i]! as typeof stream.write;
    },
  };
}
