import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { startJob } from '../../kit/jobs/handlers.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import { BACKTEST_JOB } from './backtest-job.ts';
import type { Alarm, Backtest, PhaseTrack, trackContract } from './contract-track.ts';
import { calibrationOf, evidenceOf, levelsKept } from './rules-track.ts';
import { trackRows, type ScoredRow } from './track-told.ts';

/** The track record: figures over all strands that name none of them. */
export function trackHandlers(): Handlers<Tables, typeof trackContract> {
  return {
    read: async (work) => {
      const rows = await trackRows(work);
      const alarms = await alarmsOf(work);
      const last = alarms[0];
      const after = last?.endedAt?.slice(0, 10) ?? null;
      return {
        phases: tracksOf(rows),
        evidence: last && last.endedAt === null ? last.value : evidenceOf(rows, after),
        alarms,
        backtest: await lastBacktest(work),
      };
    },
    alarm: async (work) => ({
      standing: (await alarmsOf(work)).find((one) => one.endedAt === null) ?? null,
    }),
    endAlarm: async (work, { id, reason }) => {
      const ended = await work.db
        .updateTable('rangeAlarms')
        .set({ reason })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!ended) throw new Problem('missing');
      return { done: true };
    },
    backtest: async (work) => ({ jobId: await startJob(work, BACKTEST_JOB, {}) }),
  };
}

function tracksOf(rows: readonly ScoredRow[]): PhaseTrack[] {
  const of = (phase: Phase | null, own: readonly ScoredRow[]): PhaseTrack => {
    const ended = own.filter((row) => row.ended);
    return {
      phase,
      levels: levelsKept(own),
      open: own.length - ended.length,
      ended: ended.length,
      calibration: calibrationOf(own),
      scores: ended.length === 0 ? null : meansOf(ended),
    };
  };
  if (rows.length === 0) return [];
  return [
    of(null, rows),
    ...phases.flatMap((phase) => {
      const own = rows.filter((row) => row.phase === phase);
      return own.length === 0 ? [] : [of(phase, own)];
    }),
  ];
}

const scored = [
  'twcrps',
  'pinball50',
  'pinball80',
  'pinball95',
  'brier30',
  'brier90',
  'brier180',
  'brier365',
  'logScore',
] as const;

function meansOf(ended: readonly ScoredRow[]): NonNullable<PhaseTrack['scores']> {
  const mean = (name: (typeof scored)[number]) =>
    ended.reduce((sum, row) => sum + (row[name] ?? 0), 0) / ended.length;
  return Object.fromEntries(scored.map((name) => [name, mean(name)])) as NonNullable<PhaseTrack['scores']>;
}

async function alarmsOf({ db }: Work<Tables>): Promise<Alarm[]> {
  const rows = await db
    .selectFrom('rangeAlarms as a')
    .leftJoin('accounts as p', 'p.id', 'a.endedBy')
    .select(['a.id', 'a.raisedAt', 'a.resolved', 'a.missed', 'a.endedAt', 'a.reason'])
    .select('p.displayName as endedBy')
    .select(sql<number>`a.value::float8`.as('value'))
    .orderBy('a.raisedAt', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({
    ...row,
    raisedAt: row.raisedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

async function lastBacktest({ db }: Work<Tables>): Promise<Backtest | null> {
  const row = await db
    .selectFrom('backtests')
    .select(['madeAt', 'asOf', 'engine', 'seed', 'runs', 'inputsHash', 'origins', 'forecasts', 'figures'])
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { figures, madeAt, ...rest } = row;
  return { ...rest, madeAt: madeAt.toISOString(), models: figures as unknown as Backtest['models'] };
}
