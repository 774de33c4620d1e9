import { freshness } from '../../bridge/offers.ts';

export const matchAspects = [
  'needs',
  'room',
  'whom',
  'age',
  'languages',
  'hours',
  'eligibility',
  'freshness',
  'distance',
] as const;
export const matchVerdicts = ['yes', 'unknown', 'no'] as const;
export const matchWords = [
  'all_needs',
  'some_needs',
  'no_need',
  'nothing_listed',
  'room_free',
  'room_none',
  'room_not_said',
  'serves',
  'serves_not',
  'serves_not_said',
  'age_fits',
  'age_fits_not',
  'age_not_known',
  'speaks',
  'speaks_not',
  'interpreter_there',
  'language_not_said',
  'open_always',
  'open_office_hours',
  'open_by_appointment',
  'eligibility_to_read',
  'no_condition_listed',
  'cooperation_needed',
  'confirmed_lately',
  'confirmed_long_ago',
  'distance_not_known',
] as const;
type Verdict = (typeof matchVerdicts)[number];
export type Why = {
  aspect: (typeof matchAspects)[number];
  verdict: Verdict;
  word: (typeof matchWords)[number];
  values: string[];
};

export type Wanted = {
  needs: readonly string[];
  language: string | null;
  interpreter: boolean;
  age: 'minor' | 'adult' | 'not_known';
  serves: string | null;
  urgency: 'now' | 'today' | 'this_week' | 'no_hurry';
};
export type Service = {
  name: string;
  services: readonly string[];
  serves: readonly string[];
  ageFrom: number;
  ageUntil: number;
  languages: readonly string[];
  hours: 'always' | 'office_hours' | 'by_appointment';
  eligibility: string | null;
  withoutCooperation: 'yes' | 'no' | 'not_known';
  /** YYYY-MM-DD */
  confirmedOn: string;
};
/** Free places that still hold; null where nothing was said. */
export type Room = {
  beds: Readonly<Record<string, number | null>>;
  legalSlots: number | null;
  medicalSlots: number | null;
};

const why = (aspect: Why['aspect'], verdict: Verdict, word: Why['word'], values: string[] = []): Why => ({
  aspect,
  verdict,
  word,
  values,
});

/**
 * How one service fits, aspect by aspect, each with a verdict and a word for it. Nothing is counted into a score, and
 * what nobody said is "not known", never a no. Where a provider is, is not written down, so distance is not known.
 * @param today day in the time zone of the task force
 */
export function reasonsFor(wanted: Wanted, service: Service, room: Room | null, today: string): Why[] {
  const met = wanted.needs.filter((need) => service.services.includes(need));
  const missing = wanted.needs.filter((need) => !service.services.includes(need));
  return [
    met.length === 0
      ? why('needs', 'no', 'no_need', [...wanted.needs])
      : missing.length > 0
        ? why('needs', 'unknown', 'some_needs', missing)
        : why('needs', 'yes', 'all_needs', met),
    roomReason(wanted, room),
    whomReason(wanted, service),
    ageReason(wanted, service),
    languageReason(wanted, service),
    hoursReason(wanted, service),
    eligibilityReason(service),
    freshReason(service, today),
    why('distance', 'unknown', 'distance_not_known'),
  ];
}

/** Beds that a person could get: for whom they are, those for any adult, and for minors. */
function roomReason({ needs, age, serves }: Wanted, room: Room | null): Why {
  const places =
    room &&
    [
      ...(needs.includes('shelter') ? bedsFor(age, serves).map((who) => room.beds[who] ?? null) : []),
      ...(needs.includes('legal') ? [room.legalSlots] : []),
      ...(needs.includes('medical') ? [room.medicalSlots] : []),
    ].filter((one) => one !== null);
  if (!places || places.length === 0) return why('room', 'unknown', 'room_not_said');
  const free = places.reduce((sum, one) => sum + one, 0);
  return free > 0 ? why('room', 'yes', 'room_free', [String(free)]) : why('room', 'no', 'room_none');
}

function bedsFor(age: Wanted['age'], serves: string | null): string[] {
  if (age === 'minor') return ['minors', ...(serves === 'families' ? ['families'] : [])];
  const adult =
    serves === 'minors' ? ['minors'] : ['any_adult', ...(serves === null ? ['women', 'men'] : [serves])];
  return age === 'not_known' ? [...adult, 'minors'] : adult;
}

