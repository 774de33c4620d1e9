/** Published vectors through our own functions. The files lie outside the repository: see the skip message. */
import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { aesGcmOpen, aesGcmSeal, aesKwpUnwrap, aesKwpWrap, hkdf, hmac, hmacMatches } from './primitives.ts';
import { verifyEd25519 } from './primitives.ts';

type Case = Record<string, string> & { tcId: number; result: 'valid' | 'invalid'; size: number };
type Group = { tests: Case[]; keySize: number; tagSize: number; publicKeyDer: string };

const folder = fileURLToPath(new URL('../../../shared/reference/crypto/', import.meta.url));
const absent = !existsSync(folder);
if (absent) console.log('Skipped: the published vectors (../shared/reference/crypto) are not here.');

const hex = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'hex');

/** Runs every case of a file and returns how many there were and which were answered wrongly. */
function answer(
  name: string,
  right: (one: Case, group: Group) => boolean,
): { count: number; wrong: number[] } {
  const file = JSON.parse(readFileSync(`${folder}wycheproof-${name}_test.json`, 'utf8')) as {
    testGroups: Group[];
  };
  const wrong: number[] = [];
  let count = 0;
  for (const group of file.testGroups) {
    for (const one of group.tests) {
      count += 1;
      if (attempt(() => right(one, group)) !== (one.result === 'valid')) wrong.push(one.tcId);
    }
  }
  return { count, wrong };
}

function attempt(work: () => boolean): boolean {
  try {
    return work();
  } catch {
    return false;
  }
}

describe.skipIf(absent)('Published vectors (Wycheproof)', () => {
  test('AES-GCM: 316 right answers but for three nonces of 257 bytes, which we refuse on purpose', () => {
    const opened = answer('aes_gcm', (one) =>
      aesGcmOpen(hex(one.key), hex(one.iv), hex(one.ct), hex(one.tag), hex(one.aad)).equals(hex(one.msg)),
    );
    expect(opened).toEqual({ count: 316, wrong: [268, 272, 276] });
  });

  test('AES-GCM sealing gives the published ciphertext for every 96-bit nonce', () => {
    const sealed = answer('aes_gcm', (one) => {
      if (one.result !== 'valid' || hex(one.iv).length !== 12) return one.result === 'valid';
      const { ct, tag } = aesGcmSeal(hex(one.key), hex(one.iv), hex(one.msg), hex(one.aad));
      return ct.equals(hex(one.ct)) && tag.equals(hex(one.tag));
    });
    expect(sealed).toEqual({ count: 316, wrong: [] });
  });

  test('AES key wrap with padding: 254 right answers, unwrapping and wrapping', () => {
    const unwrapped = answer('aes_kwp', (one) =>
      aesKwpUnwrap(hex(one.key), hex(one.ct)).equals(hex(one.msg)),
    );
    expect(unwrapped).toEqual({ count: 254, wrong: [] });
    const wrapped = answer(
      'aes_kwp',
      (one) => one.result === 'valid' && aesKwpWrap(hex(one.key), hex(one.msg)).equals(hex(one.ct)),
    );
    expect(wrapped).toEqual({ count: 254, wrong: [] });
  });

  test('HKDF-SHA-256: 86 right answers', () => {
    const derived = answer('hkdf_sha256', (one) =>
      hkdf(hex(one.ikm), hex(one.salt), hex(one.info), one.size).equals(hex(one.okm)),
    );
    expect(derived).toEqual({ count: 86, wrong: [] });
  });

  test('HMAC-SHA-256: 174 right answers, comparing and computing', () => {
    const compared = answer('hmac_sha256', (one, group) =>
      hmacMatches(hex(one.key), hex(one.msg), hex(one.tag), group.tagSize / 8),
    );
    expect(compared).toEqual({ count: 174, wrong: [] });
    const computed = answer('hmac_sha256', (one, group) =>
      hmac(hex(one.key), hex(one.msg), group.tagSize / 8).equals(hex(one.tag)),
    );
    expect(computed).toEqual({ count: 174, wrong: [] });
  });

  test('Ed25519: 151 right answers', () => {
    const verified = answer('ed25519', (one, group) => {
      const key = createPublicKey({ key: hex(group.publicKeyDer), format: 'der', type: 'spki' });
      return verifyEd25519(key, hex(one.msg), hex(one.sig));
    });
    expect(verified).toEqual({ count: 151, wrong: [] });
  });
});
