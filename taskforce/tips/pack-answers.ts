import type { z } from 'zod';
import { refused } from '../../kit/problems.ts';
import { indicatorPacks, type IndicatorPack } from './indicators/packs.ts';
import type { Pack, TipTold } from './contract-parts.ts';

/** A pack as it goes out. */
export function shownPack(pack: IndicatorPack): z.output<typeof Pack> {
  return {
    ...pack,
    sources: [...pack.sources],
    items: pack.items.map((item) => ({ ...item, routes: [...item.routes], next: [...item.next] })),
  };
}

/** Answers must be to questions that were asked: of a pack there is, and one answer a question. */
export function checkAnswers(answers: TipTold['answers']): void {
  const seen = new Set<string>();
  for (const { pack, question } of answers) {
    const known = indicatorPacks.find((one) => one.id === pack)?.items.some((item) => item.id === question);
    if (!known)
      throw refused(
        'answers',
        'unknown_question',
        'Answer the questions that `tips.packs` gives, by their ids.',
      );
    if (seen.has(`${pack} ${question}`)) throw refused('answers', 'twice', 'Answer each question once.');
    seen.add(`${pack} ${question}`);
  }
}
