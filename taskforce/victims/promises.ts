import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { ExportList } from '../exports/rules-lists.ts';
import type { PromiseEntry, PromiseFilter, promisesContract } from './contract-promises.ts';
import { readableVictim } from './working.ts';

type PromiseHandlers = Handlers<Tables, typeof promisesContract>;
type Row = Omit<PromiseEntry, 'recordedAt'> & { recordedAt: Date };

async function entries(work: Work<Tables>, where: RawBuilder<unknown>): Promise<PromiseEntry[]> {
  const { rows } = await sql<Row>`
    select p.id, p.case_id, jsonb_build_object('id', v.id, 'codeName', v.code_name) as victim, p.place, p.act, p.kind, p.what,
      p.amount_cents, p.by_name, p.by_agency, p.happened_on, e.place as corrects, c.place as corrected_by, p.reason, p.handling, p.recorded_at,
      (select jsonb_build_object('id', a.id, 'name', a.display_name) from accounts a where a.id = p.recorded_by) as recorded_by
    from promises p join victims v on v.id = p.victim_id
    left join promises e on e.id = p.corrects left join promises c on c.corrects = p.id
    where ${where} order by v.code_name, p.place limit 5000`.execute(work.db);
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
}

function noteEach(work: Work<Tables>, rows: readonly PromiseEntry[]): void {
  for (const { id } of rows) work.noteReading('promises', [id], {}, { table: 'promises', id });
}

/** Handlers of the ledger of promises and benefits. Nothing in it is ever changed. */
export function promiseHandlers(): PromiseHandlers {
  return {
    list: async (work, { victimId }) => {
      await readableVictim(work, victimId);
      const rows = await entries(work, sql`p.victim_id = ${victimId}`);
      noteEach(work, rows);
      return { rows, may: { export: work.can('promises.export') } };
    },
    record: async (work, input) => {
      const { caseId } = await readableVictim(work, input.victimId);
      const id = randomUUID();
      await work.db
        .insertInto('promises')
        .values({ id, caseId, place: 1, ...input })
        .execute();
      return { id };
    },
  };
}

const columns = [
  'code_name',
  'entry',
  'act',
  'kind',
  'what',
  'amount_cents',
  'by_name',
  'by_agency',
  'happened_on',
  'corrects_entry',
  'corrected_by_entry',
  'reason',
  'recorded_at',
  'recorded_by',
  'handling',
];

/** The ledger as it is disclosed: through the prosecutor alone (Giglio; 8 USC 1367 asks for a protective order). */
export const promiseExport: ExportList<PromiseFilter> = {
  list: 'promises',
  permissions: ['promises.read', 'promises.export', 'export.make'],
  table: 'promises',
  label: ['giglio', 'section_1367'],
  columns: columns.map((name) => ({ name })),
  async *pages(work, { victimId, caseId }, ids) {
    const where = [
      sql`true`,
      ...(victimId === null ? [] : [sql`p.victim_id = ${victimId}`]),
      ...(caseId === null ? [] : [sql`p.case_id = ${caseId}`]),
      ...(ids === null ? [] : [sql`p.id = any(${ids}::uuid[])`]),
    ];
    const rows = await entries(work, sql.join(where, sql` and `));
    yield rows.map((row) => ({
      id: row.id,
      scope: { table: 'promises', id: row.id },
      handling: row.handling,
      cells: [
        row.victim.codeName,
        row.place,
        row.act,
        row.kind,
        row.what,
        row.amountCents,
        row.byName,
        row.byAgency,
        row.happenedOn,
        row.corrects,
        row.correctedBy,
        row.reason,
        row.recordedAt,
        row.recordedBy.name,
        row.handling.join('; '),
      ],
    }));
  },
};
