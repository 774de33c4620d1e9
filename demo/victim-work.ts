import type { Hands } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

const unknown = {
  codeName: null,
  type: 'sex',
  ageGroup: 'unknown',
  ageAtFacts: 'unknown',
  yearsAtFacts: null,
  foreignNational: 'unknown',
  languages: [],
  interpreter: 'unknown',
  handling: [],
};

/** The first victim of a case, or one recorded now. */
async function victimOf(hands: Hands, people: Cast, file: CaseFile, known: object): Promise<string> {
  const { specialist, detective } = people;
  const when = hands.calendar.at(-40, 9);
  const { rows } = await hands.ask(detective, when, 'victims.ofCase', { caseId: file.id });
  if (rows.length > 0) return rows[0].id;
  const input = { caseId: file.id, known: { ...unknown, ...known } };
  return (await hands.ask(specialist, when, 'victims.add', input)).id;
}

/** A status of likely, where it stands lower: the reminder of relief opens with it. */
async function foundLikely(hands: Hands, people: Cast, id: string): Promise<void> {
  const { detective } = people;
  for (const [from, to, days] of [
    ['none', 'indicators', -40],
    ['indicators', 'likely', -39],
  ] as const) {
    const page = await hands.ask(detective, hands.calendar.at(days, 11), 'victims.read', { id });
    if (page.status !== from) continue;
    await hands.ask(detective, hands.calendar.at(days, 11), 'victims.decide', {
      id,
      version: page.version,
      to,
      decidedOn: hands.calendar.day(days),
      basis: ['documents', 'observed_conditions'],
      note: 'Her papers and phone were in the driver’s van; the room records show who paid.',
    });
  }
}

/** What the team does for the woman of the Blue Heron Motel, and for a girl who was found there this morning. */
export async function tellVictimWork(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const id = await victimOf(hands, people, file, {
    ageGroup: 'from_25_to_59',
    ageAtFacts: 'from_25_to_59',
    foreignNational: 'yes',
    languages: ['es'],
    interpreter: 'needed',
  });
  await foundLikely(hands, people, id);
  await interviews(hands, people, id);
  await ledger(hands, people, id);
  await relief(hands, people, id);
  await rights(hands, people, file, id);
  await hands.ask(people.detective, hands.calendar.at(-38, 15), 'charges.record', {
    victimId: id,
    charge: 'Solicitation, from before she was known as a victim',
    court: 'County court',
    chargedOn: hands.calendar.day(-60),
    nextHearingOn: hands.calendar.day(12),
  });
  await girl(hands, people, file);
}

async function interviews(hands: Hands, people: Cast, victimId: string): Promise<void> {
  const { detective, specialist } = people;
  const { at, day } = hands.calendar;
  const plan = {
    victimId,
    priorSeen: 0,
    purpose: 'first_account',
    plannedFor: at(-26, 15).toISOString(),
    safe: 'yes',
    stable: 'yes',
    wantsTo: 'yes',
    askedOn: day(-28),
    interviewerKind: 'forensic_interviewer',
    interviewerName: 'Noor Castellan',
    noteTakerId: detective.id,
    placeKind: 'advocacy_center',
    placeNote: 'Door and window in view, no desk between; plain clothes',
    people: [
      {
        name: specialist.name,
        role: 'victim_specialist',
        connection: 'none_known',
        wantedByVictim: true,
      },
    ],
    interpreter: 'arranged',
    interpreterLanguage: 'es',
    interpreterVettedOn: day(-29),
    interpreterCheckedOn: day(-29),
    interpreterConnection: 'none_found',
    breaksMinutes: 30,
    foodAndDrink: true,
    recording: 'audio',
  };
  const held = await hands.ask(detective, at(-28, 10), 'interviews.plan', plan);
  const { version } = await hands.ask(detective, at(-26, 18), 'interviews.hold', {
    id: held.id,
    version: 1,
    state: 'held',
    heldOn: day(-26),
    toldFreeToLeave: true,
  });
  await hands.ask(detective, at(-25, 9), 'interviews.report', {
    id: held.id,
    version,
    reportReference: 'Report BH-26, file room',
  });
  await hands.ask(detective, at(-2, 10), 'interviews.plan', {
    ...plan,
    priorSeen: 1,
    purpose: 'follow_up',
    plannedFor: new Date(Date.parse(`${day(6)}T15:00:00Z`)).toISOString(),
    safe: 'unsure',
    askedOn: day(-2),
  });
}

