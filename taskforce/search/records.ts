import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../database/schema.ts';
import type { TipChannel } from '../vocabulary/tips.ts';
import type { SearchKind } from './rules-kinds.ts';
import { coarsePlace } from './rules-titles.ts';

/** A record as search shows it, read under the policies of its reader. */
export type ShownRecord = {
  kind: SearchKind;
  id: string;
  title: string;
  texts: string[];
  day: string;
  caseId: string | null;
  caseNumber: string | null;
  caseTitle: string | null;
  tipId: string | null;
  operationId: string | null;
  tipNumber: string | null;
  /** By what way the tip came, and its town where it was told; both null for records without a tip. */
  tipChannel: TipChannel | null;
  tipPlace: string | null;
};

type Row = Pick<ShownRecord, 'id' | 'title' | 'texts' | 'day' | 'caseId' | 'tipId'> & {
  operationId?: string;
};

/** What is read of each kind. Every text that search_document took stands here too, so that a hit can be shown. */
const readings: Record<SearchKind, RawBuilder<unknown>> = {
  case: sql`select id, number || ' ' || title as title, array[summary, external_id] as texts, opened_on as day, id as case_id, null as tip_id from cases`,
  strand: sql`select id, label as title, array[description, external_id] as texts, opened_on as day, case_id, null as tip_id from strands`,
  activity: sql`select id, title, array[description, external_id] as texts, happened_on as day, case_id, null as tip_id from activities`,
  task: sql`select id, title, array[description, outcome] as texts, created_at::date as day, case_id, null as tip_id from tasks`,
  note: sql`select id, '' as title, array[body] as texts, happened_on as day, case_id, null as tip_id from notes`,
  decision: sql`select id, question as title, array[decision, why] as texts, asked_at::date as day, case_id, null as tip_id from decisions_needed`,
  fact: sql`select id, title, array[body] as texts, coalesce(happened_on, carried_at::date) as day, case_id, null as tip_id from carried_facts`,
  file: sql`select id, name as title, array[]::text[] as texts, uploaded_at::date as day, case when scope_table = 'cases' then scope_id end as case_id,
    case when scope_table = 'tips' then scope_id end as tip_id from files`,
  tip: sql`select id, number as title, array[what, place, happened, vehicle, phones, online_links, languages_heard, departure, destination, how_known, external_id] as texts,
    received_at::date as day, null as case_id, id as tip_id from tips`,
  message: sql`select id, '' as title, array[body] as texts, sent_at::date as day, null as case_id, tip_id from tip_messages`,
  operation: sql`select id, number || ' ' || title as title, array[objective] as texts, coalesce(planned_from, created_at)::date as day, case_id, null as tip_id, id as operation_id from operations`,
  lesson: sql`select l.id, o.number || ' ' || o.title as title, array[l.lesson, l.reminder] as texts, l.created_at::date as day, o.case_id, null as tip_id, o.id as operation_id
    from operation_lessons l join operations o on o.id = l.operation_id`,
  person: sql`select id, display_name as title, array[]::text[] as texts, created_at::date as day, null as case_id, null as tip_id from accounts`,
};

/** The records of a page of hits that the reader may read, by kind and id. */
export async function readRecords(
  db: Kysely<Tables>,
  hits: readonly { kind: SearchKind; id: string }[],
): Promise<Map<string, ShownRecord>> {
  const rows: (Row & { kind: SearchKind })[] = [];
  for (const kind of new Set(hits.map((hit) => hit.kind))) {
    const ids = hits.filter((hit) => hit.kind === kind).map((hit) => hit.id);
    const read =
      await sql<Row>`select * from (${readings[kind]}) r where r.id = any (${ids}::uuid[])`.execute(db);
    rows.push(...read.rows.map((row) => ({ ...row, kind })));
  }
  const cases = await named(
    db,
    'cases',
    rows.map((row) => row.caseId),
  );
  const tips = await named(
    db,
    'tips',
    rows.map((row) => row.tipId),
  );
  return new Map(
    rows.map((row) => {
      const inCase = row.caseId === null ? undefined : cases.get(row.caseId);
      const ofTip = row.tipId === null ? undefined : tips.get(row.tipId);
      const texts = row.texts.filter((text) => text !== null && text !== '');
      const names = { caseNumber: inCase?.number ?? null, caseTitle: inCase?.title ?? null };
      const tip = {
        tipNumber: ofTip?.number ?? null,
        tipChannel: ofTip?.channel ?? null,
        tipPlace: ofTip ? coarsePlace(ofTip.place) : null,
      };
      return [keyOf(row), { ...row, operationId: row.operationId ?? null, texts, ...names, ...tip }];
    }),
  );
}

export const keyOf = (hit: { kind: string; id: string }): string => `${hit.kind} ${hit.id}`;

type Named = { id: string; number: string; title: string; channel: TipChannel | null; place: string };

async function named(
  db: Kysely<Tables>,
  table: 'cases' | 'tips',
  wanted: readonly (string | null)[],
): Promise<Map<string, Named>> {
  const ids = [...new Set(wanted.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const more =
    table === 'cases' ? sql`title, null as channel, '' as place` : sql`'' as title, channel, place`;
  const { rows } = await sql<Named>`
    select id, number, ${more} from ${sql.table(table)} where id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The case, tip or operation with this number, when the reader may read it. */
export async function byNumber(
  db: Kysely<Tables>,
  number: string,
): Promise<{ kind: SearchKind; id: string } | null> {
  const kind = number.startsWith('T-') ? 'tip' : number.startsWith('OP-') ? 'operation' : 'case';
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`${kind}s`)} where number = ${number}`.execute(db);
  return rows[0] ? { kind, id: rows[0].id } : null;
}
