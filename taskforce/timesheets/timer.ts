import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { WorkRole } from '../vocabulary/budgets.ts';
import type { Timer, timesheetsContract } from './contract.ts';
import { addHours, oneAtATime, readableCase } from './hours.ts';
import { hoursOfTimer } from './rules.ts';

type TimesheetHandlers = Handlers<Tables, typeof timesheetsContract>;

/** The own timer: one runs at a time, over reloads and sign-outs, until it is stopped or thrown away. */
export const timerHandlers: Pick<TimesheetHandlers, 'timer' | 'startTimer' | 'stopTimer' | 'dropTimer'> = {
  timer: async (work) => ({ timer: await timerOf(work) }),
  startTimer: async (work, input) => {
    await readableCase(work, input.caseId);
    const made = await work.db
      .insertInto('timers')
      .values(input)
      .onConflict((twice) => twice.column('accountId').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw refused('caseId', 'timer_runs', 'Another timer of yours runs. Stop it first.');
    return made;
  },
  stopTimer: async (work, { id, minutes }) => {
    const timer = await taken(work, id);
    const zone = await zoneOf(work);
    const days = granted(hoursOfTimer({ startedAt: timer.startedAt, now: work.now, zone }, minutes));
    for (const one of days) {
      await oneAtATime(work, one.day);
      const { caseId, strandId } = timer;
      await addHours(work, {
        caseId,
        strandId,
        activityId: null,
        workRole: timer.workRole as WorkRole,
        ...one,
      });
    }
    return { days };
  },
  dropTimer: async (work, { id }) => {
    await taken(work, id);
    return { done: true };
  },
};

/** Takes the own timer away. A refusal afterwards brings it back with the rest of the transaction. */
async function taken({ db }: Work<Tables>, id: string) {
  const timer = await db.deleteFrom('timers').where('id', '=', id).returningAll().executeTakeFirst();
  if (!timer) throw new Problem('missing');
  return timer;
}

/** The own running timer, with the names of what it runs for as far as they are open. */
export async function timerOf({ db, account }: Work<Tables>): Promise<Timer | null> {
  const row = await db
    .selectFrom('timers')
    .leftJoin('cases', 'cases.id', 'timers.caseId')
    .leftJoin('strands', 'strands.id', 'timers.strandId')
    .select(['timers.id', 'timers.caseId', 'timers.strandId', 'timers.workRole', 'timers.startedAt'])
    .select(['cases.number as caseNumber', 'cases.title as caseTitle', 'strands.label as strand'])
    .where('timers.accountId', '=', account.id)
    .executeTakeFirst();
  return row ? { ...row, workRole: row.workRole as WorkRole, startedAt: row.startedAt.toISOString() } : null;
}
