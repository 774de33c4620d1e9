/** What of the referral desk leaves as a list. */
import { sql } from 'kysely';
import type { SheetValue } from '../../kit/documents/csv.ts';
import type { ExportList } from '../exports/rules-lists.ts';
import type { ReferralFilter } from './contract.ts';
import { conditions, rowSource } from './listing.ts';

const PAGE = 500;

type Row = {
  id: string;
  caseId: string;
  handling: string[];
  position: string;
  cells: SheetValue[];
};

const columns = [
  'referral_number',
  'case_number',
  'state',
  'needs',
  'urgency',
  'age',
  'language',
  'interpreter',
  'agreed_on',
  'provider',
  'way',
  'answer_by',
  'decline_reason',
  'asked_by',
  'created_at',
  'moved_at',
  'handling',
];

/**
 * Referrals in the codes of the closed lists. What the person is called, how they are reached and what to look out for
 * stay: who needs them opens the referral, and the reading is written down. The list does not come back by import,
 * because nobody is asked for anything by a file.
 */
export const referralExport: ExportList<ReferralFilter> = {
  list: 'referrals',
  permissions: ['referrals.read', 'export.make'],
  table: 'referrals',
  label: ['law_enforcement_sensitive'],
  columns: columns.map((name) => ({ name })),
  async *pages(work, filter, ids) {
    const where = sql`${conditions(work, filter, true)}
      and ${ids === null ? sql`true` : sql`r.id = any(${ids}::uuid[])`}`;
    for (let after: string | null = null; ;) {
      const { rows }: { rows: Row[] } = await sql<Row>`
        select r.id, r.case_id, x.handling, r.created_at::text || ' ' || r.id as position,
          jsonb_build_array(r.number, c.number, r.state, array_to_string(r.needs, '; '), r.urgency, r.age, r.language,
            r.interpreter, r.agreed_on, p.name, o.way, case when o.state = 'offered' then o.answer_by end,
            case when r.state = 'declined' then o.decline_reason end, a.display_name, r.created_at, r.moved_at,
            array_to_string(x.handling, '; ')) as cells
        from ${rowSource} left join victims v on v.id = r.victim_id,
          lateral (select array(select distinct l from unnest(c.handling || coalesce(v.handling, '{}')) l order by l) as handling) x
        where ${where} and ${after === null ? sql`true` : sql`(r.created_at, r.id) < (${after.slice(0, -37)}::timestamptz, ${after.slice(-36)}::uuid)`}
        order by r.created_at desc, r.id desc limit ${PAGE}`.execute(work.db);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ id, caseId, handling, cells }) => ({
        id,
        scope: { table: 'cases', id: caseId },
        handling,
        cells,
      }));
      if (rows.length < PAGE) return;
      after = last.position;
    }
  },
};
