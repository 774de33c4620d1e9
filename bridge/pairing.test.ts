import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calledProof,
  calledProved,
  callerProof,
  callerProved,
  introduce,
  newPairingCode,
  pairingCodeHash,
  pairingFingerprint,
  readIntroduction,
  readPairingCode,
  type Introduction,
} from './pairing.ts';
import { newEnd, type End } from './sample.ts';

const taskforce = newEnd('taskforce');
const provider = newEnd('provider');
const introduced = (end: End, name: string): Introduction =>
  introduce({ installation: end.id, wing: end.wing, name, publicKey: end.publicKey, address: null });
const caller = introduced(provider, 'Harbor House');
const called = introduced(taskforce, 'Tri-County Task Force');

test('a code is twenty clear letters in groups of four, and is understood however it is written down', () => {
  const code = newPairingCode();
  expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){4}[A-HJ-NP-Z2-9]{4}$/);
  const bare = code.replaceAll('-', '');
  expect(readPairingCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(bare);
  expect(readPairingCode(code.slice(1))).toBeNull();
  expect(readPairingCode(`0${bare.slice(1)}`)).toBeNull();
  expect(pairingCodeHash(code)).toBe(pairingCodeHash(bare));
  expect(newPairingCode()).not.toBe(code);
});

test('who knows the code proves it, and both see the same fingerprint', () => {
  const code = newPairingCode();
  expect(callerProved(code, caller, callerProof(code, caller))).toBe(true);
  expect(calledProved(code, caller, called, calledProof(code, caller, called))).toBe(true);
  expect(pairingFingerprint(caller, called)).toBe(pairingFingerprint(called, caller));
  expect(pairingFingerprint(caller, called)).toMatch(/^(\d{5} ){4}\d{5}$/);
});

test('somebody in the middle who puts in another key, name or address is found out by either side', () => {
  const code = newPairingCode();
  const theirs = introduced(newEnd('provider'), 'Harbor House');
  const forged: Introduction[] = [
    { ...caller, publicKey: theirs.publicKey },
    { ...caller, name: 'Another House' },
    { ...caller, address: 'http://203.0.113.9/' },
    { ...caller, nonce: theirs.nonce },
  ];
  for (const one of forged) {
    expect(callerProved(code, one, callerProof(code, caller))).toBe(false);
    expect(calledProved(code, caller, called, calledProof(code, one, called))).toBe(false);
  }
  expect(callerProved(newPairingCode(), caller, callerProof(code, caller))).toBe(false);
  // What the caller says proves nothing when it is played back as the answer.
  expect(calledProved(code, caller, called, callerProof(code, caller))).toBe(false);
  expect(pairingFingerprint({ ...caller, publicKey: theirs.publicKey }, called)).not.toBe(
    pairingFingerprint(caller, called),
  );
});

test('an introduction of ourselves, of the same wing, without a right key or with anything more is refused', () => {
  const self = { installation: taskforce.id, wing: 'taskforce' as const };
  expect(readIntroduction(caller, self)).toMatchObject({ ok: true, keyId: provider.keyId });
  expect(readIntroduction(called, self)).toEqual({ ok: false, fault: 'ourselves' });
  expect(readIntroduction(introduced(newEnd('taskforce'), 'Other'), self)).toEqual({
    ok: false,
    fault: 'same_wing',
  });
  expect(readIntroduction({ ...caller, publicKey: 'AAAA' }, self)).toEqual({ ok: false, fault: 'bad_key' });
  expect(readIntroduction({ ...caller, clients: 3 }, self)).toEqual({
    ok: false,
    fault: 'not_an_introduction',
  });
  expect(readIntroduction({ ...caller, address: 'file:///etc/passwd' }, self)).toEqual({
    ok: false,
    fault: 'not_an_introduction',
  });
});

test('no text that is not a code is taken for one', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const read = readPairingCode(typed);
      expect(read === null || /^[A-HJ-NP-Z2-9]{20}$/.test(read)).toBe(true);
    }),
  );
});
