import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { clashes, type Engagement } from '../calendar/rules-clashes.ts';
import type { Tables } from '../database/schema.ts';
import type { briefingContract, Clash } from './contract-briefing.ts';
import { mayOf, operationRow } from './plan-reading.ts';

type All = Handlers<Tables, typeof briefingContract>;

type Row = Omit<Clash, 'who' | 'of' | 'from' | 'until'> & {
  who: string;
  name: string;
  wantedFrom: Date;
  wantedUntil: Date;
  fromAt: Date;
  untilAt: Date;
};

/** What the database says of each engagement is decided in `taskforce.plan_clashes`; which of them overlap, here. */
export const readClashes: All['clashes'] = async (work, { id }) => {
  await operationRow(work, id);
  const { rows } = await sql<Row>`select * from taskforce.plan_clashes(${id}::uuid)`.execute(work.db);
  const wanted = new Map<string, Engagement>();
  for (const row of rows) {
    const [from, until] = [row.wantedFrom.getTime(), row.wantedUntil.getTime()];
    wanted.set(`${row.who} ${from} ${until}`, { who: row.who, what: 'this', from, until });
  }
  const others = rows.map((row, i) => ({
    who: row.who,
    what: row.id === null ? `hidden ${i}` : `${row.kind} ${row.id}`,
    from: row.fromAt.getTime(),
    until: row.untilAt.getTime(),
    row,
  }));
  const found = clashes<Engagement & { row?: Row }>([...wanted.values(), ...others]).filter(
    ({ first, second }) => (first.what === 'this') !== (second.what === 'this'),
  );
  const told = found.map(({ first, second, from, until }) => shown((first.row ?? second.row)!, from, until));
  // The same person under one stage and another: the same thing is told once.
  return { rows: [...new Map(told.map((one) => [JSON.stringify(one), one])).values()] };
};

function shown(row: Row, from: number, until: number): Clash {
  return {
    who: row.name,
    of: row.who.startsWith('vehicle:') ? 'vehicle' : 'person',
    told: row.told,
    kind: row.kind,
    id: row.id,
    subkind: row.subkind,
    number: row.number,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
  };
}

export const readVehicles: All['vehicles'] = async (work, { id }) => {
  await operationRow(work, id);
  const rows = await work.db
    .selectFrom('operationVehicles as u')
    .innerJoin('vehicles as v', 'v.id', 'u.vehicleId')
    .innerJoin('agencies as a', 'a.id', 'v.agencyId')
    .select(['v.id as vehicleId', 'v.name', 'v.kind', 'a.shortName as agency', 'u.note'])
    .where('u.operationId', '=', id)
    .orderBy('v.name')
    .execute();
  return { rows, mayPlan: (await mayOf(work, id)).plan };
};

export const setVehicles: All['setVehicles'] = async (work, { id, vehicles }) => {
  await operationRow(work, id);
  await mustPlan(work, id);
  const { db } = work;
  const present = await db
    .selectFrom('operationVehicles')
    .select(['id', 'vehicleId', 'note'])
    .where('operationId', '=', id)
    .execute();
  const wanted = new Map(vehicles.map((one) => [one.vehicleId, one.note]));
  const gone = present.filter((one) => !wanted.has(one.vehicleId)).map((one) => one.id);
  if (gone.length > 0) await db.deleteFrom('operationVehicles').where('id', 'in', gone).execute();
  for (const [vehicleId, note] of wanted) {
    const kept = present.find((one) => one.vehicleId === vehicleId);
    if (!kept)
      await db.insertInto('operationVehicles').values({ operationId: id, vehicleId, note }).execute();
    else if (kept.note !== note)
      await db.updateTable('operationVehicles').set({ note }).where('id', '=', kept.id).execute();
  }
  const { planRevision } = await operationRow(work, id);
  return { planRevision };
};

async function mustPlan(work: Work<Tables>, id: string): Promise<void> {
  if (!(await mayOf(work, id)).plan) throw new Problem('not_permitted');
}
