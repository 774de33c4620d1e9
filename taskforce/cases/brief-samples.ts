/** Made-up briefs for tests of the printing. */
import type {
  BriefContent,
  BriefStrand,
  PortfolioCase,
  PortfolioContent,
  PortfolioTotals,
} from './brief-content.ts';

const HEX = 'c0ffee00'.repeat(8);

/** A case in three phases at once, as ordinary as a case is. */
export const ordinaryBrief: BriefContent = {
  schema: 'concert.case-brief/1',
  language: 'en',
  label: 'Law enforcement sensitive',
  audience: 'Case members and chain of command',
  period: { from: '2026-10-01', to: '2026-10-31' },
  madeBy: { name: 'Sgt. Dana Example', agency: 'Harbor City Police' },
  madeAt: '2026-11-01T14:05:09Z',
  version: 4,
  previous: { version: 3, hash: HEX, madeAt: '2026-10-01T13:00:00Z' },
  withheld: 2,
  case: {
    number: '2026-0042',
    title: 'Riverside massage businesses',
    type: 'both',
    origin: 'reactive',
    route: 'community_tip_about_another',
    leadAgency: 'Harbor City Police',
    openedOn: '2026-03-04',
    sealed: false,
  },
  strands: [
    strand('Target A', 'target_person', [
      ['pre_operational', '2026-03-04', '2026-06-20'],
      ['operational', '2026-06-20', '2026-10-14'],
      ['post_operational', '2026-10-14', null],
    ]),
    strand('Target B', 'target_person', [
      ['pre_operational', '2026-03-20', '2026-08-02'],
      ['operational', '2026-08-02', null],
    ]),
    strand('Example Holdings LLC', 'target_organization', [
      ['pre_operational', '2026-05-11', '2026-09-01'],
      ['operational', '2026-09-01', null],
    ]),
    strand('Money trail', 'financial', [['pre_operational', '2026-07-01', null]]),
    strand('Wages and hours', 'labor_compliance', [['pre_operational', '2026-08-15', null]]),
    {
      ...strand('Advertisements', 'digital', [['pre_operational', '2026-03-10', '2026-09-30']]),
      closed: { on: '2026-09-30', reason: 'Inactive' },
    },
  ],
  events: [
    { date: '2026-10-02', text: 'Second interview with the reporting neighbor.', strand: null },
    {
      date: '2026-10-06',
      text: 'Search warrant granted for two business addresses.',
      strand: 'Example Holdings LLC',
    },
    {
      date: '2026-10-09',
      text: 'Bank records received from two institutions; review began.',
      strand: 'Money trail',
    },
    { date: '2026-10-14', text: 'Arrest at the primary address; target in custody.', strand: 'Target A' },
    {
      date: '2026-10-14',
      text: 'Four adults offered services the same evening; three accepted.',
      strand: null,
    },
    {
      date: '2026-10-21',
      text: 'Labor inspection opened a wage file on both addresses.',
      strand: 'Wages and hours',
    },
    { date: '2026-10-27', text: 'Detention hearing; held without bail.', strand: 'Target A' },
  ],
  decisions: [
    {
      text: 'Extend the covert engagement of Target B beyond 90 days, or arrest.',
      who: 'Task force commander',
      by: '2026-11-05',
    },
    { text: 'Ask the prosecutor to seek forfeiture of the business account.', who: 'Prosecutor', by: null },
  ],
  deadlines: [
    { date: '2026-10-29', text: 'Return of the search warrant', who: 'Det. Ray Sample', overdueDays: 2 },
    { date: '2026-11-10', text: 'Preliminary hearing, Target A', who: 'Prosecutor', overdueDays: 0 },
    {
      date: '2026-11-20',
      text: 'Preservation request to the hosting company ends',
      who: null,
      overdueDays: 0,
    },
  ],
  effort: [
    {
      phase: 'pre_operational',
      hoursPeriod: 31.5,
      hoursTotal: 412,
      centsPeriod: 12_000,
      centsTotal: 214_550,
    },
    {
      phase: 'operational',
      hoursPeriod: 118,
      hoursTotal: 536.5,
      centsPeriod: 284_000,
      centsTotal: 1_102_300,
    },
    {
      phase: 'post_operational',
      hoursPeriod: 64.5,
      hoursTotal: 64.5,
      centsPeriod: 91_250,
      centsTotal: 91_250,
    },
    { phase: null, hoursPeriod: 6, hoursTotal: 22, centsPeriod: 0, centsTotal: 0 },
  ],
  risks: [
    { text: 'Target B may learn of the arrest within days; two persons still live at his address.' },
    { text: 'One witness leaves the country in December.' },
  ],
  requests: [
    { text: 'Mandarin and Thai interpreters for eight interviews', cents: 480_000 },
    { text: 'One forensic examiner for two weeks', cents: null },
  ],
};

