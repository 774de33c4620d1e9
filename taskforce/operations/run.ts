import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { type BoardPlan, type boardContract, type KeptEntry } from './contract-run.ts';
import { logLines, logPdf } from './log-document.ts';
import type { Language } from '../vocabulary/words.ts';
import { recordEntries } from './recording.ts';
import { AFTER_END_HOURS } from './rules-run.ts';
import { boxKeyOf } from './sealed-entries.ts';

type PlanOfBoard = Omit<BoardPlan, 'boxKey' | 'me' | 'holdUntil'>;

/** The live board: what it shows, its log, and writing it down. */
export function boardHandlers(house: House): Handlers<Tables, typeof boardContract> {
  return {
    mine: async (work) => {
      const { rows } = await sql<{ operation: BoardPlan['operation'] | null }>`
        select taskforce.board_plan(p.operation_id) -> 'operation' as operation from (
          select distinct operation_id from operation_posts where account_id = ${work.account.id}) p`.execute(
        work.db,
      );
      const open = rows.flatMap(({ operation }) => operation ?? []);
      return {
        rows: open.toSorted((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1)).slice(0, 100),
      };
    },
    read: async (work, { id }) => {
      const plan = await planOf(work, id);
      const { endedAt } = plan.operation;
      const ends = endedAt === null ? Infinity : Date.parse(endedAt) + AFTER_END_HOURS * 3_600_000;
      return {
        ...plan,
        boxKey: boxKeyOf(house.keys.token, id),
        me: work.account.id,
        holdUntil: new Date(Math.min(work.session.expiresAt.getTime(), ends)).toISOString(),
      };
    },
    entries: async (work, { id, after, limit }) => {
      await mustSeeBoard(work, id);
      const rows = await entriesAfter(work, id, after, limit + 1);
      return { entries: rows.slice(0, limit), more: rows.length > limit };
    },
    record: (work, input) => recordEntries(house, work, input),
    log: async (work, { id, format }) => {
      const plan = await planOf(work, id);
      const entries = await wholeLog(work, id);
      const { text, hash } = logLines(plan, entries);
      const content =
        format === 'jsonl' ? Buffer.from(text) : await logPdf(house, work, plan, entries, languageOf(work));
      work.note('export', 'operation_entries', [], { as: format }, { table: 'operations', id });
      return { name: `${plan.operation.number}-log.${format}`, content: content.toString('base64'), hash };
    },
  };
}

async function planOf(work: Work<Tables>, id: string): Promise<PlanOfBoard> {
  const { rows } = await sql<{ plan: PlanOfBoard | null }>`
    select taskforce.board_plan(${id}::uuid) as plan`.execute(work.db);
  const plan = rows[0]?.plan;
  if (!plan) throw new Problem('missing');
  return plan;
}

/** Every entry of a log, page by page. */
async function wholeLog(work: Work<Tables>, id: string): Promise<KeptEntry[]> {
  const all: KeptEntry[] = [];
  for (;;) {
    const page = await entriesAfter(work, id, all.at(-1)?.sequence ?? 0, 1000);
    all.push(...page);
    if (page.length < 1000) return all;
  }
}

const languageOf = ({ account }: Work<Tables>): Language => (account.language === 'es' ? 'es' : 'en');

/** @throws Problem missing, where the board is not open to this person or there is none */
export async function mustSeeBoard(work: Work<Tables>, id: string): Promise<void> {
  const { rows } = await sql`select 1 from taskforce.boards() b where b = ${id}::uuid`.execute(work.db);
  if (rows.length === 0) throw new Problem('missing');
}

type Row = Omit<KeptEntry, 'at' | 'recordedAt' | 'counts' | 'by'> & {
  at: Date;
  recordedAt: Date;
  byId: string;
  byName: string;
} & NonNullable<KeptEntry['counts']>;

/** Entries of a log after a sequence, as far as the session may read it. */
export async function entriesAfter(
  { db }: Pick<Work<Tables>, 'db'>,
  id: string,
  after: number,
  limit: number,
): Promise<KeptEntry[]> {
  const { rows } = await sql<Row>`
    select e.id, e.sequence, e.kind, e.at, e.recorded_at, e.late, e.post_id, e.stage_id, e.corrects, e.provider_id,
      e.referral_id, e.danger_id, e.women, e.men, e.adults_not_said, e.girls, e.boys, e.minors_not_said, e.amount,
      e.place_kind, e.note, e.created_by as by_id, a.display_name as by_name
    from operation_entries e join accounts a on a.id = e.created_by
    where e.operation_id = ${id} and e.sequence > ${after} order by e.sequence limit ${limit}`.execute(db);
  return rows.map(({ women, men, adultsNotSaid, girls, boys, minorsNotSaid, byId, byName, ...row }) => {
    const counts = { women, men, adultsNotSaid, girls, boys, minorsNotSaid };
    const some = Object.values(counts).some((count) => count > 0);
    return {
      ...row,
      at: row.at.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      by: { id: byId, name: byName },
      counts: some ? counts : null,
    };
  });
}
