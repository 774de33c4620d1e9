import type { Verdict } from '../vocabulary/refusals.ts';
import { refusal, verdict } from '../vocabulary/refusals.ts';

/**
 * Crockford's base 32: no I, L, O or U, so that nothing is confused when read aloud. A code is 24 random signs
 * (120 bits: above the 112 bits under which a look-up secret must be stored with a slow hash) and one check sign,
 * in five groups of five.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const signs = 25;

/** How many random bytes a code takes; the caller draws them from the system's secure source. */
export const receiptBytes = 15;

/** A receipt code out of 15 random bytes, as shown to the person: `7Q2MD-…`. */
export function receiptCode(random: Uint8Array): string {
  if (random.length !== receiptBytes) throw new RangeError(`a receipt code takes ${receiptBytes} bytes`);
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  const values = Array.from({ length: signs - 1 }, (_, index) =>
    Number((bits >> BigInt(5 * (signs - 2 - index))) & 31n),
  );
  return shown([...values, checkOf(values)]);
}

function shown(values: readonly number[]): string {
  const text = values.map((value) => alphabet[value]).join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}

/**
 * The code in its one form out of what somebody typed or wrote down: capitals or not, blanks or dashes or none, O for
 * 0, I or L for 1. A wrong or swapped sign is noticed before anything is looked up.
 */
export function readReceiptCode(typed: string): Verdict<string> {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const values = [...plain].map((sign) => alphabet.indexOf(sign));
  if (values.length !== signs)
    return refused('length', 'A receipt code has 25 letters and digits, in five groups of five.');
  if (values.includes(-1))
    return refused('sign', 'A receipt code has no letter U and no accents; check what was written.');
  if (checkOf(values.slice(0, -1)) !== values.at(-1))
    return refused('check', 'One or two signs are wrong or swapped; compare with what was written down.');
  return verdict([], () => shown(values));
}

function refused(code: string, remedy: string): Verdict<never> {
  return { ok: false, refusals: [refusal(`receipt_${code}`, 'receiptCode', remedy)] };
}

/**
 * Check sign over the field of 32 elements (x^5 + x^2 + 1): the weighted sum of all signs is zero, with a different
 * power of the generator for each place. That finds every single wrong sign and every swap of two different signs.
 */
function checkOf(values: readonly number[]): number {
  // Horner's rule; the check sign itself has weight one.
  return times2(values.reduce((sum, value) => times2(sum) ^ value, 0));
}

function times2(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}
