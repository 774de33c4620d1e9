import type { RecordClass } from './classes.ts';
import { solve, type Program } from './program.ts';

/** One way to divide what is counted: its groups, each counted record in exactly one. */
export type Breakdown = { name: string; groups: string[] };

/** How many records of a class there are, in all and by group of each breakdown. */
export type Counts = { total: number; by: number[][] };

/** What a report says: its total and its groups; null is what it leaves out. */
export type Said = { total: number | null; by: (number | null)[][] };

/** All that somebody outside can know of one measure: which classes there can be, and what every report said of them. */
export type Situation = {
  limit: number;
  breakdowns: Breakdown[];
  classes: RecordClass[];
  /** What is true; a class without records is there too. */
  truth: Counts[];
  said: Said[];
};

/** What nobody may find out: records of these classes, all of them or those of one group of one breakdown. */
export type Target = { classes: number[]; breakdown: number | null; group: number | null };

/** A world: how many records each class might hold, in all and by group. */
type World = Counts[];

const inReport = (one: RecordClass, report: number) => (one.members & (1 << report)) !== 0;

/**
 * The small groups that what was said might single out: of each class, each report, and each difference and overlap
 * of two reports, in all and by group, those with 1 to `limit` − 1 records. Nobody is identified by an empty one.
 */
export function targets(situation: Situation): Target[] {
  const { limit, breakdowns } = situation;
  const found: Target[] = [];
  for (const classes of unions(situation)) {
    const small = (breakdown: number | null, group: number | null) => {
      const one = { classes, breakdown, group };
      const count = countOf(situation.truth, one);
      if (count > 0 && count < limit) found.push(one);
    };
    small(null, null);
    breakdowns.forEach(({ groups }, b) => groups.forEach((_, g) => small(b, g)));
  }
  return found;
}

function unions({ classes, said }: Situation): number[][] {
  const found = new Map<string, number[]>();
  const add = (has: (one: RecordClass) => boolean) => {
    const union = classes.flatMap((one, i) => (has(one) ? [i] : []));
    if (union.length > 0) found.set(union.join(), union);
  };
  for (const one of classes) add((other) => other === one);
  for (const [i] of said.entries()) {
    add((one) => inReport(one, i));
    for (const [j] of said.entries()) {
      if (i === j) continue;
      add((one) => inReport(one, i) && !inReport(one, j));
      add((one) => inReport(one, i) && inReport(one, j));
    }
  }
  return [...found.values()];
}

const countOf = (world: World, { classes, breakdown, group }: Target): number =>
  classes.reduce(
    (sum, c) => sum + (breakdown === null ? world[c]!.total : world[c]!.by[breakdown]![group!]!),
    0,
  );

/**
 * Which small groups somebody outside could find out something about: those for which no world was found, fitting all
 * that was said, in which nobody is in them, or none in which as many as the limit are. A world is looked for by linear
 * programming and then checked in whole numbers, so that what counts as safe is safe whatever the solver did; what
 * cannot be shown to be safe counts as found out.
 */
export function findsOut(situation: Situation): Target[] {
  const worlds: World[] = fits(situation, situation.truth) ? [situation.truth] : [];
  return targets(situation).filter((target) => {
    const shown = (has: (count: number) => boolean) => worlds.some((world) => has(countOf(world, target)));
    const look = (has: (count: number) => boolean, aims: Aim[]) => {
      if (shown(has)) return true;
      for (const aim of aims) {
        const world = worldWith(situation, target, aim);
        if (world && has(countOf(world, target))) return worlds.push(world) > 0;
      }
      return false;
    };
    return !(
      look((count) => count === 0, [0]) &&
      look((count) => count >= situation.limit, [situation.limit, 'most'])
    );
  });
}

/** How many records the target is to have in the world that is looked for. */
type Aim = number | 'most';

/** Whether a world says the same as every report, in whole numbers that are never negative and add up. */
export function fits({ classes, said, breakdowns }: Situation, world: World): boolean {
  const whole = (n: number) => Number.isInteger(n) && n >= 0;
  const adds = world.every(
    ({ total, by }) =>
      whole(total) &&
      by.every((groups) => groups.every(whole) && groups.reduce((a, b) => a + b, 0) === total),
  );
  const sum = (report: number, of: (one: Counts) => number) =>
    world.reduce((all, one, c) => all + (inReport(classes[c]!, report) ? of(one) : 0), 0);
  return (
    adds &&
    said.every(
      ({ total, by }, k) =>
        (total === null || sum(k, (one) => one.total) === total) &&
        breakdowns.every(({ groups }, b) =>
          groups.every((_, g) => by[b]![g] === null || sum(k, (one) => one.by[b]![g]!) === by[b]![g]),
        ),
    )
  );
}

