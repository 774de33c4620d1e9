import { shippedAssumptions } from '../taskforce/estimates/rules-whatif.ts';
import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

/** Cents an hour by role, benefits included, and what the two sources give for the last fiscal year, this one and the next. */
const rates = {
  detective: 7_200,
  analyst: 5_400,
  prosecutor: 9_800,
  supervisor: 8_600,
  victim_specialist: 5_100,
};
const given = {
  'Agency budget': [17_000_000, 18_000_000, 19_000_000],
  'Task force grant': [40_000_000, 42_000_000, 30_000_000],
} as const;

/** Rates, money by source and year, two orders of a case; then the office is estimated, as soon as the server's jobs run. */
export async function tellBudgets(hands: Hands, { commander }: Cast, file: CaseFile): Promise<void> {
  const { ago, day } = hands.calendar;
  const ask = <T = any>(procedure: string, input: object = {}) =>
    hands.ask<T>(commander, ago(70), `budgets.${procedure}`, input);
  for (const [workRole, centsPerHour] of Object.entries(rates))
    await ask('setRate', { workRole, fromOn: day(-400), centsPerHour, note: 'Pay table of the county' });
  // The federal fiscal year ends in September and is named by that.
  const today = day(0);
  const year = Number(today.slice(0, 4)) + (today.slice(5, 7) >= '10' ? 1 : 0);
  const { funding } = await ask('list');
  const sourceOf = (name: string): string =>
    funding.find((one: { name: string; id: string }) => one.name === name).id;
  for (const [name, amounts] of Object.entries(given))
    for (const [n, amountCents] of amounts.entries())
      await ask('setFunding', { fundingSourceId: sourceOf(name), fiscalYear: year - 1 + n, amountCents });
  const order = (more: object) =>
    hands.ask(file.lead, ago(65), 'budgets.commit', { caseId: file.id, ...more });
  await order({
    kind: 'forensic_examination',
    amountCents: 640_000,
    fundingSourceId: sourceOf('Task force grant'),
    dueOn: day(40),
    note: 'Reading of the seized phones',
  });
  await order({
    kind: 'expert',
    amountCents: 450_000,
    dueOn: day(120),
    note: 'Expert on debt bondage, trial',
  });
  await hands.ask(commander, ago(5), 'estimates.compute');
  await askWhatIf(hands, commander);
}

/** People of three roles, and what one more detective would change; computed as soon as the server's jobs run. */
async function askWhatIf(hands: Hands, commander: Cast['commander']): Promise<void> {
  const { ago, day } = hands.calendar;
  const people = { detective: 0.5, analyst: 0.5, prosecutor: 0.2 };
  for (const [workRole, many] of Object.entries(people))
    await hands.ask(commander, ago(70), 'whatIfs.setSupply', {
      workRole,
      people: many,
      hoursPerWeek: 40,
      fromOn: day(-400),
    });
  await hands.ask(commander, ago(4), 'whatIfs.ask', {
    name: 'One more detective',
    measure: 'charged',
    days: 730,
    changes: [
      { role: 'detective', people: 1, daysPerWeek: 5, fromOn: day(30), newcomer: true, onceCents: 4_200_000 },
    ],
    assumptions: shippedAssumptions,
  });
}
