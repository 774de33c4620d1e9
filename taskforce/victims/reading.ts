import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { channelsOf } from './channels.ts';
import type { StrandRole, Unmasking, VictimPage, victimsContract } from './contract.ts';
import type { Decision } from './contract-parts.ts';
import { localDay, namesOf, readableVictim } from './opening.ts';
import { meansRequired } from './rules-age.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

/** The page of a victim. The reading is noted with the victim; who they are is no part of it. */
export const readVictim: VictimHandlers['read'] = async (work, { id }) => {
  const victim = await readableVictim(work, id);
  work.noteReading('victims', [id], {}, { table: 'victims', id });
  const { today } = await localDay(work);
  const row = victim as typeof victim & Pick<VictimPage, 'type' | 'ageAtFacts'>;
  const { createdBy, createdAt, lastContactAt, caseId, ...plain } = victim;
  const by = await namesOf(work, [createdBy]);
  return {
    ...(plain as unknown as VictimPage),
    meansRequired: meansRequired(row.type, row.ageAtFacts),
    case: await caseOf(work, caseId),
    lastContactAt: lastContactAt?.toISOString() ?? null,
    identity: await identityOf(work, id),
    decisions: await decisionsOf(work, id),
    unmaskings: await unmaskingsOf(work, id),
    strands: await strandsOf(work, id),
    channels: await channelsOf(work, id),
    createdAt: createdAt.toISOString(),
    createdBy: by(createdBy),
    today,
    may: await mayOf(work, caseId),
  };
};

async function caseOf(work: Work<Tables>, caseId: string): Promise<VictimPage['case']> {
  return work.db
    .selectFrom('cases')
    .select(['id', 'number', 'title'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
}

async function mayOf(work: Work<Tables>, caseId: string): Promise<VictimPage['may']> {
  const { rows } = await sql<VictimPage['may']>`select taskforce.may('victims.write', ${caseId}) as write,
    taskforce.may('victims.confirm', ${caseId}) as confirm, taskforce.may('victims.unmask', ${caseId}) as unmask`.execute(
    work.db,
  );
  return rows[0]!;
}

async function identityOf(work: Work<Tables>, victimId: string): Promise<VictimPage['identity']> {
  const row = await work.db
    .selectFrom('victimIdentities')
    .select(['sealedBy', 'sealedAt', 'version'])
    .where('victimId', '=', victimId)
    .executeTakeFirst();
  if (!row) return null;
  const by = await namesOf(work, [row.sealedBy]);
  return { sealedBy: by(row.sealedBy), sealedAt: row.sealedAt.toISOString(), version: row.version };
}

async function decisionsOf(work: Work<Tables>, victimId: string): Promise<Decision[]> {
  const rows = await work.db
    .selectFrom('victimDecisions')
    .selectAll()
    .where('victimId', '=', victimId)
    .orderBy('place', 'desc')
    .execute();
  const by = await namesOf(
    work,
    rows.map((row) => row.decidedBy),
  );
  return rows.map(({ fromStatus, toStatus, decidedBy, recordedAt, ...row }) => ({
    ...(row as unknown as Decision),
    from: fromStatus as Decision['from'],
    to: toStatus as Decision['to'],
    decidedBy: by(decidedBy),
    recordedAt: recordedAt.toISOString(),
  }));
}

async function unmaskingsOf(work: Work<Tables>, victimId: string): Promise<Unmasking[]> {
  const rows = await work.db
    .selectFrom('victimUnmaskings')
    .select(['id', 'part', 'reason', 'accountId', 'openedAt', 'endsAt', 'closedAt'])
    .where('victimId', '=', victimId)
    .orderBy('openedAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  const by = await namesOf(
    work,
    rows.map((row) => row.accountId),
  );
  return rows.map(({ accountId, openedAt, endsAt, closedAt, ...row }) => ({
    ...(row as Pick<Unmasking, 'id' | 'part' | 'reason'>),
    by: by(accountId),
    openedAt: openedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }));
}

async function strandsOf(work: Work<Tables>, victimId: string): Promise<StrandRole[]> {
  const { rows } = await sql<StrandRole>`
    select r.id, jsonb_build_object('id', s.id, 'label', s.label) as strand, r.role, r.from_on, r.until_on, r.version
    from victim_strands r join strands s on s.id = r.strand_id where r.victim_id = ${victimId}
    order by r.until_on is not null, r.from_on desc, s.label`.execute(work.db);
  return rows;
}
