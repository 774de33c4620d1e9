import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { caseOfOperation, writeDanger } from '../tips/opening-danger.ts';
import { Draft, type boardContract } from './contract-run.ts';
import {
  isWhole,
  mayRecord,
  noCounts,
  setRight,
  timely,
  type DraftEntry,
  type EntryRefusal,
  type Recorder,
  type Span,
} from './rules-run.ts';
import { openBox } from './sealed-entries.ts';

type In = z.infer<NonNullable<(typeof boardContract.record)['~orpc']['inputSchema']>>;
type Result = { id: string; sequence: number | null; late: boolean; refused: EntryRefusal | null };
type Context = Recorder & Span & { now: Date; stages: string[]; allPosts: string[]; providers: string[] };
type Judged = { entry: DraftEntry; at: Date };

/** Adds entries to the log of an operation. What is there already is answered again; each refusal stands by itself. */
export async function recordEntries(house: House, work: Work<Tables>, input: In) {
  const context = await contextOf(work, input.id);
  const results = new Map<string, Result>();
  const refuse = (id: string, refused: EntryRefusal) =>
    results.set(id, { id, sequence: null, late: false, refused });
  const drafts: DraftEntry[] = [...input.entries];
  for (const { id, box } of input.sealed) {
    const where = { operationId: input.id, accountId: work.account.id, entryId: id };
    const opened = Draft.safeParse(openBox(house.keys.token, where, box));
    if (opened.success && opened.data.id === id) drafts.push(opened.data);
    else refuse(id, 'unreadable');
  }
  const kept = await keptEntries(work, input.id, drafts);
  const judged: Judged[] = [];
  for (const entry of drafts) {
    const before = kept.get(entry.id);
    if (before) {
      if (before.mine) results.set(entry.id, { id: entry.id, ...before.kept, refused: null });
      else refuse(entry.id, 'id_taken');
      continue;
    }
    if (judged.some((one) => one.entry.id === entry.id)) continue;
    const at = setRight(new Date(entry.at), new Date(input.sentAt), context.now);
    const known = (id: string) => kept.has(id) || judged.some((one) => one.entry.id === id);
    const refused = judge(context, entry, at, known);
    if (refused) refuse(entry.id, refused);
    else judged.push({ entry, at });
  }
  for (const one of await keep(work, input.id, await raised(work, input.id, judged)))
    results.set(one.id, { ...one, refused: null });
  const twice = judged.flatMap(({ entry }) => (results.has(entry.id) ? [] : [entry]));
  // Sent twice at once: the other request kept it.
  for (const [id, one] of twice.length > 0 ? await keptEntries(work, input.id, twice) : [])
    if (twice.some((entry) => entry.id === id))
      results.set(id, { id, ...one.kept, refused: one.mine ? null : 'id_taken' });
  const sent = [...input.entries, ...input.sealed].map((one) => one.id);
  return { results: [...new Set(sent)].map((id) => results.get(id)!) };
}

function judge(
  context: Context,
  entry: DraftEntry,
  at: Date,
  known: (id: string) => boolean,
): EntryRefusal | null {
  const when = timely(context, at, context.now);
  if (when !== 'in_time' && when !== 'late') return when;
  if (!isWhole(entry)) return 'not_whole';
  if (entry.stageId !== null && !context.stages.includes(entry.stageId)) return 'unknown_stage';
  if (entry.postId !== null && !context.allPosts.includes(entry.postId)) return 'unknown_post';
  if (entry.providerId !== null && !context.providers.includes(entry.providerId)) return 'unknown_provider';
  if (entry.corrects !== null && !known(entry.corrects)) return 'unknown_entry';
  return mayRecord(context, entry.kind, entry.postId) ? null : 'not_yours';
}

type RecorderRow = {
  runs: boolean;
  commandsOnScene: boolean;
  posts: string[];
  allPosts: string[];
  stages: string[];
  startedAt: Date | null;
  endedAt: Date | null;
  now: Date;
};

/** @throws Problem missing, for whoever neither runs the operation nor stands on its roster */
async function contextOf(work: Work<Tables>, id: string): Promise<Context> {
  const { rows } = await sql<RecorderRow>`select * from taskforce.board_recorder(${id}::uuid)`.execute(
    work.db,
  );
  const row = rows[0];
  if (!row) throw new Problem('missing');
  const { rows: providers } = await sql<{ id: string }>`
    select id from taskforce.board_providers(${id}::uuid)`.execute(work.db);
  return { ...row, providers: providers.map((one) => one.id) };
}

/** What of the entries, and of those they refer to, is in the log. */
async function keptEntries(work: Work<Tables>, id: string, drafts: readonly DraftEntry[]) {
  const ids = drafts.flatMap((entry) => [entry.id, entry.corrects ?? entry.id]);
  const { rows } = await sql<{ id: string; sequence: number; late: boolean; mine: boolean }>`
    select e.id, e.sequence, e.late, e.mine from taskforce.entries_kept(${id}::uuid, ${ids}::uuid[]) e`.execute(
    work.db,
  );
  return new Map(rows.map(({ id: one, mine, ...kept }) => [one, { mine, kept }]));
}

/**
 * Danger that was pressed without a connection is raised as it arrives, each press once; the entry then names it.
 * Whoever sends the same at once waits for the other, and finds it kept.
 */
async function raised(work: Work<Tables>, id: string, judged: readonly Judged[]): Promise<Judged[]> {
  const pressed = judged.filter(({ entry }) => entry.kind === 'danger' && entry.dangerId === null);
  if (pressed.length === 0 || !work.can('danger.raise')) return [...judged];
  await sql`select pg_advisory_xact_lock(4630, hashtext(${id}))`.execute(work.db);
  const kept = await keptEntries(
    work,
    id,
    pressed.map(({ entry }) => entry),
  );
  const caseId = await caseOfOperation(work, id);
  const dangers = new Map<string, string>();
  for (const { entry } of pressed) {
    if (kept.has(entry.id)) continue;
    const about = { what: entry.note, place: '', tipId: null, caseId, operationId: id };
    dangers.set(entry.id, (await writeDanger(work, about)).id);
  }
  return judged.map(({ entry, at }) => ({
    entry: { ...entry, dangerId: dangers.get(entry.id) ?? entry.dangerId },
    at,
  }));
}

async function keep(work: Work<Tables>, id: string, judged: readonly Judged[]) {
  if (judged.length === 0) return [];
  return work.db
    .insertInto('operationEntries')
    .values(
      judged.map(({ entry, at }) => {
        const { counts, at: deviceAt, ...rest } = entry;
        return {
          ...rest,
          ...(counts ?? noCounts),
          operationId: id,
          at,
          deviceAt: new Date(deviceAt),
        } as never;
      }),
    )
    .returning(['id', 'sequence', 'late'])
    .execute();
}
