import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { measureNames } from '../../bridge/figures.ts';
import type { MessageBody } from '../../bridge/messages.ts';
import { post } from '../../bridge/posting.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { figuresContract } from './contract.ts';
import { countMeasure, type FigureRow } from './counting.ts';
import { listPartners, listReports, readReport } from './reading.ts';
import { mayCount } from './rules.ts';

type All = Handlers<Tables, typeof figuresContract>;
type In<K extends keyof typeof figuresContract> = z.infer<
  NonNullable<(typeof figuresContract)[K]['~orpc']['inputSchema']>
>;
const done = { done: true } as const;

/** Figures: totals that may leave the wing. Counted by one person, looked at and sent by another. */
export function figuresHandlers(): All {
  return {
    partners: listPartners,
    list: (work, { page }) => listReports(work, page),
    count,
    read: (work, { id }) => readReport(work, id),
    send,
    withdraw: async (work, { id, version }) => {
      await settle(work, id, version, 'withdrawn');
      return done;
    },
  };
}

async function count(work: Work<Tables>, input: In<'count'>) {
  const { db } = work;
  const { from, until, limit, pairId, amends } = input;
  // The database's own time: what it calls known by now is counted, and the report says so.
  const { rows: times } = await sql<{ now: string; today: string }>`
    select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now, to_char(now() at time zone 'utc', 'YYYY-MM-DD') as today`.execute(
    db,
  );
  const { now, today } = times[0]!;
  const fields = mayCount(input, today);
  if (fields.length > 0) throw new Problem('refused', { fields });
  if (pairId !== null && !(await listPartners(work)).rows.some((one) => one.pairId === pairId))
    throw refused(
      'pairId',
      'not_paired',
      'Choose a partner that is paired with this installation, or ask an administrator to pair it.',
    );
  const id = randomUUID();
  const measures = measureNames.filter((name) => input.measures.includes(name));
  await db
    .insertInto('figureReports')
    .values({ id, pairId, fromOn: from, untilOn: until, smallLimit: limit, measures, amends })
    .execute();
  const rows: FigureRow[] = [];
  for (const measure of measures)
    rows.push(...(await countMeasure(work, measure, { from, until, countedAt: now }, limit)));
  await db
    .insertInto('figureRows')
    .values(rows.map((row, place) => ({ id: randomUUID(), reportId: id, place, ...row })))
    .execute();
  return { id };
}

/** Sends what a colleague counted. The database asks for the second person, and that nothing was sent in between. */
async function send(work: Work<Tables>, { id, version }: In<'send'>) {
  const { report, leaves } = (await readReport(work, id)) as {
    report: { partner: { pairId: string } | null };
    leaves: MessageBody<'figures.sent'>;
  };
  if (!report.partner)
    throw refused('pairId', 'only_to_look', 'Count it anew for a task force that is paired with you.');
  await settle(work, id, version, 'sent');
  await post(work, report.partner.pairId, 'figures.sent', leaves);
  return done;
}

async function settle(work: Work<Tables>, id: string, version: number, state: string): Promise<void> {
  const { numUpdatedRows } = await work.db
    .updateTable('figureReports')
    .set({ state })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  const current = await work.db
    .selectFrom('figureReports')
    .select(['version', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!current || current.version === version) throw new Problem('missing');
  throw new Problem('conflict', { data: { current } });
}
