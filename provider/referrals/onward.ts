import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ReferralState } from '../../bridge/referrals.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { openFor, sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { writeDisclosure } from '../record/disclosing.ts';
import type { askedPlaces } from '../vocabulary/referrals.ts';
import type { OnwardContent, onwardContract } from './contract-onward.ts';
import { notNow, onwardMoves, passedWithoutWay, reasonMissing } from './rules.ts';

type All = Handlers<Tables, typeof onwardContract>;
type Move = z.infer<NonNullable<(typeof onwardContract.move)['~orpc']['inputSchema']>>;
const at = (row: string) => ({ table: 'referrals', column: 'sealed', row });

async function referralRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('referrals').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row as typeof row & { state: ReferralState };
}

/** What the provider asks of others for a client, by paper or telephone. Its content never leaves this wing. */
export function onwardHandlers(house: House): All {
  return {
    list: (work, { clientId }) => list(house, work, clientId),
    draft: async (work, { clientId, content, ...facts }) => {
      const refusal = passedWithoutWay(facts.passed, facts.passedHow);
      if (refusal) throw new Problem('refused', { fields: [refusal] });
      const id = randomUUID();
      const sealed = await sealFor(house, clientId, at(id), content);
      await work.db
        .insertInto('referrals')
        .values({ id, clientId, ...facts, sealed })
        .execute();
      return { id };
    },
    change: async (work, { id, version, content, ...facts }) => {
      const refusal = passedWithoutWay(facts.passed, facts.passedHow);
      if (refusal) throw new Problem('refused', { fields: [refusal] });
      const { clientId } = await referralRow(work, id);
      const sealed = await sealFor(house, clientId, at(id), content);
      return update(work, id, version, { ...facts, sealed });
    },
    move: (work, input) => move(house, work, input),
  };
}

async function update(work: Work<Tables>, id: string, version: number, values: Record<string, unknown>) {
  const touched = await work.db
    .updateTable('referrals')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, async () => {
    const row = await referralRow(work, id);
    return row.version === version ? undefined : { version: row.version, state: row.state };
  });
}

/** Writes a move down. What was passed goes into the client's log of disclosures the moment it is offered. */
async function move(house: House, work: Work<Tables>, { id, version, to, reason }: Move) {
  const row = await referralRow(work, id);
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, state: row.state } } });
  const refusal = onwardMoves(row.state).includes(to) ? reasonMissing(to, reason) : notNow;
  if (refusal) throw new Problem('refused', { fields: [refusal] });
  const moved = await update(work, id, version, {
    state: to,
    ...(to === 'declined' ? { declineReason: reason } : {}),
  });
  if (to === 'offered' && row.passed.length > 0) {
    const content = (await openFor(house, row.clientId, at(id), row.sealed)) as OnwardContent | null;
    await writeDisclosure(house, work, {
      clientId: row.clientId,
      kind: 'referral',
      recipientKind: row.toKind as (typeof askedPlaces)[number],
      recipient: content?.recipient ?? '',
      fields: row.passed,
      basis: row.passedHow,
      source: id,
      toldClientAt: row.passedHow === 'together_with_client' ? work.now : null,
    });
  }
  return moved;
}

async function list(house: House, work: Work<Tables>, clientId: string) {
  const { db } = work;
  const client = await db.selectFrom('clients').select('id').where('id', '=', clientId).executeTakeFirst();
  if (!client) throw new Problem('missing');
  const rows = await db
    .selectFrom('referrals as r')
    .innerJoin('accounts as a', 'a.id', 'r.createdBy')
    .selectAll('r')
    .select('a.displayName as by')
    .where('r.clientId', '=', clientId)
    .orderBy('r.createdAt', 'desc')
    .limit(200)
    .execute();
  const steps = await stepsOf(work, clientId);
  const write = work.can('clients.write');
  work.noteReading(
    'referrals',
    rows.map((row) => row.id),
    {},
    { table: 'clients', id: clientId },
  );
  return {
    rows: await Promise.all(
      rows.map(async ({ sealed, clientId: _client, createdBy: _account, by, ...row }) => ({
        ...row,
        answerBy: row.answerBy?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
        movedAt: row.movedAt.toISOString(),
        createdBy: by,
        content: (await openFor(house, clientId, at(row.id), sealed)) as OnwardContent | null,
        may: write ? onwardMoves(row.state as ReferralState) : [],
        moves: steps
          .filter((step) => step.referralId === row.id)
          .map(({ referralId: _of, ...step }) => ({ ...step, at: step.at.toISOString() })),
      })),
    ),
    mayWrite: write,
  } as never;
}

function stepsOf({ db }: Work<Tables>, clientId: string) {
  return db
    .selectFrom('referralSteps as s')
    .leftJoin('accounts as a', 'a.id', 's.movedBy')
    .select(['s.referralId', 's.toState as to', 's.at', 's.reason', 'a.displayName as by'])
    .where('s.clientId', '=', clientId)
    .orderBy('s.at')
    .execute();
}
