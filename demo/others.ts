import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile, Telling } from './telling.ts';

/** A proactive review out of criminal intelligence: nothing but foundations yet. */
export async function tellRiver(people: Cast, telling: Telling): Promise<CaseFile> {
  const { detective, analyst } = people;
  const file = await telling.open(detective, -55, {
    title: 'River district review',
    type: 'sex',
    originRoute: 'criminal_intelligence',
    summary:
      'Three addresses in the river district come up in reports of two years. Who owns them, who pays, who moves in and out.',
    strands: [
      { label: 'Owner of three addresses', kind: 'target_organization' },
      { label: 'Advertising accounts', kind: 'digital' },
    ],
    members: [{ accountId: analyst.id, capacity: 'analyst', reason: 'Does the review' }],
  });
  await telling.log(file, -50, 'open_source_research', 'Deeds, permits, complaints', {
    by: analyst,
    strand: 'Owner of three addresses',
    hours: [{ minutes: 380 }],
  });
  await telling.log(file, -34, 'record_check', 'Calls for service, two years', {
    by: analyst,
    hours: [{ minutes: 240 }],
  });
  await telling.settleChecklist(file, -31, 'Owner of three addresses', {}, [
    'partner_commitments',
    'money_trail_plan',
    'victim_recovery_and_safety_plan',
  ]);
  await telling.task(file, -31, 'financial_lead', 'Mortgages and insurance of the three addresses', {
    for: analyst,
    due: -6,
  });
  return file;
}

/** A clinic's question: nobody knows yet what it is. */
export async function tellClinic(people: Cast, telling: Telling): Promise<CaseFile> {
  const { deputy, specialist } = people;
  const file = await telling.open(deputy, -14, {
    title: 'Referrals of the harbor clinic',
    type: 'undetermined',
    originRoute: 'clinic_or_emergency_room',
    summary:
      'After a training the clinic looked back and found four patients with the same address and the same companion.',
    strands: [{ label: 'Companion of four patients', kind: 'target_person' }],
    members: [
      { accountId: specialist.id, capacity: 'victim_specialist', reason: 'The clinic speaks with her' },
    ],
  });
  await telling.log(file, -11, 'meeting', 'What the clinic may tell, and what not', {
    by: specialist,
    hours: [{ minutes: 60 }],
  });
  await telling.task(file, -11, 'partner_contact', 'Agreement with the clinic on referrals', {
    for: specialist,
    due: 7,
  });
  return file;
}

/** A sealed case: two people who work on it, the commander, and nobody else. */
export async function tellCedar(hands: Hands, people: Cast, telling: Telling): Promise<CaseFile> {
  const { commander, deputy, prosecutor } = people;
  const file = await telling.open(commander, -47, {
    title: 'Cedar',
    type: 'sex',
    originRoute: 'service_or_faith_referral',
    summary: 'A survivor reports a person whom members of the task force may know.',
    strands: [{ label: 'Person named by the survivor', kind: 'target_person' }],
    members: [{ accountId: deputy.id, capacity: 'investigator', reason: 'Works in another county' }],
  });
  // The second proof is fresh only in real time: the clock of the story stands still here.
  await hands.ask(commander, telling.at(-47, 12), 'cases.seal', {
    id: file.id,
    basis: 'safety',
    reason: 'The survivor’s safety depends on few people knowing that she came.',
    readerIds: [commander.id, deputy.id, prosecutor.id],
  });
  await telling.log(file, -43, 'interview', 'First talk, where she chose', {
    by: deputy,
    hours: [{ minutes: 140 }],
  });
  await telling.task(file, -43, 'follow_up', 'Ask her about the next step', { for: deputy, due: 9 });
  return file;
}
