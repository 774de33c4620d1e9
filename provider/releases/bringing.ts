import { randomUUID } from 'node:crypto';
import { broughtMoves, type BroughtState } from '../../bridge/brought.ts';
import { post } from '../../bridge/posting.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { bringingContract } from './contract-bringing.ts';
import { releaseRow } from './drafting.ts';
import { whyNotBring, whyNotOffer } from './rules-bringing.ts';

type All = Handlers<Tables, typeof bringingContract>;

/** A referral to law enforcement as the reader may see it. @throws Problem missing */
async function broughtRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('broughtReferrals').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row as typeof row & { state: BroughtState };
}

/** One that goes to a state now. @throws Problem missing, conflict, refused */
async function going(work: Work<Tables>, id: string, version: number, to: BroughtState) {
  const row = await broughtRow(work, id);
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, state: row.state } } });
  if (!broughtMoves(row.state, 'sender').includes(to))
    throw refused(
      'to',
      'not_now',
      'A referral cannot go from its present state to this one. Load it anew and choose what is offered.',
    );
  return row;
}

async function update(work: Work<Tables>, id: string, version: number, set: Record<string, unknown>) {
  const touched = await work.db
    .updateTable('broughtReferrals')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const row = await broughtRow(work, id);
    return row.version === version ? undefined : { version: row.version, state: row.state };
  });
}

const brought: All['brought'] = async (work, { releaseId }) => {
  const release = await releaseRow(work, releaseId);
  const rows = await work.db
    .selectFrom('broughtReferrals as b')
    .innerJoin('accounts as a', 'a.id', 'b.createdBy')
    .select(['b.id', 'b.state', 'b.urgency', 'b.answerBy', 'b.declineReason', 'a.displayName as createdBy'])
    .select(['b.createdAt', 'b.movedAt', 'b.version'])
    .where('b.releaseId', '=', releaseId)
    .orderBy('b.createdAt', 'desc')
    .limit(50)
    .execute();
  const write = work.can('releases.write');
  return {
    rows: rows.map((row) => ({
      ...row,
      answerBy: row.answerBy?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      movedAt: row.movedAt.toISOString(),
      may: write ? broughtMoves(row.state as BroughtState, 'sender') : [],
    })) as never,
    mayBring:
      write &&
      whyNotBring(
        release,
        rows.map((row) => row.state as BroughtState),
      ) === null,
  };
};

const bring: All['bring'] = async (work, { releaseId, urgency }) => {
  const release = await releaseRow(work, releaseId);
  const rows = await work.db
    .selectFrom('broughtReferrals')
    .select('state')
    .where('releaseId', '=', releaseId)
    .execute();
  const refusal = whyNotBring(
    release,
    rows.map((row) => row.state as BroughtState),
  );
  if (refusal) throw new Problem('refused', { fields: [refusal] });
  const id = randomUUID();
  await work.db
    .insertInto('broughtReferrals')
    .values({ id, clientId: release.clientId, releaseId, urgency })
    .execute();
  return { id };
};

/** Tells the task force: which release, how soon, until when. What the survivor says stands in the release alone. */
const offerBrought: All['offerBrought'] = async (work, { id, version, answerHours }) => {
  const row = await going(work, id, version, 'offered');
  const release = await releaseRow(work, row.releaseId);
  const refusal = whyNotOffer(release, work.now);
  if (refusal) throw new Problem('refused', { fields: [refusal] });
  const answerBy = new Date(work.now.getTime() + answerHours * 3_600_000);
  const moved = await update(work, id, version, { state: 'offered', answerBy });
  await post(work, release.pairId!, 'referral.brought', {
    referral: row.crossing,
    release: row.releaseId,
    urgency: row.urgency as 'today',
    answerBy: answerBy.toISOString(),
  });
  return moved;
};

const withdrawBrought: All['withdrawBrought'] = async (work, { id, version }) => {
  const row = await going(work, id, version, 'withdrawn');
  const release = await releaseRow(work, row.releaseId);
  const moved = await update(work, id, version, { state: 'withdrawn' });
  const open = await work.db
    .withSchema('bridge')
    .selectFrom('pairs' as never)
    .select('state' as never)
    .where('id' as never, '=', release.pairId as never)
    .where('state' as never, '=', 'open' as never)
    .executeTakeFirst();
  // A pair that ended carries nothing any more; the referral ended with it.
  if (row.state !== 'draft' && open)
    await post(work, release.pairId!, 'referral.brought_withdrawn', {
      referral: row.crossing,
      at: work.now.toISOString(),
    });
  return moved;
};

/** What a provider tells law enforcement for a survivor who wants to report. */
export const bringingHandlers: All = {
  brought,
  bring,
  changeBrought: async (work, { id, version, urgency }) => {
    const row = await broughtRow(work, id);
    if (row.state !== 'draft')
      throw refused('urgency', 'not_a_draft', 'It was offered already. Withdraw it and write a new one.');
    return update(work, id, version, { urgency });
  },
  offerBrought,
  withdrawBrought,
};
