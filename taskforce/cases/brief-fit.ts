import type { BriefContent } from './brief-content.ts';

/** One section as printed: what fits, and how many lines more the record has. */
export interface Section<Item> {
  items: Item[];
  more: number;
}

/** The parts of a brief whose length varies, cut to one page. */
export interface FittedBrief {
  strands: Section<BriefContent['strands'][number]>;
  events: Section<BriefContent['events'][number]>;
  decisions: Section<BriefContent['decisions'][number]>;
  deadlines: Section<BriefContent['deadlines'][number]>;
  estimates: Section<NonNullable<BriefContent['estimates']>[number]>;
  risks: Section<BriefContent['risks'][number]>;
  requests: Section<BriefContent['requests'][number]>;
}

/** Longest printed text of one line of a section, in characters; longer ones end with an ellipsis. */
const LONGEST = 180;
/**
 * Points of the letter page that the varying parts may fill, and the sizes in points of what they are made of,
 * measured on printed pages of brief.typ; characters a line are taken short, since words do not break.
 */
const PAGE_POINTS = 330;
const STRAND_ROW = 16;
const TEXT_LINE = 10.2;
const ITEM_GAP = 4;
const HEADING = 27;
const WIDTH = { events: 60, side: 41, half: 50 } as const;
/**
 * What a section keeps while another can still give way, and what it keeps, twice over, when long texts leave no choice.
 * Decisions give way late: they are why the brief is read.
 */
const KEEP: Readonly<Record<keyof FittedBrief, readonly [number, number, number]>> = {
  strands: [8, 4, 3],
  events: [5, 2, 1],
  decisions: [4, 2, 1],
  deadlines: [3, 1, 1],
  estimates: [4, 2, 1],
  risks: [2, 1, 1],
  requests: [2, 1, 1],
};

/**
 * Cuts a brief to one page (letter). Heights are estimated from the length of the texts; while they are too much,
 * the tallest section that may give way loses its last item, of events the oldest. Every cut is counted
 * in `more`, and printed: a brief never looks complete when it is not.
 */
export function fitBrief(content: BriefContent): FittedBrief {
  const fitted: FittedBrief = {
    strands: whole(content.strands),
    events: whole(content.events.map(clipped)),
    decisions: whole(content.decisions.map(clipped)),
    deadlines: whole(content.deadlines.map(clipped)),
    estimates: whole(content.estimates ?? []),
    risks: whole(content.risks.map(clipped)),
    requests: whole(content.requests.map(clipped)),
  };
  while (points(fitted) > PAGE_POINTS) {
    const victim = longest(fitted, 0) ?? longest(fitted, 1) ?? longest(fitted, 2);
    if (victim === undefined) break;
    const section = fitted[victim];
    if (victim === 'events') section.items.shift();
    else section.items.pop();
    section.more++;
  }
  return fitted;
}

function whole<Item>(items: Item[]): Section<Item> {
  return { items: [...items], more: 0 };
}

function clipped<Item extends { text: string }>(item: Item): Item {
  const letters = [...item.text];
  if (letters.length <= LONGEST) return item;
  return {
    ...item,
    text: `${letters
      .slice(0, LONGEST - 1)
      .join('')
      .trimEnd()}…`,
  };
}

interface Item {
  text: string;
  who?: string | null;
  strand?: string | null;
  date?: string;
}

/** Points a list fills in a column that holds `width` characters a line. */
function height(section: Section<Item>, width: number): number {
  const letters = (i: Item): number =>
    i.text.length + (i.who?.length ?? 0) + (i.strand?.length ?? 0) + (i.date === undefined ? 6 : 16);
  const lines = section.items.map((i) => ITEM_GAP + TEXT_LINE * Math.ceil(letters(i) / width));
  return lines.reduce((a, b) => a + b, section.more > 0 || lines.length === 0 ? TEXT_LINE + ITEM_GAP : 0);
}

type Name = keyof FittedBrief;

function heights(fitted: FittedBrief): Record<Name, number> {
  const wide = fitted.strands.items.filter((s) => s.closed !== null || s.label.length > 24).length;
  return {
    strands:
      STRAND_ROW * fitted.strands.items.length + TEXT_LINE * (wide + (fitted.strands.more > 0 ? 1 : 0)),
    events: height(fitted.events, WIDTH.events),
    decisions: height(fitted.decisions, WIDTH.side),
    deadlines: height(fitted.deadlines, WIDTH.side),
    estimates: estimatesHeight(fitted.estimates),
    risks: height(fitted.risks, WIDTH.half),
    requests: height(fitted.requests, WIDTH.half),
  };
}

/** Each stay takes two lines; without any there is no heading either. */
function estimatesHeight({ items, more }: Section<unknown>): number {
  if (items.length === 0 && more === 0) return 0;
  return HEADING + items.length * (2 * TEXT_LINE + ITEM_GAP) + (more > 0 ? TEXT_LINE : 0);
}

/** Events stand beside decisions and deadlines; risks beside requests. */
function points(fitted: FittedBrief): number {
  const h = heights(fitted);
  return (
    h.strands +
    h.estimates +
    Math.max(h.events, h.decisions + h.deadlines + HEADING) +
    Math.max(h.risks, h.requests)
  );
}

/** The section whose next cut gains most: of the bands that can give way, the tallest. */
function longest(fitted: FittedBrief, round: 0 | 1 | 2): Name | undefined {
  const h = heights(fitted);
  const right = h.decisions + h.deadlines + HEADING;
  const can = (name: Name): boolean => fitted[name].items.length > KEEP[name][round];
  const tall: [Name, number][] = [
    ['strands', h.strands],
    ['estimates', h.estimates],
    h.events >= right ? ['events', h.events] : [can('deadlines') ? 'deadlines' : 'decisions', right],
    h.risks >= h.requests ? ['risks', h.risks] : ['requests', h.requests],
  ];
  return tall.filter(([name]) => can(name)).toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
