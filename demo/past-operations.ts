import { newEntryId } from '../taskforce/operations/rules-box.ts';
import { blankEntry, noCounts, type DraftEntry, type EntryKind } from '../taskforce/operations/rules-run.ts';
import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import { planningWith, type Planning } from './planning.ts';

/** An operation that was run: when, and what its review says. */
type Past = {
  title: string;
  kind: string;
  type: string;
  /** Days before today. */
  ago: number;
  met: number;
  identified: number;
  accepting: number;
  arrests: number;
  evidence: number;
  leads: number;
  hours: number;
  dollars: number;
};

const line = (
  title: string,
  kind: string,
  type: string,
  ago: number,
  figures: [number, number, number, number, number, number, number, number],
): Past => {
  const [met, identified, accepting, arrests, evidence, leads, hours, dollars] = figures;
  return { title, kind, type, ago, met, identified, accepting, arrests, evidence, leads, hours, dollars };
};

// Met, identified, accepting services, arrests, evidence, leads, hours, dollars.
const history: readonly Past[] = [
  line('Massage parlor, Depot Road', 'knock_and_talk', 'sex', 139, [4, 1, 0, 0, 1, 2, 14, 60]),
  line('Labor camp visit, east fields', 'outreach_sweep', 'labor', 131, [22, 2, 2, 0, 0, 3, 20, 140]),
  line('Nail studio, Mill Street', 'knock_and_talk', 'labor', 118, [5, 2, 1, 0, 3, 1, 12, 0]),
  line('Truck stop, night round', 'outreach_sweep', 'sex', 104, [11, 1, 1, 0, 0, 1, 16, 90]),
  line('Rooms above the laundry', 'knock_and_talk', 'sex', 96, [3, 0, 0, 1, 4, 2, 15, 0]),
  line('Day-labor corner', 'outreach_sweep', 'labor', 81, [31, 1, 0, 0, 0, 2, 18, 60]),
  line('Restaurant kitchens, old town', 'knock_and_talk', 'labor', 73, [9, 3, 2, 0, 2, 2, 19, 0]),
  line('Street outreach, river side', 'outreach_sweep', 'both', 58, [14, 2, 1, 0, 0, 1, 17, 110]),
  line('Car wash, county road', 'knock_and_talk', 'labor', 51, [6, 0, 0, 0, 1, 0, 11, 0]),
  line('Weekly motel, front rooms', 'knock_and_talk', 'sex', 44, [2, 1, 1, 0, 2, 1, 13, 0]),
  line('Packing shed, shift change', 'outreach_sweep', 'labor', 33, [26, 1, 1, 0, 0, 2, 15, 70]),
];
/** Over since some days; nobody has written its review yet. */
const owed = line('Two rooms behind the bakery', 'knock_and_talk', 'labor', 6, [0, 0, 0, 0, 0, 0, 0, 0]);
const recovery = line('Two women out of the studio', 'recovery', 'sex', 12, [5, 2, 2, 1, 7, 2, 62, 1240]);
const decoy = line('Decoy, truck stop', 'decoy', 'sex', 67, [0, 0, 0, 9, 9, 0, 96, 2100]);

const decoyReview = {
  purpose: 'Residents and the truck stop report open buying of sex at night since the spring.',
  outcome: 'Fewer buyers for some weeks. It finds no victims, and nobody expects that of it.',
  alternatives:
    'Outreach at the same place found a victim in one night with a sixth of the hours; it goes on as well.',
  publication: 'counts',
  safety: 'No names: a published name could lead a trafficker to whoever he takes for the informant.',
};

/**
 * Operations of the last months, planned, signed, run and reviewed by the procedures. The database lets nothing start
 * whose time is over: all are planned ahead, and `settle` moves what was run to its day.
 */
export async function tellPastOperations(
  hands: Hands,
  people: Cast,
  settle: () => Promise<void>,
): Promise<void> {
  const planning = planningWith(hands, people);
  const reviewed = [...history, decoy];
  const all = [...reviewed, owed];
  const ids = new Map<Past, string>();
  for (const [index, one] of all.entries())
    ids.set(one, await planAndStart(hands, people, planning, one, index));
  const run = await startRecovery(hands, people, planning);
  await settle();
  for (const one of all)
    await planning.move(people.detective, hands.calendar.at(-one.ago, 22), ids.get(one)!, 'end');
  await runRecovery(hands, people, planning, run);
  await settle();
  for (const one of reviewed) {
    const id = ids.get(one)!;
    await review(hands, people, id, one);
    await planning.move(people.commander, hands.calendar.at(-one.ago + 8, 10), id, 'close');
  }
  await reviewRecovery(hands, people, planning, run.id);
}

