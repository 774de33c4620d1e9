/** Small audit logs for the tests: written, signed and tampered with. */
import { generateKeyPairSync } from 'node:crypto';
import { publicKeyId } from '../crypto/keys.ts';
import { entryHash, genesis } from './entry.ts';
import type { AuditEntry, AuditFields } from './entry.ts';
import { signHead } from './heads.ts';
import type { SignedHead } from './heads.ts';
import { leafHash, treeRoot } from './tree.ts';

export const signer = makeSigner();
export const stranger = makeSigner();

export type Log = { name: string; entries: AuditEntry[]; heads: SignedHead[] };

function makeSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey, id: publicKeyId(publicKey) };
}

function timeOf(seq: number): string {
  const [day, time] = new Date(Date.UTC(2026, 0, 5, 8, 0, seq * 7)).toISOString().split('T');
  return `${day} ${time!.slice(0, 12)}000`;
}

export function fieldsOf(log: string, seq: number): AuditFields {
  return {
    seq,
    at: timeOf(seq),
    account: seq % 5 === 0 ? '' : `account-${seq % 3}`,
    session: seq % 5 === 0 ? '' : `session-${seq % 4}`,
    action: ['create', 'read', 'change', 'search'][seq % 4]!,
    table: 'tip',
    ids: seq % 4 === 3 ? [] : [`${log}-${seq}`, `also-${seq}`],
    outcome: seq % 7 === 0 ? 'refused' : 'done',
    detail: JSON.stringify({ why: `${log} ${seq} – überprüft`, n: seq }),
  };
}

/** Chains the fields afresh from a given place on, leaving what stands before it. */
export function rehash(name: string, entries: readonly AuditEntry[], from = 0): AuditEntry[] {
  let prev = from > 0 ? entries[from - 1]!.hash : genesis(name);
  return entries.map((entry, n) => {
    if (n < from) return entry;
    const fields = { ...entry, seq: n + 1 };
    const hash = entryHash(prev, fields);
    const done = { ...fields, prev, hash };
    prev = hash;
    return done;
  });
}

export function headAt(name: string, entries: readonly AuditEntry[], size: number, key = signer): SignedHead {
  const root = treeRoot(entries.slice(0, size).map((entry) => leafHash(entry.hash)));
  return signHead(key, { log: name, size, root, at: '2026-01-06 00:00:00.00' });
}

export function makeLog(name: string, size: number, headSizes: readonly number[]): Log {
  const blank = Buffer.alloc(32);
  const raw = Array.from({ length: size }, (_, n) => ({
    ...fieldsOf(name, n + 1),
    prev: blank,
    hash: blank,
  }));
  const entries = rehash(name, raw);
  return { name, entries, heads: headSizes.map((n) => headAt(name, entries, n)) };
}

/** An entry as the export writes it, one line. */
export function exportLine(entry: AuditEntry): string {
  return JSON.stringify({ ...entry, prev: entry.prev.toString('hex'), hash: entry.hash.toString('hex') });
}
