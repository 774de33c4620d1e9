import { sql } from 'kysely';
import type { Counts, Said } from '../../analysis/privacy/attack.ts';
import { classesOfEvents, classesOfPeople, connected, type Period } from '../../analysis/privacy/classes.ts';
import { countsOf, decide, type Question } from '../../analysis/privacy/withhold.ts';
import {
  breakdowns,
  groupCode,
  measures,
  type BreakdownName,
  type MeasureName,
} from '../../bridge/figures.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { reasons } from './contract.ts';
import { MOST } from './rules.ts';

/** One figure as it is kept: what was counted, what leaves, why not. */
export type FigureRow = {
  measure: MeasureName;
  groupCode: string;
  counted: number;
  value: number | null;
  why: (typeof reasons)[number] | null;
};

/** A report that was sent, as far as a measure is concerned. */
export type Sent = Period & { limit: number; rows: Map<string, { counted: number; value: number | null }> };

type Db = Pick<Work<Tables>, 'db'>;

/** Reports of the own organisation that were sent with a measure, in the order of sending. */
async function sentWith({ db }: Db, measure: MeasureName): Promise<Sent[]> {
  const reports = await db
    .selectFrom('figureReports')
    .select(['id', 'fromOn', 'untilOn', 'smallLimit'])
    // To the last digit: a record of the same millisecond must not be counted differently the second time.
    .select(sql<string>`to_char(counted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('moment'))
    .where('state', '=', 'sent')
    .where(sql<boolean>`${measure} = any(measures)`)
    .orderBy('sentAt')
    .orderBy('id')
    .execute();
  if (reports.length === 0) return [];
  const rows = await db
    .selectFrom('figureRows')
    .select(['reportId', 'groupCode', 'counted', 'value'])
    .where('measure', '=', measure)
    .where(
      'reportId',
      'in',
      reports.map((one) => one.id),
    )
    .execute();
  return reports.map((one) => ({
    from: one.fromOn,
    until: one.untilOn,
    countedAt: one.moment,
    limit: one.smallLimit,
    rows: new Map(rows.filter((row) => row.reportId === one.id).map((row) => [row.groupCode, row])),
  }));
}

/** Counts one measure over a period and decides, with everything sent before, what of it may leave. */
export async function countMeasure(
  work: Db,
  measure: MeasureName,
  period: Period,
  limit: number,
): Promise<FigureRow[]> {
  const { unit } = measures[measure];
  const sent = await sentWith(work, measure);
  const near = connected(sent, period).map((i) => sent[i]!);
  if (near.length >= MOST[unit]) {
    const alone = await questionOf(work, measure, [], period, limit);
    return rowsOf(measure, alone, null, 'too_many');
  }
  const question = await questionOf(
    work,
    measure,
    near,
    period,
    Math.max(limit, ...near.map((one) => one.limit)),
  );
  const strange = changedSince(question, near, measure);
  if (strange === 'all') return rowsOf(measure, question, null, 'corrected');
  const kept = question.breakdowns.map((_, b) => !strange.has(b));
  const pick = <T>(list: T[]) => list.filter((_, b) => kept[b]);
  const decision = decide({
    ...question,
    breakdowns: pick(question.breakdowns),
    covers: pick(question.covers),
    truth: question.truth.map(({ total, by }) => ({ total, by: pick(by) })),
    earlier: question.earlier.map(({ total, by }) => ({ total, by: pick(by) })),
  });
  // A breakdown whose earlier figures were corrected since says nothing this time.
  let next = 0;
  const by = kept.map((one) => (one ? next++ : null));
  return rowsOf(measure, question, { decision, by }, 'corrected');
}

type Shape = Question & { counts: Counts };

/** The question put to the engine: every class there can be, what is true of each, and what was said before. */
async function questionOf(
  { db }: Db,
  measure: MeasureName,
  near: Sent[],
  period: Period,
  limit: number,
): Promise<Shape> {
  const { unit, by } = measures[measure];
  const periods = [...near, period];
  const classes = unit === 'people' ? classesOfPeople(periods) : classesOfEvents(periods);
  const named = by.map((name) => ({ name: name as string, groups: [...breakdowns[name]] as string[] }));
  const none = (): Counts => ({ total: 0, by: named.map(({ groups }) => groups.map(() => 0)) });
  const truth = classes.map(none);
  const { rows } = await sql<{ members: number; breakdown: string; groupName: string; count: number }>`
    select * from provider.figure_counts(${measure}, ${periods.map((p) => p.from)}::date[],
      ${periods.map((p) => p.until)}::date[], ${periods.map((p) => p.countedAt)}::timestamptz[])`.execute(db);
  for (const { members, breakdown, groupName, count } of rows) {
    let place = classes.findIndex((one) => one.members === members);
    // A class that cannot be shows in the comparison with what was sent.
    if (place < 0) place = classes.push({ members, late: true }) && truth.push(none()) - 1;
    const b = named.findIndex(({ name }) => name === breakdown);
    if (breakdown === 'all') truth[place]!.total += count;
    else if (b >= 0) truth[place]!.by[b]![groupPlace(named[b]!.groups, groupName)]! += count;
  }
  const question: Question = {
    limit,
    breakdowns: named,
    classes,
    truth,
    earlier: near.map((one) => saidOf(one, named)),
    // Those that stand last say least: they are taken as cover first.
    covers: named.map(({ groups }) => groups.map((_, g) => groups.length - 1 - g)),
  };
  return { ...question, counts: countsOf(question, near.length) };
}

/** A word that the closed list does not hold is counted as other, or as the last of the list. */
function groupPlace(groups: string[], name: string): number {
  const place = groups.indexOf(name);
  if (place >= 0) return place;
  const other = groups.indexOf('other');
  return other >= 0 ? other : groups.length - 1;
}

type Named = { name: string; groups: string[] }[];
const codeOf = (name: string, group: string) => groupCode(name as BreakdownName, group);

const saidOf = ({ rows }: Sent, named: Named): Said => ({
  total: rows.get('all')?.value ?? null,
  by: named.map(({ name, groups }) => groups.map((group) => rows.get(codeOf(name, group))?.value ?? null)),
});

/**
 * What of the earlier reports can no longer be counted the same, because records were corrected since: all, or some
 * breakdowns. What differs from what was sent cannot be reasoned about, so it stays unsaid.
 */
function changedSince(question: Shape, near: Sent[], measure: MeasureName): 'all' | Set<number> {
  const strange = new Set<number>();
  for (const [k, { rows }] of near.entries()) {
    const now = countsOf(question, k);
    if (rows.get('all')?.counted !== now.total) return 'all';
    measures[measure].by.forEach((name, b) => {
      const groups = breakdowns[name] as readonly string[];
      const same = groups.every((group, g) => rows.get(codeOf(name, group))?.counted === now.by[b]![g]);
      if (!same) strange.add(b);
    });
  }
  return strange;
}

type Decided = { decision: ReturnType<typeof decide>; by: (number | null)[] };

function rowsOf(
  measure: MeasureName,
  { breakdowns: named, counts }: Shape,
  decided: Decided | null,
  unsaid: FigureRow['why'],
): FigureRow[] {
  const { said, why } = decided?.decision ?? {};
  const total: FigureRow = {
    measure,
    groupCode: 'all',
    counted: counts.total,
    value: said?.total ?? null,
    why: decided ? why!.total : unsaid,
  };
  return [
    total,
    ...named.flatMap(({ name, groups }, b) =>
      groups.map((group, g): FigureRow => {
        const place = decided?.by[b] ?? null;
        return {
          measure,
          groupCode: codeOf(name, group),
          counted: counts.by[b]![g]!,
          value: place === null ? null : said!.by[place]![g]!,
          why: place === null ? unsaid : why!.by[place]![g]!,
        };
      }),
    ),
  ];
}
