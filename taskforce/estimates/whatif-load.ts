import type { Office, Supply } from '../../analysis/survival/capacity.ts';
import { fitHours, type HoursPosterior } from '../../analysis/survival/hours.ts';
import { workRoles, type WorkRole } from '../vocabulary/budgets.ts';
import { phases } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { expectedRoles, hoursPriorOf } from './money-priors.ts';
import { hoursSeen, type MoneyInputs } from './rules-money.ts';
import { targetsOf, type SpellRow } from './rules-spells.ts';
import type { SupplyRow } from './rules-whatif.ts';

/** No role moves a phase more than so many times as detectives do [judgement]. */
const MOST = 3;

/**
 * Hours a week that the open strands of the office need, role by role, as learnt from its own timesheets: reference
 * hours × the site's factor × the case's own, in the middle of what is known. And how strongly each role moves a phase.
 */
export function officeLoad(
  money: MoneyInputs,
  spells: readonly SpellRow[],
  asOf: Day,
  seed: number,
  supply: readonly SupplyRow[],
): Office {
  const open = targetsOf(spells, asOf);
  const needed = new Map<string, number>();
  const perWeek = phases.map(() => new Map<string, number>());
  for (const role of rolesOf(money)) {
    const seen = hoursSeen(money, spells, asOf, role);
    const learnt = phases.map((_, k) =>
      middleOf(fitHours(seen[k]!, hoursPriorOf(role, k), { seed: seed + k, chains: 1 })),
    );
    phases.forEach((_, k) => perWeek[k]!.set(role, learnt[k]!.perWeek));
    needed.set(
      role,
      open.reduce((sum, one) => sum + learnt[one.phase]!.ofCase(one.case), 0),
    );
  }
  return {
    needed,
    // ε was judged for detectives: another role moves a phase as much more or less as it works more or fewer hours in it.
    weights: perWeek.map((own) => {
      const detectives = own.get('detective') ?? 0;
      return new Map(
        [...own].map(([role, hours]) => [role, detectives > 0 ? Math.min(MOST, hours / detectives) : 0]),
      );
    }),
    supply: new Map(
      supply.map((row): [string, Supply] => [
        row.workRole,
        { people: row.people, paidHours: row.hoursPerWeek },
      ]),
    ),
  };
}

const rolesOf = (money: MoneyInputs): WorkRole[] =>
  workRoles.filter((role) => expectedRoles.includes(role) || money.work.some((row) => row.role === role));

/** Hours a week of an active strand in the middle of what is known: of the site, and of one of its cases. */
function middleOf({ prior, draws, cases }: HoursPosterior): {
  perWeek: number;
  ofCase(name: string): number;
} {
  const mean = (all: ArrayLike<number>) => Array.from(all).reduce((sum, n) => sum + n, 0) / all.length;
  const eta = mean(draws.speed);
  const spread = mean(Array.from(draws.tie, (at) => prior.spread.values[at]!));
  return {
    perWeek: prior.perWeek * eta,
    ofCase: (name) => {
      const own = cases.get(name) ?? { pieces: 0, expected: 0 };
      const factor = (1 / spread + own.pieces) / (1 / spread + eta * own.expected);
      return prior.perWeek * eta * factor;
    },
  };
}
