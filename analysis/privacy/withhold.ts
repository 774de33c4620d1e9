import { findsOut, type Counts, type Said, type Situation, type Target } from './attack.ts';

/** Why a figure is left out: small, to cover a small one, or because of what was sent earlier. */
export type Why = 'small' | 'cover' | 'earlier' | null;

/** What a report may say, and of each figure that it leaves out, why. */
export type Decision = { said: Said; why: { total: Why; by: Why[][] } };

/** Everything but what the new report says; its own place is the last bit of the classes. */
export type Question = Omit<Situation, 'said'> & {
  earlier: Said[];
  /** For each breakdown the places of its groups, in the order in which they cover for others. */
  covers: number[][];
};

/** The true figures of one report. */
export function countsOf({ classes, truth, breakdowns }: Omit<Situation, 'said'>, report: number): Counts {
  const counts: Counts = { total: 0, by: breakdowns.map(({ groups }) => groups.map(() => 0)) };
  truth.forEach((one, c) => {
    if (!(classes[c]!.members & (1 << report))) return;
    counts.total += one.total;
    one.by.forEach((groups, b) => groups.forEach((n, g) => (counts.by[b]![g]! += n)));
  });
  return counts;
}

/**
 * Decides what a new report may say of a measure.
 * 1. What is below the limit is left out, and all of it when the total is.
 * 2. Where a small group is left out, others of the same breakdown are left out with it until at least two are and
 *    together they come up to the limit, so that the total does not give it back (complementary suppression; see
 *    L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4). They are taken in an
 *    order that does not look at their size, since a choice by size tells of the sizes.
 * 3. All that was ever sent is taken together with it, and more is left out until nobody can find out whether 1 to
 *    `limit` − 1 are in any group that two reports set apart: each such group may be empty or as large as the limit.
 */
export function decide(question: Question): Decision {
  const { limit, earlier, covers } = question;
  const counts = countsOf(question, earlier.length);
  if (counts.total < limit) return silent(counts, 'small');
  const decision: Decision = {
    said: {
      total: counts.total,
      by: counts.by.map((groups) => groups.map((n) => (n < limit ? null : n))),
    },
    why: { total: null, by: counts.by.map((groups) => groups.map((n) => (n < limit ? 'small' : null))) },
  };
  covers.forEach((order, b) => cover(decision, counts, b, order, limit));
  const situation: Situation = { ...question, said: [...earlier, decision.said] };
  for (let found = findsOut(situation)[0]; found !== undefined; found = findsOut(situation)[0])
    if (!leaveOut(decision, found, covers)) return silent(counts, 'earlier');
  return decision;
}

const silent = (counts: Counts, why: Why): Decision => ({
  said: { total: null, by: counts.by.map((groups) => groups.map(() => null)) },
  why: { total: why, by: counts.by.map((groups) => groups.map(() => why)) },
});

/** Rule 2 for one breakdown. */
function cover({ said, why }: Decision, counts: Counts, b: number, order: number[], limit: number): void {
  const groups = counts.by[b]!;
  if (!groups.some((n) => n > 0 && n < limit)) return;
  const hidden = () => groups.filter((_, g) => said.by[b]![g] === null);
  for (const g of order) {
    if (hidden().length > 1 && hidden().reduce((a, n) => a + n, 0) >= limit) return;
    if (said.by[b]![g] === null) continue;
    said.by[b]![g] = null;
    why.by[b]![g] = 'cover';
  }
}

/** Leaves one more figure out because of a group that was found out. @returns false when nothing is left to leave out */
function leaveOut({ said, why }: Decision, { breakdown, group }: Target, covers: number[][]): boolean {
  if (breakdown === null) return false;
  const line = said.by[breakdown]!;
  const next = [group!, ...covers[breakdown]!].find((g) => line[g] !== null);
  if (next === undefined) return false;
  line[next] = null;
  why.by[breakdown]![next] = 'earlier';
  return true;
}
