/**
 * Ten thousand random attacks on an audit log, of the twelve kinds of the threat model. Each is made by an attacker
 * of some power: one who edits rows; one who also hashes the rest afresh; one who also deletes the heads that no
 * longer fit; one who holds the signing key. Every attack must be found, or leave exactly "needs witness" (intact,
 * but the witness reaches less far than the log) and be found as soon as a witness's head is there. The offline
 * verifier, a separate program, must agree each time.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { verifyChain } from './chain.ts';
import type { AuditEntry } from './entry.ts';
import { headToJson } from './heads.ts';
import type { SignedHead } from './heads.ts';
import { exportLine, headAt, makeLog, rehash, signer } from './sample.ts';
import { verifyExport } from './verify-offline.ts';

const SIZE = 24;
const HEADS = [6, 13, 20];
const original = makeLog('taskforce', SIZE, HEADS);
const elsewhere = makeLog('provider', SIZE, HEADS);
const witness = headAt('taskforce', original.entries, SIZE);

type Power = 'rows' | 'hashes' | 'headless' | 'key';
type Attacked = { entries: AuditEntry[]; heads: SignedHead[]; witnessed?: SignedHead[] };
type Chance = { i: number; j: number; power: Power };

/** Changes rows from index `from` on, with as much cover-up as the attacker's power allows. */
function cover(changed: AuditEntry[], from: number, power: Power): Attacked {
  if (power === 'rows') return { entries: changed, heads: original.heads };
  const entries = rehash('taskforce', changed, Math.min(from, changed.length));
  if (power === 'hashes') return { entries, heads: original.heads };
  if (power === 'headless') return { entries, heads: original.heads.filter((head) => head.size <= from) };
  const sizes = HEADS.filter((size) => size <= entries.length);
  return { entries, heads: sizes.map((size) => headAt('taskforce', entries, size)) };
}

const alter = (i: number, change: Partial<AuditEntry>): AuditEntry[] =>
  original.entries.map((entry, n) => (n === i ? { ...entry, ...change } : entry));

function swapped(i: number, j: number): AuditEntry[] {
  const other = i === j ? (i + 1) % SIZE : j;
  return original.entries.with(i, original.entries[other]!).with(other, original.entries[i]!);
}

function rewrittenFrom(i: number): AuditEntry[] {
  return original.entries.map((entry, n) => (n < i ? entry : { ...entry, detail: `{"n":${n}}` }));
}

/** A log cut to the size of an old head, which one witness is made to hand back instead of its newest. */
function replay(j: number): Attacked {
  const size = HEADS[j % HEADS.length]!;
  const old = original.heads[j % HEADS.length]!;
  const heads = original.heads.filter((head) => head.size <= size);
  return { entries: original.entries.slice(0, size), heads, witnessed: [old] };
}

function headSwap(i: number, j: number): Attacked {
  const at = i % HEADS.length;
  const mine = original.heads[at]!;
  const other = original.heads[(at + 1) % HEADS.length]!;
  const foreign = elsewhere.heads[at]!;
  const bad = [foreign, { ...mine, root: other.root }, { ...mine, signature: other.signature }];
  return { entries: original.entries, heads: original.heads.with(at, bad[j % bad.length]!) };
}

function fork(i: number): Attacked {
  const branch = rehash('taskforce', alter(i, { account: 'account-77' }), i);
  const size = Math.min(SIZE, i + 1);
  return { entries: original.entries, heads: [...original.heads, headAt('taskforce', branch, size)] };
}

function forkShown(i: number): Attacked {
  const branch = rehash('taskforce', alter(i, { account: 'account-77' }), i);
  return { entries: branch, heads: HEADS.map((size) => headAt('taskforce', branch, size)) };
}

const crossCopy = (i: number, j: number, power: Power): Attacked =>
  j % 2 === 0
    ? cover(original.entries.with(i, elsewhere.entries[i]!), i, power)
    : { entries: elsewhere.entries, heads: power === 'headless' ? [] : elsewhere.heads };

const attacks: Record<string, (chance: Chance) => Attacked> = {
  edit: ({ i, power }) => cover(alter(i, { detail: '{"edited":true}' }), i, power),
  drop: ({ i, j, power }) => {
    const rest = original.entries.toSpliced(i, 1);
    return cover(j % 2 ? rest : rest.map((entry, n) => ({ ...entry, seq: n + 1 })), i, power);
  },
  insert: ({ i, j, power }) => {
    const extra = { ...original.entries[j]!, seq: i + 1, detail: '{"inserted":true}' };
    return cover(original.entries.toSpliced(i, 0, extra), i, power);
  },
  swap: ({ i, j, power }) => cover(swapped(i, j), Math.min(i, i === j ? (i + 1) % SIZE : j), power),
  backdate: ({ i, power }) => cover(alter(i, { at: '2025-11-11 11:11:11.000000' }), i, power),
  'change of actor': ({ i, power }) => cover(alter(i, { account: 'account-99' }), i, power),
  'cut tail': ({ i, power }) => cover(original.entries.slice(0, i), i, power),
  fork: ({ i, power }) => (power === 'key' ? forkShown(i) : fork(i)),
  'whole rewrite': ({ i, power }) => cover(rewrittenFrom(i), i, power === 'rows' ? 'hashes' : power),
  'head swap': ({ i, j }) => headSwap(i, j),
  'witness replay': ({ j }) => replay(j),
  'copy from another log': ({ i, j, power }) => crossCopy(i, j, power),
};

