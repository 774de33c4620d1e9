import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { Logger, parseCronItems, run, type Runner } from 'graphile-worker';
import type pg from 'pg';
import type { Door, Effect, Work } from '../database/door.ts';
import { inSignIn, openSession, type SignInHouse } from '../identity/sign-in.ts';
import { Problem } from '../problems.ts';

/** One run of a job, as its kind sees it. */
export type JobRun<Tables> = {
  id: string;
  input: any;
  attempt: number;
  /** Works as the account that asked for the job, with what that account may do now. */
  as<T>(effect: Effect, act: (work: Work<Tables>) => Promise<T>): Promise<T>;
  /** Tells how far it is; also the sign of life. Throws JobCancelled when its owner asked to stop. */
  progress(done: number, total: number | null, step: string): Promise<void>;
};

/** A kind of long work. What `run` returns is the result its owner comes back to. */
export type JobKind<Tables> = { kind: string; run(job: JobRun<Tables>): Promise<unknown> };

/** Work done by the clock, by one server at a time. Cron pattern in UTC. */
export type Chore = { name: string; pattern: string; run(): Promise<void> };

/** The owner asked to stop. */
export class JobCancelled extends Error {
  override name = 'JobCancelled';
}

export type WorkerHouse<Tables> = {
  /** Pool of the job role. */
  pool: pg.Pool;
  door: Door<Tables>;
  signIn: SignInHouse;
  kinds: JobKind<Tables>[];
  chores: Chore[];
  report?: (where: string, error: unknown) => void;
};

const quiet = new Logger(() => () => undefined);
const jobHours = 6;

/** Starts taking jobs off the queue. Several servers may do so on one database. */
export async function startWorker<Tables>(house: WorkerHouse<Tables>): Promise<{ stop(): Promise<void> }> {
  const workerId = `${hostname().slice(0, 20)}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const kinds = new Map(house.kinds.map((k) => [k.kind, k]));
  const taskList: Record<string, (payload: unknown) => Promise<void>> = {
    job: (payload) => perform(house, workerId, kinds, (payload as { job: string }).job),
    wake: () => wakeSleepers(house.pool),
  };
  for (const chore of house.chores) {
    taskList[chore.name] = () => chore.run().catch((error: unknown) => house.report?.(chore.name, error));
  }
  const runner: Runner = await run({
    pgPool: house.pool,
    logger: quiet,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList,
    parsedCronItems: parseCronItems([
      { task: 'wake', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1, jobKey: 'wake' } },
      ...house.chores.map((c) => ({
        task: c.name,
        match: c.pattern,
        options: { backfillPeriod: 0, maxAttempts: 1, jobKey: c.name },
      })),
    ]),
  });
  runner.promise.catch((error: unknown) => house.report?.('jobs', error));
  await wakeSleepers(house.pool).catch(() => undefined);
  return { stop: () => runner.stop() };
}

type JobRow = {
  id: string;
  account_id: string;
  kind: string;
  state: string;
  input: unknown;
  attempts: number;
  cancel_asked_at: Date | null;
};

async function perform<Tables>(
  house: WorkerHouse<Tables>,
  workerId: string,
  kinds: Map<string, JobKind<Tables>>,
  id: string,
): Promise<void> {
  const { pool } = house;
  const { rows } = await pool.query<JobRow>(
    `update kit.jobs set state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, now()), worker_id = $2, heartbeat_at = now(), done = 0
     where id = $1 and (state = 'queued' or (state = 'running' and heartbeat_at < now() - interval '1 minute'))
     returning id, account_id, kind, state, input, attempts, cancel_asked_at`,
    [id, workerId],
  );
  const job = rows[0];
  const kind = job && kinds.get(job.kind);
  if (!job || !kind) return;
  const alive = setInterval(
    () =>
      void pool
        .query('update kit.jobs set heartbeat_at = now() where id = $1 and worker_id = $2', [id, workerId])
        .catch(() => undefined),
    10_000,
  );
  try {
    const result = await withSession(house, job.account_id, (secret) => kind.run(runOf(house, job, secret)));
    await finish(pool, id, 'done', result, null);
  } catch (error) {
    await settle(house, job, error);
  } finally {
    clearInterval(alive);
  }
}

async function settle<Tables>(house: WorkerHouse<Tables>, job: JobRow, error: unknown): Promise<void> {
  if (error instanceof JobCancelled) return finish(house.pool, job.id, 'cancelled', null, null);
  const busy = error instanceof Problem && (error.code === 'busy' || error.code === 'storage_full');
  if (busy && job.attempts < 5) {
    // Thrown on, so that the queue tries again later.
    await house.pool
      .query(`update kit.jobs set state = 'queued' where id = $1`, [job.id])
      .catch(() => undefined);
    throw new Error('try again');
  }
  if (!(error instanceof Problem)) house.report?.(`job ${job.kind}`, error);
  const problem = error instanceof Problem ? error.code : 'internal';
  await finish(
    house.pool,
    job.id,
    'failed',
    error instanceof Problem ? { fields: error.fields, ...error.data } : null,
    problem,
  );
}

async function finish(
  pool: pg.Pool,
  id: string,
  state: string,
  result: unknown,
  problem: string | null,
): Promise<void> {
  await pool.query(
    `update kit.jobs set state = $2, result = $3, problem = $4, finished_at = now() where id = $1`,
    [id, state, result === undefined || result === null ? null : JSON.stringify(result), problem],
  );
}

function runOf<Tables>(house: WorkerHouse<Tables>, job: JobRow, secret: string): JobRun<Tables> {
  return {
    id: job.id,
    input: job.input,
    attempt: job.attempts,
    as: (effect, act) => house.door.as({ secret }, effect, act),
    progress: async (done, total, step) => {
      const { rows } = await house.pool.query<{ cancel_asked_at: Date | null }>(
        'update kit.jobs set done = $2, total = $3, step = $4, heartbeat_at = now() where id = $1 returning cancel_asked_at',
        [job.id, done, total, step],
      );
      if (rows[0]?.cancel_asked_at) throw new JobCancelled();
    },
  };
}

/** A session of the account for the length of the job; its secret never leaves this process. */
async function withSession<Tables, T>(
  house: WorkerHouse<Tables>,
  accountId: string,
  act: (secret: string) => Promise<T>,
): Promise<T> {
  const { secret, sessionId } = await inSignIn(house.signIn, (client) =>
    openSession(client, accountId, { kind: 'job', seconds: jobHours * 3600, idleSeconds: null }),
  );
  try {
    return await act(secret);
  } finally {
    await house.signIn.pool
      .query('update kit.sessions set ended_at = now() where id = $1', [sessionId])
      .catch(() => undefined);
  }
}

/** Jobs whose server died start again: their work was one transaction, so nothing of it is there. */
async function wakeSleepers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from kit.jobs where (state = 'running' and heartbeat_at < now() - interval '1 minute') or (state = 'queued' and created_at < now() - interval '2 minutes' and attempts < 5)`,
  );
  for (const { id } of rows) {
    await pool.query(
      `select graphile_worker.add_job('job', json_build_object('job', $1::uuid), max_attempts => 5, job_key => $2)`,
      [id, `${id} again`],
    );
  }
}
