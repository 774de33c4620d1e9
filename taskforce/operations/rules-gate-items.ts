import { operationKinds, type Foreseen, type OperationKind } from '../vocabulary/operations.ts';

/**
 * The readiness gate's closed catalogue: the twelve items that the guide names for planning an enforcement
 * action with victims in mind, the extras of the task forces that publish theirs, and what follows for decoys and
 * inspections. Under which facts of the plan an item applies, holds up the start, and can never be waived is data, so
 * that the rules here, the database (`taskforce.gate_catalogue`) and docs/operations-rules.md say the same.
 */

export type Foresight = Foreseen;

/** Holds when every part holds; without parts it holds always. */
export type Condition = {
  readonly kinds?: readonly OperationKind[];
  readonly victims?: readonly Foresight[];
  readonly minors?: readonly Foresight[];
  /** A language other than English is known to be needed. */
  readonly language?: true;
};

/** Who can say that it is done: a person with evidence, what the database holds, or only both together. */
export const sayers = ['person', 'record', 'both'] as const;

/** What of the danger lane's list is passed over when the item is open. */
export type GateOfDanger =
  'deconfliction' | 'planning' | 'approval' | 'standby_notice' | 'pre_operational_checklist';

export type Entry = {
  readonly item: string;
  /** named: of the guide's twelve; extra: of its other pages and of protocols; kind: follows from the kind; lesson: learned here. */
  readonly from: 'named' | 'extra' | 'kind' | 'lesson';
  readonly by: (typeof sayers)[number];
  readonly gate: GateOfDanger;
  readonly applies: Condition;
  /** Null: never holds up the start. */
  readonly critical: Condition | null;
  /** Null: a supervisor who did not plan may waive it. */
  readonly neverWaived: Condition | null;
  /** Opened again when a postponed operation is planned anew. */
  readonly perishes: boolean;
};

const always: Condition = {};
const foreseeable: Condition = { victims: ['yes', 'not_known'] };
const foreseen: Condition = { victims: ['yes'] };
const withMinors: Condition = { minors: ['yes', 'not_known'] };
const inspection: Condition = { kinds: ['labor_inspection'] };
const decoy: Condition = { kinds: ['decoy'] };
const underLaw: Condition = { kinds: operationKinds.filter((kind) => kind !== 'outreach_sweep') };
const withForce: Condition = { kinds: ['enforcement_action', 'sting', 'recovery', 'takedown'] };

type Rest = Partial<Omit<Entry, 'item' | 'from' | 'by' | 'applies'>>;

const entry = (
  from: Entry['from'],
  item: string,
  by: Entry['by'],
  applies: Condition,
  rest: Rest = {},
): Entry => ({
  item,
  from,
  by,
  applies,
  gate: by === 'record' ? 'planning' : 'pre_operational_checklist',
  critical: null,
  neverWaived: null,
  perishes: false,
  ...rest,
});

