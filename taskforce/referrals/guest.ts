import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { MessageBody } from '../../bridge/messages.ts';
import type { DECLINES } from '../../bridge/messages.ts';
import type { Door, Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';

/** Letters that are not mistaken for each other when a code is read over the phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 24 letters of 31: 118 bits, in groups of four. */
const LENGTH = 24;

/** A new code for a one-time link. */
export function newLinkCode(): string {
  // Bytes from 248 on are thrown away: 248 is eight times 31, so every letter is as likely.
  const letters: string[] = [];
  while (letters.length < LENGTH)
    for (const byte of randomBytes(LENGTH))
      if (byte < 248 && letters.length < LENGTH) letters.push(LETTERS[byte % 31]!);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** The code as it was typed, without what people put between; null when it cannot be one. */
export function readLinkCode(typed: string): string | null {
  const bare = typed.toLowerCase().replace(/[\s-]/g, '');
  return bare.length === LENGTH && [...bare].every((letter) => LETTERS.includes(letter)) ? bare : null;
}

const keyed = (house: Pick<House, 'keys'>, purpose: string, word: string) =>
  createHmac('sha256', house.keys.token).update(`${purpose}\n${word}`).digest();
const codeHash = (house: Pick<House, 'keys'>, code: string) => keyed(house, 'referral link', code);
const deviceHash = (house: Pick<House, 'keys'>, device: string) =>
  keyed(house, 'referral link device', device);

/** Makes a one-time link; one made before ends. The code is shown once and kept as a keyed hash. */
export async function makeLink(house: House, work: Work<Tables>, offerId: string) {
  const { db, now } = work;
  const offer = await db
    .selectFrom('referralOffers')
    .selectAll()
    .where('id', '=', offerId)
    .executeTakeFirst();
  if (!offer) throw new Problem('missing');
  await db
    .updateTable('referralLinks')
    .set({ endedAt: now })
    .where('offerId', '=', offerId)
    .where('endedAt', 'is', null)
    .execute();
  const code = newLinkCode();
  const { caseId, answerBy: expiresAt } = offer;
  await db
    .insertInto('referralLinks')
    .values({
      id: randomUUID(),
      offerId,
      caseId,
      codeHash: codeHash(house, code.replaceAll('-', '')),
      expiresAt,
    })
    .execute();
  return { code, path: `/offer/${code}`, expiresAt: expiresAt.toISOString() };
}

/** What a guest sees of an offer. */
export type GuestOffer = Omit<
  MessageBody<'referral.offered'>,
  'referral' | 'safetyWarnings' | 'contactHow' | 'language'
> & {
  language: string | null;
  safetyWarnings: string | null;
  contactHow: string | null;
  provider: string;
  askedBy: string;
  agency: string;
  /** Time zone of the task force (IANA), by which the end of the time to answer is told. */
  zone: string;
};
export type GuestStanding =
  { standing: 'closed' } | { standing: 'fresh' } | { standing: 'open'; offer: GuestOffer };

/** What the pages of a one-time link may do. No account, no reading beyond the one offer, on one device. */
export type GuestOffers = {
  look(code: string, device: string): Promise<GuestStanding>;
  open(code: string, device: string): Promise<boolean>;
  answer(
    code: string,
    device: string,
    to: 'accepted' | 'declined',
    reason: (typeof DECLINES)[number] | null,
  ): Promise<boolean>;
};

/** Opens the guests' side of the referral desk on a door. Wrong, used, expired and withdrawn codes look the same. */
export function guestOffers(house: Pick<House, 'keys'>, door: Door<Tables>): GuestOffers {
  return {
    look: (code, device) =>
      door.asVisitor(async (db) => {
        const { rows } = await sql<{ standing: 'fresh' | 'open'; offer: GuestOffer | null; zone: string }>`
          select standing, offer, taskforce.zone() as zone from taskforce.guest_offer(${codeHash(house, code)}, ${deviceHash(house, device)})`.execute(
          db,
        );
        const row = rows[0];
        if (row?.standing === 'open' && row.offer)
          return { standing: 'open', offer: { ...row.offer, zone: row.zone } };
        return { standing: row ? 'fresh' : 'closed' };
      }),
    open: (code, device) =>
      door.asVisitor(async (db) => {
        const { rows } = await sql<{ done: boolean }>`
          select taskforce.guest_open(${codeHash(house, code)}, ${deviceHash(house, device)}) as done`.execute(
          db,
        );
        return rows[0]?.done ?? false;
      }),
    answer: (code, device, to, reason) =>
      door.asVisitor(async (db) => {
        const { rows } = await sql<{ done: boolean }>`
          select taskforce.guest_answer(${codeHash(house, code)}, ${deviceHash(house, device)}, ${to}, ${reason}) as done`.execute(
          db,
        );
        return rows[0]?.done ?? false;
      }),
  };
}
