import { sql } from 'kysely';
import { broughtMoves, type BroughtState } from '../../bridge/brought.ts';
import { post } from '../../bridge/posting.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { Brought, broughtContract } from './contract-brought.ts';
import { whyNotTakeUp } from './rules-brought.ts';

type All = Handlers<Tables, typeof broughtContract>;

/** Survivors who want to report: what providers brought, and the answer. */
export function broughtHandlers(): All {
  return {
    list: (work, { open }) => list(work, open),
    accept: (work, { id, version, ruleId, outsideRule }) =>
      answer(work, id, version, { state: 'accepted', ruleId, outsideRule }),
    decline: (work, { id, version, reason }) =>
      answer(work, id, version, { state: 'declined', declineReason: reason }),
  };
}

type Row = Omit<Brought, 'answerBy' | 'receivedAt' | 'movedAt' | 'may'> & {
  answerBy: Date;
  receivedAt: Date;
  movedAt: Date;
};

async function list(work: Work<Tables>, open: boolean) {
  const { rows } = await sql<Row>`
    select b.id, b.brought_by, b.urgency, b.state, b.answer_by, b.received_at, b.moved_at, a.display_name as moved_by,
      case when r.id is not null then jsonb_build_object('id', r.id, 'title', r.title, 'edition', r.edition) end as rule,
      b.outside_rule, b.decline_reason, b.version,
      coalesce(
        (select jsonb_build_object('state', l.state, 'caseId', l.case_id) from releases l where l.pair_id = b.pair_id and l.release = b.release),
        (select jsonb_build_object('state', s.state, 'caseId', null) from taskforce.brought_release(b.id) s)) as release
    from brought_referrals b left join referral_rules r on r.id = b.rule_id left join accounts a on a.id = b.moved_by
    where not ${open} or b.state in ('offered', 'accepted')
    order by b.state = 'offered' desc, case when b.state = 'offered' then b.answer_by end, b.received_at desc, b.id
    limit 200`.execute(work.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      answerBy: row.answerBy.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      movedAt: row.movedAt.toISOString(),
      may: row.answerBy > work.now ? (broughtMoves(row.state, 'receiver') as Brought['may']) : [],
    })),
  };
}

type Answer =
  | { state: 'accepted'; ruleId: string | null; outsideRule: string | null }
  | { state: 'declined'; declineReason: string };

/** Answers once, in time. The provider is told the state, and with a no the one word; by what rule stays here. */
async function answer(work: Work<Tables>, id: string, version: number, set: Answer) {
  const row = await work.db
    .selectFrom('broughtReferrals')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, state: row.state } } });
  const fields = whyNotTakeUp({ state: row.state as BroughtState, answerBy: row.answerBy }, set, work.now);
  if (fields.length > 0) throw new Problem('refused', { fields });
  const touched = await work.db
    .updateTable('broughtReferrals')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!touched) throw new Problem('missing');
  const { rows } = await sql<{ open: boolean }>`
    select true as open from bridge.pairs where id = ${row.pairId}::uuid and state = 'open'`.execute(work.db);
  const said = { referral: row.referral, at: work.now.toISOString() };
  if (rows.length > 0 && set.state === 'accepted') await post(work, row.pairId, 'referral.taken_up', said);
  if (rows.length > 0 && set.state === 'declined')
    await post(work, row.pairId, 'referral.turned_down', {
      ...said,
      reason: set.declineReason as 'other_crime',
    });
  return touched;
}
