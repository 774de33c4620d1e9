/** Letters that Unicode does not take apart into base and mark. PostgreSQL's unaccent dictionary agrees on them. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  // The same letter at the end of a word: which of the two stands there tells nothing.
  ς: 'σ',
};

/** Lower case, without accents, full-width and ligature forms made plain: `Nguyễn` becomes `nguyen`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħς]/g, (letter) => whole[letter] ?? letter);
}

const longestWord = 200;

/** The words of a text for searching: folded runs of letters and digits (cut at 200); the rest only separates. */
export function tokens(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > longestWord ? [...word].slice(0, longestWord).join('') : word));
}
