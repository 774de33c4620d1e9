import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { publicKeyId } from '../kit/crypto/keys.ts';
import { sha256, signEd25519, verifyEd25519 } from '../kit/crypto/primitives.ts';
import { canonicalJson } from '../kit/documents/canonical.ts';
import type { SignedAnswer, SignedAsk } from './asks.ts';
import type { Envelope } from './envelope.ts';

/**
 * One call over the bridge and its reply. Both are signed as a whole, with a hash over the messages inside, so that
 * nobody can fetch what waits for another, acknowledge in another's name, or cut a message off.
 */
const frame = z.strictObject({
  v: z.literal(1),
  from: z.uuid(),
  to: z.uuid(),
  nonce: z.base64().length(44),
  at: z.iso.datetime({ offset: true }),
  /** Kinds and highest versions the sender understands. */
  understood: z.record(z.string().max(60), z.number().int().min(1).max(1000)),
  /** Number up to which the sender has applied the other's messages. */
  acknowledged: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Seconds the caller is ready to wait for something to come. */
  wait: z.number().int().min(0).max(25),
  /** SHA-256 over the messages, hex. */
  messages: z.string().regex(/^[0-9a-f]{64}$/),
  /** In a reply: the nonce of the call. */
  inReplyTo: z.base64().length(44).optional(),
  /** SHA-256 over questions and answers beside the messages, hex; left out when there are none. */
  beside: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type Frame = z.infer<typeof frame>;

const call = z.strictObject({
  frame,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64().length(88),
  messages: z.array(z.unknown()).max(200),
  /** In a reply: questions for a caller that cannot be called itself and says that it answers them so. */
  asks: z.array(z.unknown()).max(20).optional(),
  /** In a call: answers to the questions of the reply before. */
  answers: z.array(z.unknown()).max(20).optional(),
});
export type Call = z.infer<typeof call>;

/** How far the clocks of two installations may be apart for a call to be let in, in hours. */
export const CLOCK_HOURS = 24;
/** The largest call or reply, in bytes. */
export const LARGEST_CALL = 2_000_000;

const DOMAIN = 'concert bridge call v1\n';
const hashOf = (messages: readonly unknown[]) => sha256(canonicalJson(messages)).toString('hex');

/** What goes beside the messages and is kept nowhere. */
export type Beside = { asks?: SignedAsk[] | undefined; answers?: SignedAnswer[] | undefined };
const besideOf = ({ asks = [], answers = [] }: { asks?: unknown[]; answers?: unknown[] }) =>
  asks.length + answers.length === 0 ? undefined : hashOf([asks, answers]);

/** Signs a call or, with `inReplyTo`, a reply. */
export function composeCall(
  said: Omit<Frame, 'v' | 'nonce' | 'at' | 'messages' | 'beside'> & { now: Date },
  messages: readonly Envelope[],
  signingKey: KeyObject,
  { asks = [], answers = [] }: Beside = {},
): Call {
  const { now, ...rest } = said;
  const one: Frame = {
    v: 1,
    ...rest,
    nonce: randomBytes(32).toString('base64'),
    at: now.toISOString(),
    messages: hashOf(messages),
  };
  const beside = besideOf({ asks, answers });
  // An end of an older version knows none of these fields: they are left out unless it said that it does.
  if (beside !== undefined) one.beside = beside;
  return {
    frame: one,
    keyId: publicKeyId(createPublicKey(signingKey)),
    signature: signEd25519(signingKey, Buffer.from(DOMAIN + canonicalJson(one))).toString('base64'),
    messages: [...messages],
    ...(asks.length > 0 ? { asks } : {}),
    ...(answers.length > 0 ? { answers } : {}),
  };
}

export const CALL_FAULTS = [
  'not_a_call',
  'not_for_us',
  'unknown_sender',
  'not_confirmed',
  'unknown_key',
  'bad_signature',
  'clock_apart',
  'played_back',
  'acknowledged_too_much',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** The form of a call, so that its addressee can be looked up; null for anything else. Nothing of it is believed yet. */
export function readCall(raw: unknown): Call | null {
  const read = call.safeParse(raw);
  return read.success ? read.data : null;
}

/**
 * Whether a call is the peer's own, whole and of these days.
 * @param keys public keys of the peer that are let in
 */
export function judgeCall(one: Call, keys: ReadonlyMap<string, KeyObject>, now: Date): CallFault | null {
  const key = keys.get(one.keyId);
  if (key === undefined) return 'unknown_key';
  const bytes = Buffer.from(DOMAIN + canonicalJson(one.frame));
  if (!verifyEd25519(key, bytes, Buffer.from(one.signature, 'base64'))) return 'bad_signature';
  if (hashOf(one.messages) !== one.frame.messages) return 'bad_signature';
  if (besideOf({ asks: one.asks ?? [], answers: one.answers ?? [] }) !== one.frame.beside)
    return 'bad_signature';
  const apart = Math.abs(now.getTime() - new Date(one.frame.at).getTime());
  return apart > CLOCK_HOURS * 3_600_000 ? 'clock_apart' : null;
}
