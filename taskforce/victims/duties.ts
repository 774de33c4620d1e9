import { sql, type RawBuilder } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { refusedFor } from '../granted.ts';
import type { DutyKind, DutyStep } from '../vocabulary/victim-work.ts';
import { ProtocolToSet, type Duty, type dutiesContract } from './contract-duties.ts';
import { againstSettling, stepsOf } from './rules-duties.ts';
import { defaultProtocol, type VictimProtocol } from './rules-protocol.ts';
import { mayIn, protocolOf, readableVictim } from './working.ts';

const KEY = 'victim_protocol';
type DutyHandlers = Handlers<Tables, typeof dutiesContract>;
type Row = Omit<Duty, 'startedAt' | 'dueAt' | 'settledAt' | 'overdue' | 'steps' | 'safeHarbor'> & {
  startedAt: Date;
  dueAt: Date;
  settledAt: Date | null;
  checklist: DutyStep[];
};

async function found(work: Work<Tables>, where: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select d.id, d.kind, jsonb_build_object('id', c.id, 'number', c.number) as case,
      jsonb_build_object('id', v.id, 'codeName', v.code_name) as victim, d.state_code, d.started_at, d.due_at, d.checklist,
      d.state, d.reference, d.reason, d.settled_at,
      (select jsonb_build_object('id', a.id, 'name', a.display_name) from accounts a where a.id = d.settled_by) as settled_by, d.version
    from victim_duties d join victims v on v.id = d.victim_id join cases c on c.id = d.case_id
    where ${where} order by d.state <> 'open', d.due_at, d.id limit ${limit}`.execute(work.db);
  return rows;
}

function shown({ checklist, ...row }: Row, now: Date, protocol: VictimProtocol): Duty {
  return {
    ...row,
    safeHarbor:
      row.kind === 'child_protection_report' && row.stateCode !== null
        ? protocol.states[row.stateCode]?.safeHarbor || null
        : null,
    startedAt: row.startedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    overdue: row.state === 'open' && row.dueAt < now,
    steps: (stepsOf[row.kind as DutyKind] ?? []).map((step) => ({ step, done: checklist.includes(step) })),
  };
}

/**
 * What a person sees on their day: duties of the cases they work on. Charges of victims stand on the day of the
 * prosecutors of the case alone, and of all prosecutors while the case has none.
 */
const mineNow = (prosecutor: boolean) => sql`d.state = 'open' and case d.addressed
  when 'prosecutor' then ${prosecutor} and (d.case_id in (select taskforce.my_cases())
    or not exists (select from case_members m join account_roles r on r.account_id = m.account_id and r.ended_at is null
      where m.case_id = d.case_id and m.ended_at is null and r.role = 'prosecutor'))
  else d.case_id in (select taskforce.my_cases()) end`;

/** Open duties of the reader, the most pressing first, and how many are overdue; for the room and for my day. */
export async function dutiesOfMine(
  work: Work<Tables>,
  limit: number,
): Promise<{ rows: Duty[]; overdue: number }> {
  const mine = mineNow(work.account.roles.includes('prosecutor'));
  const { protocol } = await protocolOf(work);
  const rows = await found(work, mine, limit);
  const late = await sql<{ n: number }>`select count(*) as n from (
    select 1 from victim_duties d where ${mine} and d.due_at < ${work.now} limit 10001) x`.execute(work.db);
  return { rows: rows.map((row) => shown(row, work.now, protocol)), overdue: late.rows[0]?.n ?? 0 };
}

async function update(work: Work<Tables>, id: string, version: number, values: Record<string, unknown>) {
  const touched = await work.db
    .updateTable('victimDuties')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['version', 'dueAt'])
    .executeTakeFirst();
  const row = await changedRow(touched, async () => {
    const { protocol } = await protocolOf(work);
    const [now] = await found(work, sql`d.id = ${id} and d.version <> ${version}`, 1);
    return now && shown(now, work.now, protocol);
  });
  return { version: row.version, dueAt: (row.dueAt as unknown as Date).toISOString() };
}

const settle: DutyHandlers['settle'] = async (work, { id, version, state, reference, reason }) => {
  const [row] = await found(work, sql`d.id = ${id}`, 1);
  if (!row) throw new Problem('missing');
  const reasons = againstSettling(
    { kind: row.kind as DutyKind, state: row.state, checklist: row.checklist },
    { state, reference, reason },
  );
  if (reasons.length > 0) throw refusedFor(reasons);
  const { version: next } = await update(work, id, version, { state, reference, reason });
  return { version: next };
};

/** The clocks as they are set, over what the product says, and when they were set. */
async function protocolToSet({ db }: Pick<Work<Tables>, 'db'>): Promise<ProtocolToSet> {
  const row = await db.selectFrom('settings').selectAll().where('key', '=', KEY).executeTakeFirst();
  const set = row?.value as Partial<VictimProtocol> | undefined;
  return ProtocolToSet.parse({ ...defaultProtocol, ...set, version: row?.changedAt.getTime() ?? 0 });
}

const setProtocol: DutyHandlers['setProtocol'] = async (work, { version, ...changes }) => {
  await sql`select pg_advisory_xact_lock(hashtextextended('kit.settings', 0))`.execute(work.db);
  const { version: now, ...current } = await protocolToSet(work);
  if (version !== undefined && version !== now)
    throw new Problem('conflict', { data: { current: { ...current, version: now } } });
  const value = JSON.stringify({ ...current, ...changes });
  const changedBy = work.account.id;
  await work.db
    .insertInto('settings')
    .values({ key: KEY, value, changedBy })
    .onConflict((on) => on.column('key').doUpdateSet({ value, changedBy, changedAt: work.now }))
    .execute();
  work.note('change_settings', 'settings', [], { settings: KEY });
  return { done: true };
};

/** Handlers of what is owed to victims. Duties are opened by the database, never by hand. */
export function dutyHandlers(): DutyHandlers {
  return {
    list: async (work, { victimId }) => {
      const { caseId } = await readableVictim(work, victimId);
      const { protocol } = await protocolOf(work);
      const rows = await found(work, sql`d.victim_id = ${victimId}`, 500);
      return {
        rows: rows.map((row) => shown(row, work.now, protocol)),
        may: { settle: await mayIn(work, 'victims.write', caseId) },
      };
    },
    mine: (work, { limit }) => dutiesOfMine(work, limit),
    tick: async (work, { id, version, steps }) => ({
      version: (await update(work, id, version, { checklist: steps })).version,
    }),
    place: (work, { id, version, startedAt, stateCode }) => {
      if (startedAt === undefined && stateCode === undefined)
        throw refusedFor([
          { code: 'nothing_to_change', field: 'startedAt', remedy: 'Give a moment or a state.' },
        ]);
      return update(work, id, version, {
        ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
        ...(stateCode === undefined ? {} : { stateCode }),
      });
    },
    settle,
    protocol: async (work) => (await protocolOf(work)).protocol,
    protocolToSet,
    setProtocol,
  };
}
