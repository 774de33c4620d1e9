import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { composeAnswer, composeAsk, openAnswer, readAsk } from './asks.ts';
import { newEnd } from './sample.ts';

const taskforce = newEnd('taskforce');
const provider = newEnd('provider');
const stranger = newEnd('taskforce');
const ends = { self: taskforce.id, peer: provider.id };
const back = { self: provider.id, peer: taskforce.id };
const keysOf = (...all: (typeof taskforce)[]) => new Map(all.map((end) => [end.keyId, end.publicKey]));
const question = { release: randomUUID(), role: 'investigator', why: 'case_work' as const };
const now = new Date('2026-03-02T10:00:00Z');
const key = randomBytes(32).toString('base64');
const answer = { live: true as const, key, until: '2026-03-30T00:00:00Z' };

const turned = (text: string) => {
  const bytes = Buffer.from(text, 'base64');
  bytes[20]! ^= 1;
  return bytes.toString('base64');
};

test('a question is answered to the one who asked, who can read it; nothing readable is on the way', () => {
  const mine = composeAsk('release.key', question, ends, taskforce.privateKey, now);
  const read = readAsk(JSON.parse(JSON.stringify(mine.signed)), back, keysOf(taskforce));
  if (!read.ok) throw new Error(read.fault);
  expect(read.question).toEqual(question);
  const answered = composeAnswer(read.signed, 'release.key', answer, provider.privateKey);
  expect(JSON.stringify(answered)).not.toContain(key.slice(0, 20));
  expect(openAnswer(answered, 'release.key', mine, keysOf(provider))).toEqual(answer);
});

test('a question that is altered, a stranger’s, for somebody else or no question is refused', () => {
  const { signed } = composeAsk('release.key', question, ends, taskforce.privateKey, now);
  const refusedWith = (raw: unknown) => {
    const read = readAsk(raw, back, keysOf(taskforce));
    return read.ok ? 'let in' : read.fault;
  };
  expect(
    refusedWith({ ...signed, ask: { ...signed.ask, question: { ...question, release: randomUUID() } } }),
  ).toBe('bad_signature');
  expect(refusedWith({ ...signed, ask: { ...signed.ask, oneTimeKey: 'AAAA' } })).toBe('bad_signature');
  expect(refusedWith({ ...signed, ask: { ...signed.ask, to: randomUUID() } })).toBe('not_for_us');
  expect(refusedWith({ ...signed, ask: { ...signed.ask, from: randomUUID() } })).toBe('unknown_sender');
  expect(refusedWith({ ...signed, keyId: stranger.keyId })).toBe('unknown_key');
  expect(refusedWith(composeAsk('release.key', question, ends, stranger.privateKey, now).signed)).toBe(
    'unknown_key',
  );
  expect(refusedWith({ ...signed, ask: { ...signed.ask, kind: 'client.find' } })).toBe('not_an_ask');
  expect(refusedWith(null)).toBe('not_an_ask');
});

test('an answer that is altered, to another question, or signed by nobody we know opens for nobody', () => {
  const mine = composeAsk('release.key', question, ends, taskforce.privateKey, now);
  const other = composeAsk('release.key', question, ends, taskforce.privateKey, now);
  const answered = composeAnswer(mine.signed, 'release.key', answer, provider.privateKey);
  const open = (raw: unknown, to = mine) => openAnswer(raw, 'release.key', to, keysOf(provider));
  expect(open(answered, other)).toBeNull();
  expect(open({ ...answered, sealed: turned(answered.sealed) })).toBeNull();
  expect(open({ ...answered, nonce: other.signed.ask.nonce }, other)).toBeNull();
  expect(open(composeAnswer(mine.signed, 'release.key', answer, stranger.privateKey))).toBeNull();
  expect(
    openAnswer(answered, 'release.key', { ...mine, oneTime: other.oneTime }, keysOf(provider)),
  ).toBeNull();
  expect(open('')).toBeNull();
});
