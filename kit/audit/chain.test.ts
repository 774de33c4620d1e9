import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verifyChain } from './chain.ts';
import type { VerifyOptions } from './chain.ts';
import { canonicalForm, entryHash, genesis } from './entry.ts';
import type { AuditEntry, AuditFields } from './entry.ts';
import { headFromJson, headIsDue, headToJson, signHead, verifyHead } from './heads.ts';
import { fieldsOf, headAt, makeLog, rehash, signer, stranger } from './sample.ts';

const log = makeLog('taskforce', 30, [8, 20, 25]);
const { entries, heads } = log;

/** What the verifier says about changed entries and heads: 'intact' or the kind and the place. */
async function says(
  changed: readonly AuditEntry[],
  headsNow = heads,
  options: Partial<VerifyOptions> = {},
): Promise<string> {
  const verdict = await verifyChain(changed, headsNow, signer.publicKey, { log: 'taskforce', ...options });
  return verdict.ok ? 'intact' : `${verdict.kind} ${verdict.at}`;
}

const at = (n: number, change: Partial<AuditEntry>): AuditEntry[] =>
  entries.map((entry, i) => (i === n - 1 ? { ...entry, ...change } : entry));

test('an untouched log is intact, with its size, root and how far heads and witnesses reach', async () => {
  const options = { log: 'taskforce', witnessedHeads: [heads[1]!] };
  const verdict = await verifyChain(entries, heads, [signer.publicKey], options);
  const root = headAt('taskforce', entries, 30).root;
  expect(verdict).toEqual({ ok: true, size: 30, root, headedTo: 25, witnessedTo: 20 });
  expect(await verifyChain([], [], signer.publicKey, { log: 'taskforce' })).toMatchObject({
    ok: true,
    size: 0,
  });
});

test('the entries are read once, as a stream', async () => {
  async function* stream() {
    yield* entries;
  }
  const verdict = await verifyChain(stream(), heads, signer.publicKey, { log: 'taskforce' });
  expect(verdict.ok).toBe(true);
});

test('each field that is changed shows as an edit of that entry', async () => {
  const changes: Partial<AuditFields>[] = [
    { account: 'account-9' },
    { session: 'x' },
    { action: 'delete' },
    { table: 'case' },
    { ids: ['taskforce-14'] },
    { outcome: 'done' },
    { detail: '{}' },
    { at: entries[13]!.at.replace(/0$/, '1') },
  ];
  for (const change of changes) expect(await says(at(14, change))).toBe('edited 14');
  expect(await says(at(14, { hash: genesis('x') }))).toBe('edited 14');
});

test('a time put before its predecessor or after its successor shows as backdating', async () => {
  expect(await says(at(14, { at: '2025-01-01 00:00:00.000000' }))).toBe('backdated 14');
  expect(await says(at(14, { at: '2027-01-01 00:00:00.000000' }))).toBe('backdated 14');
});

test('a missing entry shows, renumbered or not', async () => {
  const without = entries.filter((entry) => entry.seq !== 14);
  expect(await says(without)).toBe('dropped 14');
  expect(await says(without.map((entry, n) => ({ ...entry, seq: n + 1 })))).toBe('dropped 14');
  const withoutThree = entries.filter((entry) => entry.seq < 14 || entry.seq > 16);
  expect(await says(withoutThree.map((entry, n) => ({ ...entry, seq: n + 1 })))).toBe('dropped 14');
  expect(await says(entries.slice(1))).toBe('dropped 1');
});

test('an entry put in between shows, whether its hash is forged well, badly or copied', async () => {
  const forged = { ...fieldsOf('taskforce', 14), detail: '{"forged":true}' };
  const prev = entries[12]!.hash;
  const put = (entry: AuditEntry): AuditEntry[] =>
    entries.toSpliced(13, 0, entry).map((one, n) => ({ ...one, seq: n + 1 }));
  expect(await says(put({ ...forged, prev, hash: entryHash(prev, forged) }))).toBe('inserted 14');
  expect(await says(put({ ...forged, prev, hash: genesis('x') }))).toBe('inserted 14');
  expect(await says(put({ ...forged, prev: genesis('x'), hash: genesis('x') }))).toBe('inserted 14');
  expect(await says(entries.toSpliced(14, 0, entries[13]!))).toBe('inserted 15');
});

test('entries that changed places show, neighbours or far apart, whole or only their contents', async () => {
  for (const other of [15, 22]) {
    const one = entries[13]!;
    const two = entries[other - 1]!;
    const order = entries.with(13, two).with(other - 1, one);
    expect(await says(order)).toBe('swapped 14');
    expect(await says(order.map((entry, n) => ({ ...entry, seq: n + 1 })))).toBe('swapped 14');
    const { prev, hash, seq } = one;
    const contents = entries
      .with(13, { ...two, prev, hash, seq })
      .with(other - 1, { ...one, prev: two.prev, hash: two.hash, seq: two.seq });
    expect(await says(contents)).toBe('swapped 14');
  }
});

