import type pg from 'pg';
import { quietPool } from '../kit/database/pool.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJob } from '../kit/jobs/handlers.ts';
import { startWorker, type JobKind } from '../kit/jobs/worker.ts';
import { testCluster } from '../kit/postgres/testing.ts';
import { Problem } from '../kit/problems.ts';
import { loginPassword } from '../kit/database/logins.ts';
import { logins } from './database/migrate.ts';
import type { Tables } from './database/schema.ts';
import { openTestHouse, type Person, type TestHouse } from './testing.ts';

let house: TestHouse;
let pool: pg.Pool;
let worker: { stop(): Promise<void> };
let officer: Person;
let release: () => void = () => undefined;
let tries = 0;

const kinds: JobKind<Tables>[] = [
  {
    kind: 'count_agencies',
    run: (job) =>
      job.as('read', async ({ db, account }) => ({
        by: account.id,
        agencies: (await db.selectFrom('agencies').select('id').execute()).length,
      })),
  },
  {
    kind: 'slow',
    run: async (job) => {
      for (let i = 0; i < 200; i++) {
        await job.progress(i, 200, 'counting');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  },
  {
    kind: 'refused',
    run: async () => {
      tries += 1;
      throw new Problem('refused', {
        fields: [{ path: 'file', problem: 'empty', remedy: 'Choose a file with rows.' }],
      });
    },
  },
];

beforeAll(async () => {
  house = await openTestHouse();
  officer = await house.person('Jo Jobs', ['analyst']);
  pool = quietPool(
    house.database.connection(logins.jobs, loginPassword(testCluster().password || undefined, logins.jobs)),
  );
  worker = await startWorker<Tables>({
    pool,
    door: house.server.door,
    signIn: house.server.identity,
    kinds,
    chores: [],
  });
});
afterAll(async () => {
  release();
  await worker.stop();
  await pool.end();
  await house.close();
});

const start = (kind: string) => house.as(officer, 'write', (work) => startJob(work, kind, {}));
const read = async (id: string) => (await house.call(officer, 'jobs.read', { id })).body;

async function until(id: string, states: string[]) {
  for (let i = 0; i < 500; i++) {
    const job = await read(id);
    if (states.includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not get there');
}

test('a job works as the account that asked for it and its owner comes back to the result', async () => {
  const job = await until(await start('count_agencies'), ['done', 'failed']);
  expect(job).toMatchObject({ state: 'done', problem: null });
  expect(job.result.by).toBe(officer.id);
  expect(job.result.agencies).toBeGreaterThan(0);
});

test('a job shows its progress and stops when its owner asks', async () => {
  const id = await start('slow');
  await until(id, ['running']);
  expect((await house.call(officer, 'jobs.cancel', { id })).status).toBe(200);
  const job = await until(id, ['cancelled', 'done']);
  expect(job.state).toBe('cancelled');
  expect(job.total).toBe(200);
});

test('a refusal ends a job at once with the field and the remedy', async () => {
  const job = await until(await start('refused'), ['failed']);
  expect(job.problem).toBe('refused');
  expect(job.result.fields[0].remedy).toBe('Choose a file with rows.');
  expect(tries).toBe(1);
});

test('a job whose server died starts again on another one', async () => {
  const { rows } = await house.owner.query(
    `insert into kit.jobs (account_id, kind, state, worker_id, heartbeat_at, attempts) values ($1, 'count_agencies', 'running', 'a dead server', now() - interval '2 minutes', 1) returning id`,
    [officer.id],
  );
  await worker.stop();
  worker = await startWorker<Tables>({
    pool,
    door: house.server.door,
    signIn: house.server.identity,
    kinds,
    chores: [],
  });
  expect((await until(rows[0].id, ['done', 'failed'])).state).toBe('done');
});

test('nobody sees or stops the job of another person', async () => {
  const id = await start('count_agencies');
  const other = await house.person('Nosy Neighbor', ['commander']);
  expect((await house.call(other, 'jobs.read', { id })).status).toBe(404);
  expect((await house.call(other, 'jobs.cancel', { id })).status).toBe(404);
});

test('the open API describes every procedure and the reference page names them', async () => {
  const document = JSON.parse((await house.server.app.inject({ url: '/api/openapi.json' })).body);
  expect(document.openapi).toMatch(/^3\./);
  expect(Object.keys(document.paths)).toContain('/jobs/cancel');
  const page = await house.server.app.inject({ url: '/api/reference' });
  expect(page.body).toContain('POST /api/identity/invite');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
});
