/** The audit log as the database keeps it, read for verification. */
import type { KeyObject } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type Verdict, verifyChain } from './chain.ts';
import { type AuditEntry, genesis } from './entry.ts';
import type { SignedHead } from './heads.ts';

const PAGE = 5_000;

type Row = {
  seq: string;
  hash: Buffer;
  at: string | null;
  account: string;
  session: string;
  action: string | null;
  table: string | null;
  ids: string[] | null;
  outcome: string | null;
  detail: string | null;
};

/**
 * Verifies the stored log in one snapshot: chain, stored heads, heads that witnesses kept, and that no entry
 * stands beside the chain. Reads everything once; a million entries take about half a minute.
 * @param client connected as the owner of schema kit, outside of a transaction
 * @param publicKey the log's key, from the key folder or a witness, never from the database
 */
export async function verifyStored(
  client: ClientBase,
  publicKey: KeyObject,
  options: { log: string; witnessedHeads?: readonly SignedHead[] },
): Promise<Verdict> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const verdict = await verifyChain(
      entries(client, options.log),
      await heads(client, options.log),
      publicKey,
      options,
    );
    if (!verdict.ok) return verdict;
    const { rows } = await client.query<{ id: string }>(
      `select e.id::text from kit.audit_entries e
       where not exists (select 1 from kit.audit_chain c where c.entry_id = e.id) order by e.id limit 1`,
    );
    const loose = rows[0];
    if (loose === undefined) return verdict;
    const at = verdict.size + 1;
    return {
      ok: false,
      at,
      kind: 'cutTail',
      sentence: `The entry with id ${loose.id} stands beside the chain.`,
    };
  } finally {
    await client.query('rollback');
  }
}

async function* entries(client: ClientBase, log: string): AsyncGenerator<AuditEntry> {
  let prev = genesis(log);
  for (let from = '-1'; ;) {
    const { rows } = await client.query<Row>(
      `select c.seq::text as seq, c.hash, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at,
         coalesce(e.account_id::text, '') as account, coalesce(e.session_id::text, '') as session, e.action,
         e.subject_table as table, e.subject_ids::text[] as ids, e.outcome, e.detail::text as detail
       from kit.audit_chain c left join kit.audit_entries e on e.id = c.entry_id
       where c.seq > $1 order by c.seq limit ${PAGE}`,
      [from],
    );
    for (const row of rows) {
      yield entryOf(row, prev);
      prev = row.hash;
      from = row.seq;
    }
    if (rows.length < PAGE) return;
  }
}

/** A link whose entry is gone reads as an entry of empty fields, whose hash cannot fit. */
function entryOf(row: Row, prev: Buffer): AuditEntry {
  return {
    seq: Number(row.seq),
    at: row.at ?? '',
    account: row.account,
    session: row.session,
    action: row.action ?? '',
    table: row.table ?? '',
    ids: row.ids ?? [],
    outcome: row.outcome ?? '',
    detail: row.detail ?? '',
    prev,
    hash: row.hash,
  };
}

async function heads(client: ClientBase, log: string): Promise<SignedHead[]> {
  const { rows } = await client.query<{
    size: string;
    root: Buffer;
    at: string;
    key: string;
    signature: Buffer;
  }>(
    `select size::text, root, to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at,
       key_id as key, signature from kit.audit_tree_heads order by size`,
  );
  return rows.map((row) => ({ ...row, log, size: Number(row.size) }));
}
