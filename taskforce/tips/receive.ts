import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { encapsulate } from '../../kit/crypto/capsule.ts';
import type { Keys } from '../../kit/crypto/keys.ts';
import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { modeOfRoute, type OriginRoute } from '../vocabulary/origins.ts';
import { raiseDanger } from './dangers.ts';
import { matchKeys } from './match-keys.ts';
import { checkAnswers } from './pack-answers.ts';
import type { Contact, TipTold } from './contract-parts.ts';
import { clockDates } from './clock-dates.ts';

type Received = TipTold & {
  channel: string;
  originRoute: OriginRoute;
  receivedAt?: string | undefined;
  contact: Contact | null;
  externalId: string | null;
};

/** Where the sealed contact of a reporter belongs; a capsule moved to another tip does not open. */
export const contactPlace = (tipId: string) => ({
  table: 'tip_reporters',
  column: 'contact_sealed',
  row: tipId,
});

export function sealContact(keys: Keys, tipId: string, contact: Contact): Buffer {
  return encapsulate(keys, JSON.stringify(contact), contactPlace(tipId));
}

/** The columns of a tip out of what was told. */
export function columnsOf(told: TipTold) {
  const { answers: _answers, ...columns } = told;
  return { ...columns, matchKeys: matchKeys(told) };
}

/** Takes a tip from somebody signed in: the officer's form and programs. */
export function receive(house: House) {
  return async (work: Work<Tables>, input: Received) => {
    const { contact, receivedAt, channel, originRoute, externalId, ...told } = input;
    const at = receivedAt === undefined ? work.now : new Date(receivedAt);
    if (at.getTime() > work.now.getTime() + 5 * 60_000)
      throw refused('receivedAt', 'in_the_future', 'Give the time at which it was told, not a later one.');
    checkAnswers(told.answers);
    const id = randomUUID();
    const { rows } = await sql<{ number: string }>`
      select next_tip_number(${at.getUTCFullYear()}::integer) as number`.execute(work.db);
    const number = rows[0]!.number;
    await work.db
      .insertInto('tips')
      .values({
        ...columnsOf(told),
        id,
        number,
        channel,
        originRoute,
        originMode: modeOfRoute[originRoute],
        agencyId: work.account.agencyId,
        receivedBy: work.account.id,
        receivedAt: at,
        externalId,
        ...clockDates(at),
      })
      .execute();
    if (told.answers.length > 0)
      await work.db
        .insertInto('tipAnswers')
        .values(told.answers.map((answer) => ({ ...answer, tipId: id })))
        .execute();
    await work.db
      .insertInto('tipReporters')
      .values({
        tipId: id,
        contactSealed: contact ? sealContact(house.keys, id, contact) : null,
        mayContact: contact !== null,
      })
      .execute();
    const dangerId =
      told.danger === 'yes'
        ? (await raiseDanger(work, { tipId: id, caseId: null, what: '', place: '' })).id
        : null;
    return { id, number, dangerId };
  };
}
