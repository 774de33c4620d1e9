import { dayInWords } from '../../kit/documents/pages.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { BriefContent, BriefEstimate, BriefRange } from './brief-content.ts';
import type { FittedBrief } from './brief-fit.ts';
import type { Line, Lines } from './brief-page.ts';
import { briefWords } from './brief-words.ts';

/** What was promised for each stay, the latest range, and what came of it; with the words of the estimates. */
export function estimateLines(content: BriefContent, { estimates }: FittedBrief): Lines | null {
  if (estimates.items.length === 0 && estimates.more === 0) return null;
  const words = briefWords[content.language];
  const lines = estimates.items.map((one): Line => {
    const phase = labelOf('phase', one.phase, content.language);
    const { now, left, atEntry } = one;
    const told = [
      `${phase}, ${words.atEntry(dayInWords(atEntry.on, content.language), range(atEntry, content))}`,
    ];
    if (now !== null) told.push(words.rangeNow(dayInWords(now.on, content.language), range(now, content)));
    return {
      lead: one.strand,
      text: `${told.join('; ')}.`,
      tail: left === null ? null : outcome(one, content),
      urgent: false,
    };
  });
  const heading = `${words.estimates}. ${words.estimatesNote}`;
  return { heading, lines, more: estimates.more === 0 ? null : words.more(estimates.more), none: '' };
}

function range({ early, p50, p80 }: BriefRange, { language }: BriefContent): string {
  const words = briefWords[language];
  if (early) return words.rangeEarly;
  const day = (date: string | null) => (date === null ? words.beyond : dayInWords(date, language));
  return words.range(day(p50), day(p80));
}

/** When a stay ended, and whether the 8-in-10 promise at its entry held. */
function outcome({ left, atEntry }: BriefEstimate, { language }: BriefContent): string | null {
  if (left === null) return null;
  const words = briefWords[language];
  const held = atEntry.p80 === null || left <= atEntry.p80 ? words.leftKept : words.leftLate;
  const on = words.leftOn(dayInWords(left, language));
  return atEntry.early ? on : `${on}, ${held}`;
}