async function verdictOf({ entries, heads }: Attacked, witnessedHeads: SignedHead[]): Promise<string> {
  const mine = await verifyChain(entries, heads, signer.publicKey, { log: 'taskforce', witnessedHeads });
  const lines = entries.map(exportLine);
  const [own, kept] = [heads.map(headToJson), witnessedHeads.map(headToJson)];
  const theirs = await verifyExport(lines, own, kept, signer.publicKey, 'taskforce');
  expect(theirs.ok, 'both verifiers agree').toBe(mine.ok);
  if (!mine.ok) return 'found';
  expect(theirs).toMatchObject({
    size: mine.size,
    witnessedTo: mine.witnessedTo,
    root: mine.root.toString('hex'),
  });
  return mine.witnessedTo < mine.size || mine.size === 0 ? 'needs witness' : 'passed';
}

test('the untouched log passes with its witness and needs one without', async () => {
  expect(await verdictOf(original, [witness])).toBe('passed');
  expect(await verdictOf(original, [])).toBe('needs witness');
});

test('10,000 random tampers of 12 kinds are found, or need a witness and are found with one', async () => {
  const kinds = Object.keys(attacks);
  const tally: Record<string, Record<string, number>> = {};
  const index = fc.integer({ min: 0, max: SIZE - 1 });
  const chance = fc.record({
    kind: fc.constantFrom(...kinds),
    i: index,
    j: index,
    power: fc.constantFrom<Power>('rows', 'hashes', 'headless', 'key'),
  });
  await fc.assert(
    fc.asyncProperty(chance, async ({ kind, ...rest }) => {
      const attacked = attacks[kind]!(rest);
      const replayed = attacked.witnessed ?? [];
      const alone = await verdictOf(attacked, replayed);
      const shown = (tally[kind] ??= { found: 0, 'needs witness': 0, passed: 0 });
      shown[alone] = (shown[alone] ?? 0) + 1;
      if (alone === 'found') return;
      expect(alone === 'needs witness' || kind === 'witness replay').toBe(true);
      expect(await verdictOf(attacked, [...replayed, witness])).toBe('found');
    }),
    { numRuns: 10_000 },
  );
  expect(Object.keys(tally).toSorted()).toEqual(kinds.toSorted());
  expect(tally['head swap']).toMatchObject({ 'needs witness': 0, passed: 0 });
  for (const kind of kinds.filter((one) => one !== 'witness replay'))
    expect(tally[kind]!['found']).toBeGreaterThan(0);
}, 180_000);

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((dir) => rm(dir, { recursive: true, force: true }))));

test('the offline program says whole, needs witness, not whole and unreadable, with an exit code for each', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'concert-verify-'));
  folders.push(dir);
  const program = fileURLToPath(new URL('./verify-offline.ts', import.meta.url));
  const put = (name: string, lines: string[]) => writeFile(join(dir, name), `${lines.join('\n')}\n`);
  await put('entries', original.entries.map(exportLine));
  await put('cut', original.entries.slice(0, 19).map(exportLine));
  await put('heads', original.heads.map(headToJson));
  await put('witness', [headToJson(witness)]);
  await put('noise', ['not a log']);
  await writeFile(join(dir, 'key'), signer.publicKey.export({ type: 'spki', format: 'pem' }));
  const run = async (...files: string[]): Promise<string> => {
    const paths = files.map((name) => join(dir, name));
    const args = [program, '--log', 'taskforce', '--key', join(dir, 'key'), ...paths];
    const done = await promisify(execFile)(process.execPath, args).catch(
      (error: { code: number; stdout: string }) => error,
    );
    return `${'code' in done ? done.code : 0} ${done.stdout}`;
  };
  expect(await run('entries', 'heads', 'witness')).toMatch(/^0 Whole: 24 entries.*\nA witness knows all/);
  expect(await run('entries', 'heads')).toMatch(/^0 Whole: 24 entries.*\nNeeds witness: entries 1 to 24/);
  expect(await run('cut', 'heads')).toMatch(/^1 NOT WHOLE, entry 20/);
  expect(await run('noise', 'heads')).toMatch(/^2 /);
  expect(await run('entries')).toMatch(/^2 Usage/);
});
