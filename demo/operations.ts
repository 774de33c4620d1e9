import type { Hands, Person } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

const HOUR = 3_600_000;

/** Two operations that are planned, a recovery and an inspection together with inspectors, and a decoy in draft. */
export async function tellOperations(
  hands: Hands,
  people: Cast,
  { heron, cleaners }: { heron: CaseFile; cleaners: CaseFile },
): Promise<void> {
  await planRecovery(hands, people, heron);
  await planInspection(hands, people, cleaners);
  await hands.ask(people.commander, hands.calendar.at(-2, 16), 'operations.open', {
    title: 'Weekend decoy, county road',
    kind: 'decoy',
    type: 'sex',
  });
}

/** Adds a part to a plan. */
const savePart = (hands: Hands, who: Person, when: Date, operationId: string, part: string, value: object) =>
  hands.ask(who, when, 'operations.savePart', { operationId, part, id: null, version: null, value });

const place = { address: null, lat: null, lon: null, zip: null, note: null };

async function planRecovery(hands: Hands, { detective, specialist }: Cast, file: CaseFile): Promise<void> {
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
  const add = (part: string, value: object) => savePart(hands, detective, when, id, part, value);
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
}

async function planInspection(hands: Hands, { commander, inspector }: Cast, file: CaseFile): Promise<void> {
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
  await savePart(hands, commander, at(-4, 11), id, 'authority', {
    kind: 'administrative',
    reference: null,
    covers: 'Wage and hour records at the office.',
    issuedAt: null,
    expiresAt: null,
  });
}
