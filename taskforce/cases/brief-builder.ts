import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { Day } from '../vocabulary/days.ts';
import { dayOf, daysBetween } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels } from '../vocabulary/handling.ts';
import type { Language } from '../vocabulary/words.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { BriefContent, BriefEvent, BriefStrand } from './brief-content.ts';
import type { CaseFacts, DecisionFact, StrandFacts, TaskFact } from './brief-facts.ts';
import {
  activitiesSince,
  caseFacts,
  deadlineFacts,
  decisionFacts,
  effortFacts,
  operationReviewFacts,
  reviewFacts,
  transitionsSince,
} from './brief-facts.ts';
import { estimatesAgainstActual } from './brief-estimates.ts';
import { activityInWords, briefSentences, labelsInWords, transitionInWords } from './brief-sentences.ts';
import type { BriefItem, BriefReader } from './rules-briefs.ts';
import { countsWhenLeftOut, labelsForReaders, labelsOfBrief, newSince, visibleTo } from './rules-briefs.ts';

/** What the maker chooses, and what follows from the briefs before. */
export type BriefOrder = {
  caseId: string;
  clearedFor: readonly HandlingLabel[];
  since: Date | null;
  until: Date;
  /** Records the brief before told of, so near its end that they might be met again. */
  told: ReadonlySet<string>;
  zone: string;
  version: number;
  previous: BriefContent['previous'];
  madeBy: BriefContent['madeBy'];
  risks: { text: string }[];
  requests: { text: string; cents: number | null }[];
};

export type BuiltBrief = { content: BriefContent; handling: HandlingLabel[]; itemIds: string[] };

/** Records written down within this time before the end may still have been on their way: the next brief looks again. */
export const overlapMs = 15 * 60_000;

type Item = BriefItem & { text: string; strand: string | null };

/**
 * Makes the content of a case's brief: what the maker may read, less what these readers are not cleared for.
 * @throws Problem missing; refused when the case as a whole carries a label the readers are not cleared for
 */
export async function buildBrief(work: Work<Tables>, order: BriefOrder): Promise<BuiltBrief> {
  const facts = await caseFacts(work, order.caseId);
  if (!facts) throw new Problem('missing');
  const reader = { memberOf: new Set([order.caseId]), readsOpenCases: true, clearances: order.clearedFor };
  const maker = new Gathering(order, facts, reader, languageOf(work));
  refuseWholeCase(facts, order.clearedFor);
  const from = order.since === null ? null : new Date(order.since.getTime() - overlapMs);
  const [moves, acts, questions, tasks, reviews, afterwards, effort] = [
    await transitionsSince(work, order.caseId, from),
    await activitiesSince(work, order.caseId, from),
    await decisionFacts(work, order.caseId, from),
    await deadlineFacts(work, order.caseId),
    await reviewFacts(work, order.caseId),
    await operationReviewFacts(work, order.caseId),
    await effortFacts(work, order.caseId, labelsForReaders(order.clearedFor), order.since),
  ];
  const strands = facts.strands.filter((strand) => maker.admits(maker.item(strandRecord(strand), '')));
  const allowed = labelsForReaders(order.clearedFor);
  const day = order.since === null ? null : dayOf(order.since, order.zone);
  const estimates = await estimatesAgainstActual(work, order.caseId, strands, allowed, day);
  const events = maker.news([
    ...moves.map((move) => maker.item(move, transitionInWords(move, maker.language))),
    ...acts.map((act) => maker.item(act, activityInWords(act.kind, act.title, maker.language))),
    ...questions
      .filter((one) => one.decision !== null)
      .map((one) => maker.item(one, maker.words.decided(one.question, one.decision ?? ''))),
  ]);
  const decisions = questions.filter((one) => one.decision === null && maker.admits(maker.item(one, '')));
  const owed = [
    ...reviews.map((review) => ({ ...review, title: maker.words.reviewOwed })),
    ...afterwards.map((review) => ({ ...review, title: maker.words.operationReviewOwed(review.number) })),
  ];
  const deadlines = [...owed, ...tasks]
    .filter((task) => maker.admits(maker.item(task, '')))
    .toSorted((one, other) => one.happenedOn.localeCompare(other.happenedOn));
  return maker.finish({ strands, events, decisions, deadlines, effort, estimates });
}

export function languageOf(work: Work<Tables>): Language {
  return work.account.language === 'es' ? 'es' : 'en';
}

/** A label of the case is a label of everything in it. */
function refuseWholeCase(facts: CaseFacts, clearedFor: readonly HandlingLabel[]): void {
  const allowed = labelsForReaders(clearedFor);
  if (facts.handling.some((label) => !allowed.includes(label)))
    throw refused(
      'clearedFor',
      'case_label',
      'The case as a whole carries a label these readers are not cleared for. Choose readers cleared for it, or put the label on the records concerned.',
    );
}

function strandRecord(strand: StrandFacts) {
  return {
    id: strand.id,
    strandId: strand.id,
    handling: strand.handling,
    happenedOn: strand.phaseSince,
    recordedAt: strand.createdAt,
  };
}

type Parts = {
  strands: StrandFacts[];
  events: BriefEvent[];
  decisions: DecisionFact[];
  deadlines: TaskFact[];
  effort: BriefContent['effort'];
  estimates: NonNullable<BriefContent['estimates']>;
};

