import type { Dependency } from './rules-plan.ts';

/** Where a stage lies on the line of time, in per cent of its length; `set`: from times, not from the order. */
export type Span = { from: number; long: number; set: boolean };
type Stage = { id: string; plannedFrom: string | null; plannedUntil: string | null };

const HOUR = 3_600_000;

/**
 * Spans of stages. Those with a beginning lie where their times say, an end that is not set counts as one hour. Where
 * no stage has a time, they follow one another by what they wait for, in columns of equal length.
 */
export function spansOf(
  stages: readonly Stage[],
  dependencies: readonly Dependency[],
): ReadonlyMap<string, Span> {
  const timed = stages.flatMap(({ id, plannedFrom, plannedUntil }) => {
    if (plannedFrom === null) return [];
    const from = Date.parse(plannedFrom);
    return [{ id, from, until: plannedUntil === null ? from + HOUR : Date.parse(plannedUntil) }];
  });
  const depth = depthsOf(stages, dependencies);
  const columns = Math.max(1, ...[...depth.values()].map((n) => n + 1));
  const first = Math.min(...timed.map(({ from }) => from));
  const length = Math.max(...timed.map(({ until }) => until)) - first;
  return new Map(
    stages.map(({ id }): [string, Span] => {
      const own = timed.find((one) => one.id === id);
      if (own) {
        const from = (100 * (own.from - first)) / length;
        return [id, { from, long: (100 * (own.until - own.from)) / length, set: true }];
      }
      return [id, { from: (100 * depth.get(id)!) / columns, long: 100 / columns, set: false }];
    }),
  );
}

/** How many stages come before each, along the longest way. Dependencies have no circle. */
function depthsOf(stages: readonly Stage[], dependencies: readonly Dependency[]): Map<string, number> {
  const depth = new Map<string, number>(stages.map(({ id }) => [id, 0]));
  for (let round = 0; round < stages.length; round++)
    for (const { stageId, needsStageId } of dependencies)
      depth.set(stageId, Math.max(depth.get(stageId) ?? 0, (depth.get(needsStageId) ?? 0) + 1));
  return depth;
}
