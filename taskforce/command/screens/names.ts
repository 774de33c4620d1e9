import { knows, type Translate } from '../../../web/words/index.ts';

/** A code of the vocabulary in the reader's language; one the words do not know is shown spaced. */
export function labelOf(t: Translate, list: string, code: string): string {
  const key = `vocabulary.${list}.${code}.label`;
  return knows(key) ? t(key) : code.replaceAll('_', ' ');
}

export type Picture = {
  pre_operational: number;
  operational: number;
  post_operational: number;
  closed: number;
};

/** The phase picture in words, its text alternative. */
export function pictureInWords(t: Translate, picture: Picture): string {
  const { pre_operational: pre, operational: op, post_operational: post, closed } = picture;
  return t('command.picture', { pre, op, post, closed });
}

/** The names of the phases under a picture. */
export function phaseNames(t: Translate) {
  const name = (phase: string) => labelOf(t, 'phase', phase);
  return {
    pre_operational: name('pre_operational'),
    operational: name('operational'),
    post_operational: name('post_operational'),
  };
}

/** Today as the browser counts it, `YYYY-MM-DD`. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
