/** The export of the audit: what a defense expert needs to verify the log without the program or its database. */
import { copyFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyObject } from 'node:crypto';
import type { ClientBase } from 'pg';
import { headToJson } from './heads.ts';
import { auditEntries, entryToJson, inSnapshot, storedHeads } from './reading.ts';

/** @property entries how many were written; @property heads how many signed heads */
export type AuditExport = { entries: number; heads: number; files: string[] };

const names = ['entries.jsonl', 'heads.jsonl', 'audit-signing.pub.pem', 'verify-offline.ts', 'README.txt'];

const readme = (
  log: string,
) => `The audit log "${log}" of a Concert installation, to be verified without Concert.

entries.jsonl          one entry a line, with the hash before it and its own
heads.jsonl            signed tree heads, one a line
audit-signing.pub.pem  public key of the signatures; compare it with the one that a witness got
verify-offline.ts      the verifier: one file, needs Node.js 24 and nothing else; its head explains what it checks

node verify-offline.ts --log ${log} --key audit-signing.pub.pem entries.jsonl heads.jsonl [WITNESS.jsonl]

WITNESS.jsonl holds heads that somebody outside this installation kept. Without one, a log that was rewritten by
somebody who also holds the signing key would pass.
`;

/**
 * Writes the whole log into a folder, entry by entry, from one snapshot. Files that are there are not touched.
 * @param client connected as the owner, outside of a transaction
 * @throws EEXIST when the folder holds an export already
 */
export async function exportAudit(
  client: ClientBase,
  publicKey: KeyObject,
  log: string,
  dir: string,
): Promise<AuditExport> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const place = (name: string) => join(dir, name);
  const counts = await inSnapshot(client, async (ask) => ({
    entries: await writeLines(place('entries.jsonl'), mapped(auditEntries(ask), entryToJson)),
    heads: await writeLines(place('heads.jsonl'), (await storedHeads(ask, log)).map(headToJson)),
  }));
  await writeLines(place('audit-signing.pub.pem'), [
    publicKey.export({ type: 'spki', format: 'pem' }).toString().trimEnd(),
  ]);
  await writeLines(place('README.txt'), [readme(log).trimEnd()]);
  await copyFile(fileURLToPath(new URL('./verify-offline.ts', import.meta.url)), place('verify-offline.ts'));
  return { ...counts, files: names.map(place) };
}

async function* mapped<A, B>(all: AsyncIterable<A>, act: (one: A) => B): AsyncGenerator<B> {
  for await (const one of all) yield act(one);
}

async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let count = 0;
  let waiting: string[] = [];
  try {
    for await (const line of lines) {
      count += 1;
      if (waiting.push(line) < 1_000) continue;
      await file.appendFile(`${waiting.join('\n')}\n`);
      waiting = [];
    }
    if (waiting.length > 0) await file.appendFile(`${waiting.join('\n')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return count;
}
