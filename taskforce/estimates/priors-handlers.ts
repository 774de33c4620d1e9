import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { phases, type Phase } from '../vocabulary/cases.ts';
import { todayOf } from '../today.ts';
import type { PhasePriors, priorsContract } from './contract-track.ts';
import type { Basis } from './office.ts';
import {
  asSitePrior,
  checkPrior,
  lineInForce,
  medianRange,
  shippedPrior,
  withSite,
  type SitePrior,
} from './rules-priors.ts';

/** The priors: what each phase is taken to be like before own data, and who said so. */
export function priorsHandlers(): Handlers<Tables, typeof priorsContract> {
  return {
    list: async (work) => {
      const today = await todayOf(work);
      const lines = await linesOf(work);
      const basis = await lastBasis(work);
      return { phases: phases.map((phase) => priorsOfPhase(phase, lines, today, basis)) };
    },
    set: async (work, { phase, fromOn, reason, prior }) => {
      granted(checkPrior({ phase, fromOn, reason, prior }, await todayOf(work)));
      const figures =
        prior === null
          ? { shipped: true }
          : {
              basis: prior.basis,
              medianDays: String(prior.medianDays),
              spread: String(prior.spread),
              speedWorth: String(prior.speedWorth),
              tie: String(prior.tie),
              exitsWorth: String(prior.exitsWorth),
              exitsEarly: JSON.stringify(prior.exitsEarly),
              exitsLate: JSON.stringify(prior.exitsLate),
            };
      return await work.db
        .insertInto('phasePriors')
        .values({ phase, fromOn, reason, ...figures })
        .returning('id')
        .executeTakeFirstOrThrow();
    },
  };
}

type Line = PhasePriors['lines'][number] & { phase: Phase };

async function linesOf({ db }: Work<Tables>): Promise<Line[]> {
  const { rows } = await sql<SitePrior & Omit<Line, 'prior'> & { shipped: boolean }>`
    select p.phase, p.from_on::text as "fromOn", to_char(p.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "madeAt",
      a.display_name as "madeBy", p.reason, p.shipped, p.median_days::float8 as "medianDays", p.spread::float8,
      p.speed_worth::float8 as "speedWorth", p.tie::float8, p.exits_early as "exitsEarly", p.exits_late as "exitsLate",
      p.exits_worth::float8 as "exitsWorth", p.basis
    from taskforce.phase_priors p join accounts a on a.id = p.made_by
    order by p.made_at desc, p.id`.execute(db);
  return rows.map(({ phase, fromOn, madeAt, madeBy, reason, shipped, ...prior }) => ({
    phase,
    fromOn,
    madeAt,
    madeBy,
    reason,
    prior: shipped ? null : prior,
  }));
}

async function lastBasis({ db }: Work<Tables>): Promise<Basis[]> {
  const row = await db
    .selectFrom('estimateRuns')
    .select('basis')
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.basis ?? []) as unknown as Basis[];
}

function priorsOfPhase(
  phase: Phase,
  lines: readonly Line[],
  today: string,
  basis: readonly Basis[],
): PhasePriors {
  const shipped = asSitePrior(shippedPrior(phase));
  const own = lines.filter((line) => line.phase === phase);
  const found = lineInForce(own, phase, today);
  const line = own.find((one) => one.madeAt === found?.madeAt) ?? null;
  const inForce = line?.prior ?? shipped;
  const seen = basis.find((one) => one.phase === phase);
  const told = ({ phase: _, ...rest }: Line) => rest;
  return {
    phase,
    shipped,
    inForce,
    line: line === null ? null : told(line),
    medians: medianRange(withSite(shippedPrior(phase), inForce)),
    own: seen === undefined ? null : { observed: seen.observed, expected: seen.expected },
    lines: own.map(told),
  };
}
