import type { Hands, Person } from './hands.ts';
import type { Cast } from './joining.ts';
import type { CaseFile } from './telling.ts';

const worker = {
  type: 'labor',
  ageGroup: 'from_25_to_59',
  ageAtFacts: 'from_25_to_59',
  yearsAtFacts: null,
  foreignNational: 'unknown',
  languages: ['es'],
  interpreter: 'needed',
  handling: [],
};

/**
 * Three of the farm workers of Orchard Road as law enforcement knows them: one confirmed, one whose assessment goes
 * on, and a boy of sixteen. Who they are lies sealed; one way to reach them is unsafe and stays shut.
 */
export async function tellOrchardVictims(hands: Hands, people: Cast, file: CaseFile): Promise<void> {
  const { specialist, prosecutor } = people;
  const { at, day } = hands.calendar;
  const add = async (on: number, known: object): Promise<string> =>
    (
      await hands.ask(specialist, at(on, 10), 'victims.add', {
        caseId: file.id,
        known: { ...worker, ...known },
      })
    ).id;
  const decide = async (who: Person, id: string, on: number, to: string, more: object): Promise<void> => {
    const { version } = await hands.ask(who, at(on, 14), 'victims.read', { id });
    const asked = { id, version, to, decidedOn: day(on), ...more };
    await hands.ask(who, at(on, 14), 'victims.decide', asked);
  };

  const confirmed = await add(-11, { codeName: 'Maple Terrace' });
  await hands.ask(specialist, at(-11, 11), 'victims.sealIdentity', {
    id: confirmed,
    version: 0,
    identity: {
      name: 'Benedicta Ochoa Luján',
      otherNames: ['Beni'],
      bornOn: '1991-03-08',
      papers: '',
      whereabouts: '',
    },
  });
  await hands.ask(specialist, at(-11, 12), 'victims.screen', {
    id: confirmed,
    pack: 'work',
    packVersion: 1,
    language: 'es',
    interpreterPresent: true,
    setting: 'victim_chosen_place',
    agreed: true,
    askedOn: day(-11),
    answers: { not_as_promised: 'yes', fees_taken: 'yes', rest_refused: 'no', records_exist: 'yes' },
  });
  for (const [to, on] of [
    ['indicators', -11],
    ['likely', -10],
  ] as const)
    await decide(specialist, confirmed, on, to, { basis: ['own_statement', 'screening_answers'] });
  await decide(prosecutor, confirmed, -6, 'confirmed', {
    basis: ['documents', 'financial_records', 'witness_statement'],
    confirmedBy: 'prosecution',
    note: 'Documents from the office safe; deductions in the payroll book match three statements.',
  });
  await waysToReach(hands, specialist, confirmed);
  for (const [strand, role] of [
    ['Labor contractor', 'victim'],
    ['Deductions and wages', 'witness'],
  ] as const)
    await hands.ask(specialist, at(-9, 15), 'victims.giveRole', {
      id: confirmed,
      strandId: file.strands.get(strand),
      role,
      fromOn: day(-120),
    });

  const open = await add(-11, { codeName: 'Heron Meadow', languages: ['mam', 'es'] });
  await decide(specialist, open, -11, 'indicators', { basis: ['observed_conditions', 'documents'] });
  const boy = await add(-10, {
    codeName: 'Aspen Creek',
    ageGroup: 'from_15_to_17',
    ageAtFacts: 'unknown',
    yearsAtFacts: 16,
  });
  await decide(specialist, boy, -10, 'indicators', { basis: ['documents'] });
}

async function waysToReach(hands: Hands, specialist: Person, id: string): Promise<void> {
  const { at, day } = hands.calendar;
  const said = { id, saidOn: day(-11) };
  await hands.ask(specialist, at(-11, 15), 'victims.addChannel', {
    ...said,
    kind: 'text_message',
    safety: 'safe',
    days: ['saturday', 'sunday'],
    fromTime: '09:00',
    untilTime: '13:00',
    details: { address: '555-0173', codeWord: 'jacaranda', heed: 'Write as the clinic.' },
  });
  await hands.ask(specialist, at(-11, 15), 'victims.addChannel', {
    ...said,
    kind: 'phone',
    safety: 'unsafe',
    details: { address: '555-0174', codeWord: '', heed: 'The crew leader answers.' },
  });
  await hands.ask(specialist, at(-8, 17), 'victims.recordContact', {
    id,
    kind: 'in_person',
    outcome: 'reached',
    happenedAt: at(-8, 16).toISOString(),
  });
}