test('an entry replaced and hashed afresh shows by what follows it', async () => {
  const forged = { ...entries[13]!, detail: '{}' };
  expect(await says(entries.with(13, { ...forged, hash: entryHash(forged.prev, forged) }))).toBe('edited 14');
});

test('a cut tail shows against a signed head, and beyond the last head needs a witness', async () => {
  expect(await says(entries.slice(0, 22))).toBe('cutTail 23');
  expect(await says(entries.slice(0, 27))).toBe('intact');
  const witnessedHeads = [headAt('taskforce', entries, 30)];
  expect(await says(entries.slice(0, 27), heads, { witnessedHeads })).toBe('cutTail 28');
});

test('a log hashed afresh shows against its signed heads, and with heads signed afresh needs a witness', async () => {
  const rewritten = rehash('taskforce', at(5, { account: 'account-9' }), 4);
  expect(await says(rewritten)).toBe('rewritten 8');
  expect(await says(rewritten, [])).toBe('intact');
  expect(await says(rewritten, [], { witnessedHeads: [heads[1]!] })).toBe('rewritten 20');
  const resigned = [8, 25].map((size) => headAt('taskforce', rewritten, size));
  expect(await says(rewritten, resigned)).toBe('intact');
  expect(await says(rewritten, resigned, { witnessedHeads: [heads[1]!] })).toBe('fork 20');
});

test('two signed histories of one length are a fork', async () => {
  const branch = rehash('taskforce', at(19, { account: 'account-9' }), 18);
  expect(await says(entries, [...heads, headAt('taskforce', branch, 20)])).toBe('fork 20');
});

test('heads of another log, of another key, or with exchanged parts are refused', async () => {
  const other = makeLog('provider', 30, [20]);
  expect(await says(entries, [heads[0]!, other.heads[0]!])).toBe('headSwap 20');
  expect(await says(entries, [headAt('taskforce', entries, 20, stranger)])).toBe('badSignature 20');
  expect(await says(entries, [{ ...heads[0]!, signature: heads[1]!.signature }])).toBe('badSignature 8');
  expect(await says(entries, [{ ...heads[0]!, root: heads[1]!.root }])).toBe('badSignature 8');
  expect(await says(entries, [{ ...heads[0]!, size: 9 }])).toBe('badSignature 9');
  expect(await says(entries, [{ ...heads[0]!, key: stranger.id }])).toBe('badSignature 8');
  expect(await says(entries, [{ ...heads[0]!, root: Buffer.alloc(0) }])).toBe('badSignature 8');
});

test('another log in place of this one is refused', async () => {
  expect(await says(makeLog('provider', 30, []).entries, [])).toBe('foreign 1');
});

test('the canonical form is unambiguous: separators inside fields are refused', () => {
  const fields = fieldsOf('taskforce', 1);
  expect(canonicalForm(fields).split('\u001f')).toHaveLength(9);
  const bad: Partial<AuditFields>[] = [
    { action: 'a\u001fb' },
    { detail: '\u001f' },
    { ids: ['a,b'] },
    { ids: [''] },
    { seq: 0 },
    { seq: 1.5 },
  ];
  for (const change of bad) expect(() => canonicalForm({ ...fields, ...change })).toThrow(TypeError);
});

test('the published example chain hashes as written down, so that SQL can be held to it', () => {
  type Example = { log: string; genesis: string; entries: (AuditFields & { prev: string; hash: string })[] };
  const path = new URL('./chain-example.json', import.meta.url);
  const example = JSON.parse(readFileSync(path, 'utf8')) as Example;
  let prev = genesis(example.log);
  expect(prev.toString('hex')).toBe(example.genesis);
  for (const entry of example.entries) {
    expect(entry.prev).toBe(prev.toString('hex'));
    prev = entryHash(prev, entry);
    expect(prev.toString('hex')).toBe(entry.hash);
  }
});

test('a head survives being written as a line and read back', () => {
  const back = headFromJson(headToJson(heads[0]!));
  expect(back).toEqual(heads[0]);
  expect(verifyHead(back, [stranger.publicKey, signer.publicKey])).toBe(true);
  expect(verifyHead(back, [stranger.publicKey])).toBe(false);
  expect(() => headFromJson('{"log":"taskforce"}')).toThrow(SyntaxError);
  expect(() => signHead(signer, { ...heads[0]!, log: 'two\nlines' })).toThrow(TypeError);
});

test('a head is due after 1,000 entries or ten minutes, and never for nothing', () => {
  const then = new Date('2026-01-05T08:00:00Z');
  const later = (seconds: number): Date => new Date(then.getTime() + seconds * 1000);
  expect(headIsDue(undefined, 0, then)).toBe(false);
  expect(headIsDue(undefined, 1, then)).toBe(true);
  const last = { size: 10, at: then };
  expect(headIsDue(last, 10, later(9000))).toBe(false);
  expect(headIsDue(last, 11, later(599))).toBe(false);
  expect(headIsDue(last, 11, later(600))).toBe(true);
  expect(headIsDue(last, 1010, later(1))).toBe(true);
});
