import { randomUUID } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { post } from '../../bridge/posting.ts';
import { WORD_OF_STATE, type ReferralState, type ToldState } from '../../bridge/referrals.ts';
import type { MessageBody } from '../../bridge/messages.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { OfferRow, offersContract } from './contract.ts';
import { offerMoves, whyNotMove } from './rules.ts';

const PAGE = 50;
const CAP = 10_000;

type Row = Omit<OfferRow, 'receivedAt' | 'answerBy' | 'movedAt'> &
  Record<'receivedAt' | 'answerBy' | 'movedAt', Date>;
type List = z.infer<NonNullable<(typeof offersContract.list)['~orpc']['inputSchema']>>;

const columns = sql`o.id, p.peer_name as "from", o.alias, o.state, o.needs, o.urgency, o.age, o.language, o.interpreter,
  o.received_at, o.answer_by, o.moved_at, o.version`;
const source = sql`provider.offers o join bridge.pairs p on p.id = o.pair_id`;
/** What waits for an answer comes first, the shortest time left on top; the rest by its last change. */
const orders = {
  answer_by: sql`o.state <> 'offered', case when o.state = 'offered' then o.answer_by end, o.moved_at desc`,
  received: sql`o.received_at desc`,
  moved: sql`o.moved_at desc`,
} as const;

const shown = (row: Row): OfferRow => ({
  ...row,
  receivedAt: row.receivedAt.toISOString(),
  answerBy: row.answerBy.toISOString(),
  movedAt: row.movedAt.toISOString(),
});

function conditions({ states, urgencies, needs }: List) {
  const all = [
    states.length > 0 && sql<SqlBool>`o.state = any(${states}::text[])`,
    urgencies.length > 0 && sql<SqlBool>`o.urgency = any(${urgencies}::text[])`,
    needs.length > 0 && sql<SqlBool>`o.needs && ${needs}::text[]`,
  ].filter((one) => typeof one === 'object');
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

async function list({ db }: Work<Tables>, input: List) {
  const where = conditions(input);
  const { rows } = await sql<Row>`select ${columns} from ${source} where ${where}
    order by ${orders[input.sort]}, o.id limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(db);
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from ${source} where ${where} limit ${CAP + 1}) capped`.execute(db);
  const n = Number(counted.rows[0]?.n ?? 0);
  return { rows: rows.map(shown), total: { count: Math.min(n, CAP), capped: n > CAP } };
}

/** The offer as the reader may see it. @throws Problem missing */
async function offerRow({ db }: Work<Tables>, id: string) {
  const row = await db.selectFrom('offers').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row as typeof row & { state: ReferralState };
}

/** Offers of task forces: read, answered, and linked to the client they became. */
export function offersHandlers(): Handlers<Tables, typeof offersContract> {
  return {
    list,
    read,
    move,
    link: async (work, { id, clientId }) => {
      await offerRow(work, id);
      const link = randomUUID();
      await work.db.insertInto('offerClients').values({ id: link, offerId: id, clientId }).execute();
      return { id: link };
    },
    unlink: async ({ db, now }, { link, version }) => {
      const { numUpdatedRows } = await db
        .updateTable('offerClients')
        .set({ endedAt: now })
        .where('id', '=', link)
        .where('version', '=', version)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Problem('missing');
      return { done: true };
    },
    ofClient: async ({ db }, { clientId }) => {
      const { rows } = await sql<Row>`select ${columns} from ${source}
        join provider.offer_clients l on l.offer_id = o.id and l.ended_at is null
        where l.client_id = ${clientId}::uuid order by o.received_at desc limit 100`.execute(db);
      return { rows: rows.map(shown) };
    },
  };
}

async function read(work: Work<Tables>, { id }: { id: string }) {
  const { db, now } = work;
  const { rows } = await sql<
    Row & {
      agreedOn: string;
      safetyWarnings: string | null;
      contactHow: string | null;
      declineReason: string | null;
    }
  >`select ${columns}, o.agreed_on, o.decline_reason, t.safety_warnings, t.contact_how
    from ${source} left join provider.offer_contents t on t.offer_id = o.id where o.id = ${id}::uuid`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Problem('missing');
  work.noteReading('offers', [id]);
  const client = await clientOf(work, id);
  const answers = work.can('referrals.answer');
  const served = ['accepted', 'in_service', 'completed', 'reopened'].includes(row.state);
  return {
    ...shown(row),
    agreedOn: row.agreedOn,
    safetyWarnings: row.safetyWarnings,
    contactHow: row.contactHow,
    declineReason: row.declineReason,
    moves: await movesOf(work, id),
    client,
    may: {
      move: answers ? offerMoves(row as { state: ReferralState; answerBy: Date }, now) : [],
      link: served && client === null && work.can('clients.write'),
    },
  } as never;
}

async function clientOf({ db }: Work<Tables>, offerId: string) {
  const row = await db
    .selectFrom('offerClients as l')
    .innerJoin('clients as c', 'c.id', 'l.clientId')
    .select(['l.id as link', 'l.version', 'c.id', 'c.number', 'c.alias'])
    .where('l.offerId', '=', offerId)
    .where('l.endedAt', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

async function movesOf({ db }: Work<Tables>, offerId: string) {
  const rows = await db
    .selectFrom('offerMoves as m')
    .leftJoin('accounts as a', 'a.id', 'm.movedBy')
    .select(['m.toState as to', 'm.at', 'm.reason', 'a.displayName as by'])
    .where('m.offerId', '=', offerId)
    .orderBy('m.at')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

type Move = z.infer<NonNullable<(typeof offersContract.move)['~orpc']['inputSchema']>>;

/** Moves an offer and tells the task force the new state: the state, the moment, and for a decline its one word. */
async function move(work: Work<Tables>, { id, version, to, reason }: Move) {
  const { db, now } = work;
  const before = await offerRow(work, id);
  if (before.version !== version)
    throw new Problem('conflict', { data: { current: { version: before.version, state: before.state } } });
  const refusal = whyNotMove(before, to, reason, now);
  if (refusal) throw new Problem('refused', { fields: [refusal] });
  const row = await db
    .updateTable('offers')
    .set({ state: to, ...(to === 'declined' ? { declineReason: reason } : {}) })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  // A pair that ended carries nothing any more; what is done for the person is written down all the same.
  const { rows: open } =
    await sql`select 1 from bridge.pairs where id = ${before.pairId}::uuid and state = 'open'`.execute(db);
  if (open.length === 0) return row;
  const told = { referral: before.referral, at: now.toISOString(), ...(to === 'declined' ? { reason } : {}) };
  const kind = WORD_OF_STATE[to as ToldState];
  await post(work, before.pairId, kind, told as MessageBody<typeof kind>);
  return row;
}
