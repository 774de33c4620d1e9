/**
 * Names what happened where an audit chain first breaks. Past the break the rest is still read, because a missing
 * entry that turns up later was swapped, not dropped. What is certain is that the chain breaks there; the kind is
 * the simplest change that explains it.
 */
import { entryHash, genesis } from './entry.ts';
import type { AuditEntry, AuditFields } from './entry.ts';
import type { Tampered } from './chain.ts';

type Break = { entry: AuditEntry; expected: number; before: Buffer; after: string };

/** How far renumbering is tried when entries seem to have been taken out. */
const RENUMBERED = 16;

function hashes(prev: Buffer, fields: AuditFields, hash: Buffer): boolean {
  try {
    return entryHash(prev, fields).equals(hash);
  } catch {
    return false;
  }
}

/** Reads the entries of one log in turn. */
export class EntryCheck {
  #expected = 1;
  #last: Buffer;
  #beforeLast: Buffer | undefined;
  #lastAt = '';
  #break: Break | undefined;
  #found: Tampered | undefined;
  #next: AuditEntry | undefined;

  constructor(log: string) {
    this.#last = genesis(log);
  }

  /** 'intact' when the entry continues the chain; after the first break always 'broken'. */
  read(entry: AuditEntry): 'intact' | 'broken' {
    if (this.#break) {
      this.#clue(this.#break, entry);
      return 'broken';
    }
    const continues =
      entry.seq === this.#expected && entry.prev.equals(this.#last) && hashes(entry.prev, entry, entry.hash);
    if (!continues) {
      this.#break = { entry, expected: this.#expected, before: this.#last, after: this.#lastAt };
      return 'broken';
    }
    this.#beforeLast = this.#last;
    this.#last = entry.hash;
    this.#lastAt = entry.at;
    this.#expected += 1;
    return 'intact';
  }

  /** What broke the chain, once everything has been read; nothing when it is whole. */
  verdict(): Tampered | undefined {
    if (!this.#break) return undefined;
    return this.#found ?? this.#explain(this.#break);
  }

  #clue(at: Break, later: AuditEntry): void {
    const isNext = this.#next === undefined;
    this.#next ??= later;
    if (!this.#found && hasChangedPlaces(at, later, isNext)) {
      const sentence = `Entry ${at.expected} has changed places with another.`;
      this.#found = tampered('swapped', at.expected, sentence);
    }
  }

  #explain({ entry, expected, before, after }: Break): Tampered {
    if (entry.seq > expected) return tampered('dropped', expected, `Entry ${expected} is missing.`);
    if (entry.seq !== expected) {
      return tampered(
        'inserted',
        expected,
        `After entry ${expected - 1} stands one that does not belong there.`,
      );
    }
    if (this.#next?.prev.equals(before)) {
      return tampered('inserted', expected, `Entry ${expected} was put in between.`);
    }
    if (!entry.prev.equals(before)) return this.#explainLink(entry, expected);
    const early = entry.at < after;
    const late = this.#next !== undefined && entry.at > this.#next.at;
    if (early || late) {
      return tampered('backdated', expected, `The time of entry ${expected} was changed.`);
    }
    return tampered('edited', expected, `Entry ${expected} was changed after it was written.`);
  }

  #explainLink(entry: AuditEntry, expected: number): Tampered {
    if (this.#beforeLast && entry.prev.equals(this.#beforeLast)) {
      return tampered('inserted', expected - 1, `Entry ${expected - 1} was put in between.`);
    }
    for (let gap = 1; gap <= RENUMBERED; gap += 1) {
      if (hashes(entry.prev, { ...entry, seq: expected + gap }, entry.hash)) {
        return tampered(
          'dropped',
          expected,
          `Entry ${expected} is missing, and those after it were renumbered.`,
        );
      }
    }
    if (expected === 1) {
      return tampered('foreign', 1, 'The first entry is not the beginning of this log, but of another.');
    }
    if (hashes(entry.prev, entry, entry.hash)) {
      return tampered('edited', expected - 1, `Entry ${expected - 1} was replaced and hashed afresh.`);
    }
    return tampered('edited', expected, `Entry ${expected} was changed after it was written.`);
  }
}

/** Whether `later` is the entry that belongs where the chain broke. */
function hasChangedPlaces({ entry, expected, before }: Break, later: AuditEntry, isNext: boolean): boolean {
  if (entry.seq !== expected) return entry.seq > expected && later.seq === expected;
  if (!entry.prev.equals(before)) {
    return later.prev.equals(before) && (!isNext || entry.prev.equals(later.hash));
  }
  return hashes(before, { ...later, seq: expected }, entry.hash);
}

function tampered(kind: Tampered['kind'], at: number, sentence: string): Tampered {
  return { ok: false, at, kind, sentence };
}
