import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { deconflictionContract } from './contract.ts';
import type { Entry, HandoffRow, StrandTarget, Told } from './contract-parts.ts';
import type { DeconflictionSettings } from './rules.ts';

type All = Handlers<Tables, typeof deconflictionContract>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Settings as they hold: what was never set is as the product begins. */
export async function settingsOf(work: Work<Tables>): Promise<DeconflictionSettings> {
  const { rows } = await sql<{ set: DeconflictionSettings }>`
    select taskforce.deconfliction_settings() as set`.execute(work.db);
  return rows[0]!.set;
}

/** Conflicts as the session is told of them: its own, or those of an operation that it plans. */
export async function conflictsTold(work: Work<Tables>, operationId: string | null): Promise<Told[]> {
  const { rows } = await sql<Omit<Told, 'foundAt'> & { foundAt: Date }>`
    select * from taskforce.conflicts_told(${operationId}::uuid)`.execute(work.db);
  return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
}

type EntryRow = Omit<Entry, 'from' | 'until' | 'checkedAt' | 'expiresAt' | 'createdAt'> & {
  fromAt: Date | null;
  untilAt: Date | null;
  checkedAt: Date | null;
  expiresAt: Date | null;
  createdAt: Date;
};

/** What the session entered on its own, or what belongs to an operation that it plans. */
export async function entriesOf(work: Work<Tables>, operationId: string | null): Promise<Entry[]> {
  const { rows } =
    await sql<EntryRow>`select * from taskforce.deconfliction_mine(${operationId}::uuid)`.execute(work.db);
  return rows.map(({ fromAt, untilAt, ...row }) => ({
    ...row,
    from: iso(fromAt),
    until: iso(untilAt),
    checkedAt: iso(row.checkedAt),
    expiresAt: iso(row.expiresAt),
    createdAt: row.createdAt.toISOString(),
  }));
}

export async function handoffsOf(work: Work<Tables>, entryId: string): Promise<HandoffRow[]> {
  const { rows } = await sql<
    Omit<HandoffRow, 'madeAt' | 'answeredAt'> & { madeAt: Date; answeredAt: Date | null }
  >`
    select * from taskforce.handoffs_of(${entryId}::uuid)`.execute(work.db);
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString(), answeredAt: iso(row.answeredAt) }));
}

export const mine: All['mine'] = async (work) => ({
  entries: await entriesOf(work, null),
  conflicts: await conflictsTold(work, null),
  coordinator: (await settingsOf(work)).coordinator,
});

const HOUR = 3_600_000;

export const ofOperation: All['ofOperation'] = async (work, { operationId }) => {
  const { rows } = await sql<{
    lacks: Told[] | null;
    open: number;
    handed: boolean;
    plannedFrom: Date | null;
  }>`
    select * from taskforce.deconfliction_standing(${operationId}::uuid)`.execute(work.db);
  const [standing] = rows;
  const entries = await entriesOf(work, operationId);
  const entry = entries.find(({ subject }) => subject === 'operation') ?? null;
  const { systems, coordinator, leadHours } = await settingsOf(work);
  const found = (standing?.lacks ?? ['check']) as Awaited<ReturnType<All['ofOperation']>>['lacks'];
  const from = standing?.plannedFrom ?? null;
  return {
    entry,
    current: found.length === 0,
    lacks: found,
    open: standing?.open ?? 0,
    conflicts: await conflictsTold(work, operationId),
    targets: entries.filter(({ subject }) => subject === 'target'),
    handoffs: entry === null ? [] : await handoffsOf(work, entry.id),
    handedOff: standing?.handed ?? false,
    handoffDue: from === null ? null : new Date(from.getTime() - leadHours * HOUR).toISOString(),
    systems,
    coordinator,
  };
};

type StrandRow = Omit<StrandTarget, 'checkedAt' | 'expiresAt' | 'createdAt'> &
  Pick<EntryRow, 'checkedAt' | 'expiresAt' | 'createdAt'>;

export const ofStrand: All['ofStrand'] = async ({ db }, { strandId }) => {
  const { rows } =
    await sql<StrandRow>`select * from taskforce.deconfliction_of_strand(${strandId}::uuid)`.execute(db);
  return {
    rows: rows.map((row) => ({
      ...row,
      checkedAt: iso(row.checkedAt),
      expiresAt: iso(row.expiresAt),
      createdAt: row.createdAt.toISOString(),
    })),
  };
};

const PAGE = 50;

export const log: All['log'] = async (work, { everybody, before }) => {
  type Row = Awaited<ReturnType<All['log']>>['rows'][number];
  const { rows } = await sql<Omit<Row, 'checkedAt'> & { checkedAt: Date }>`
    select * from taskforce.deconfliction_log(${everybody}, ${before}::timestamptz)`.execute(work.db);
  const shown = rows.slice(0, PAGE).map((row) => ({ ...row, checkedAt: row.checkedAt.toISOString() }));
  return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.checkedAt ?? null) : null };
};
