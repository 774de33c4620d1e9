/** The laid-out brief as a Word document; the same words as brief.typ prints. */
import { ACCENT, QUIET, heading, paragraph, table, tile, wordDocument } from '../../kit/documents/word.ts';
import type { WordBlock, WordCell, WordRun } from '../../kit/documents/word.ts';
import type { BriefPage, Count, EffortTable, Fact, Lines } from './brief-page.ts';
import type { PortfolioPage } from './portfolio-page.ts';

/** Fills for the bar of the phase picture; the number and word stand in the cell. */
const FILLS = { pre: 'E6ECF3', op: 'C3D3E6', post: '9DB6D4', closed: 'FFFFFF' } as const;

function plain(text: string): WordCell {
  return { runs: [{ text, size: 8.5 }] };
}

function strong(text: string): WordCell {
  return { runs: [{ text, size: 8.5, bold: true }] };
}

function small(text: string): WordCell {
  return { runs: [{ text, size: 7.5, color: QUIET }] };
}

function quiet(text: string): WordBlock {
  return paragraph([{ text, size: 8, color: QUIET, italics: true }]);
}

function facts(list: Fact[], across: number, landscape = false): WordBlock {
  const cells = list.map((f): WordCell => ({
    runs: [
      { text: `${f.name}: `, size: 7.5, color: QUIET },
      { text: f.value, size: 9 },
    ],
  }));
  const rows = Array.from({ length: Math.ceil(cells.length / across) }, (_, i) =>
    Array.from({ length: across }, (_, j) => cells[i * across + j] ?? plain('')),
  );
  return table(
    Array.from({ length: across }, () => 1),
    rows,
    { plain: true, landscape },
  );
}

function linesBlock(lines: Lines): WordBlock[] {
  const printed = lines.lines.map((l) => {
    const runs: WordRun[] = [{ text: l.text, size: 9 }];
    if (l.lead !== null) runs.unshift({ text: `${l.lead}  `, size: 9, bold: true });
    if (l.tail !== null)
      runs.push({ text: `  ${l.tail}`, size: 8, bold: l.urgent, color: l.urgent ? '8C2A17' : QUIET });
    return paragraph(runs, { indent: true });
  });
  const none = printed.length === 0 && lines.more === null ? [quiet(lines.none)] : [];
  return [
    heading(lines.heading, 2),
    ...printed,
    ...none,
    ...(lines.more === null ? [] : [quiet(lines.more)]),
  ];
}

/** The bar: one cell a phase that has strands, as wide as its share. */
function bar(counts: Count[]): WordBlock[] {
  const present = counts.filter((c) => c.count > 0);
  if (present.length === 0) return [];
  const cells = present.map((c): WordCell => ({
    fill: FILLS[c.tone],
    runs: [{ text: String(c.count), bold: true }],
  }));
  return [
    paragraph([], { after: 0 }),
    table(
      present.map((c) => c.count),
      [cells],
      { plain: true },
    ),
  ];
}

function picture(page: BriefPage): WordBlock[] {
  const { counts, rows, header, more, none } = page.picture;
  const tiles = table([1, 1, 1, 1], [counts.map((c) => tile(String(c.count), c.label))], { plain: true });
  const strands = rows.map((r) => [
    strong(r.label),
    plain(r.kind),
    plain(r.phase),
    plain(r.since),
    plain(r.days),
    small(r.courseInWords),
  ]);
  const list =
    rows.length === 0 ? quiet(none) : table([2.4, 2, 2.2, 1.5, 0.8, 3.4], strands, { header, right: [4] });
  return [
    heading(page.picture.heading, 2),
    tiles,
    ...bar(counts),
    paragraph([], { after: 0 }),
    list,
    ...(more === null ? [] : [quiet(more)]),
  ];
}

function effort(effortTable: EffortTable): WordBlock[] {
  const rows = [...effortTable.rows.map((r) => r.map(plain)), effortTable.total.map(strong)];
  return [
    heading(effortTable.heading, 2),
    table([1.6, 1, 1, 1, 1], rows, { header: effortTable.header, right: [1, 2, 3, 4] }),
  ];
}

/** Word document of a case's brief. */
export function briefWord(page: BriefPage): Promise<Buffer> {
  const title =
    page.title === null ? [] : [paragraph([{ text: page.title, bold: true, size: 11 }], { after: 6 })];
  return wordDocument(page.furniture, [
    paragraph([{ text: page.overline, bold: true, size: 8.5, color: QUIET }], { after: 0 }),
    heading(page.number, 1),
    ...title,
    facts(page.facts, 3),
    ...picture(page),
    ...linesBlock(page.events),
    ...linesBlock(page.decisions),
    ...linesBlock(page.deadlines),
    ...effort(page.effort),
    ...(page.estimates === null ? [] : linesBlock(page.estimates)),
    ...linesBlock(page.risks),
    ...linesBlock(page.requests),
    paragraph([{ text: page.notes.join('  '), size: 7.5, color: QUIET }]),
  ]);
}

/** Word document of the portfolio, landscape. */
export function portfolioWord(page: PortfolioPage): Promise<Buffer> {
  const inWords = (counts: Count[]): WordCell => plain(counts.map((c) => `${c.label} ${c.count}`).join(', '));
  const rows = page.rows.map((r) => [
    {
      runs: [
        { text: r.cells[0] ?? '', size: 8.5, bold: true, color: ACCENT },
        {
          text: `  ${[r.title, r.about].filter((part) => part !== null).join(', ')}`,
          size: 7.5,
          color: QUIET,
        },
      ],
    },
    ...r.cells.slice(1).map(plain),
    inWords(r.picture),
  ]);
  const total = [...page.total.map(strong), inWords(page.counts)];
  const list = table([2.4, 2.4, 0.9, 0.9, 0.9, 0.9, 1.2, 1.2, 2.2], [...rows, total], {
    header: page.header,
    right: [2, 3, 4, 5, 6, 7],
    landscape: true,
  });
  return wordDocument(
    page.furniture,
    [
      heading(page.overline, 1),
      facts(page.facts, 4, true),
      heading(page.heading, 2),
      page.rows.length === 0 ? quiet(page.none) : list,
      ...page.notes.map((note) => paragraph([{ text: note, size: 7.5, color: QUIET }])),
    ],
    { landscape: true },
  );
}