function whomReason({ serves, age }: Wanted, service: Service): Why {
  const whom = serves ?? (age === 'minor' ? 'minors' : null);
  if (whom === null || service.serves.length === 0) return why('whom', 'unknown', 'serves_not_said');
  return service.serves.includes(whom)
    ? why('whom', 'yes', 'serves', [whom])
    : why('whom', 'no', 'serves_not', [whom]);
}

function ageReason({ age }: Wanted, { ageFrom, ageUntil }: Service): Why {
  const span = [String(ageFrom), String(ageUntil)];
  if (age === 'not_known') return why('age', 'unknown', 'age_not_known', span);
  const fits = age === 'minor' ? ageFrom < 18 : ageUntil >= 18;
  return fits ? why('age', 'yes', 'age_fits', span) : why('age', 'no', 'age_fits_not', span);
}

function languageReason({ language, needs, interpreter }: Wanted, service: Service): Why {
  if (language === null) return why('languages', 'unknown', 'language_not_said');
  const root = language.split('-')[0]!;
  if (service.languages.some((one) => one === language || one.split('-')[0] === root))
    return why('languages', 'yes', 'speaks', [language]);
  if (service.services.includes('interpreter') && (interpreter || needs.includes('interpreter')))
    return why('languages', 'yes', 'interpreter_there', [language]);
  return service.languages.length === 0
    ? why('languages', 'unknown', 'language_not_said')
    : why('languages', 'no', 'speaks_not', [language]);
}

function hoursReason({ urgency }: Wanted, { hours }: Service): Why {
  const soon = urgency === 'now' || urgency === 'today';
  if (hours === 'always') return why('hours', 'yes', 'open_always');
  return why(
    'hours',
    soon ? 'unknown' : 'yes',
    hours === 'office_hours' ? 'open_office_hours' : 'open_by_appointment',
  );
}

/** A condition is read by a person; that cooperation with law enforcement is asked for speaks against it. */
function eligibilityReason({ eligibility, withoutCooperation }: Service): Why {
  if (withoutCooperation === 'no') return why('eligibility', 'no', 'cooperation_needed');
  return eligibility === null
    ? why('eligibility', withoutCooperation === 'yes' ? 'yes' : 'unknown', 'no_condition_listed')
    : why('eligibility', 'unknown', 'eligibility_to_read', [eligibility]);
}

function freshReason({ confirmedOn }: Service, today: string): Why {
  const { days, stale } = freshness(confirmedOn, today);
  return stale
    ? why('freshness', 'unknown', 'confirmed_long_ago', [String(days)])
    : why('freshness', 'yes', 'confirmed_lately', [String(Math.max(0, days))]);
}

/** The verdict over all aspects: no when one speaks against it, yes when needs and room do not stand open. */
export function overall(reasons: readonly Why[]): Verdict {
  if (reasons.some((one) => one.verdict === 'no')) return 'no';
  const open = reasons.filter(
    (one) => one.verdict === 'unknown' && ['needs', 'room', 'whom', 'age', 'languages'].includes(one.aspect),
  );
  return open.length === 0 ? 'yes' : 'unknown';
}

export type Candidate = { services: readonly Service[]; room: Room | null };
export type Judged = { resource: string | null; fits: Verdict; why: Why[] };

/** The service of a provider that fits best, with its reasons. A provider without any listed is not known, not a no. */
export function judge(wanted: Wanted, { services, room }: Candidate, today: string): Judged {
  if (services.length === 0)
    return {
      resource: null,
      fits: 'unknown',
      why: [why('needs', 'unknown', 'nothing_listed'), roomReason(wanted, room)],
    };
  return services
    .map((service) => {
      const reasons = reasonsFor(wanted, service, room, today);
      return { resource: service.name, fits: overall(reasons), why: reasons };
    })
    .toSorted(byFit)[0]!;
}

/**
 * Order of two: what nothing stands against first, then aspect by aspect in the order of `matchAspects`. What a reader
 * sees is the reasons themselves; the order only saves looking.
 */
export function byFit(a: Judged, b: Judged): number {
  const fit = rank(a.fits) - rank(b.fits);
  if (fit !== 0) return fit;
  for (const aspect of matchAspects) {
    const of = (one: Judged) => one.why.find((reason) => reason.aspect === aspect);
    const [left, right] = [of(a), of(b)];
    const step = rank(left?.verdict ?? 'unknown') - rank(right?.verdict ?? 'unknown');
    if (step !== 0) return step;
    if (aspect === 'needs' && left?.word === 'some_needs' && right?.word === 'some_needs') {
      const missing = left.values.length - right.values.length;
      if (missing !== 0) return missing;
    }
  }
  return 0;
}

const rank = (verdict: Verdict): number => matchVerdicts.indexOf(verdict);