async function ledger(hands: Hands, people: Cast, victimId: string): Promise<void> {
  const { detective, specialist } = people;
  const { at, day } = hands.calendar;
  const by = { byName: specialist.name, byAgency: 'County Prosecutor' };
  await hands.ask(specialist, at(-41, 18), 'promises.record', {
    victimId,
    act: 'given',
    kind: 'phone_or_goods',
    what: 'Clothes and a phone',
    amountCents: 9_600,
    happenedOn: day(-41),
    ...by,
  });
  const first = await hands.ask(specialist, at(-40, 9), 'promises.record', {
    victimId,
    act: 'given',
    kind: 'housing',
    what: 'Three nights in a hotel',
    amountCents: 19_500,
    happenedOn: day(-41),
    ...by,
  });
  await hands.ask(specialist, at(-39, 9), 'promises.record', {
    victimId,
    act: 'given',
    kind: 'housing',
    what: 'Two nights in a hotel',
    amountCents: 13_000,
    happenedOn: day(-41),
    corrects: first.id,
    reason: 'The bill of the hotel says two nights, not three.',
    ...by,
  });
  await hands.ask(detective, at(-38, 16), 'promises.record', {
    victimId,
    act: 'offered',
    kind: 'immigration',
    what: 'Told her that a request for continued presence is made; nothing was asked in return',
    byName: detective.name,
    byAgency: 'Riverton Police',
    happenedOn: day(-38),
  });
}

async function relief(hands: Hands, people: Cast, victimId: string): Promise<void> {
  const { detective, commander } = people;
  const { at, day } = hands.calendar;
  const basis = 'Documents held, debt for the journey, moved between rooms under guard.';
  const { id } = await hands.ask(detective, at(-38, 10), 'relief.ask', {
    victimId,
    tool: 'continued_presence',
    basis,
    askedOn: day(-38),
  });
  for (const [who, days, step, reference] of [
    [detective, -37, 'reviewing', null],
    [commander, -36, 'submitted', 'Sent to the federal submitter'],
    [detective, -21, 'granted', null],
  ] as const) {
    const { rows } = await hands.ask(who, at(days, 11), 'relief.list', { victimId });
    const { version } = rows.find((row: { id: string }) => row.id === id);
    const happenedOn = day(days);
    await hands.ask(who, at(days, 11), 'relief.step', {
      requestId: id,
      version,
      step,
      happenedOn,
      reference,
    });
  }
  await hands.ask(detective, at(-3, 14), 'relief.ask', {
    victimId,
    tool: 't_declaration',
    basis,
    askedOn: day(-3),
  });
}

async function rights(hands: Hands, people: Cast, file: CaseFile, victimId: string): Promise<void> {
  const { specialist } = people;
  const { at, day } = hands.calendar;
  await hands.ask(specialist, at(-37, 14), 'rights.tell', {
    victimId,
    rights: ['protection', 'notice', 'attendance', 'to_be_heard', 'to_confer', 'restitution', 'information'],
    language: 'es',
    way: 'in_person',
    understood: 'yes',
    toldOn: day(-37),
  });
  await hands.ask(specialist, at(-37, 14), 'rights.choose', {
    victimId,
    events: ['appeal'],
    choice: 'out',
    saidOn: day(-37),
  });
  const { channels } = await hands.ask(specialist, at(-37, 15), 'rights.ofVictim', { victimId });
  if (channels.length === 0)
    await hands.ask(specialist, at(-37, 15), 'victims.addChannel', {
      id: victimId,
      kind: 'phone',
      safety: 'safe',
      saidOn: day(-37),
      details: {
        address: '555-0148',
        codeWord: 'marigold',
        heed: 'Her sister may answer; ask for the seamstress.',
      },
    });
  await hands.ask(specialist, at(-4, 9), 'rights.addEvent', {
    caseId: file.id,
    kind: 'hearing',
    concerning: 'Driver',
    happensAt: new Date(Date.parse(`${day(9)}T14:00:00Z`)).toISOString(),
    court: 'County court',
  });
}

/** A girl of fifteen, found this morning: what the law gives hours for stands on the day of the team. */
async function girl(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { specialist } = people;
  const { id } = await hands.ask(specialist, hands.calendar.ago(170), 'victims.add', {
    caseId: file.id,
    known: {
      ...unknown,
      ageGroup: 'from_15_to_17',
      ageAtFacts: 'from_15_to_17',
      foreignNational: 'yes',
      languages: ['es'],
    },
  });
  const { rows } = await hands.ask(specialist, hands.calendar.ago(165), 'duties.list', { victimId: id });
  for (const duty of rows)
    await hands.ask(specialist, hands.calendar.ago(160), 'duties.place', {
      id: duty.id,
      version: duty.version,
      startedAt: hands.calendar.ago(180).toISOString(),
    });
  const notice = rows.find((duty: { kind: string }) => duty.kind === 'hhs_notice');
  await hands.ask(specialist, hands.calendar.ago(150), 'duties.tick', {
    id: notice.id,
    version: notice.version + 1,
    steps: ['who_asks', 'child', 'where_child_is'],
  });
}
