import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { ReceivedTip } from './contract.ts';
import { raiseDanger } from './dangers.ts';
import { clockSettings } from './clock-dates.ts';
import { receivedColumns, refusedTime, sealContact } from './opening.ts';
import { checkAnswers } from './pack-answers.ts';

/** Takes a tip from somebody signed in: the officer's form and programs. */
export function receive(house: House) {
  return async (work: Work<Tables>, input: ReceivedTip) => {
    const { contact, receivedAt, answers, danger } = input;
    const at = receivedAt === undefined ? work.now : new Date(receivedAt);
    const late = refusedTime(at, work.now);
    if (late) throw refused(late.field, late.code, late.remedy);
    checkAnswers(answers);
    const id = randomUUID();
    const { rows } = await sql<{ number: string }>`
      select next_tip_number(${at.getUTCFullYear()}::integer) as number`.execute(work.db);
    const number = rows[0]!.number;
    await work.db
      .insertInto('tips')
      .values({
        ...receivedColumns(input, at, await clockSettings(work.db)),
        id,
        number,
        agencyId: work.account.agencyId,
        receivedBy: work.account.id,
      })
      .execute();
    if (answers.length > 0)
      await work.db
        .insertInto('tipAnswers')
        .values(answers.map((answer) => ({ ...answer, tipId: id })))
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
      danger === 'yes'
        ? (await raiseDanger(work, { tipId: id, caseId: null, what: '', place: '' })).id
        : null;
    return { id, number, dangerId };
  };
}
