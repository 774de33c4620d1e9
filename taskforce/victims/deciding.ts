import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { victimsContract } from './contract.ts';
import { localDay, readableVictim } from './opening.ts';
import { decide } from './rules-status.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

/** Records a decision. The database signs it, sets the status and keeps the order of the steps. */
export const decideStatus: VictimHandlers['decide'] = async (work, { id, version, ...asked }) => {
  const victim = await readableVictim(work, id);
  if (victim.version !== version) throw new Problem('conflict', { data: { current: victim } });
  const { today } = await localDay(work);
  const { rows } = await sql<{
    confirm: boolean;
  }>`select taskforce.may('victims.confirm', ${victim.caseId}) as confirm`.execute(work.db);
  const standing = {
    status: victim.status as Parameters<typeof decide>[0]['status'],
    lastDecidedOn: victim.statusSince,
    today,
    mayConfirm: rows[0]!.confirm,
  };
  const { to, basis, ...rest } = granted(decide(standing, asked));
  await work.db
    .insertInto('victimDecisions')
    .values({
      id: randomUUID(),
      victimId: id,
      caseId: victim.caseId,
      toStatus: to,
      basis: [...basis],
      ...rest,
    })
    .execute();
  return { version: (await readableVictim(work, id)).version };
};
