/** A request for resources as a document: PDF by the press. */
import { readFileSync } from 'node:fs';
import { furnitureFor, printedFurniture, dayInWords } from '../../kit/documents/pages.ts';
import { PressError } from '../../kit/documents/typst.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import { measures } from '../estimates/rules-whatif.ts';
import type { House } from '../house.ts';
import { labelOf, type Language } from '../vocabulary/words.ts';
import type { Figures, ResourceRequest } from './contract.ts';
import { requestWords } from './document-words.ts';

type Words = (typeof requestWords)['en'];
type Table = { title: string; lead: string; header: string[]; rows: string[][] };

/** Prints a request in the language of whoever asked, as it stands: its state is on it. */
export async function requestPdf(house: House, work: Work<Tables>, one: ResourceRequest): Promise<Buffer> {
  const language: Language = work.account.language === 'es' ? 'es' : 'en';
  const agency = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirst();
  const furniture = furnitureFor(one, {
    title: `${requestWords[language].title}: ${one.title}`,
    language,
    label: labelOf('handlingLabel', 'law_enforcement_sensitive', language),
    period: { from: one.figures.asOf, to: work.now.toISOString().slice(0, 10) },
    madeBy: { name: work.account.displayName, agency: agency?.name ?? '' },
    madeAt: work.now.toISOString(),
    version: one.version,
  });
  const template = readFileSync(new URL('./request.typ', import.meta.url), 'utf8');
  const data = { furniture: printedFurniture(furniture), ...requestPage(one, language) };
  try {
    return (await house.press.print({ template, data })).pdf;
  } catch (error) {
    throw error instanceof PressError ? new Problem('busy') : error;
  }
}

/** The request laid out: facts, texts and tables in words. */
export function requestPage(one: ResourceRequest, language: Language) {
  const words = requestWords[language];
  const { asOf, engine, seed, runs, inputsHash } = one.figures;
  const facts = [
    { name: words.state, value: words.states[one.state] },
    { name: words.madeBy, value: one.madeBy },
    { name: words.reviewedBy, value: one.reviewedBy ?? '–' },
    { name: words.approvedBy, value: one.decidedBy ?? '–' },
  ];
  return {
    title: one.title,
    facts,
    texts: [
      { title: words.what, text: one.what || words.none },
      { title: words.why, text: one.why || words.none },
    ],
    tables:
      one.figures.whatIf === null ? ofOffice(one.figures, language) : ofWhatIf(one.figures.whatIf, language),
    record: { title: words.record, lines: recordOf(one.figures, words, language) },
    rests: words.rests(dayInWords(asOf, language), engine, seed, runs, inputsHash.slice(0, 16)),
  };
}

const money = (cents: number): string => `$${Math.round(cents / 100).toLocaleString('en-US')}`;
const figure = (n: number): string => String(Math.round(n * 100) / 100);

function ofWhatIf({ name, question, answer }: NonNullable<Figures['whatIf']>, language: Language): Table[] {
  const words = requestWords[language];
  const range = ({ p10, p90 }: { p10: number; p90: number }, shown: (n: number) => string) =>
    words.to(shown(p10), shown(p90));
  return [
    {
      title: words.brings,
      lead: words.bringsLead(name),
      header: [words.within(Math.round(question.days / 365)), words.range],
      rows: measures.map((measure) => [words.more[measure], range(answer.more[measure], figure)]),
    },
    {
      title: words.costs,
      lead: '',
      header: [words.year, words.posts, words.range],
      rows: [
        ...answer.cost.byYear.map((year) => [
          String(year.fiscalYear),
          money(year.postCents),
          range(year, money),
        ]),
        [words.all, '', range(answer.cost.total, money)],
      ],
    },
    {
      title: words.loads,
      lead: '',
      header: [words.role, words.now, words.after],
      rows: answer.loads.map((row) => [
        labelOf('workRole', row.role, language),
        figure(row.load),
        figure(row.after),
      ]),
    },
    {
      title: words.assumptions,
      lead: '',
      header: ['', words.assumed, words.atLow, words.atHigh],
      rows: answer.tornado.map(({ doubt, low, high, atLow, atHigh }) => [
        words.doubt[doubt],
        figure(question.assumptions[doubt]),
        `${figure(low)}: ${words.moreOnAverage(figure(atLow))}`,
        `${figure(high)}: ${words.moreOnAverage(figure(atHigh))}`,
      ]),
    },
  ];
}

function ofOffice({ estimate }: Figures, language: Language): Table[] {
  const words = requestWords[language];
  const known = (cents: number | null) => (cents === null ? '–' : money(cents));
  return [
    {
      title: words.costs,
      lead: words.officeLead,
      header: [words.year, words.spent, words.committed, words.half, words.eight, words.funded],
      rows: (estimate?.money ?? []).map((line) => [
        line.fiscalYear === null ? words.all : String(line.fiscalYear),
        money(line.spentCents),
        money(line.committedCents),
        known(line.p50),
        known(line.p80),
        known(line.fundedCents),
      ]),
    },
    {
      title: words.flows,
      lead: '',
      header: ['', words.range],
      rows: (estimate?.flows ?? []).map(({ phase, quarters }) => {
        const last = quarters.at(-1)!;
        return [labelOf('phase', phase, language), words.to(figure(last.p10), figure(last.p90))];
      }),
    },
  ];
}

function recordOf({ kept }: Figures, words: Words, language: Language): string[] {
  const lines = kept.flatMap(({ phase, levels }) => {
    const eight = levels.find(({ level }) => level === 80);
    if (eight === undefined || eight.resolved === 0) return [];
    return [words.kept(labelOf('phase', phase, language), eight.kept, eight.resolved)];
  });
  return lines.length > 0 ? lines : [words.recordNone];
}
