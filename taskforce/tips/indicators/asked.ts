import type { Audience } from '../../vocabulary/tips.ts';
import type { PortalLanguage } from '../contract-languages.ts';
import { packFor, type IndicatorPack } from './packs.ts';
import ar from './words/ar.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import tl from './words/tl.json' with { type: 'json' };
import vi from './words/vi.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

type Words = { note: string; questions: Record<string, { question: string; help?: string }> };

/** The questions for anyone in the languages that the packs themselves do not speak. */
export const publicPackWords: Readonly<Record<Exclude<PortalLanguage, 'en' | 'es'>, Words>> = {
  zh,
  vi,
  tl,
  fr,
  pt,
  ru,
  ar,
};

/** Questions as they are asked of a visitor: whose they are, and how they are said. */
export type Asked = {
  pack: IndicatorPack;
  note: string;
  items: { id: string; question: string; help: string | null }[];
};

/**
 * The questions for an audience in a language. The packs of trained audiences speak English and Spanish; whoever reads
 * another language is asked the questions for anyone in it, rather than an audience's own in a language they may not
 * read.
 */
export function askedOf(audience: Audience, language: PortalLanguage): Asked {
  if (language === 'en' || language === 'es') {
    const pack = packFor(audience);
    const items = pack.items.map(({ id, question, help }) => ({
      id,
      question: question[language],
      help: help?.[language] ?? null,
    }));
    return { pack, note: pack.note[language], items };
  }
  const pack = packFor('public');
  const { note, questions } = publicPackWords[language];
  const items = pack.items.map(({ id }) => {
    const said = questions[id];
    if (!said) throw new Error(`the question ${id} has no words in ${language}`);
    return { id, question: said.question, help: said.help ?? null };
  });
  return { pack, note, items };
}
