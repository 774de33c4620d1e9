/**
 * The brief in words, ready to print: what PDF and Word both show. One place decides what stands on the page,
 * so that the two printings cannot differ.
 */
import { dayInWords, furnitureFor, periodInWords, printedFurniture } from '../../kit/documents/pages.ts';
import type { PrintedFurniture } from '../../kit/documents/pages.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { Phase } from '../vocabulary/cases.ts';
import { effortTotal, pictureOf } from './rules-brief-figures.ts';
import type { BriefContent, BriefEffort, BriefStrand, PortfolioCase } from './brief-content.ts';
import { fitBrief } from './brief-fit.ts';
import type { FittedBrief, Section } from './brief-fit.ts';
import { estimateLines } from './brief-page-estimates.ts';
import { briefWords } from './brief-words.ts';

export type Tone = 'pre' | 'op' | 'post' | 'closed';
/** A share of a bar, 0 to 1, in one tone. */
export type Stretch = { tone: Tone; from: number; to: number };
export type Fact = { name: string; value: string };
export type Count = { tone: Tone; label: string; count: number };
/** A dated or plain line; `lead` is printed first and stronger, `tail` last and quieter. */
export type Line = { lead: string | null; text: string; tail: string | null; urgent: boolean };
export type Lines = { heading: string; lines: Line[]; more: string | null; none: string };
export type StrandRow = {
  label: string;
  kind: string;
  phase: string;
  tone: Tone;
  since: string;
  days: string;
  course: Stretch[];
  /** The same in words: each stay with its days, oldest first. */
  courseInWords: string;
};
export type EffortTable = { heading: string; header: string[]; rows: string[][]; total: string[] };

export interface BriefPage {
  furniture: PrintedFurniture;
  overline: string;
  number: string;
  title: string | null;
  facts: Fact[];
  picture: {
    heading: string;
    counts: Count[];
    header: string[];
    rows: StrandRow[];
    more: string | null;
    none: string;
  };
  events: Lines;
  decisions: Lines;
  deadlines: Lines;
  effort: EffortTable;
  /** Null: nothing was estimated, and nothing is printed of it. */
  estimates: Lines | null;
  risks: Lines;
  requests: Lines;
  notes: string[];
}

const TONES: Readonly<Record<Phase, Tone>> = {
  pre_operational: 'pre',
  operational: 'op',
  post_operational: 'post',
};

/** Hours with one decimal and thousands apart, e.g. `1,234.5`. */
export function hoursInWords(hours: number): string {
  return grouped(hours.toFixed(1));
}

/** Whole cents as dollars, e.g. `$1,234.50`. */
export function moneyInWords(cents: number): string {
  return `${cents < 0 ? '-' : ''}$${grouped((Math.abs(cents) / 100).toFixed(2))}`;
}

/** Digits before the point in groups of three, apart by commas in both languages, as in the United States. */
export function grouped(figure: string): string {
  return figure.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/gu, ',');
}

/** Lays out the brief of one case. */
export function briefPage(content: BriefContent): BriefPage {
  const words = briefWords[content.language];
  const fitted = fitBrief(content);
  const title = `${words.brief} ${content.case.number}`;
  return {
    furniture: printedFurniture(furnitureFor(content, { ...content, title })),
    overline: words.brief,
    number: content.case.number,
    title: content.case.title,
    facts: briefFacts(content),
    picture: {
      heading: words.picture,
      counts: counts(pictureOf(content.strands), content.language),
      header: [words.strand, words.kind, words.phase, words.since, words.days, words.course],
      rows: fitted.strands.items.map((s) => strandRow(s, content)),
      more: more(fitted.strands, words.more),
      none: words.noStrands,
    },
    ...sections(content, fitted),
    effort: effortTable(content),
    estimates: estimateLines(content, fitted),
    notes: notes(content),
  };
}

type Sections = Pick<BriefPage, 'events' | 'decisions' | 'deadlines' | 'risks' | 'requests'>;

function sections(content: BriefContent, fitted: FittedBrief): Sections {
  const words = briefWords[content.language];
  const day = (date: string): string => dayInWords(date, content.language);
  const money = (cents: number | null): string | null => (cents === null ? null : moneyInWords(cents));
  const { decisions, deadlines, risks, requests } = fitted;
  const due = decisions.items.map((d) =>
    line(d.text, { tail: joined(d.who, d.by === null ? null : words.by(day(d.by))) }),
  );
  const asked = requests.items.map((r) => line(r.text, { tail: money(r.cents) }));
  return {
    events: {
      heading: content.previous === null ? words.eventsFirst : words.events,
      lines: fitted.events.items.map((e) => line(e.text, { lead: day(e.date), tail: e.strand })),
      more: more(fitted.events, words.earlier),
      none: words.noEvents,
    },
    decisions: section(words.decisions, due, more(decisions, words.more), words.noDecisions),
    deadlines: {
      heading: words.deadlines,
      lines: deadlines.items.map((d) => {
        const late = d.overdueDays > 0 ? words.overdue(d.overdueDays) : null;
        return { ...line(d.text, { lead: day(d.date), tail: joined(d.who, late) }), urgent: late !== null };
      }),
      more: more(deadlines, words.more),
      none: words.noDeadlines,
    },
    risks: section(
      words.risks,
      risks.items.map((r) => line(r.text)),
      more(risks, words.more),
      words.noRisks,
    ),
    requests: section(words.requests, asked, more(requests, words.more), words.noRequests),
  };
}