/** Collects what stands in one brief, the labels of it, and how much is left out. */
class Gathering {
  readonly #order: BriefOrder;
  readonly #facts: CaseFacts;
  readonly #reader: BriefReader;
  readonly #kept: BriefItem[] = [];
  readonly #left = new Set<string>();
  readonly #recent: string[] = [];
  readonly language: Language;

  constructor(order: BriefOrder, facts: CaseFacts, reader: BriefReader, language: Language) {
    this.#order = order;
    this.#facts = facts;
    this.#reader = reader;
    this.language = language;
  }

  get words() {
    return briefSentences[this.language];
  }

  /** A record with all labels that hold for it: its own, its strand's, the case's. */
  item(
    record: {
      id: string;
      strandId: string | null;
      handling: readonly HandlingLabel[];
      happenedOn: Day;
      recordedAt: Date;
    },
    text: string,
  ): Item {
    const strand = this.#facts.strands.find((one) => one.id === record.strandId);
    const all = [...record.handling, ...(strand?.handling ?? []), ...this.#facts.handling];
    return {
      id: record.id,
      caseId: this.#order.caseId,
      caseSealed: this.#facts.sealed,
      labels: handlingLabels.filter((label) => all.includes(label)),
      happenedOn: record.happenedOn,
      recordedAt: record.recordedAt,
      text,
      strand: strand?.label ?? null,
    };
  }

  /** May it stand in this brief? Remembers the answer for the label and for the number of what is left out. */
  admits(item: Item): boolean {
    const visible = visibleTo(item, this.#reader);
    if (visible) this.#kept.push(item);
    else if (countsWhenLeftOut(item)) this.#left.add(item.id);
    return visible;
  }

  news(items: readonly Item[]): BriefEvent[] {
    const { since, until, told, zone } = this.#order;
    const fresh = items.filter((item) => !told.has(item.id) && item.recordedAt <= until && this.admits(item));
    const from = since === null ? null : new Date(since.getTime() - overlapMs);
    // Told here or in the brief before, so near the end that the next one will meet it again.
    const edge = until.getTime() - overlapMs;
    const recent = items.filter(
      (item) => item.recordedAt.getTime() > edge && (told.has(item.id) || fresh.includes(item)),
    );
    this.#recent.push(...recent.map((item) => item.id));
    return newSince(fresh, this.#reader, { since: from, until }, zone).map(({ item, late }) => ({
      date: item.happenedOn,
      text: late ? `${item.text} (${this.words.late})` : item.text,
      strand: item.strand,
    }));
  }

  finish(parts: Parts): BuiltBrief {
    const { since, until, zone } = this.#order;
    const to = dayOf(until, zone);
    const opened = this.#facts.openedOn;
    const period = { from: since === null ? (opened < to ? opened : to) : dayOf(since, zone), to };
    const labels = handlingLabels.filter(
      (label) =>
        this.#facts.handling.includes(label) || this.#kept.some((item) => item.labels.includes(label)),
    );
    const face = labelsOfBrief([...this.#kept, this.item(strandless(to, until), '')]);
    return {
      handling: labels,
      itemIds: this.#recent,
      content: {
        schema: 'concert.case-brief/1',
        language: this.language,
        label: labelsInWords(face, this.language),
        audience: this.#audience(),
        period,
        madeBy: this.#order.madeBy,
        madeAt: until.toISOString(),
        version: this.#order.version,
        previous: this.#order.previous,
        withheld: this.#left.size,
        case: this.#case(),
        strands: parts.strands.map((strand) => this.#strand(strand, to)),
        events: parts.events,
        decisions: parts.decisions.map((one) => ({ text: one.question, who: one.who, by: one.neededBy })),
        deadlines: parts.deadlines.map((task) => ({
          date: task.happenedOn,
          text: task.title,
          who: task.who,
          overdueDays: Math.max(0, daysBetween(task.happenedOn, to)),
        })),
        effort: parts.effort,
        ...(parts.estimates.length === 0 ? {} : { estimates: parts.estimates }),
        risks: this.#order.risks,
        requests: this.#order.requests,
      },
    };
  }

  #audience(): string {
    const said = this.#order.clearedFor.filter((label) => label !== 'law_enforcement_sensitive');
    return said.length === 0
      ? this.words.readers
      : this.words.readersCleared(labelsInWords(said, this.language));
  }

  #case(): BriefContent['case'] {
    const { number, title, type, originMode, originRoute, agency, openedOn, sealed } = this.#facts;
    return {
      number,
      title,
      type,
      origin: originMode,
      route: originRoute,
      leadAgency: agency,
      openedOn,
      sealed,
    };
  }

  #strand(strand: StrandFacts, to: Day): BriefStrand {
    const reason =
      strand.closeReason === null ? '' : labelOf('strandCloseReason', strand.closeReason, this.language);
    return {
      label: strand.label,
      kind: strand.kind,
      phase: strand.phase,
      since: strand.phaseSince,
      days: Math.max(0, daysBetween(strand.phaseSince, strand.closedOn ?? to)),
      closed: strand.closedOn === null ? null : { on: strand.closedOn, reason },
      spells: strand.spells,
    };
  }
}

/** The case itself as an item: an empty brief still carries its labels. */
function strandless(day: Day, at: Date) {
  return { id: '', strandId: null, handling: [], happenedOn: day, recordedAt: at };
}
