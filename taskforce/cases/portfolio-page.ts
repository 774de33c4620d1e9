/** The portfolio in words, ready to print: what PDF and Word both show. */
import { furnitureFor, periodInWords, printedFurniture } from '../../kit/documents/pages.ts';
import type { PrintedFurniture } from '../../kit/documents/pages.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { PortfolioCase, PortfolioContent } from './brief-content.ts';
import { counts, grouped, hoursInWords, moneyInWords } from './brief-page.ts';
import type { Count, Fact } from './brief-page.ts';
import { briefWords } from './brief-words.ts';
import type { BriefWords } from './brief-words.ts';

export interface PortfolioPage {
  furniture: PrintedFurniture;
  overline: string;
  facts: Fact[];
  counts: Count[];
  heading: string;
  header: string[];
  rows: { cells: string[]; title: string | null; about: string; picture: Count[] }[];
  total: string[];
  none: string;
  notes: string[];
}

type Figures = Omit<PortfolioCase, 'number' | 'title' | 'type' | 'leadAgency'>;

function figures(name: string, f: Figures, noChange: string): string[] {
  return [
    name,
    f.change ?? noChange,
    grouped(String(f.decisionsNeeded)),
    grouped(String(f.overdue)),
    hoursInWords(f.hoursPeriod),
    hoursInWords(f.hoursTotal),
    moneyInWords(f.centsPeriod),
    moneyInWords(f.centsTotal),
  ];
}

function facts(content: PortfolioContent): Fact[] {
  const words = briefWords[content.language];
  return [
    { name: words.factSelection, value: content.selection },
    { name: words.cases, value: grouped(String(content.totals.cases)) },
    { name: words.factPeriod, value: periodInWords(content.period, content.language) },
    { name: words.factAudience, value: content.audience },
  ];
}

function header(words: BriefWords): string[] {
  const { hoursPeriod, hoursTotal, costPeriod, costTotal } = words;
  const figureNames = [words.needed, words.late, hoursPeriod, hoursTotal, costPeriod, costTotal];
  return [words.case, words.change, ...figureNames, words.picture];
}

/** Lays out the portfolio: a row a case, totals below. */
export function portfolioPage(content: PortfolioContent): PortfolioPage {
  const words = briefWords[content.language];
  const total = { ...content.totals, change: '' };
  return {
    furniture: printedFurniture(furnitureFor(content, { ...content, title: words.portfolio })),
    overline: words.portfolio,
    facts: facts(content),
    counts: counts(total.picture, content.language),
    heading: words.cases,
    header: header(words),
    rows: content.cases.map((c) => ({
      cells: figures(c.number, c, words.noChange),
      title: c.title,
      about: `${labelOf('traffickingType', c.type, content.language)}, ${c.leadAgency}`,
      picture: counts(c.picture, content.language),
    })),
    total: figures(words.total, total, words.noChange),
    none: words.noCases,
    notes: [
      ...(content.totals.cases > content.cases.length
        ? [words.listed(grouped(String(content.cases.length)), grouped(String(content.totals.cases)))]
        : []),
      ...(content.withheld === 0 ? [] : [words.withheld(content.withheld)]),
    ],
  };
}
