/**
 * The audit log as the database keeps it: read for verification and for the export that the offline verifier reads.
 * A link whose entry is gone reads as an entry of empty fields, whose hash cannot fit.
 */
import type { KeyObject } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { verifyChain, type Verdict } from './chain.ts';
import type { AuditEntry } from './entry.ts';
import type { SignedHead } from './heads.ts';

/** Runs a query of the audit tables and gives its rows. */
export type Ask = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** Asks by a connection of node-postgres. */
export function askBy(client: ClientBase | Pool): Ask {
  return async <Row>(text: string, values: unknown[]) =>
    (await client.query(text, values)).rows as unknown as Row[];
}

const PAGE = 5_000;

type EntryRow = Omit<AuditEntry, 'seq'> & { seq: string | number };

/**
 * The entries in the order of the chain, by pages; the `table` of an entry is its subject's table with the scope, as
 * kit.audit_canonical writes it.
 * @param ask may read all of the audit, in one snapshot
 */
export async function* auditEntries(ask: Ask): AsyncGenerator<AuditEntry> {
  for (let after = 0; ;) {
    const rows = await ask<EntryRow>(
      `select c.seq, c.prev, c.hash, coalesce(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '') as at,
         coalesce(e.account_id::text, '') as account, coalesce(e.session_id::text, '') as session,
         coalesce(e.action, '') as action, coalesce(e.outcome, '') as outcome, coalesce(e.detail::text, '') as detail,
         coalesce(e.subject_table, '') || coalesce('@' || e.scope_table || ':' || e.scope_id::text, '') as table,
         coalesce(e.subject_ids::text[], '{}') as ids
       from kit.audit_chain c left join kit.audit_entries e on e.id = c.entry_id
       where c.seq > $1 order by c.seq limit ${PAGE}`,
      [after],
    );
    for (const row of rows) {
      after = Number(row.seq);
      yield { ...row, seq: after };
    }
    if (rows.length < PAGE) return;
  }
}

/** The signed heads that the database holds, smallest first. */
export async function storedHeads(ask: Ask, log: string): Promise<SignedHead[]> {
  const rows = await ask<Omit<SignedHead, 'log'>>(
    `select size, root, to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, key_id as key, signature
     from kit.audit_tree_heads order by size`,
    [],
  );
  return rows.map((row) => ({ ...row, log, size: Number(row.size) }));
}

/** @property progress told now and then how many entries were read; may throw to stop */
export type StoredOptions = {
  log: string;
  witnessedHeads?: readonly SignedHead[];
  progress?: (read: number) => Promise<void>;
};

/**
 * Verifies what the database keeps: chain, stored heads, heads of witnesses, that the end of the chain is where the
 * database says, and that no entry stands beside the chain. Reads everything once, in bounded memory.
 * @param ask in one snapshot, allowed to read all of the audit
 * @param publicKeys from the key folder or a witness, never from the database
 */
export async function verifyStored(
  ask: Ask,
  publicKeys: KeyObject | readonly KeyObject[],
  options: StoredOptions,
): Promise<Verdict> {
  const { log, witnessedHeads = [], progress } = options;
  const entries = progress ? told(auditEntries(ask), progress) : auditEntries(ask);
  const verdict = await verifyChain(entries, await storedHeads(ask, log), publicKeys, {
    log,
    witnessedHeads,
  });
  return verdict.ok ? ((await besideTheChain(ask, verdict.size)) ?? verdict) : verdict;
}

async function* told(
  entries: AsyncIterable<AuditEntry>,
  progress: (read: number) => Promise<void>,
): AsyncGenerator<AuditEntry> {
  for await (const entry of entries) {
    if (entry.seq % PAGE === 1) await progress(entry.seq - 1);
    yield entry;
  }
}

async function besideTheChain(ask: Ask, size: number): Promise<Verdict | undefined> {
  const [found] = await ask<{ end: string | number; loose: string | null }>(
    `select (select seq from kit.audit_chain_end) as end,
       (select min(e.id)::text from kit.audit_entries e
        where not exists (select 1 from kit.audit_chain c where c.entry_id = e.id)) as loose`,
    [],
  );
  const end = Number(found?.end ?? 0);
  const at = size + 1;
  if (end !== size)
    return {
      ok: false,
      at,
      kind: 'cutTail',
      sentence: `The log ends at entry ${size}, but the database had written ${end}.`,
    };
  if (found?.loose)
    return {
      ok: false,
      at,
      kind: 'cutTail',
      sentence: `The entry with id ${found.loose} stands beside the chain.`,
    };
  return undefined;
}

/**
 * {@link verifyStored} in a snapshot of its own.
 * @param client connected as the owner, outside of a transaction
 */
export async function verifyDatabase(
  client: ClientBase,
  publicKeys: KeyObject | readonly KeyObject[],
  options: StoredOptions,
): Promise<Verdict> {
  return inSnapshot(client, (ask) => verifyStored(ask, publicKeys, options));
}

/** Runs readings of the audit in one read-only snapshot. */
export async function inSnapshot<T>(client: ClientBase, act: (ask: Ask) => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await act(askBy(client));
  } finally {
    await client.query('rollback');
  }
}

/** The line of an entry in the export, as the offline verifier reads it. */
export function entryToJson(entry: AuditEntry): string {
  const { seq, at, account, session, action, table, ids, outcome, detail } = entry;
  const fields = { seq, at, account, session, action, table, ids, outcome, detail };
  return JSON.stringify({ ...fields, prev: entry.prev.toString('hex'), hash: entry.hash.toString('hex') });
}