async function planAndStart(hands: Hands, people: Cast, planning: Planning, one: Past, index: number) {
  const { detective, prosecutor } = people;
  const { at } = hands.calendar;
  const id = await planning.plan(detective, at(-one.ago - 4, 9), {
    title: one.title,
    kind: one.kind,
    type: one.type,
    inHours: 300 + index * 30,
    hours: 4,
    lat: 41.9 + index * 0.05,
    lon: -88.1,
  });
  if (one.kind === 'decoy') {
    await hands.ask(detective, at(-one.ago - 4, 11), 'operations.saveDecoy', {
      id,
      version: 0,
      ...decoyReview,
    });
    await hands.ask(prosecutor, at(-one.ago - 3, 9), 'operations.decideDecoy', {
      id,
      version: 1,
      decision: 'agreed',
      reason: 'Once, and the outreach round at the same place stays.',
    });
  }
  await planning.settle(detective, at(-one.ago - 2, 9), id);
  await planning.handOff(detective, at(-one.ago - 2, 9), id);
  await planning.askApproval(detective, at(-one.ago - 2, 10), id);
  await planning.approve(at(-one.ago - 1, 9), id);
  await planning.move(detective, at(-one.ago, 18), id, 'start');
  return id;
}

/** Writes and signs the review of an operation, a week after it. */
async function review(hands: Hands, people: Cast, id: string, one: Past): Promise<void> {
  const { at } = hands.calendar;
  const { version } = await hands.ask(people.detective, at(-one.ago + 7, 9), 'operations.saveReview', {
    id,
    version: 1,
    peopleMet: one.met,
    victimsIdentified: one.identified,
    victimsAccepting: one.accepting,
    arrests: one.arrests,
    evidenceItems: one.evidence,
    leads: one.leads,
    minutes: one.hours * 60,
    costCents: one.dollars * 100,
    workedForVictims: 'Two people of us at the door, not six; a card with the number of the advocates.',
    didNotWork: 'Nobody of us spoke the language of everybody; the line took ten minutes to answer.',
  });
  await hands.ask(people.commander, at(-one.ago + 8, 9), 'operations.signReview', { id, version });
}

type Run = { id: string; stages: string[]; posts: string[]; providerId: string };

const AGO = recovery.ago;

/** A recovery with victims in its plan: the gate asks everything of it. */
async function startRecovery(hands: Hands, people: Cast, planning: Planning): Promise<Run> {
  const { detective, specialist } = people;
  const { at } = hands.calendar;
  const when = at(-AGO - 5, 9);
  const id = await planning.plan(detective, when, {
    title: recovery.title,
    kind: 'recovery',
    type: 'sex',
    inHours: 260,
    hours: 5,
    lat: 41.2,
    lon: -87.9,
    objective: 'Bring two women out who asked for it, before the studio is searched.',
    head: { victimsForeseen: 'yes', languages: ['en', 'zh'], victimClasses: ['adult_foreign'] },
  });
  const add = (part: string, value: object) => planning.savePart(detective, when, id, part, value);
  const away = { address: null, lat: null, lon: null, zip: null, note: null };
  await add('place', { ...away, kind: 'interview', label: 'Quiet room of the library' });
  await add('place', { ...away, kind: 'service_staging', label: 'Parish hall, side entrance' });
  await add('interpreter', {
    language: 'zh',
    personName: 'County interpreter line',
    mode: 'telephone',
    contact: '555-0163',
    conflict: 'clear',
  });
  const providerId = await standBy(hands, people, id, when);
  await hands.ask(detective, when, 'operations.addPlanner', {
    operationId: id,
    accountId: specialist.id,
    capacity: 'plan',
  });
  await planning.settle(detective, at(-AGO - 3, 9), id);
  await planning.handOff(detective, at(-AGO - 3, 9), id);
  await planning.askApproval(detective, at(-AGO - 3, 10), id);
  await planning.approve(at(-AGO - 2, 9), id);
  await planning.move(detective, at(-AGO, 6), id, 'start');
  const { stages, posts } = await hands.ask(detective, at(-AGO, 6), 'operations.get', { id });
  const idsOf = (rows: { id: string }[]) => rows.map((row) => row.id);
  return { id, stages: idsOf(stages), posts: idsOf(posts), providerId };
}

