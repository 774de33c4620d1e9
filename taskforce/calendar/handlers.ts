import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { changedRow } from '../../kit/database/versions.ts';
import { refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { dayOf } from '../vocabulary/days.ts';
import type { calendarContract } from './contract.ts';
import { entries } from './entries.ts';
import { feedHandlers } from './feeds.ts';
import { clashMarks } from './marks.ts';
import { MOST_ENTRIES, windowAllowed } from './rules-entries.ts';
import { settingsHandlers } from './settings.ts';

type CalendarHandlers = Handlers<Tables, typeof calendarContract>;

/** The calendar, days away, private feeds. */
export function calendarHandlers(): CalendarHandlers {
  return {
    read: async (work, wanted) => {
      granted(windowAllowed(wanted.from, wanted.until));
      const rows = await entries(work, wanted);
      const zone = await zoneOf(work);
      const today = dayOf(work.now, zone);
      const marks = await clashMarks(work, rows, today);
      return {
        rows: rows.slice(0, MOST_ENTRIES).map((row) => ({ ...row, clashes: marks.get(row.key) ?? [] })),
        capped: rows.length > MOST_ENTRIES,
        zone,
        today,
      };
    },
    absences: async ({ db, account }) => ({
      rows: await db
        .selectFrom('absences')
        .select(['id', 'fromDay', 'untilDay', 'version'])
        .where('accountId', '=', account.id)
        .where('endedAt', 'is', null)
        .where('untilDay', '>=', sql<string>`taskforce.today()`)
        .orderBy('fromDay')
        .limit(100)
        .execute(),
    }),
    addAbsence: async ({ db }, input) => {
      if (input.untilDay < input.fromDay)
        throw refused('untilDay', 'days_in_order', 'Give a last day that is not before the first.');
      const id = randomUUID();
      await db
        .insertInto('absences')
        .values({ id, ...input })
        .execute();
      return { id };
    },
    endAbsence: async ({ db, now }, { id, version }) => {
      const touched = await db
        .updateTable('absences')
        .set({ endedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      await changedRow(touched, () =>
        db
          .selectFrom('absences')
          .selectAll()
          .where('id', '=', id)
          .where('version', '<>', version)
          .executeTakeFirst(),
      );
      return { done: true };
    },
    ...feedHandlers,
    ...settingsHandlers,
  };
}
