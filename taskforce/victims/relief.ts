import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { refusedFor } from '../granted.ts';
import { addDays } from '../vocabulary/days.ts';
import type { ReliefTool } from '../vocabulary/victim-work.ts';
import type { ReliefRequest, reliefContract } from './contract-relief.ts';
import { againstStep, decidingSteps, nextSteps } from './rules-relief.ts';
import type { VictimProtocol } from './rules-protocol.ts';
import { mayIn, protocolOf, readableVictim } from './working.ts';

type ReliefHandlers = Handlers<Tables, typeof reliefContract>;
type Row = Omit<ReliefRequest, 'next' | 'mayRenew' | 'renewalDueOn'> & { renewed: boolean };

async function requests(work: Work<Tables>, where: ReturnType<typeof sql>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.id, r.victim_id, r.tool, r.renews, r.basis, r.state, r.asked_on, r.valid_from, r.valid_until, r.version,
      exists (select from relief_requests n where n.renews = r.id) as renewed,
      (select jsonb_build_object('id', a.id, 'name', a.display_name) from accounts a where a.id = r.requested_by) as requested_by,
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'happenedOn', s.happened_on, 'validFrom', s.valid_from,
          'validUntil', s.valid_until, 'signatory', s.signatory, 'designatedOn', s.designated_on, 'reference', s.reference,
          'reasonCode', s.reason_code, 'reason', s.reason,
          'recordedAt', to_char(s.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'recordedBy', jsonb_build_object('id', b.id, 'name', b.display_name)) order by s.place)
        from relief_steps s join accounts b on b.id = s.recorded_by where s.request_id = r.id), '[]') as steps
    from relief_requests r where ${where} order by r.asked_on desc, r.id limit 200`.execute(work.db);
  return rows;
}

type May = { request: boolean; decide: boolean; readerId: string };

function shown({ renewed, ...row }: Row, may: May, protocol: VictimProtocol): ReliefRequest {
  const good = (row.state === 'granted' || row.state === 'signed') && row.validUntil !== null;
  const allowed = nextSteps(row.tool, row.state).filter((step) =>
    decidingSteps.includes(step) ? may.decide && row.requestedBy.id !== may.readerId : may.request,
  );
  return {
    ...row,
    renewalDueOn: good && !renewed ? addDays(row.validUntil!, -protocol.renewalDays) : null,
    next: allowed as ReliefRequest['next'],
    mayRenew: good && !renewed && may.request,
  };
}

const step: ReliefHandlers['step'] = async (work, { requestId, version, ...taken }) => {
  const [row] = await requests(work, sql`r.id = ${requestId}`);
  if (!row) throw new Problem('missing');
  if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
  const { today } = await protocolOf(work);
  const request = {
    tool: row.tool as ReliefTool,
    state: row.state,
    askedOn: row.askedOn,
    requestedById: row.requestedBy.id,
  };
  const reasons = againstStep(request, taken, work.account.id, today);
  if (reasons.length > 0) throw refusedFor(reasons);
  const { caseId } = await readableVictim(work, row.victimId);
  await work.db
    .insertInto('reliefSteps')
    .values({ id: randomUUID(), requestId, victimId: row.victimId, caseId, place: 1, ...taken })
    .execute();
  return { done: true };
};

/** Handlers of immigration relief. Who is not cleared for section 1367 finds an empty list, whatever there is. */
export function reliefHandlers(): ReliefHandlers {
  return {
    list: async (work, { victimId }) => {
      const { caseId } = await readableVictim(work, victimId);
      const { protocol } = await protocolOf(work);
      const rows = await requests(work, sql`r.victim_id = ${victimId}`);
      for (const { id } of rows)
        work.noteReading('relief_requests', [id], {}, { table: 'relief_requests', id });
      const may = {
        request: await mayIn(work, 'relief.request', caseId),
        decide: await mayIn(work, 'relief.decide', caseId),
        readerId: work.account.id,
      };
      return { rows: rows.map((row) => shown(row, may, protocol)), may: { ask: may.request } };
    },
    ask: async (work, input) => {
      const { caseId } = await readableVictim(work, input.victimId);
      const id = randomUUID();
      await work.db
        .insertInto('reliefRequests')
        .values({ id, caseId, ...input })
        .execute();
      return { id };
    },
    step,
  };
}
