import { randomUUID } from 'node:crypto';
import { refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { victimsContract } from './contract.ts';
import type { Screening } from './contract-screenings.ts';
import { localDay, namesOf, readableVictim } from './opening.ts';
import { keepScreening } from './rules-screening.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

export const listScreenings: VictimHandlers['screenings'] = async (work, { id }) => {
  await readableVictim(work, id);
  const rows = await work.db
    .selectFrom('victimScreenings')
    .selectAll()
    .where('victimId', '=', id)
    .orderBy('askedOn', 'desc')
    .orderBy('recordedAt', 'desc')
    .limit(200)
    .execute();
  const by = await namesOf(
    work,
    rows.map((row) => row.askedBy),
  );
  return {
    rows: rows.map(({ askedBy, recordedAt, ...row }) => ({
      ...(row as unknown as Screening),
      askedBy: by(askedBy),
      recordedAt: recordedAt.toISOString(),
    })),
  };
};

/** Keeps the answers to a pack as they were given. */
export const screen: VictimHandlers['screen'] = async (work, { id: victimId, answers, ...asked }) => {
  const victim = await readableVictim(work, victimId);
  const { today } = await localDay(work);
  if (asked.askedOn > today)
    throw refused('askedOn', 'in_the_future', 'Give the day on which it was asked: today or earlier.');
  const kept = granted(keepScreening({ ...asked, answers }));
  const id = randomUUID();
  await work.db
    .insertInto('victimScreenings')
    .values({ ...asked, id, victimId, caseId: victim.caseId, answers: JSON.stringify(kept) })
    .execute();
  return { id };
};
