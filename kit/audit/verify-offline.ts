/**
 * Verifies an exported audit log without a database and without any other file of Concert: hand this one file to a
 * defence expert together with the export.
 *
 *   node verify-offline.ts --log NAME --key audit-signing.pub.pem entries.jsonl heads.jsonl [witness.jsonl …]
 *
 * It is written apart from chain.ts on purpose (two programs that agree are worth more than one) and answers only
 * whether the log is whole, and if not, where it first is not. What is checked:
 *   1 entry n is numbered n, names the hash of entry n-1, and its own hash is
 *     SHA-256(previous hash | seq US at US account US session US action US table US ids,… US outcome US detail),
 *     US being the byte 0x1f; before the first stands SHA-256("concert audit chain v1" US NAME);
 *   2 every head is signed (Ed25519) by the given key, names this log, and its root is the RFC 6962 root over the
 *     entries' hashes up to its size;
 *   3 the log is no shorter than any head.
 * Leaving: 0 whole, 1 not whole, 2 could not be read.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

type Line = {
  seq: number;
  at: string;
  account: string;
  session: string;
  action: string;
  table: string;
  ids: string[];
  outcome: string;
  detail: string;
  prev: string;
  hash: string;
};
type Head = { log: string; size: number; root: string; at: string; key: string; signature: string };

/** @property witnessedTo entries covered by the witnesses' heads; the rest rests on this copy alone */
export type OfflineVerdict =
  { ok: true; size: number; root: string; witnessedTo: number } | { ok: false; at: number; sentence: string };

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

function hashOf(prev: string, line: Line): string {
  const parts = [line.seq, line.at, line.account, line.session, line.action, line.table];
  const form = [...parts, line.ids.join(','), line.outcome, line.detail].map(String);
  if (form.some((part) => part.includes('\u001f')) || line.ids.some((id) => id === '' || id.includes(',')))
    return '';
  return sha256(Buffer.from(prev, 'hex'), form.join('\u001f')).toString('hex');
}

function isSigned(head: Head, publicKey: KeyObject): boolean {
  const id = sha256(publicKey.export({ type: 'spki', format: 'der' }))
    .toString('hex')
    .slice(0, 16);
  const { log, size, root, at, key } = head;
  const text = `concert audit head v1\nlog ${log}\nsize ${size}\nroot ${root}\nat ${at}\nkey ${key}\n`;
  return key === id && verify(null, Buffer.from(text), publicKey, Buffer.from(head.signature, 'base64'));
}

/** The RFC 6962 root of a growing list: full subtrees are kept with their sizes and joined when equal. */
class Tree {
  readonly #subtrees: { leaves: number; hash: Buffer }[] = [];

  add(hash: string): void {
    this.#subtrees.push({ leaves: 1, hash: sha256(Buffer.from([0]), Buffer.from(hash, 'hex')) });
    for (;;) {
      const [left, right] = this.#subtrees.slice(-2);
      if (!left || !right || left.leaves !== right.leaves) return;
      const joined = sha256(Buffer.from([1]), left.hash, right.hash);
      this.#subtrees.splice(-2, 2, { leaves: left.leaves * 2, hash: joined });
    }
  }

  root(): string {
    const hashes = this.#subtrees.map((one) => one.hash);
    const top = hashes.reduceRight<Buffer | undefined>(
      (right, left) => (right ? sha256(Buffer.from([1]), left, right) : left),
      undefined,
    );
    return (top ?? sha256()).toString('hex');
  }
}

function unfitHead(heads: readonly Head[], log: string, publicKey: KeyObject): OfflineVerdict | undefined {
  for (const head of heads) {
    const at = Number(head.size) || 0;
    if (!isSigned(head, publicKey))
      return { ok: false, at, sentence: `The head for ${at} entries is not signed.` };
    if (head.log !== log) return { ok: false, at, sentence: `The head for ${at} entries is of another log.` };
  }
  return undefined;
}

/**
 * @param lines the entries, one JSON object a line
 * @param heads the heads exported with the log, one JSON object a line
 * @param witnessed the heads that witnesses kept
 */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  heads: readonly string[],
  witnessed: readonly string[],
  publicKey: KeyObject,
  log: string,
): Promise<OfflineVerdict> {
  const own = heads.map((text) => JSON.parse(text) as Head);
  const kept = witnessed.map((text) => JSON.parse(text) as Head);
  const unfit = unfitHead([...own, ...kept], log, publicKey);
  if (unfit) return unfit;
  const bySize = Map.groupBy([...own, ...kept], (head) => head.size);
  const tree = new Tree();
  let size = 0;
  let last = sha256(`concert audit chain v1\u001f${log}`).toString('hex');
  const wrongHead = (): boolean => (bySize.get(size) ?? []).some((head) => head.root !== tree.root());
  if (wrongHead()) return { ok: false, at: 0, sentence: 'A head for an empty log has a wrong root.' };
  for await (const text of lines) {
    if (text === '') continue;
    const line = JSON.parse(text) as Line;
    size += 1;
    if (line.seq !== size || line.prev !== last || line.hash !== hashOf(last, line)) {
      return { ok: false, at: size, sentence: `The chain breaks at entry ${size}.` };
    }
    last = line.hash;
    tree.add(last);
    if (wrongHead())
      return { ok: false, at: size, sentence: `The first ${size} entries are not those signed.` };
  }
  const longest = Math.max(0, ...bySize.keys());
  if (longest > size) {
    return { ok: false, at: size + 1, sentence: `The log ends at entry ${size}; a head knows ${longest}.` };
  }
  return { ok: true, size, root: tree.root(), witnessedTo: Math.max(0, ...kept.map((head) => head.size)) };
}

const nonEmptyLines = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);

function report(verdict: OfflineVerdict): void {
  if (!verdict.ok) {
    console.log(`NOT WHOLE, entry ${verdict.at}: ${verdict.sentence}`);
    process.exitCode = 1;
    return;
  }
  const { size, root, witnessedTo } = verdict;
  console.log(`Whole: ${size} entries, root ${root}.`);
  console.log(
    witnessedTo < size
      ? `Needs witness: entries ${witnessedTo + 1} to ${size} rest on this copy alone.`
      : 'A witness knows all of them.',
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { log: { type: 'string' }, key: { type: 'string' } },
    allowPositionals: true,
  });
  const [entries, heads, ...witnesses] = positionals;
  if (!values.log || !values.key || !entries || !heads) {
    console.log(
      'Usage: node verify-offline.ts --log NAME --key KEY.pem ENTRIES.jsonl HEADS.jsonl [WITNESS.jsonl …]',
    );
    process.exitCode = 2;
    return;
  }
  const publicKey = createPublicKey(readFileSync(values.key));
  const lines = createInterface({ input: createReadStream(entries), crlfDelay: Infinity });
  const kept = witnesses.flatMap(nonEmptyLines);
  report(await verifyExport(lines, nonEmptyLines(heads), kept, publicKey, values.log));
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.log(`The export could not be read: ${error instanceof Error ? error.message : 'unknown reason'}`);
    process.exitCode = 2;
  });
}