function section(heading: string, lines: Line[], left: string | null, none: string): Lines {
  return { heading, lines, more: left, none };
}

function line(text: string, rest: { lead?: string | null; tail?: string | null } = {}): Line {
  return { lead: rest.lead ?? null, text, tail: rest.tail ?? null, urgent: false };
}

function joined(...parts: (string | null)[]): string | null {
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? null : present.join(', ');
}

function more(section: Section<unknown>, say: (n: number) => string): string | null {
  return section.more === 0 ? null : say(section.more);
}

function briefFacts(content: BriefContent): Fact[] {
  const words = briefWords[content.language];
  const { type, origin, route, leadAgency, openedOn, sealed } = content.case;
  const from = `${labelOf('originMode', origin, content.language)}: ${labelOf('originRoute', route, content.language)}`;
  return [
    { name: words.factType, value: labelOf('traffickingType', type, content.language) },
    { name: words.factOrigin, value: from },
    { name: words.factAgency, value: leadAgency },
    {
      name: words.factOpened,
      value: `${dayInWords(openedOn, content.language)}${sealed ? `, ${words.sealed}` : ''}`,
    },
    { name: words.factPeriod, value: periodInWords(content.period, content.language) },
    { name: words.factAudience, value: content.audience },
  ];
}

/** The phase picture as labelled counts, in the order of the phases. */
export function counts(picture: PortfolioCase['picture'], language: 'en' | 'es'): Count[] {
  return [
    { tone: 'pre', label: labelOf('phase', 'pre_operational', language), count: picture.preOperational },
    { tone: 'op', label: labelOf('phase', 'operational', language), count: picture.operational },
    { tone: 'post', label: labelOf('phase', 'post_operational', language), count: picture.postOperational },
    { tone: 'closed', label: briefWords[language].closed, count: picture.closed },
  ];
}

function strandRow(strand: BriefStrand, content: BriefContent): StrandRow {
  const words = briefWords[content.language];
  const { closed } = strand;
  return {
    label: strand.label,
    kind: labelOf('strandKind', strand.kind, content.language),
    phase:
      closed === null
        ? labelOf('phase', strand.phase, content.language)
        : words.closedOn(dayInWords(closed.on, content.language), closed.reason),
    tone: closed === null ? TONES[strand.phase] : 'closed',
    since: dayInWords(strand.since, content.language),
    days: grouped(String(strand.days)),
    course: course(strand, content),
    courseInWords: courseInWords(strand, content),
  };
}

/** The strand's stays as shares of the time from the first stay of any strand to the end of the period. */
function course(strand: BriefStrand, content: BriefContent): Stretch[] {
  const starts = content.strands.flatMap((s) => s.spells.map((spell) => Date.parse(spell.from)));
  const begin = Math.min(...starts);
  const end = Date.parse(content.period.to) + 86_400_000;
  const share = (day: string): number =>
    Math.min(
      1,
      Math.max(0, Math.round(((Date.parse(day) - begin) / Math.max(end - begin, 1)) * 1000) / 1000),
    );
  return strand.spells.map((spell) => ({
    tone: TONES[spell.phase],
    from: share(spell.from),
    to: spell.to === null ? 1 : share(spell.to),
  }));
}

function courseInWords(strand: BriefStrand, content: BriefContent): string {
  const words = briefWords[content.language];
  const stays = strand.spells.map((spell) => {
    const days = (Date.parse(spell.to ?? content.period.to) - Date.parse(spell.from)) / 86_400_000;
    return `${labelOf('phase', spell.phase, content.language)} ${words.stay(Math.max(0, Math.round(days)))}`;
  });
  return stays.join(', ');
}

function effortTable(content: BriefContent): EffortTable {
  const words = briefWords[content.language];
  const cells = (name: string, e: Omit<BriefEffort, 'phase'>): string[] => [
    name,
    hoursInWords(e.hoursPeriod),
    hoursInWords(e.hoursTotal),
    moneyInWords(e.centsPeriod),
    moneyInWords(e.centsTotal),
  ];
  return {
    heading: words.effort,
    header: [words.work, words.hoursPeriod, words.hoursTotal, words.costPeriod, words.costTotal],
    rows: content.effort.map((e) =>
      cells(e.phase === null ? words.noStrandWork : labelOf('phase', e.phase, content.language), e),
    ),
    total: cells(words.total, effortTotal(content.effort)),
  };
}

function notes(content: BriefContent): string[] {
  const words = briefWords[content.language];
  const { previous } = content;
  const before =
    previous === null
      ? words.first
      : words.follows(
          previous.version,
          dayInWords(previous.madeAt.slice(0, 10), content.language),
          previous.hash.slice(0, 16),
        );
  return content.withheld === 0 ? [before] : [before, words.withheld(content.withheld)];
}
