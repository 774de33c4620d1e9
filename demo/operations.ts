import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import { planningWith } from './planning.ts';
import type { CaseFile } from './telling.ts';

const HOUR = 3_600_000;

/**
 * What is planned: a recovery half through the gate, an inspection together with inspectors, a decoy that was weighed, a
 * sting that waits for a signature, and a visit that is approved.
 */
export async function tellOperations(
  hands: Hands,
  people: Cast,
  { heron, cleaners }: { heron: CaseFile; cleaners: CaseFile },
): Promise<void> {
  await planRecovery(hands, people, heron);
  await planInspection(hands, people, cleaners);
  await weighDecoy(hands, people);
  await askAndApprove(hands, people);
}

async function weighDecoy(hands: Hands, { commander, prosecutor }: Cast): Promise<void> {
  const { at } = hands.calendar;
  const { id } = await hands.ask(commander, at(-2, 16), 'operations.open', {
    title: 'Weekend decoy, county road',
    kind: 'decoy',
    type: 'sex',
  });
  await hands.ask(commander, at(-2, 17), 'operations.saveDecoy', {
    id,
    version: 0,
    purpose: 'Two motels on the county road ask for it after complaints of their neighbors.',
    outcome: 'Fewer buyers on that road for a while. Victims are not found by decoys, and none are expected.',
    alternatives: 'Two knock-and-talks take a third of the hours and have met victims here before.',
    publication: 'none',
    safety: 'Publishing would put the desk clerk in danger who told us; nothing is published.',
  });
  await hands.ask(prosecutor, at(-1, 9), 'operations.decideDecoy', {
    id,
    version: 1,
    decision: 'agreed',
    reason: 'As weighed, and after the two knock-and-talks rather than instead of them.',
  });
}

/** One that waits for the commander's signature, and one that may start when its time comes. */
async function askAndApprove(hands: Hands, people: Cast): Promise<void> {
  const { detective, deputy } = people;
  const { at } = hands.calendar;
  const planning = planningWith(hands, people);
  const sting = await planning.plan(deputy, at(-2, 9), {
    title: 'Ads of the second phone',
    kind: 'sting',
    type: 'sex',
    inHours: 100,
    hours: 5,
    lat: 41.35,
    lon: -87.2,
    objective: 'Meet who answers the ads, and offer services to whoever comes.',
  });
  await planning.settle(deputy, at(-1, 8), sting);
  await planning.askApproval(deputy, at(-1, 9), sting);
  const visit = await planning.plan(detective, at(-3, 9), {
    title: 'Two rooms on Mill Street',
    kind: 'knock_and_talk',
    type: 'sex',
    inHours: 30,
    hours: 3,
    lat: 41.5,
    lon: -87.6,
    objective: 'Talk to whoever opens; leave the card of the advocates.',
  });
  await planning.settle(detective, at(-2, 9), visit);
  await planning.handOff(detective, at(-2, 9), visit);
  await planning.askApproval(detective, at(-2, 10), visit);
  await planning.approve(at(-1, 15), visit);
}

const place = { address: null, lat: null, lon: null, zip: null, note: null };

async function planRecovery(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { detective, specialist } = people;
  const planning = planningWith(hands, people);
  const { at, ago } = hands.calendar;
  const when = at(-3, 10);
  const begins = new Date(Math.ceil(ago(0).getTime() / HOUR) * HOUR + 54 * HOUR);
  const { id } = await hands.ask(detective, when, 'operations.open', {
    title: 'Bring her out of the motel',
    kind: 'recovery',
    type: 'sex',
    caseId: file.id,
    risk: 'high',
    plannedFrom: begins.toISOString(),
    plannedUntil: new Date(begins.getTime() + 6 * HOUR).toISOString(),
    minorsPossible: 'no',
    languages: ['es'],
    victimClasses: ['adult_foreign'],
  });
  const add = (part: string, value: object) => planning.savePart(detective, when, id, part, value);
  await add('place', {
    ...place,
    kind: 'scene',
    label: 'Motel, room side',
    address: '14 Heron Lane',
    zip: '60010',
  });
  await add('place', { ...place, kind: 'interview', label: 'Quiet room', address: '3 Library Square' });
  await add('place', {
    ...place,
    kind: 'service_staging',
    label: 'Advocates wait',
    address: '9 Mill Street',
  });
  await add('authority', {
    kind: 'search_warrant',
    reference: 'SW-0114',
    covers: 'The room and the phones in it.',
    issuedAt: at(-3, 9).toISOString(),
    expiresAt: new Date(begins.getTime() + 30 * HOUR).toISOString(),
  });
  await add('interpreter', {
    language: 'es',
    personName: 'County interpreter line',
    mode: 'telephone',
    contact: '555-0163',
    conflict: 'clear',
  });
  await add('budget', { kind: 'overtime', what: 'Six officers, one night', amountCents: 216_000 });
  await add('budget', { kind: 'victim_emergency', what: 'Clothes, food, a phone', amountCents: 30_000 });
  await hands.ask(detective, when, 'operations.addPlanner', {
    operationId: id,
    accountId: specialist.id,
    capacity: 'plan',
  });
  await planning.settle(specialist, at(-1, 10), id, 3);
}

async function planInspection(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { commander, inspector } = people;
  const { at, day, ago } = hands.calendar;
  const when = at(-5, 14);
  const begins = new Date(Math.ceil(ago(0).getTime() / HOUR) * HOUR + 220 * HOUR);
  const { id } = await hands.ask(commander, when, 'operations.open', {
    title: 'Night cleaners, joint inspection',
    kind: 'labor_inspection',
    type: 'labor',
    caseId: file.id,
    plannedFrom: begins.toISOString(),
    plannedUntil: new Date(begins.getTime() + 7 * HOUR).toISOString(),
    languages: ['es', 'ht'],
    victimClasses: ['adult_foreign'],
  });
  await hands.ask(commander, when, 'operations.addPlanner', {
    operationId: id,
    accountId: inspector.id,
    capacity: 'plan',
  });
  const { inspection } = await hands.ask(inspector, at(-4, 9), 'operations.get', { id });
  await hands.ask(inspector, at(-4, 9), 'operations.savePart', {
    operationId: id,
    part: 'inspection',
    id: inspection.id,
    version: inspection.version,
    value: {
      trainedOn: day(-40),
      notPretext: true,
      criminalFirstToldOn: day(-6),
      interviewPlace: 'Community room of the library, away from the employer',
      retaliationPlan: null,
    },
  });
  await planningWith(hands, people).savePart(commander, at(-4, 11), id, 'authority', {
    kind: 'administrative',
    reference: null,
    covers: 'Wage and hour records at the office.',
    issuedAt: null,
    expiresAt: null,
  });
}
