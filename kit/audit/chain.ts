/**
 * Verification of a whole audit log: the chain of hashes finds what was changed inside it, signed heads find a chain
 * that was hashed afresh or cut, and heads kept by a witness find a log whose heads were made afresh too.
 *
 * Limits, stated plainly: a bare chain proves nothing against somebody who can rewrite all of it; stored heads prove
 * nothing against somebody who also holds the signing key or deletes heads with the tail they cover. Only what a
 * witness's head covers is beyond them, so `witnessedTo` says how far that reaches; entries after it "need a
 * witness". A witness that hands back an older head hides what came after it: keep at least two.
 */
import type { KeyObject } from 'node:crypto';
import { EntryCheck } from './diagnosis.ts';
import { verifyHead } from './heads.ts';
import type { SignedHead } from './heads.ts';
import type { AuditEntry } from './entry.ts';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from './tree.ts';
import type { Frontier } from './tree.ts';

export type TamperKind =
  | 'edited'
  | 'dropped'
  | 'inserted'
  | 'swapped'
  | 'backdated'
  | 'cutTail'
  | 'fork'
  | 'rewritten'
  | 'headSwap'
  | 'foreign'
  | 'badSignature';

/** @property at the entry's number, or the size of the head, where it shows first */
export type Tampered = {
  readonly ok: false;
  readonly at: number;
  readonly kind: TamperKind;
  readonly sentence: string;
};

/**
 * @property headedTo number of entries covered by a stored head that fits
 * @property witnessedTo number of entries covered by a witness's head that fits; the rest needs a witness
 */
export type Intact = {
  readonly ok: true;
  readonly size: number;
  readonly root: Buffer;
  readonly headedTo: number;
  readonly witnessedTo: number;
};

export type Verdict = Intact | Tampered;

/** @property log the name this log must have; @property witnessedHeads heads that witnesses kept */
export type VerifyOptions = { readonly log: string; readonly witnessedHeads?: readonly SignedHead[] };

type Kept = { head: SignedHead; witnessed: boolean };

/**
 * Reads the entries once, in order of their number, in O(log n) memory.
 * @param publicKeys the key or keys heads may be signed with, got from a trusted place, never from the log itself
 */
export async function verifyChain(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  heads: readonly SignedHead[],
  publicKeys: KeyObject | readonly KeyObject[],
  options: VerifyOptions,
): Promise<Verdict> {
  const keys: readonly KeyObject[] = Array.isArray(publicKeys) ? publicKeys : [publicKeys as KeyObject];
  const kept: Kept[] = [
    ...heads.map((head) => ({ head, witnessed: false })),
    ...(options.witnessedHeads ?? []).map((head) => ({ head, witnessed: true })),
  ].toSorted((a, b) => a.head.size - b.head.size);
  const unfit = checkHeads(kept, keys, options.log);
  if (unfit) return unfit;

  const check = new EntryCheck(options.log);
  const comparison = new HeadComparison(kept);
  let frontier = emptyFrontier();
  comparison.reach(frontier);
  for await (const entry of entries) {
    if (check.read(entry) === 'intact') {
      frontier = appendLeaf(frontier, leafHash(entry.hash));
      comparison.reach(frontier);
    }
  }
  return check.verdict() ?? comparison.verdict(frontier);
}

function tampered(kind: TamperKind, at: number, sentence: string): Tampered {
  return { ok: false, at, kind, sentence };
}

function checkHeads(kept: readonly Kept[], keys: readonly KeyObject[], log: string): Tampered | undefined {
  for (const { head, witnessed } of kept) {
    const whose = witnessed ? "The witness's head" : 'The head';
    const size = Number.isSafeInteger(head.size) ? head.size : 0;
    if (!verifyHead(head, keys)) {
      return tampered('badSignature', size, `${whose} for ${size} entries is not signed by the log's key.`);
    }
    if (head.log !== log) {
      return tampered('headSwap', size, `${whose} for ${size} entries belongs to another log.`);
    }
  }
  for (const [n, { head }] of kept.entries()) {
    const next = kept[n + 1]?.head;
    if (next && next.size === head.size && !next.root.equals(head.root)) {
      return tampered('fork', head.size, `Two different histories of ${head.size} entries were signed.`);
    }
  }
  return undefined;
}

/** Compares the growing tree with every head as its size is reached. */
class HeadComparison {
  readonly #kept: readonly Kept[];
  #next = 0;
  #headedTo = 0;
  #witnessedTo = 0;
  #misfit: Kept | undefined;

  constructor(kept: readonly Kept[]) {
    this.#kept = kept;
  }

  reach(frontier: Frontier): void {
    if (this.#kept[this.#next]?.head.size !== frontier.size) return;
    const root = frontierRoot(frontier);
    for (let one = this.#kept[this.#next]; one?.head.size === frontier.size; one = this.#kept[this.#next]) {
      this.#next += 1;
      if (!one.head.root.equals(root)) this.#misfit ??= one;
      else if (one.witnessed) this.#witnessedTo = frontier.size;
      else this.#headedTo = frontier.size;
    }
  }

  verdict(frontier: Frontier): Verdict {
    if (this.#misfit) return this.#unlike(this.#misfit);
    const size = frontier.size;
    const beyond = this.#kept.at(-1);
    if (beyond && beyond.head.size > size) {
      const who = beyond.witnessed ? 'a witness' : 'a signed head';
      return tampered(
        'cutTail',
        size + 1,
        `The log ends at entry ${size}, but ${who} knows ${beyond.head.size}.`,
      );
    }
    return {
      ok: true,
      size,
      root: frontierRoot(frontier),
      headedTo: this.#headedTo,
      witnessedTo: this.#witnessedTo,
    };
  }

  #unlike({ head, witnessed }: Kept): Tampered {
    if (witnessed && this.#headedTo >= head.size) {
      const sentence = `The log and a witness hold different signed histories; they part at or before entry ${head.size}.`;
      return tampered('fork', head.size, sentence);
    }
    const sentence = `The first ${head.size} entries are not those that were signed: the log was written afresh.`;
    return tampered('rewritten', head.size, sentence);
  }
}
