import { contentHash } from '../../kit/documents/canonical.ts';
import type { Phase, StrandKind, TraffickingType } from '../vocabulary/cases.ts';
import type { OriginMode, OriginRoute } from '../vocabulary/origins.ts';

/**
 * What a status brief says. The builder puts in only what the reader may see; what was left out is
 * counted in `withheld`. Nothing is computed at printing but sums, so the stored content is the brief: it is
 * frozen, its hash is printed on every page, and PDF and Word are two printings of it.
 * Days are `YYYY-MM-DD`, hours decimal, money whole cents.
 */
export interface BriefContent {
  schema: 'concert.case-brief/1';
  language: 'en' | 'es';
  /** Handling label of the whole brief, the strictest of what it holds, in words. */
  label: string;
  /** Whom it is for, in words, e.g. `Case members`. */
  audience: string;
  period: { from: string; to: string };
  madeBy: { name: string; agency: string };
  /** ISO 8601 instant in UTC. */
  madeAt: string;
  version: number;
  /** The brief before this one; null for the first. */
  previous: { version: number; hash: string; madeAt: string } | null;
  /** Facts left out because this audience may not read them. */
  withheld: number;
  case: BriefCase;
  strands: BriefStrand[];
  /** What happened in the period, newest last. */
  events: BriefEvent[];
  decisions: BriefDecision[];
  deadlines: BriefDeadline[];
  /** Effort by phase; the builder gives all three phases, and `null` for work on no strand. */
  effort: BriefEffort[];
  /** What was promised for each stay, and what came of it; briefs of before it was told have none. */
  estimates?: BriefEstimate[];
  risks: { text: string }[];
  requests: { text: string; cents: number | null }[];
}

export interface BriefCase {
  number: string;
  title: string | null;
  type: TraffickingType;
  origin: OriginMode;
  route: OriginRoute;
  leadAgency: string;
  openedOn: string;
  sealed: boolean;
}

export interface BriefStrand {
  label: string;
  kind: StrandKind;
  /** Phase now, or the last one when the strand is closed. */
  phase: Phase;
  /** Day the phase was entered. */
  since: string;
  /** Whole days in the phase until the end of the period, or until closing. */
  days: number;
  /** Day of closing and the reason in words; null while open. */
  closed: { on: string; reason: string } | null;
  /** The strand's stays in phases, oldest first; the last has no end while the strand is open. */
  spells: { phase: Phase; from: string; to: string | null }[];
}

/** A range of days. `early`: it was too early to name a day. Null besides: not within ten years. */
export interface BriefRange {
  on: string;
  early: boolean;
  p50: string | null;
  p80: string | null;
}

export interface BriefEstimate {
  strand: string;
  phase: Phase;
  atEntry: BriefRange;
  /** The latest range of a stay that lasts, where it is not the one at entry. */
  now: BriefRange | null;
  /** When it ended; null: it lasts. */
  left: string | null;
}

export interface BriefEvent {
  date: string;
  text: string;
  /** Label of the strand it belongs to. */
  strand: string | null;
}

export interface BriefDecision {
  text: string;
  /** Who decides, in words. */
  who: string | null;
  by: string | null;
}

export interface BriefDeadline {
  date: string;
  text: string;
  who: string | null;
  /** Days past the date at the end of the period; 0 when not overdue. */
  overdueDays: number;
}

export interface BriefEffort {
  phase: Phase | null;
  hoursPeriod: number;
  hoursTotal: number;
  centsPeriod: number;
  centsTotal: number;
}

/** The page for those who look at all cases of one agency or of the task force. */
export interface PortfolioContent {
  schema: 'concert.portfolio-brief/1';
  language: 'en' | 'es';
  label: string;
  audience: string;
  /** What the selection is, in words, e.g. `All open cases`. */
  selection: string;
  period: { from: string; to: string };
  madeBy: { name: string; agency: string };
  madeAt: string;
  version: number;
  withheld: number;
  /** Figures of the whole selection, listed below or not. */
  totals: PortfolioTotals;
  /** The cases that want attention first; all of them when the selection is small. */
  cases: PortfolioCase[];
}

export type PortfolioTotals = Omit<PortfolioCase, 'number' | 'title' | 'type' | 'leadAgency' | 'change'> & {
  cases: number;
};

export interface PortfolioCase {
  number: string;
  title: string | null;
  type: TraffickingType;
  leadAgency: string;
  /** Strands by phase; closed strands apart. */
  picture: { preOperational: number; operational: number; postOperational: number; closed: number };
  /** What changed in the period, in one line; null when nothing did. */
  change: string | null;
  decisionsNeeded: number;
  overdue: number;
  hoursPeriod: number;
  hoursTotal: number;
  centsPeriod: number;
  centsTotal: number;
}

/** SHA-256 over the canonical JSON of the content: what is printed on the page and kept with the record. */
export function briefHash(content: BriefContent | PortfolioContent): string {
  return contentHash(content);
}
