import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { clientsContract } from './contract.ts';
import { clientRow } from './opening.ts';
import { childAbuseReport, clocksOfIntake, hhsNotice, treatedAsMinor, type Due } from './rules.ts';

type In<K extends keyof typeof clientsContract> = z.infer<
  NonNullable<(typeof clientsContract)[K]['~orpc']['inputSchema']>
>;

/** Takes a client in. Whoever does it is on the team from the start. */
export async function takeIn(work: Work<Tables>, input: In<'takeIn'>) {
  const { db, account, now } = work;
  if (input.intakeOn > now.toISOString().slice(0, 10))
    throw refused('intakeOn', 'in_the_future', 'Choose today or an earlier day.');
  const { foreignMinor, ...facts } = input;
  const id = randomUUID();
  const { rows } = await sql<{ number: string }>`
    select provider.next_client_number(${Number(input.intakeOn.slice(0, 4))}) as number`.execute(db);
  const number = rows[0]!.number;
  await db
    .insertInto('clients')
    .values({ id, number, ...facts })
    .execute();
  const capacity = account.roles.includes('community_advocate') ? 'lead_advocate' : 'intake';
  await db.insertInto('clientTeam').values({ clientId: id, accountId: account.id, capacity }).execute();
  await startClocks(work, id, clocksOfIntake(input.ageGroup, foreignMinor, input.intakeOn, now));
  return { id, number };
}

async function startClocks({ db }: Work<Tables>, clientId: string, due: Due[]): Promise<void> {
  if (due.length > 0)
    await db
      .insertInto('clientClocks')
      .values(due.map((one) => ({ clientId, ...one })))
      .execute();
}

/** Changes what is not sealed. A client that is closed has a day and a reason; opened again, neither. */
export async function changeClient(
  work: Work<Tables>,
  { id, version, closeReason, ...change }: In<'change'>,
) {
  const { db, now } = work;
  if (change.state === 'closed' && !closeReason)
    throw refused('closeReason', 'missing', 'Choose why the work with the client ended.');
  const closing =
    change.state === undefined
      ? {}
      : change.state === 'closed'
        ? { closedOn: now.toISOString().slice(0, 10), closeReason: closeReason ?? null }
        : { closedOn: null, closeReason: null };
  const set = Object.fromEntries(
    Object.entries({ ...change, ...closing }).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(set).length === 0) return { version: (await clientRow(work, id)).version };
  const row = await db
    .updateTable('clients')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (row) return row;
  const current = await clientRow(work, id);
  if (current.version === version) throw new Problem('missing');
  const { organisationId: _organisation, createdBy: _by, createdAt: _at, ...shown } = current;
  throw new Problem('conflict', { data: { current: shown } });
}

/** Starts a deadline by hand: the facts may come later than the intake. */
export async function startClock(work: Work<Tables>, { id, kind }: In<'startClock'>) {
  const client = await clientRow(work, id);
  if (kind === 'hhs_notice' && !treatedAsMinor(client.ageGroup as 'minor'))
    throw refused('kind', 'not_a_minor', 'Say first that the client is or may be under 18.');
  const open = await work.db
    .selectFrom('clientClocks')
    .select('id')
    .where('clientId', '=', id)
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (open) throw refused('kind', 'running', 'This deadline is running already.');
  const due = kind === 'hhs_notice' ? hhsNotice(work.now) : childAbuseReport(work.now);
  const clockId = randomUUID();
  await work.db
    .insertInto('clientClocks')
    .values({ id: clockId, clientId: id, ...due })
    .execute();
  return { id: clockId };
}

/** Settles a deadline, once. */
export async function settleClock(work: Work<Tables>, { clockId, version, outcome }: In<'settleClock'>) {
  const { db, account, now } = work;
  const { numUpdatedRows } = await db
    .updateTable('clientClocks')
    .set({ endedAt: now, endedBy: account.id, outcome })
    .where('id', '=', clockId)
    .where('version', '=', version)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return { done: true } as const;
  const current = await db
    .selectFrom('clientClocks')
    .select(['version', 'outcome'])
    .where('id', '=', clockId)
    .executeTakeFirst();
  throw current ? new Problem('conflict', { data: { current } }) : new Problem('missing');
}
