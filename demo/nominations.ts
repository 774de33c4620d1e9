import type { Hands, Person } from './hands.ts';
import type { Cast } from './joining.ts';

const answers = {
  harm: 'high',
  harmWhy: 'Two people told of debts that grow and of papers kept by the employer.',
  vulnerability: 'high',
  vulnerabilityWhy: 'Visas hang on the employer; nobody there speaks English well.',
  solvability: 'some',
  solvabilityWhy: 'Pay slips and a van with a plate; no witness yet who would speak.',
  resources: 'some',
  resourcesWhy: 'Two weeks of records, then some evenings of surveillance.',
};

/**
 * Three targets before the committee: one was chosen, one rejected and keeps its clock, one waits because somebody else
 * works on the same phone.
 */
export async function tellNominations(hands: Hands, people: Cast): Promise<void> {
  const { analyst, commander, deputy, detective, inspector, outreach, prosecutor } = people;
  const { ago, at, day } = hands.calendar;
  const nominate = async (who: Person, on: number, since: number, facts: object): Promise<string> => {
    const from = { source: 'fresh', knownSince: day(since) };
    const { id } = await hands.ask(who, at(on, 9), 'nominations.nominate', { ...answers, ...facts, from });
    return id;
  };
  const vote = async (on: number, id: string, members: Person[], cast: string, rationale: string) => {
    for (const who of members)
      await hands.ask(who, at(on, 11), 'nominations.vote', { id, vote: cast, rationale });
  };
  const decide = async (on: number, id: string, decision: string, rationale: string) => {
    const { version } = await hands.ask(commander, at(on, 14), 'nominations.read', { id });
    await hands.ask(commander, at(on, 14), 'nominations.decide', { id, version, decision, rationale });
  };

  const chosen = await nominate(inspector, -16, -24, {
    title: 'Roofing crew, lake towns',
    kind: 'labor_compliance',
    type: 'labor',
    known:
      'A crew of nine sleeps in one house and is driven to every site; pay slips show deductions for rent and tools.',
  });
  const identify = (who: Person, when: Date, id: string, value: object) =>
    hands.ask(who, when, 'deconfliction.enterTarget', { nominationId: id, phone: '555-0184', ...value });
  await identify(analyst, at(-15, 9), chosen, { type: 'plate', value: 'RFG 2207', scope: 'IL' });
  await identify(analyst, at(-15, 9), chosen, { type: 'phone', value: '312-555-0167', scope: null });
  await hands.ask(analyst, at(-14, 10), 'nominations.recordCheck', {
    id: chosen,
    result: 'no_hit',
    checkedOn: day(-14),
    system: 'SAFETNet',
    reference: 'SN-48-0917',
  });
  const weighed = 'The records alone say enough to begin; the inspector has trained partners there.';
  await vote(-10, chosen, [analyst, prosecutor, deputy], 'approve', weighed);
  await decide(-9, chosen, 'approve', weighed);

  const rejected = await nominate(outreach, -38, -70, {
    ...answers,
    title: 'Flower sellers at the crossing',
    kind: 'location',
    type: 'undetermined',
    known: 'The same four people sell flowers at the crossing on weekends; one looked tired.',
    harm: 'low',
    harmWhy: 'Nothing was seen or told but long hours on two weekends.',
    vulnerability: 'not_known',
    vulnerabilityWhy: 'Nobody has talked with them for longer than a minute.',
    solvability: 'low',
    solvabilityWhy: 'Nobody knows who brings them; no plate, no phone.',
  });
  await hands.ask(detective, at(-37, 10), 'nominations.check', {
    id: rejected,
    reason: 'No name, plate or phone of anybody is known.',
  });
  const thin = 'Tiredness is no sign by itself. Outreach goes by again and tells us what it hears.';
  await vote(-31, rejected, [analyst, prosecutor, detective], 'reject', thin);
  await decide(-30, rejected, 'reject', thin);

  const waiting = await nominate(deputy, -2, -6, {
    title: 'Man with the second phone',
    kind: 'target_person',
    type: 'sex',
    known: 'The number stands in three ads of other towns; he paid for two of the rooms.',
  });
  await identify(deputy, ago(50), waiting, { type: 'phone', value: '219-555-0143', scope: null });
}
