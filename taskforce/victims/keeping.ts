import { sql } from 'kysely';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { victimsContract } from './contract.ts';
import type { FormerlyKnown } from './contract-parts.ts';
import { readableVictim } from './opening.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

/** What was known of a victim before each change, newest first. Nothing sealed is ever kept there. */
export const changesOf: VictimHandlers['changes'] = async (work, { id }) => {
  await readableVictim(work, id);
  const { rows } = await sql<{ id: number; at: Date; by: string | null; before: FormerlyKnown }>`
    select v.id, v.at, (select p.display_name from accounts p where p.id = v.account_id) as by,
      jsonb_strip_nulls(jsonb_build_object('codeName', v.before -> 'code_name', 'type', v.before -> 'type',
        'ageGroup', v.before -> 'age_group', 'ageAtFacts', v.before -> 'age_at_facts', 'yearsAtFacts', v.before -> 'years_at_facts',
        'foreignNational', v.before -> 'foreign_national', 'languages', v.before -> 'languages',
        'interpreter', v.before -> 'interpreter', 'handling', v.before -> 'handling')) as before
    from record_versions v where v.scope_table = 'victims' and v.scope_id = ${id} and v.subject_table = 'victims'
      and v.changed && '{code_name,type,age_group,age_at_facts,years_at_facts,foreign_national,languages,interpreter,handling}'
    order by v.id desc limit 200`.execute(work.db);
  return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
};
