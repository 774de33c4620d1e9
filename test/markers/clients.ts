import type { Person } from '../../kit/identity/testing.ts';
import { RELEASE_FIELDS } from '../../bridge/rules-releases.ts';
import { tellings } from '../../provider/vocabulary/releases.ts';
import type { PairedHouses } from '../paired.ts';
import { filled, forms, freeFields, LEAVE_OUT } from './forms.ts';
import { markerOf } from './needles.ts';

/** What is filled in by one test: every marker, and the fields that had one. */
export type Ink = { markers: Set<string>; fields: Set<string>; next: number };
export const newInk = (): Ink => ({ markers: new Set(), fields: new Set(), next: 0 });

/** Fields of forms that never had a marker. */
export const unmarked = (ink: Ink): string[] =>
  [...forms]
    .flatMap(([name, schema]) => freeFields(schema, name))
    .filter((path) => !ink.fields.has(path))
    .toSorted();

/** Fills a form in and sends it; @throws Error with the refusal when it is not taken */
export type Write = <T = any>(procedure: string, given?: object, who?: Person) => Promise<T>;

/** How somebody fills in forms of the provider's wing, with a marker into every field. */
export function writer(houses: PairedHouses, advocate: Person, ink: Ink): Write {
  return async (procedure, given = {}, who = advocate) => {
    const schema = forms.get(procedure);
    if (schema === undefined) throw new Error(`there is no form ${procedure}`);
    const used: string[] = [];
    const mark = (path: string) => {
      const marker = markerOf((ink.next += 1));
      ink.markers.add(marker);
      used.push(path);
      return marker;
    };
    const input = filled(schema, given, procedure, mark);
    const { status, body } = await houses.provider.call(who, procedure, input);
    if (status !== 200)
      throw new Error(`${procedure}: ${status} ${JSON.stringify(body)} for ${JSON.stringify(input)}`);
    for (const path of used) ink.fields.add(path);
    return body;
  };
}

const intakeOn = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);

/** A client taken in, with everything that a provider may write about somebody. */
export async function wholeClient(write: Write, advocate: Person): Promise<string> {
  const { id } = await write('clients.takeIn', {
    ageGroup: 'adult',
    language: 'es',
    intakeOn,
    foreignMinor: LEAVE_OUT,
  });
  await write('clients.change', {
    id,
    version: 1,
    ageGroup: 'adult',
    language: LEAVE_OUT,
    state: LEAVE_OUT,
    closeReason: LEAVE_OUT,
  });
  for (const section of ['identity', 'contacts', 'places', 'household', 'eligibility'])
    await write('clients.saveDetails', { id, version: null, detail: { section } });
  await write('screenings.hold', { clientId: id, answers: {} });
  await needsAndServices(write, id, advocate.id);
  await plansAndNotes(write, id);
  await compelled(write, id);
  await reports(write, id);
  await sayings(write, id);
  await onward(write, id);
  await onPaper(write, id);
  return id;
}

async function needsAndServices(write: Write, clientId: string, givenBy: string): Promise<void> {
  const facts = { status: 'open', metBy: null, unmetReason: null, settledOn: null };
  const need = await write('needs.add', { clientId, ...facts });
  await write('needs.change', { id: need.id, version: 1, ...facts });
  const service = await write('services.give', { clientId, needId: need.id, givenBy });
  await write('services.correct', { id: service.id, version: 1, needId: need.id, givenBy });
}

async function plansAndNotes(write: Write, clientId: string): Promise<void> {
  await write('plans.saveSafety', { clientId, after: 0, nextReviewOn: null });
  const goal = await write('plans.setGoal', { clientId });
  await write('plans.changeGoal', { id: goal.id, version: 1, state: 'open', endedOn: null });
  const step = await write('plans.addStep', { goalId: goal.id, accountId: null });
  await write('plans.changeStep', { id: step.id, version: 1, state: 'open', accountId: null });
  const note = await write('notes.write', { clientId });
  await write('notes.change', { id: note.id, version: 1 });
}

async function compelled(write: Write, clientId: string): Promise<void> {
  const { id } = await write('compelled.enter', { clientId });
  await write('compelled.change', { id, version: 1 });
  for (const kind of ['counsel_asked', 'counsel_advised', 'privilege_claimed', 'note'])
    await write('compelled.step', { id, step: { kind } });
  await write('compelled.settle', { id, version: 2, outcome: 'withdrawn' });
}

async function reports(write: Write, clientId: string): Promise<void> {
  const { id } = await write('reports.enter', {
    who: { clientId },
    made: null,
    told: null,
    ruleId: null,
  });
  await write('reports.made', { id, version: 1 });
  await write('reports.told', { id, version: 2 });
  // Danger may be reported before anybody is a client: one is taken in by it.
  await write('reports.enter', { who: { alias: undefined, ageGroup: 'unknown' }, ruleId: null });
}

async function sayings(write: Write, clientId: string): Promise<void> {
  const { id } = await write('record.say', { clientId, subjectId: null });
  await write('record.answer', { id, version: 1 });
}

async function onward(write: Write, clientId: string): Promise<void> {
  const { id } = await write('onward.draft', { clientId, answerBy: null, passedHow: 'together_with_client' });
  await write('onward.change', { id, version: 1, answerBy: null, passedHow: 'together_with_client' });
}

const texts = () => Object.fromEntries(RELEASE_FIELDS.map((field) => [field, undefined]));

/** A release to somebody outside, on paper: it crosses no bridge. */
async function onPaper(write: Write, clientId: string): Promise<void> {
  const { id } = await write('releases.draft', {
    clientId,
    recipientKind: 'outside',
    pairId: null,
    referral: null,
    language: 'es',
    longerReason: null,
    until: LEAVE_OUT,
    texts: texts(),
  });
  await write('releases.change', {
    id,
    version: 1,
    recipientKind: 'outside',
    pairId: null,
    referral: null,
    language: 'es',
    longerReason: null,
    until: LEAVE_OUT,
    texts: texts(),
  });
}

/** What an organisation writes down once for all its clients. */
export async function rulesOfTheHouse(write: Write): Promise<void> {
  await write('releases.setRules', {
    defaultDays: 14,
    maxDays: 90,
    minorAlone: false,
    minorAloneFrom: null,
    wardAlone: false,
    version: null,
  });
  await write('reports.addRule', { region: 'CA', hours: 24 });
}

/** Everything of a client released to the task force, by the real procedures. @returns the release */
export async function releaseAll(write: Write, clientId: string, pairId: string): Promise<string> {
  const drafted = await write('releases.draft', {
    clientId,
    recipientKind: 'task_force',
    pairId,
    recipientName: LEAVE_OUT,
    purpose: 'investigation',
    language: 'es',
    longerReason: null,
    referral: null,
    until: LEAVE_OUT,
    texts: texts(),
  });
  const explained = await write('releases.explain', {
    id: drafted.id,
    version: 1,
    cameBy: 'read_aloud',
    told: tellings,
    alternative: 'wants_us_to',
    confirmed: [...RELEASE_FIELDS],
  });
  const signed = await write('releases.sign', {
    id: drafted.id,
    version: explained.version,
    capacity: 'adult',
    age: null,
    signatures: [{ as: 'client', how: 'paper', strokes: LEAVE_OUT, abuser: LEAVE_OUT }],
  });
  await write('releases.open', { id: drafted.id, version: signed.version });
  return drafted.id;
}