/** The same with what was promised and what came of it: one stay ended as promised, one lasts. */
export const estimatedBrief: BriefContent = {
  ...ordinaryBrief,
  estimates: [
    {
      strand: 'Target A',
      phase: 'operational',
      atEntry: { on: '2026-06-20', early: false, p50: '2026-08-25', p80: '2026-11-10' },
      now: null,
      left: '2026-10-14',
    },
    {
      strand: 'Target B',
      phase: 'operational',
      atEntry: { on: '2026-08-02', early: false, p50: '2026-10-07', p80: '2026-12-20' },
      now: { on: '2026-10-01', early: false, p50: '2026-11-20', p80: '2027-01-15' },
      left: null,
    },
  ],
};

function strand(
  label: string,
  kind: BriefStrand['kind'],
  stays: [BriefStrand['phase'], string, string | null][],
): BriefStrand {
  const spells = stays.map(([phase, from, to]) => ({ phase, from, to }));
  const last = spells.at(-1) ?? { phase: 'pre_operational' as const, from: '2026-03-04', to: null };
  const days = Math.round((Date.parse(last.to ?? '2026-10-31') - Date.parse(last.from)) / 86_400_000);
  return { label, kind, phase: last.phase, since: last.from, days, closed: null, spells };
}

/** A brief with `n` of everything, to see what gives way. */
export function crowdedBrief(
  n: number,
  text = 'Something happened that takes a sentence to tell.',
): BriefContent {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  return {
    ...ordinaryBrief,
    strands: each((i) => ({
      ...strand(`Target ${i + 1}`, 'target_person', [['pre_operational', '2026-03-04', null]]),
    })),
    events: each((i) => ({
      date: `2026-10-${String((i % 31) + 1).padStart(2, '0')}`,
      text: `${i + 1}: ${text}`,
      strand: null,
    })),
    decisions: each((i) => ({ text: `${i + 1}: ${text}`, who: 'Commander', by: null })),
    deadlines: each((i) => ({ date: '2026-11-10', text: `${i + 1}: ${text}`, who: null, overdueDays: 0 })),
    risks: each((i) => ({ text: `${i + 1}: ${text}` })),
    requests: each((i) => ({ text: `${i + 1}: ${text}`, cents: 100 })),
  };
}

/** A portfolio of `n` made-up cases. */
export function portfolioOf(n: number): PortfolioContent {
  const cases = portfolioCases(n);
  return {
    schema: 'concert.portfolio-brief/1',
    language: 'en',
    label: 'Law enforcement sensitive',
    audience: 'Chain of command',
    selection: 'All open cases of the task force',
    period: ordinaryBrief.period,
    madeBy: ordinaryBrief.madeBy,
    madeAt: ordinaryBrief.madeAt,
    version: 1,
    withheld: 1,
    totals: totalsOf(cases),
    cases,
  };
}

function portfolioCases(n: number): PortfolioCase[] {
  const types: PortfolioCase['type'][] = ['labor', 'sex', 'both', 'undetermined'];
  return Array.from({ length: n }, (_, i) => ({
    number: `2026-${String(i + 1).padStart(4, '0')}`,
    title: i % 3 === 0 ? 'Riverside massage businesses' : null,
    type: types[i % 4] ?? 'both',
    leadAgency: i % 2 === 0 ? 'Harbor City Police' : 'State Labor Department',
    picture: {
      preOperational: (i * 7) % 4,
      operational: (i * 5) % 3,
      postOperational: i % 3,
      closed: i % 2,
    },
    change: i % 4 === 3 ? null : 'One arrest; one strand entered the post-operational phase',
    decisionsNeeded: i % 3,
    overdue: i % 2,
    hoursPeriod: 12.5 * i,
    hoursTotal: 140 * (i + 1),
    centsPeriod: 12_345 * i,
    centsTotal: 423_199 * (i + 1),
  }));
}

/** Sums of the listed cases, as the totals of a portfolio that lists them all. */
export function totalsOf(cases: readonly PortfolioCase[]): PortfolioTotals {
  const sum = (pick: (c: PortfolioCase) => number): number => cases.reduce((n, c) => n + pick(c), 0);
  return {
    cases: cases.length,
    picture: {
      preOperational: sum((c) => c.picture.preOperational),
      operational: sum((c) => c.picture.operational),
      postOperational: sum((c) => c.picture.postOperational),
      closed: sum((c) => c.picture.closed),
    },
    decisionsNeeded: sum((c) => c.decisionsNeeded),
    overdue: sum((c) => c.overdue),
    hoursPeriod: sum((c) => c.hoursPeriod),
    hoursTotal: sum((c) => c.hoursTotal),
    centsPeriod: sum((c) => c.centsPeriod),
    centsTotal: sum((c) => c.centsTotal),
  };
}
