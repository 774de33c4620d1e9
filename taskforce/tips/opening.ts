/**
 * From what was told to the record of a tip. The officer's form, programs and imported files all come through here, so
 * that the same things are refused and the same things are sealed whichever way a tip comes.
 */
import { encapsulate } from '../../kit/crypto/capsule.ts';
import type { Keys } from '../../kit/crypto/keys.ts';
import type { Refusal } from '../vocabulary/refusals.ts';
import { refusal } from '../vocabulary/refusals.ts';
import { modeOfRoute } from '../vocabulary/origins.ts';
import { clockDates } from './clock-dates.ts';
import type { ReceivedTip } from './contract.ts';
import type { KeptContact, TipTold } from './contract-parts.ts';
import { matchKeys } from './match-keys.ts';
import type { ClockSettings } from './rules.ts';

export { clockSettings } from './clock-dates.ts';

/** Clocks differ by minutes: a tip told so much later than now is still told now. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** Why a tip cannot have been told at that time; null when it can. */
export function refusedTime(receivedAt: Date, now: Date): Refusal | null {
  if (receivedAt.getTime() <= now.getTime() + CLOCKS_DIFFER_MS) return null;
  return refusal('in_the_future', 'receivedAt', 'Give the time at which it was told, not a later one.');
}

/** Where the sealed contact of a reporter belongs; a capsule moved to another tip does not open. */
export const contactPlace = (tipId: string) => ({
  table: 'tip_reporters',
  column: 'contact_sealed',
  row: tipId,
});

export function sealContact(keys: Keys, tipId: string, contact: KeptContact): Buffer {
  return encapsulate(keys, JSON.stringify(contact), contactPlace(tipId));
}

/** The columns of a tip out of what was told. */
export function columnsOf(told: TipTold) {
  const { answers: _answers, ...columns } = told;
  return { ...columns, matchKeys: matchKeys(told) };
}

/** The columns of a tip that somebody signed in gives; without number, receiver and agency. */
export function receivedColumns(given: ReceivedTip, receivedAt: Date, clocks: ClockSettings) {
  const { contact: _contact, receivedAt: _told, channel, originRoute, externalId, ...told } = given;
  return {
    ...columnsOf(told),
    channel,
    originRoute,
    originMode: modeOfRoute[originRoute],
    receivedAt,
    externalId,
    ...clockDates(receivedAt, clocks),
  };
}
