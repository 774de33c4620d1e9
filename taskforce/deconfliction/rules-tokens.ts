import type { KeyObject } from 'node:crypto';
import { normalize, type IdentifierType, type Normalized } from '../../analysis/deconfliction/identifiers.ts';
import { blindIndex } from '../../kit/crypto/envelope.ts';

/**
 * Tokens of an identifier: HMAC-SHA-256 under a key derived from the key folder's token key for each type and grade. They
 * go to the database and nowhere else.
 */
export function tokensOf(
  key: KeyObject,
  { type, forms }: Normalized,
): { grades: string[]; tokens: Buffer[] } {
  return {
    grades: forms.map(({ grade }) => grade),
    tokens: forms.map(({ grade, form }) => blindIndex(key, `deconfliction.${type}.${grade}`, form)),
  };
}

/** What a channel of a victim is as an identifier; a channel that is none has no entry. */
const ofChannel: Readonly<Record<string, IdentifierType>> = {
  phone: 'phone',
  text_message: 'phone',
  email: 'email',
};

/**
 * Tokens of a way to reach a victim, so that whoever checks the same number is sent to the coordinator. Null where
 * the channel is no number or address that can be read, or everybody's.
 */
export function tokensOfChannel(
  key: KeyObject,
  kind: string,
  address: string,
): { type: IdentifierType; grades: string[]; tokens: Buffer[] } | null {
  const type = ofChannel[kind];
  if (type === undefined) return null;
  const found = normalize({ type, value: address, scope: null });
  return typeof found === 'string' ? null : { type, ...tokensOf(key, found) };
}
