import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import { afterArrest, rescue, strands } from './heron-arrest.ts';
import type { CaseFile, Telling } from './telling.ts';
import type { Tips } from './tips.ts';

const { coach, driver, clerk, rents } = strands;

/** The case of the Blue Heron Motel: strands in all three phases at once, a late entry, a step back. */
export async function tellHeron(
  hands: Hands,
  people: Cast,
  telling: Telling,
  tips: Tips,
  settle: () => Promise<void>,
): Promise<CaseFile> {
  const file = await openHeron(people, telling, tips);
  await watch(file, people, telling, tips);
  await engage(file, people, telling);
  await rescue(hands, file, people, telling, tips);
  await settle();
  await telling.brief(file, -38, {
    risks: [
      { text: 'The driver’s detention hearing may bring the case into the news before the phones are read.' },
    ],
  });
  await afterArrest(hands, file, people, telling);
  return file;
}

async function openHeron(people: Cast, telling: Telling, tips: Tips): Promise<CaseFile> {
  const { detective } = people;
  const made = await telling.decide(detective, -109, tips.motel, {
    decision: 'open_case',
    title: 'Blue Heron Motel',
    type: 'sex',
    strandKind: 'target_person',
    strandLabel: driver,
    reason: 'Identity card and phone held by the driver; the officer’s report and his video agree.',
  });
  const file: CaseFile = {
    id: made.caseId,
    number: made.caseNumber,
    type: 'sex',
    lead: detective,
    strands: new Map(),
  };
  const page = await telling.readCase(file, -109);
  file.strands.set(driver, page.strands[0].id);
  await telling.summarize(
    file,
    -109,
    'Women are moved between rooms of one motel on Linden Street by at least two men. The women’s documents and phones are held. Reports agree on a gray van and on a man the women call Coach. Victim services stand by since day one; nobody is asked for a statement before she is safe.',
    ['law_enforcement_sensitive'],
  );
  await telling.letIn(file, -109, people.analyst, 'analyst', 'Phones, vehicles and payments');
  await telling.letIn(
    file,
    -108,
    people.specialist,
    'victim_specialist',
    'Contact with the women and their safety plans',
  );
  await telling.letIn(file, -106, people.prosecutor, 'prosecutor', 'Charging and warrants');
  return file;
}

async function watch(file: CaseFile, people: Cast, telling: Telling, tips: Tips): Promise<void> {
  const { detective, analyst, prosecutor, specialist, deputy } = people;
  await telling.log(file, -108, 'record_check', 'Plate and registration of the van', {
    by: analyst,
    strand: driver,
    hours: [{ minutes: 95 }],
  });
  await telling.addStrand(file, -104, {
    label: coach,
    kind: 'target_person',
    description: 'Known by this name only; named by two women independently.',
  });
  await telling.log(file, -103, 'open_source_research', 'Advertisements that use the motel’s address', {
    by: analyst,
    strand: coach,
    hours: [{ minutes: 240 }],
  });
  await telling.letIn(file, -102, deputy, 'investigator', 'Surveillance outside of the city');
  await telling.log(file, -101, 'surveillance', 'Parking lot, two evenings, from the street', {
    strand: driver,
    engages: false,
    hours: [{ minutes: 480 }, { who: deputy, minutes: 480 }],
    costs: [{ kind: 'overtime', amountCents: 61_200 }],
  });
  await telling.decide(detective, -96, tips.outreach, {
    decision: 'attach',
    caseIds: [file.id],
    reason: 'Same motel, same name of the man.',
  });
  await telling.addStrand(file, -92, {
    label: clerk,
    kind: 'target_person',
    description: 'Signs the women in under other names; may be paid for it.',
  });
  await telling.addStrand(file, -90, {
    label: rents,
    kind: 'financial',
    description: 'Who pays for nine rooms, and out of what.',
  });
  await telling.decide(detective, -82, tips.housekeeping, {
    decision: 'attach',
    caseIds: [file.id],
    reason: 'Staff trained in the spring; plate KTR-4471 again.',
  });
  await telling.log(file, -81, 'interview', 'Two housekeepers, away from the motel', {
    by: detective,
    hours: [{ minutes: 150 }],
    costs: [{ kind: 'interpreter', amountCents: 18_000 }],
  });
  await telling.note(
    file,
    -80,
    'case_plan',
    'Goal: charge those who control the women, not the women. First contact by the specialist. No enforcement at the motel without rooms for six people elsewhere the same night.',
  );
  await telling.log(file, -78, 'meeting', 'Safety and recovery plan with victim services', {
    by: specialist,
    hours: [{ minutes: 90 }, { who: detective, minutes: 90 }, { who: prosecutor, minutes: 60 }],
  });
  await telling.task(
    file,
    -78,
    'partner_contact',
    'Six beds for the night of the action, with an interpreter',
    {
      for: specialist,
      due: -60,
      done: { on: -63, outcome: 'Agreed with two providers; coarse window only.' },
    },
  );
}

async function engage(file: CaseFile, people: Cast, telling: Telling): Promise<void> {
  const { analyst, commander, detective, deputy } = people;
  await telling.settleChecklist(file, -73, coach, {
    money_trail_plan: 'The money is followed in a strand of its own, “Room rents and payment apps”.',
  });
  const contact = await telling.log(file, -70, 'covert_contact', 'First contact under the approved plan', {
    strand: coach,
    hours: [{ minutes: 300 }, { who: deputy, minutes: 300 }],
    costs: [{ kind: 'overtime', amountCents: 44_000 }],
  });
  await telling.move(file, -70, coach, 'operational', 'first_covert_engagement', { activityId: contact });
  await telling.settleChecklist(file, -68, clerk);
  await telling.move(file, -66, clerk, 'operational', 'first_covert_engagement');
  await telling.settleChecklist(file, -63, driver);
  await telling.move(file, -62, driver, 'operational', 'first_covert_engagement', {
    recorded: 9,
    reason: 'The deputy’s report of the contact came with the weekly papers only.',
  });
  await telling.log(file, -64, 'consensual_monitoring', 'Two calls under the order', {
    strand: coach,
    hours: [{ minutes: 210 }],
    costs: [{ kind: 'translation_and_transcription', amountCents: 37_500 }],
  });
  await telling.log(file, -57, 'financial_analysis', 'Payments for nine rooms over six months', {
    by: analyst,
    strand: rents,
    hours: [{ minutes: 660 }],
    text: 'Seven payment accounts pay for nine rooms. Three of them also pay the rent of a house on Quay Street and are fed by payroll cards.',
  });
  await telling.log(file, -50, 'surveillance', 'Routes of the van between Riverton and Millbrook', {
    by: deputy,
    strand: driver,
    engages: true,
    hours: [{ minutes: 720 }],
    costs: [{ kind: 'vehicle', amountCents: 21_400 }],
  });
  await telling.moveBack(
    file,
    -46,
    clerk,
    'pre_operational',
    'engagement_ended',
    'He left the motel and works elsewhere; contact was broken off. What he knows is worth a fresh plan.',
    commander,
  );
  await telling.note(
    file,
    -45,
    'investigative',
    'The clerk’s shifts and the women’s arrivals match on eleven of twelve nights.',
    { strand: clerk, by: detective },
  );
}