/** Looks for a world with a target as aimed at: first the breakdown of the target, then the others with its totals. */
function worldWith(situation: Situation, target: Target, aim: Aim): World | null {
  const { breakdowns, classes, truth } = situation;
  // Who looks may know what was recorded late, unless that is what is looked for.
  const held = classes.map(({ late }, c) => late && !target.classes.includes(c));
  const lead = target.breakdown ?? 0;
  const led = breakdowns.length === 0 ? null : groupsOf(situation, lead, { held, target, aim });
  if (breakdowns.length > 0 && led === null) return null;
  const totals =
    led?.map((groups) => groups.reduce((a, b) => a + b, 0)) ?? totalsOnly(situation, target, aim);
  if (totals === null) return null;
  const world: World = truth.map((_, c) => ({ total: totals[c]!, by: [] }));
  for (const [b] of breakdowns.entries()) {
    const groups = b === lead ? led : groupsOf(situation, b, { held, totals });
    if (groups === null) return null;
    world.forEach((one, c) => one.by.push(groups![c]!));
  }
  return fits(situation, world) ? world : null;
}

function totalsOnly(situation: Situation, target: Target, aim: Aim): number[] | null {
  const one = { ...situation, breakdowns: [{ name: 'all', groups: ['all'] }] };
  const truth = situation.truth.map(({ total }) => ({ total, by: [[total]] }));
  const said = situation.said.map(({ total }) => ({ total, by: [[total]] }));
  const held = situation.classes.map(({ late }, c) => late && !target.classes.includes(c));
  return groupsOf({ ...one, truth, said }, 0, { held, target, aim })?.map(([n]) => n!) ?? null;
}

type Wanted = { held: boolean[]; totals?: number[]; target?: Target; aim?: Aim };

/** Solves for the groups of one breakdown in every class. @returns whole numbers by class and group, or null */
function groupsOf(situation: Situation, breakdown: number, wanted: Wanted): number[][] | null {
  const { classes, said, truth, breakdowns } = situation;
  const { groups } = breakdowns[breakdown]!;
  const { held, totals, target, aim } = wanted;
  const free = classes.flatMap((_, c) => (held[c] ? [] : [c]));
  const at = new Map(free.map((c, i) => [c, i * groups.length]));
  const program: Program = { rows: [], right: [], variables: free.length * groups.length };
  const require = (of: number[], which: (g: number) => boolean, value: number) => {
    const row: [number, number][] = [];
    let right = value;
    for (const c of of)
      groups.forEach((_, g) => {
        if (!which(g)) return;
        const start = at.get(c);
        if (start === undefined) right -= truth[c]!.by[breakdown]![g]!;
        else row.push([start + g, 1]);
      });
    program.rows.push(row);
    program.right.push(right);
  };
  for (const [k, { total, by }] of said.entries()) {
    const counted = classes.flatMap((one, c) => (inReport(one, k) ? [c] : []));
    if (total !== null) require(counted, () => true, total);
    by[breakdown]!.forEach((value, g) => value !== null && require(counted, (one) => one === g, value));
  }
  if (totals) for (const c of free) require([c], () => true, totals[c]!);
  const isTarget = (g: number) => target!.group === null || target!.group === g;
  if (target && typeof aim === 'number') require(target.classes, isTarget, aim);
  const gain = aim === 'most' ? gainOf(target!, at, groups.length, isTarget, program.variables) : [];
  const found = solve(program, gain);
  if (found === null || found.some((n) => Math.abs(n - Math.round(n)) > 1e-6)) return null;
  return classes.map((_, c) => {
    const start = at.get(c);
    return start === undefined
      ? [...truth[c]!.by[breakdown]!]
      : groups.map((__, g) => Math.round(found[start + g]!));
  });
}

function gainOf(
  target: Target,
  at: Map<number, number>,
  width: number,
  isTarget: (g: number) => boolean,
  variables: number,
): number[] {
  const gain = Array.from({ length: variables }, () => 0);
  for (const c of target.classes)
    for (let g = 0; g < width; g++) if (at.has(c) && isTarget(g)) gain[at.get(c)! + g] = 1;
  return gain;
}
