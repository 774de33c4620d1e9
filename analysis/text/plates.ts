/** A vehicle plate as people write it: the signs on it, and the state or province when one is named. */
export type Plate = { readonly plate: string; readonly state: string | null };

const states = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK ' +
    'OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP'
  ).split(' '),
);

/** Capitals and digits alone: `ab-c 12·34` becomes `ABC1234`. */
export function normalizePlate(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/** Plate and state out of `IL ABC 1234`, `ABC-1234 (TX)`, `CA: 7ABC123`; null when nothing is left to read. */
export function parsePlate(text: string): Plate | null {
  const typed = text.normalize('NFKD').toUpperCase().trim();
  const before = /^\(?([A-Z]{2})\)?\s*[:\s-]\s*(.*[A-Z0-9].*)$/.exec(typed);
  const after = /^(.*[A-Z0-9].*?)\s*[(\s-]\s*([A-Z]{2})\)?$/.exec(typed);
  const [state, rest] = states.has(before?.[1] ?? '')
    ? [before?.[1] ?? null, before?.[2] ?? '']
    : states.has(after?.[2] ?? '')
      ? [after?.[2] ?? null, after?.[1] ?? '']
      : [null, typed];
  const plate = normalizePlate(rest);
  return plate === '' ? null : { plate, state };
}

const twins: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
};

/** A key under which plates that eyes confuse meet: O and 0, I and 1, S and 5, B and 8. Null below four signs. */
export function plateKey(text: string): string | null {
  const plate = parsePlate(text)?.plate ?? '';
  return plate.length < 4 ? null : [...plate].map((sign) => twins[sign] ?? sign).join('');
}

/** Could both be the same plate: alike to the eye, and no two different states named? */
export function samePlate(a: string, b: string): boolean {
  const states = [parsePlate(a)?.state ?? null, parsePlate(b)?.state ?? null];
  if (states[0] && states[1] && states[0] !== states[1]) return false;
  const key = plateKey(a);
  return key !== null && key === plateKey(b);
}
