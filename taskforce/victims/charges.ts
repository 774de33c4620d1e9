import { randomUUID } from 'node:crypto';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Charge, chargesContract } from './contract-charges.ts';
import { mayIn, personIn, readableVictim } from './working.ts';

type ChargeHandlers = Handlers<Tables, typeof chargesContract>;

const charges = (work: Work<Tables>) =>
  work.db.selectFrom('victimCharges as k').selectAll('k').select(personIn('k.created_by').as('author'));
type Row = Awaited<ReturnType<ReturnType<typeof charges>['execute']>>[number];

function shown({ author, caseId: _case, ...row }: Row): Charge {
  return {
    ...row,
    state: row.state as Charge['state'],
    createdAt: row.createdAt.toISOString(),
    createdBy: author,
  };
}

async function update(work: Work<Tables>, id: string, version: number, values: Record<string, unknown>) {
  const touched = await work.db
    .updateTable('victimCharges')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const row = await charges(work)
      .where('k.id', '=', id)
      .where('k.version', '<>', version)
      .executeTakeFirst();
    return row && shown(row);
  });
}

/** Handlers of charges against victims. They stand on the page of the victim, and on the day of prosecutors as duties. */
export function chargeHandlers(): ChargeHandlers {
  return {
    list: async (work, { victimId }) => {
      const { caseId } = await readableVictim(work, victimId);
      const rows = await charges(work)
        .where('k.victimId', '=', victimId)
        .orderBy('k.chargedOn', 'desc')
        .orderBy('k.id')
        .limit(200)
        .execute();
      for (const { id } of rows)
        work.noteReading('victim_charges', [id], {}, { table: 'victim_charges', id });
      return { rows: rows.map(shown), may: { record: await mayIn(work, 'charges.record', caseId) } };
    },
    record: async (work, input) => {
      const { caseId } = await readableVictim(work, input.victimId);
      const id = randomUUID();
      await work.db
        .insertInto('victimCharges')
        .values({ id, caseId, ...input })
        .execute();
      return { id };
    },
    change: (work, { id, version, ...fields }) => update(work, id, version, fields),
    end: (work, { id, version, ...outcome }) => update(work, id, version, outcome),
  };
}
