/** What of tips leaves as a list: never who reported, and how they can be reached. */
import { sql, type SqlBool } from 'kysely';
import type { SheetValue } from '../../kit/documents/csv.ts';
import { columnNames } from '../../kit/imports/target.ts';
import type { ExportList } from '../exports/rules-lists.ts';
import { tipsTarget } from '../imports/targets.ts';
import type { TipFilter } from './contract.ts';
import { namesOf } from './people.ts';
import { matching } from './queue.ts';

const LIMIT = 500;
/** Beside the columns that an import knows. */
const beside = ['number', 'state', 'assigned_to', 'decided_on'];
const columns = columnNames(tipsTarget).filter((name) => !name.startsWith('contact_'));

export const tipExport: ExportList<TipFilter> = {
  list: 'tips',
  permissions: ['tips.read', 'export.make'],
  table: 'tips',
  label: ['law_enforcement_sensitive'],
  columns: [...columns, ...beside].map((name) => ({ name })),
  async *pages(work, filter, ids) {
    let last: { at: string; id: string } | null = null;
    for (;;) {
      const after: typeof last = last;
      let query = matching(work, filter)
        .select(['id', 'number', 'externalId', 'receivedAt', 'channel', 'originRoute', 'what', 'audience'])
        .select([
          'danger',
          'place',
          'language',
          'state',
          'personsRange',
          'minors',
          'ongoing',
          'happened',
          'vehicle',
        ])
        .select(['languagesHeard', 'phones', 'onlineLinks', 'transportMode', 'departure', 'destination'])
        .select(['howKnown', 'trainingCode'])
        .select(['assignedTo', 'decidedAt', sql<string>`tips.received_at::text`.as('key')]);
      if (ids !== null) query = query.where(sql<SqlBool>`tips.id = any(${ids}::uuid[])`);
      if (after)
        query = query.where(
          sql<SqlBool>`(tips.received_at, tips.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
        );
      const rows = await query
        .orderBy('tips.receivedAt', 'desc')
        .orderBy('tips.id', 'desc')
        .limit(LIMIT)
        .execute();
      const names = await namesOf(
        work,
        rows.map((row) => row.assignedTo),
      );
      yield rows.map((row) => {
        const fields: Record<string, SheetValue> = {
          external_id: row.externalId ?? row.number,
          received_at: row.receivedAt.toISOString(),
          channel: row.channel,
          route: row.originRoute,
          what_was_reported: row.what,
          audience: row.audience,
          danger: row.danger,
          place: row.place,
          language: row.language,
          number: row.number,
          state: row.state,
          persons_range: row.personsRange,
          minors: row.minors,
          ongoing: row.ongoing,
          happened: row.happened,
          vehicle: row.vehicle,
          languages_heard: row.languagesHeard,
          phones: row.phones,
          online_links: row.onlineLinks,
          transport_mode: row.transportMode,
          departure: row.departure,
          destination: row.destination,
          how_known: row.howKnown,
          training_code: row.trainingCode,
          assigned_to: names(row.assignedTo)?.displayName ?? null,
          decided_on: row.decidedAt?.toISOString().slice(0, 10) ?? null,
        };
        const cells = tipExport.columns.map(({ name }) => fields[name] ?? null);
        return { id: row.id, scope: { table: 'tips', id: row.id }, handling: [], cells };
      });
      const end = rows.at(-1);
      if (rows.length < LIMIT || !end) return;
      last = { at: end.key, id: end.id };
    }
  },
};
