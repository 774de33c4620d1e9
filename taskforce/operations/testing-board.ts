import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { newEntryId } from './rules-box.ts';
import { blankEntry, type DraftEntry, type EntryKind } from './rules-run.ts';

/** An operation as it stands when it runs, put there past plan and gate: for tests of its board alone. */
export type RunningOperation = { id: string; stages: string[]; posts: string[]; provider: string };

let count = 0;

/** @param more `endedAt` and `startedAt` in hours from now; `accounts` get a post each, the first commands on scene */
export async function runningOperation(
  owner: pg.Client,
  agencyId: string,
  more: { accounts?: string[]; startedAt?: number | null; endedAt?: number | null; state?: string } = {},
): Promise<RunningOperation> {
  count += 1;
  const [id, provider] = [randomUUID(), randomUUID()];
  const [stages, posts] = [[randomUUID(), randomUUID()], (more.accounts ?? []).map(() => randomUUID())];
  const hours = (n: number | null | undefined) =>
    n === null || n === undefined ? null : new Date(Date.now() + n * 3_600_000);
  const startedAt = more.startedAt === undefined ? -1 : more.startedAt;
  const state =
    more.state ?? (startedAt === null ? 'approved' : more.endedAt === undefined ? 'started' : 'ended');
  await owner.query('begin');
  // As if plan, gate and signatures had let it start: those have tests of their own.
  await owner.query('set local session_replication_role = replica');
  await owner.query(
    `insert into taskforce.operations (id, number, title, kind, type, lead_agency_id, state, started_at, ended_at)
     values ($1, $2, 'Night market', 'enforcement_action', 'labor', $3, $4, $5, $6)`,
    [id, `OP-2026-${String(8000 + count)}`, agencyId, state, hours(startedAt), hours(more.endedAt)],
  );
  for (const [n, stage] of stages.entries())
    await owner.query(
      `insert into taskforce.operation_stages (id, operation_id, place, name) values ($1, $2, $3, $4)`,
      [stage, id, n + 1, ['Entry', 'Care of people met'][n]],
    );
  for (const [n, account] of (more.accounts ?? []).entries())
    await owner.query(
      `insert into taskforce.operation_posts (id, operation_id, account_id, agency_id, role, place_kind, duties)
       values ($1, $2, $3, $4, $5, 'scene', 'Keep the door')`,
      [posts[n], id, account, agencyId, n === 0 ? 'commander_on_scene' : 'medic'],
    );
  await owner.query(`insert into taskforce.providers (id, name) values ($1, $2)`, [
    provider,
    `Harbor House ${count}`,
  ]);
  await owner.query('commit');
  return { id, stages, posts, provider };
}

/** An entry as a device makes it now. */
export const draft = (kind: EntryKind, more: Partial<DraftEntry> = {}): DraftEntry => ({
  ...blankEntry(newEntryId(), kind, new Date().toISOString()),
  ...more,
});

/** Lets a provider stand by for an operation that runs already. */
export async function arrangedStandby(
  owner: pg.Client,
  operationId: string,
  providerId: string,
): Promise<void> {
  await owner.query('begin');
  await owner.query('set local session_replication_role = replica');
  await owner.query(
    `insert into taskforce.operation_standbys (operation_id, provider_id, contact) values ($1, $2, 'Duty advocate')`,
    [operationId, providerId],
  );
  await owner.query('commit');
}
