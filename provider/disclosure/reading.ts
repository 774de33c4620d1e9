import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import { openFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { Paper, type compelledContract } from './contract.ts';
import { stillMissing } from './rules.ts';

type In<K extends keyof typeof compelledContract> = z.infer<
  NonNullable<(typeof compelledContract)[K]['~orpc']['inputSchema']>
>;
const PAGE = 50;
const CAP = 10_000;

export const paperAt = (row: string) => ({ table: 'compelled_requests', column: 'sealed', row });
export const stepAt = (row: string) => ({ table: 'compelled_steps', column: 'sealed', row });

/** The row of a request as the reader may see it. @throws Problem missing */
export async function requestRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('compelledRequests').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** The register: closed words and dates, open ones with the nearest due date first. */
export async function listRequests({ db }: Work<Tables>, { open, clientId, page }: In<'list'>) {
  const from = db
    .selectFrom('compelledRequests as r')
    .innerJoin('clients as c', 'c.id', 'r.clientId')
    .$if(open, (q) => q.where('r.outcome', 'is', null))
    .$if(clientId !== undefined, (q) => q.where('r.clientId', '=', clientId!));
  const rows = await from
    .select(['r.id', 'r.kind', 'r.receivedAt', 'r.dueAt', 'r.outcome', 'r.fields'])
    .select(['c.id as clientId', 'c.alias', 'c.number'])
    .select(
      sql<string[]>`array(select s.kind from provider.compelled_steps s where s.request_id = r.id)`.as(
        'steps',
      ),
    )
    .orderBy(sql`r.outcome is not null`)
    .orderBy(sql`r.due_at nulls last`)
    .orderBy('r.receivedAt', 'desc')
    .orderBy('r.id')
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  const counted = await from
    .select(sql`1`.as('one'))
    .limit(CAP + 1)
    .execute();
  return {
    rows: rows.map(({ clientId: of, alias, number, steps, fields, ...row }) => ({
      ...row,
      client: { id: of, alias, number },
      receivedAt: row.receivedAt.toISOString(),
      dueAt: row.dueAt?.toISOString() ?? null,
      missing: row.outcome
        ? []
        : stillMissing(
            steps.map((kind) => ({ kind })),
            fields,
          ).map(({ problem }) => problem),
    })) as never,
    total: { count: Math.min(counted.length, CAP), capped: counted.length > CAP },
  };
}

/** One request with everything that is sealed in it, opened. */
export async function readRequest(house: House, work: Work<Tables>, id: string) {
  const { db } = work;
  const row = await requestRow(work, id);
  const client = await db
    .selectFrom('clients')
    .select(['id', 'alias', 'number'])
    .where('id', '=', row.clientId)
    .executeTakeFirstOrThrow();
  const steps = await stepsOf(house, work, row);
  const { rows } = await sql<{ may: boolean }>`
    select provider.may('compelled.write', ${row.clientId}::uuid) as may`.execute(db);
  work.note('unmask', 'compelled_requests', [id], {}, { table: 'clients', id: row.clientId });
  const paper = await openFor(house, row.clientId, paperAt(id), row.sealed);
  return {
    id,
    client,
    kind: row.kind,
    receivedAt: row.receivedAt.toISOString(),
    receivedHow: row.receivedHow,
    dueAt: row.dueAt?.toISOString() ?? null,
    outcome: row.outcome,
    missing: row.outcome ? [] : stillMissing(steps, row.fields).map(({ problem }) => problem),
    paper: Paper.parse(paper ?? {}),
    fields: row.fields,
    steps,
    mayWrite: rows[0]?.may ?? false,
    version: row.version,
  } as never;
}

async function stepsOf(house: House, { db }: Work<Tables>, request: { id: string; clientId: string }) {
  const rows = await db
    .selectFrom('compelledSteps as s')
    .innerJoin('accounts as a', 'a.id', 's.recordedBy')
    .selectAll('s')
    .select('a.displayName')
    .where('s.requestId', '=', request.id)
    .orderBy('s.recordedAt')
    .orderBy('s.id')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const opened = (await openFor(house, request.clientId, stepAt(row.id), row.sealed)) as {
        who?: string;
        words?: string;
      } | null;
      const { id, kind, how, result, because, claimedBy, motion } = row;
      return {
        id,
        kind,
        how,
        result,
        because,
        claimedBy,
        motion,
        at: row.at.toISOString(),
        who: opened?.who ?? '',
        words: opened?.words ?? '',
        recordedBy: row.displayName,
        recordedAt: row.recordedAt.toISOString(),
      };
    }),
  );
}