/** The shelter is told by telephone three days ahead and says that it is ready. */
async function standBy(hands: Hands, people: Cast, operationId: string, when: Date): Promise<string> {
  const { detective, specialist } = people;
  const { places } = await hands.ask(detective, when, 'operations.get', { id: operationId });
  const staging = places.find((one: { kind: string }) => one.kind === 'service_staging');
  const { rows } = await hands.ask(specialist, when, 'providers.list', {});
  const lantern = rows.find((one: { name: string }) => one.name.startsWith('Lantern'));
  const { id } = await hands.ask(detective, when, 'operations.addStandby', {
    operationId,
    providerId: lantern.id,
    contact: 'Duty advocate',
    phone: '555-0172',
    stagingPlaceId: staging.id,
  });
  const told = hands.calendar.at(-AGO - 3, 14);
  await hands.ask(detective, told, 'operations.tellStandby', {
    id,
    version: 1,
    how: 'phone',
    whom: 'Duty desk',
    at: told.toISOString(),
    answer: 'ready',
  });
  return lantern.id;
}

/** The log of the morning, with a correction and two hand-overs. */
async function runRecovery(hands: Hands, people: Cast, planning: Planning, run: Run): Promise<void> {
  const { at } = hands.calendar;
  const entry = (minute: number, kind: EntryKind, more: Partial<DraftEntry> = {}): DraftEntry => ({
    ...blankEntry(newEntryId(), kind, at(-AGO, 6, minute).toISOString()),
    ...more,
  });
  const women = (n: number) => ({ ...noCounts, women: n });
  const handOver = { providerId: run.providerId, placeKind: 'service_staging', counts: women(1) } as const;
  const [first, ...later] = run.stages;
  const wrong = entry(41, 'victims_met', { counts: women(3) });
  const log = [
    ...run.posts.slice(0, 3).map((postId, n) => entry(4 + n, 'in_place', { postId })),
    entry(12, 'go', { note: 'Both answered the text; the door is open' }),
    ...(first ? [entry(13, 'stage_began', { stageId: first })] : []),
    wrong,
    entry(44, 'victims_met', { counts: women(2), corrects: wrong.id, note: 'The third is staff' }),
    ...(first ? [entry(52, 'stage_done', { stageId: first })] : []),
    entry(58, 'evidence_secured', { amount: 7 }),
    entry(66, 'hand_over', handOver),
    entry(71, 'arrests', { amount: 1 }),
    entry(74, 'hand_over', handOver),
    entry(80, 'property_recovered', { amount: 2, note: 'Passports, given back at once' }),
    ...later.flatMap((stageId, n) => [
      entry(84 + n * 4, 'stage_began', { stageId }),
      entry(86 + n * 4, 'stage_done', { stageId }),
    ]),
  ];
  const until = at(-AGO, 9);
  await hands.ask(people.detective, until, 'board.record', {
    id: run.id,
    sentAt: until.toISOString(),
    entries: log,
  });
  await planning.move(people.detective, at(-AGO, 10), run.id, 'end');
}

/** Its review, what it taught, and the case that came out of it. */
async function reviewRecovery(hands: Hands, people: Cast, planning: Planning, id: string): Promise<void> {
  const { detective, commander } = people;
  const { at } = hands.calendar;
  const taught = at(-AGO + 3, 9);
  const lesson = (words: string, reminder: string) =>
    hands.ask(detective, taught, 'operations.addLesson', {
      id,
      lesson: words,
      forKind: 'recovery',
      reminder,
    });
  const phones = await lesson(
    'Both had no phone of their own for two days: the old ones were evidence.',
    'Bring a charged prepaid phone for each person met.',
  );
  await lesson(
    'The advocates waited forty minutes in the cold: the hall was locked.',
    'Have somebody open the staging place an hour ahead.',
  );
  await hands.ask(detective, at(-AGO + 4, 10), 'operations.openCase', {
    operationId: id,
    title: 'Studio landlord',
    type: 'sex',
    reason: 'Two leases in the safe name the same landlord as three other studios.',
    strands: [{ label: 'Landlord of the studios', kind: 'financial' }],
  });
  await review(hands, people, id, recovery);
  await hands.ask(commander, at(-AGO + 8, 10), 'operations.decideLesson', {
    lessonId: phones.id,
    version: 1,
    accept: true,
  });
  await planning.move(detective, at(-AGO + 8, 11), id, 'close');
}
