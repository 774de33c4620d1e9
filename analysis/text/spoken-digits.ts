/** One digit in a text, however it was written: where it stands, and whether it was spelled as a word. */
export type Digit = {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly spoken: boolean;
};

/** Digits that belong together: nothing but short separators between them. */
export type DigitRun = { readonly digits: readonly Digit[]; readonly plus: boolean };

const words: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  o: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  niner: '9',
  cero: '0',
  uno: '1',
  dos: '2',
  tres: '3',
  cuatro: '4',
  cinco: '5',
  seis: '6',
  siete: '7',
  ocho: '8',
  nueve: '9',
};

const repeats: Readonly<Record<string, number>> = { double: 2, doble: 2, triple: 3 };

/** Words people say between digits that separate nothing: "area code 312, then 555 dash 0142". */
const joiners = new Set(['dash', 'hyphen', 'dot', 'point', 'space', 'guion', 'punto', 'then', 'plus', 'mas']);

const spelled = new RegExp(
  `(?:${Object.keys(words)
    .filter((word) => word.length > 1)
    .join('|')})`,
  'gi',
);

/** Widest gap of punctuation and blanks inside a number: `(312) - 555` has four. */
const widestGap = 4;

/** All runs of digits in a text, in order, with digits spelled in English or Spanish read as digits. */
export function digitRuns(text: string): DigitRun[] {
  const runs: { digits: Digit[]; plus: boolean }[] = [];
  let open: { digits: Digit[]; plus: boolean } | null = null;
  for (const sign of signs(text)) {
    const last = open?.digits.at(-1);
    if (sign.digits.length === 0) {
      if (!sign.joins) open = null;
      continue;
    }
    const gap = last ? text.slice(last.end, sign.start) : '';
    if (!open || sign.plus || (last && !isGap(gap))) {
      open = { digits: [], plus: sign.plus };
      runs.push(open);
    }
    open.digits.push(...sign.digits);
  }
  return runs.filter((run) => run.digits.length >= 7);
}

/** Only separators stand between two digits of one number; words that join may stand there too. */
function isGap(gap: string): boolean {
  const bare = gap.replace(/[\p{L}]+/gu, (word) =>
    joiners.has(word.toLowerCase()) || word.toLowerCase() in repeats ? '' : '#',
  );
  return /^[\s().\-–—−‑/*_~•·,|:]*$/u.test(bare) && bare.replace(/\s+/g, ' ').length <= widestGap;
}

type Sign = {
  readonly digits: readonly Digit[];
  readonly start: number;
  readonly plus: boolean;
  readonly joins: boolean;
};

function* signs(text: string): Generator<Sign> {
  let repeat = 1;
  for (const hit of text.matchAll(/\p{Nd}|\p{No}|\p{L}+/gu)) {
    const [piece] = hit;
    const start = hit.index;
    if (!/\p{L}/u.test(piece)) {
      const value = plainDigit(piece);
      const plus = /[+＋]\s?\(?$/.test(text.slice(Math.max(0, start - 3), start));
      if (value !== null)
        yield { digits: copies(value, start, piece.length, repeat, false), start, plus, joins: false };
      repeat = 1;
      continue;
    }
    const times = repeats[piece.toLowerCase()];
    if (times !== undefined) repeat = times;
    else {
      yield wordSign(piece, start, repeat);
      repeat = 1;
    }
  }
}

function wordSign(piece: string, start: number, repeat: number): Sign {
  const word = piece.toLowerCase();
  const joins = joiners.has(word) || word === 'x';
  const value = words[word];
  if (value !== undefined)
    return { digits: copies(value, start, piece.length, repeat, true), start, plus: false, joins };
  const parts = [...piece.matchAll(spelled)];
  // "fivefivefive": the whole word must be made of digit words.
  const whole = parts.length > 1 && parts.map((part) => part[0]).join('').length === piece.length;
  if (!whole) return { digits: [], start, plus: false, joins };
  const digits = parts.flatMap((part) =>
    copies(words[part[0].toLowerCase()] ?? '', start + part.index, part[0].length, 1, true),
  );
  return { digits, start, plus: false, joins };
}

function copies(value: string, start: number, length: number, times: number, spoken: boolean): Digit[] {
  return Array.from({ length: times }, () => ({ value, start, end: start + length, spoken }));
}

/** Full-width, Arabic-Indic, circled and other written digits as 0–9; null for signs of more than one digit. */
function plainDigit(sign: string): string | null {
  const plain = sign.normalize('NFKC');
  if (/^[0-9]$/.test(plain)) return plain;
  const code = plain.codePointAt(0) ?? 0;
  if (!/^\p{Nd}$/u.test(plain)) return null;
  // Decimal digits stand in blocks of ten: count back to the zero of the block.
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
