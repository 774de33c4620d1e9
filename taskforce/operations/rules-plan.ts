import type { Day } from '../vocabulary/days.ts';
import type {
  Foreseen,
  OperationKind,
  OperationRisk,
  OperationState,
  PlaceKind,
  PostPlace,
  VictimClass,
} from '../vocabulary/operations.ts';
import type { TraffickingType } from '../vocabulary/cases.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';

/** Head of a plan. */
export type HeadFacts = {
  title: string;
  kind: OperationKind;
  type: TraffickingType;
  caseId: string | null;
  leadAgencyId: string;
  sealed: boolean;
  objective: string;
  risk: OperationRisk;
  plannedFrom: Date | null;
  plannedUntil: Date | null;
  victimsForeseen: Foreseen;
  minorsPossible: Foreseen;
  languages: string[];
  victimClasses: VictimClass[];
};

/** May the plan be changed in a state? A plan that waits for signatures is frozen, one that has started is closed. */
export function againstChange(state: OperationState): Refusal[] {
  if (state === 'requested' || state === 'reviewed')
    return [
      refusal('plan_frozen', 'state', 'The plan waits for signatures. Take the request back to change it.'),
    ];
  if (state === 'started' || state === 'ended' || state === 'closed' || state === 'aborted')
    return [
      refusal('plan_closed', 'state', 'The plan of an operation that has started is not changed any more.'),
    ];
  return [];
}

/**
 * The head of a plan as it may stand, or every reason against it. A decoy expects no victims: its purpose is
 * demand reduction, and where victims are foreseen it is another kind of operation.
 */
export function headFrom(head: HeadFacts): Verdict<HeadFacts> {
  const found: Refusal[] = [];
  if (head.plannedFrom !== null && head.plannedUntil !== null && head.plannedUntil <= head.plannedFrom)
    found.push(refusal('times', 'plannedUntil', 'Let it be over after it begins.'));
  if (head.kind === 'decoy' && head.victimsForeseen !== 'no')
    found.push(
      refusal(
        'decoy_victims',
        'victimsForeseen',
        'A decoy operation reduces demand and expects no victims. Choose another kind where victims are foreseen.',
      ),
    );
  if (head.minorsPossible === 'no' && head.victimClasses.some((one) => one.startsWith('minor_')))
    found.push(
      refusal('minors', 'minorsPossible', 'A class of minors is foreseen. Say that minors are possible.'),
    );
  return verdict(found, () => ({
    ...head,
    languages: [...new Set(head.languages)],
    victimClasses: [...new Set(head.victimClasses)],
  }));
}

/** Metres that lie at least between a scene and where victims and providers meet. */
export const AWAY_METRES = 200;

export type PlaceFacts = {
  id: string;
  kind: PlaceKind;
  address: string | null;
  lat: number | null;
  lon: number | null;
};

const plain = (address: string) =>
  address
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const METRES_OF_DEGREE = 111_195;

/** Metres between two points close to each other (equirectangular projection); null where a point is not known. */
export function metresBetween(a: PlaceFacts, b: PlaceFacts): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  const x = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return METRES_OF_DEGREE * Math.hypot(b.lat - a.lat, x);
}

/** Interviews and the staging of providers are away from every scene (R-021; reference 1.5). */
export function againstPlace(place: PlaceFacts, others: readonly PlaceFacts[]): Refusal[] {
  const away = (kind: PlaceKind) => kind === 'interview' || kind === 'service_staging';
  const near = others
    .filter((one) => one.id !== place.id)
    .filter((one) => (place.kind === 'scene' && away(one.kind)) || (one.kind === 'scene' && away(place.kind)))
    .some((one) => {
      const metres = metresBetween(place, one);
      const same =
        place.address !== null && one.address !== null && plain(place.address) === plain(one.address);
      return same || (metres !== null && metres < AWAY_METRES);
    });
  return near
    ? [
        refusal(
          'place_at_scene',
          'address',
          'Choose a place away from the scene: victims and providers meet elsewhere.',
        ),
      ]
    : [];
}

/** Nobody of a provider and no system-based victim specialist is at the scene. */
export function againstPost(post: {
  placeKind: PostPlace;
  providerId: string | null;
  specialist: boolean;
}): Refusal[] {
  return post.placeKind === 'scene' && (post.providerId !== null || post.specialist)
    ? [
        refusal(
          'specialist_at_scene',
          'placeKind',
          'Providers and victim specialists stand by away from the scene. Choose another place.',
        ),
      ]
    : [];
}

export type Dependency = { stageId: string; needsStageId: string };

/** Would a stage wait for itself, through however many others, when `added` comes to what is there? */
export function closesCircle(there: readonly Dependency[], added: Dependency): boolean {
  const seen = new Set<string>();
  const open = [added.needsStageId];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === added.stageId) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const one of there) if (one.stageId === at) open.push(one.needsStageId);
  }
  return false;
}

/** How urgent the end of an authority is: over, within two days of work on it, within a week, or not yet. */
export const expiries = ['over', 'two_days', 'week', 'later'] as const;
export type Expiry = (typeof expiries)[number];

/** Alarm of an authority, and of whether it lasts until the operation is over. Null: it does not run out. */
export function expiryOf(
  expiresAt: Date | null,
  plannedUntil: Date | null,
  now: Date,
): { alarm: Expiry; tooEarly: boolean } | null {
  if (expiresAt === null) return null;
  const hours = (expiresAt.getTime() - now.getTime()) / 3_600_000;
  const alarm = hours <= 0 ? 'over' : hours <= 48 ? 'two_days' : hours <= 168 ? 'week' : 'later';
  return { alarm, tooEarly: plannedUntil !== null && expiresAt < plannedUntil };
}

/** Sum of the foreseen costs, in cents. */
export const totalOf = (lines: readonly { amountCents: number }[]): number =>
  lines.reduce((sum, line) => sum + line.amountCents, 0);

/** What an inspection together with inspectors still lacks. */
export function lacksOfInspection(
  inspection: {
    trainedOn: Day | null;
    notPretext: boolean;
    criminalFirstToldOn: Day | null;
    interviewPlace: string | null;
    retaliationPlan: string | null;
  } | null,
): ('trained' | 'not_pretext' | 'criminal_first' | 'interview_place' | 'retaliation_plan')[] {
  if (inspection === null)
    return ['trained', 'not_pretext', 'criminal_first', 'interview_place', 'retaliation_plan'];
  return [
    ...(inspection.trainedOn === null ? (['trained'] as const) : []),
    ...(inspection.notPretext ? [] : (['not_pretext'] as const)),
    ...(inspection.criminalFirstToldOn === null ? (['criminal_first'] as const) : []),
    ...(inspection.interviewPlace === null ? (['interview_place'] as const) : []),
    ...(inspection.retaliationPlan === null ? (['retaliation_plan'] as const) : []),
  ];
}
