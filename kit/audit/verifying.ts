import { CompiledQuery, type Kysely } from 'kysely';
import type { Keys } from '../crypto/keys.ts';
import type { JobKind } from '../jobs/worker.ts';
import { Problem, refused } from '../problems.ts';
import type { Verdict } from './chain.ts';
import type { VerifyResult } from './contract.ts';
import { headFromJson, type SignedHead } from './heads.ts';
import { verifyStored, type Ask } from './reading.ts';
import { VERIFY_JOB } from './rules.ts';

/** Asks through the transaction of a work. */
export function askByWork(db: Kysely<any>): Ask {
  return async <Row>(text: string, values: unknown[]) =>
    (await db.executeQuery(CompiledQuery.raw(text, values))).rows as Row[];
}

/**
 * Verifies the whole audit as the account that asked, which must be allowed to read all of it. What came out is
 * itself audited.
 */
export function verifyAuditJob<Tables>(keys: Keys, log: string): JobKind<Tables> {
  return {
    kind: VERIFY_JOB,
    run: (job) =>
      job.as('read', async (work): Promise<VerifyResult> => {
        if (work.account.permissions['audit.read'] !== 'all') throw new Problem('not_permitted');
        const ask = askByWork(work.db);
        const [end] = await ask<{ seq: number }>('select seq from kit.audit_chain_end', []);
        const total = Number(end?.seq ?? 0);
        const witnessedHeads = ((job.input?.witnessedHeads ?? []) as string[]).map(readHead);
        const verdict = await verifyStored(ask, keys.audit.publicKey, {
          log,
          witnessedHeads,
          progress: (read) => job.progress(read, total, 'reading'),
        });
        work.note(
          'verify',
          'audit_chain',
          [],
          verdict.ok ? { size: verdict.size } : { at: verdict.at, kind: verdict.kind },
        );
        return resultOf(verdict);
      }),
  };
}

function resultOf(verdict: Verdict): VerifyResult {
  if (!verdict.ok) return verdict;
  const { size, root, headedTo, witnessedTo } = verdict;
  return { ok: true, size, root: root.toString('hex'), headedTo, witnessedTo };
}

function readHead(line: string): SignedHead {
  try {
    return headFromJson(line);
  } catch {
    throw refused(
      'witnessedHeads',
      'not_a_head',
      'Paste the lines as the witness kept them, one head a line.',
    );
  }
}
