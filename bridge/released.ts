import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { aesGcmOpen, aesGcmSeal } from '../kit/crypto/primitives.ts';
import { canonicalJson } from '../kit/documents/canonical.ts';

/** What a sealed release is bound to: nobody can pass it off as another one, or as one with other fields. */
export type ReleaseHead = { release: string; purpose: string; fields: readonly string[]; language: string };

const KEY_BYTES = 32;
const texts = z.record(z.string().max(40), z.string());

const aad = ({ release, purpose, fields, language }: ReleaseHead): Buffer =>
  Buffer.from(
    `concert release v1\n${canonicalJson({ release, purpose, fields: [...fields], language })}`,
    'utf8',
  );

/** A fresh key for one release, in base64; it never crosses but as the answer to a question. */
export const newReleaseKey = (): string => randomBytes(KEY_BYTES).toString('base64');

/**
 * Seals the texts of a release with AES-256-GCM under its own key: nonce, tag and ciphertext, in base64.
 * @param texts code of a field to its exact text
 */
export function sealReleased(
  key: string,
  head: ReleaseHead,
  released: Readonly<Record<string, string>>,
): string {
  const nonce = randomBytes(12);
  const text = Buffer.from(canonicalJson(released), 'utf8');
  const { ct, tag } = aesGcmSeal(Buffer.from(key, 'base64'), nonce, text, aad(head));
  return Buffer.concat([nonce, tag, ct]).toString('base64');
}

/** Opens what `sealReleased` sealed. @throws SealBroken when key, head and ciphertext do not belong together */
export function openReleased(key: string, head: ReleaseHead, sealed: Buffer): Record<string, string> {
  const text = aesGcmOpen(
    Buffer.from(key, 'base64'),
    sealed.subarray(0, 12),
    sealed.subarray(28),
    sealed.subarray(12, 28),
    aad(head),
  );
  return texts.parse(JSON.parse(text.toString('utf8')));
}