export const catalogue: readonly Entry[] = [
  entry('named', 'victim_plan', 'person', foreseeable, { critical: foreseeable, neverWaived: foreseen }),
  entry('named', 'providers_told', 'record', foreseeable, {
    gate: 'standby_notice',
    critical: foreseeable,
    neverWaived: foreseen,
  }),
  entry('named', 'victims_needs', 'person', foreseeable),
  entry('named', 'medical_needs', 'person', foreseeable),
  entry('named', 'housing', 'person', foreseeable, { critical: foreseen, perishes: true }),
  entry('named', 'information_for_victims', 'person', foreseeable),
  entry('named', 'interpreter', 'record', foreseeable, {
    gate: 'pre_operational_checklist',
    critical: { ...foreseeable, language: true },
    neverWaived: { ...foreseen, language: true },
  }),
  entry('named', 'immigration_relief', 'person', foreseeable),
  entry('named', 'legal_classes', 'person', foreseeable),
  entry('named', 'interview_place', 'both', foreseeable, {
    critical: foreseeable,
    neverWaived: foreseeable,
    perishes: true,
  }),
  entry('named', 'interviewer', 'person', foreseeable),
  entry('named', 'who_does_what', 'record', always, { critical: always }),

  entry('extra', 'victim_estimate', 'person', foreseeable),
  entry('extra', 'agencies_agreed', 'person', always, { perishes: true }),
  entry('extra', 'safety_concerns', 'person', always),
  entry('extra', 'minors_plan', 'person', withMinors, {
    critical: withMinors,
    neverWaived: { minors: ['yes'] },
    perishes: true,
  }),
  entry('extra', 'advocate_each', 'person', foreseeable),
  entry('extra', 'private_space', 'person', foreseeable),
  entry('extra', 'attorney_screening', 'person', foreseeable),
  entry('extra', 'continued_presence', 'person', foreseeable),
  entry('extra', 'scene_boundary', 'record', foreseeable, {
    gate: 'standby_notice',
    critical: foreseeable,
    neverWaived: foreseen,
  }),
  entry('extra', 'standby_capacity', 'record', foreseeable, { gate: 'standby_notice', critical: foreseen }),
  entry('extra', 'place_and_time', 'record', always, { critical: always, neverWaived: always }),
  entry('extra', 'deconfliction', 'record', always, {
    gate: 'deconfliction',
    critical: always,
    neverWaived: always,
  }),
  entry('extra', 'regional_deconfliction', 'record', underLaw, {
    gate: 'deconfliction',
    critical: {
      kinds: ['enforcement_action', 'sting', 'knock_and_talk', 'recovery', 'decoy', 'takedown'],
    },
    perishes: true,
  }),
  entry('extra', 'legal_process', 'record', underLaw, { critical: underLaw, neverWaived: underLaw }),
  entry('extra', 'medical_standby', 'person', withForce, {
    critical: { kinds: ['enforcement_action', 'recovery', 'takedown'] },
    perishes: true,
  }),
  entry('extra', 'evidence_team', 'person', {
    kinds: ['enforcement_action', 'sting', 'labor_inspection', 'recovery', 'decoy', 'takedown'],
  }),
  entry('extra', 'asset_freeze', 'person', { kinds: ['enforcement_action', 'takedown'] }),
  entry('extra', 'media_decision', 'person', {
    kinds: operationKinds.filter((kind) => kind !== 'surveillance'),
  }),
  entry('extra', 'property_recovery', 'person', foreseeable),
  entry('extra', 'children_and_pets', 'person', foreseeable),
  entry('extra', 'transport', 'person', foreseeable, { perishes: true }),
  entry('extra', 'after_action_time', 'person', always, { perishes: true }),
  entry('extra', 'abort_criteria', 'record', always, { critical: withForce }),
  entry('extra', 'danger_fallback', 'person', always, { critical: always, neverWaived: always }),

  entry('kind', 'decoy_review', 'record', decoy, { critical: decoy, neverWaived: decoy }),
  entry('kind', 'inspector_training', 'record', inspection, { critical: inspection }),
  entry('kind', 'not_a_pretext', 'record', inspection, { critical: inspection, neverWaived: inspection }),
  entry('kind', 'worker_protection', 'record', inspection, { critical: inspection }),
];

export const gateItems: readonly string[] = catalogue.map(({ item }) => item);

/** The item that an accepted reminder is: it reminds, and does not hold up the start. */
export const lessonItem = (lessonId: string): string => `lesson-${lessonId.replaceAll('-', '')}`;
export const isLesson = (item: string): boolean => /^lesson-[0-9a-f]{32}$/.test(item);

/** The entry of an item, of the catalogue or learned. @throws RangeError for a word that is none */
export function entryOf(item: string): Entry {
  if (isLesson(item)) return entry('lesson', item, 'person', always);
  const found = catalogue.find((one) => one.item === item);
  if (found === undefined) throw new RangeError('no such item of the gate');
  return found;
}
