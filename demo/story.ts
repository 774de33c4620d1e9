import { tellBudgets } from './budgets.ts';
import { tellCalendar } from './court-dates.ts';
import { meet, report, triage } from './desk.ts';
import type { Hands } from './hands.ts';
import { tellDeconfliction } from './deconfliction.ts';
import { tellHeron } from './heron.ts';
import { tellHours } from './hours.ts';
import type { Cast } from './joining.ts';
import { tellNominations } from './nominations.ts';
import { tellOperations } from './operations.ts';
import { tellPastOperations } from './past-operations.ts';
import { linkLabor, tellCleaners, tellFair, tellHarvest, tellOrchard } from './labor.ts';
import { spinOff } from './quay.ts';
import { tellCedar, tellClinic, tellRiver } from './others.ts';
import { tellingWith } from './telling.ts';
import { tellStandby } from './standby.ts';
import { findTips, takeTips } from './tips.ts';
import { tellVictimWork } from './victim-work.ts';
import { tellOrchardVictims } from './victims.ts';

/** What happened in the Tri-County Task Force in the last four months. `settle` dates back what was made so far. */
export async function tellStory(hands: Hands, people: Cast, settle: () => Promise<void>): Promise<void> {
  await takeTips(hands, people, settle);
  await settle();
  const tips = await findTips(hands, people);
  const telling = tellingWith(hands);
  // In the order in which the cases were opened, so that their numbers rise with their days.
  const harvest = await tellHarvest(people, telling, tips);
  await tellFair(people, telling);
  const heron = await tellHeron(hands, people, telling, tips, settle);
  await tellVictimWork(hands, people, heron);
  const cleaners = await tellCleaners(people, telling, tips);
  const orchard = await tellOrchard(people, telling, tips);
  await tellOrchardVictims(hands, people, orchard);
  await tellRiver(people, telling);
  await tellCedar(hands, people, telling);
  const spunOff = await spinOff(hands, people, telling, heron);
  await tellClinic(people, telling);
  await linkLabor(telling, { harvest, spinOff: spunOff, cleaners, orchard });
  await triage(people, telling, tips);
  await settle();
  await meet(hands, people, telling, [
    {
      file: heron,
      outcome: 'The phones come first; the affidavit goes out this week.',
      task: 'Say when the phones are read',
    },
    { file: harvest, outcome: 'No second inspection before beds are firm for six people.' },
    { file: cleaners, outcome: 'Go on as planned. Ask the reporter about the two women.' },
    { file: orchard, outcome: 'Thanks to the advocates. The review of the action is due.' },
  ]);
  await report(hands, people, telling, heron);
  await tellStandby(hands, people, heron);
  await tellCalendar(hands, people, heron);
  await tellDeconfliction(hands, people);
  await tellNominations(hands, people);
  await tellPastOperations(hands, people, settle);
  await tellOperations(hands, people, { heron, cleaners });
  await tellHours(hands, people, { heron, orchard });
  await tellBudgets(hands, people, heron);
}
