import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '../testing.ts';
import { importer, type Importer } from './arranging.ts';
import { caseTable, strandsMapping } from './arranging-cases.ts';

let house: TestHouse;
let analyst: Person;
let by: Importer;

beforeAll(async () => {
  house = await openTestHouse();
  await house.server.startJobs();
  analyst = await house.person('Ana Import', ['analyst']);
  by = importer(house, analyst);
});
afterAll(() => house.close());

const count = async (table: string, where = 'true') =>
  (await house.owner.query(`select count(*)::int as n from taskforce.${table} where ${where}`)).rows[0].n;
test('stopping an import in the middle leaves nothing of it, and it runs when started again', async () => {
  const rows = Array.from(
    { length: 6000 },
    (_, n) => `@${n},Case ${n},Harbor Police,@p${n},2025-03-01,2025-04-01`,
  );
  const { id } = await by.upload('stop.csv', caseTable('stop', ...rows));
  expect((await by.preview(id, strandsMapping('stop'))).result.errors).toBe(0);
  const { jobId } = await by.call('run', { id });
  for (let i = 0; i < 400; i++) {
    const { body } = await house.call(analyst, 'jobs.read', { id: jobId });
    if (body.state !== 'queued' && body.done > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await house.call(analyst, 'jobs.cancel', { id: jobId });
  expect((await by.ended(jobId)).state).toBe('cancelled');
  expect(await count('cases', `external_id like 'stop%'`)).toBe(0);
  expect(await count('import_records', `import_id = '${id}'`)).toBe(0);
  expect((await by.call('read', { id })).state).toBe('previewed');
  expect((await by.run(id)).state).toBe('done');
  expect(await count('cases', `external_id like 'stop%'`)).toBe(6000);
}, 180_000);

test('a server that dies in the middle of an import leaves nothing, and the job starts again', async () => {
  const rows = Array.from({ length: 6000 }, (_, n) => `@${n},Case ${n},Harbor Police,@p${n},2025-03-01,`);
  const { id } = await by.upload('die.csv', caseTable('die', ...rows));
  await by.preview(id, strandsMapping('die'));
  const { jobId } = await by.call('run', { id });
  for (let i = 0; i < 400; i++) {
    const { body } = await house.call(analyst, 'jobs.read', { id: jobId });
    if (body.done > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  // As after a power cut: the connection that wrote is gone.
  await house.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'taskforce_app' and state in ('active', 'idle in transaction') and xact_start is not null`,
  );
  const job = await by.ended(jobId);
  if (job.state === 'failed') expect(await count('cases', `external_id like 'die%'`)).toBe(0);
  if (job.state !== 'done') expect((await by.run(id)).state).toBe('done');
  expect(await count('cases', `external_id like 'die%'`)).toBe(6000);
  expect(await count('import_records', `import_id = '${id}' and target = 'cases'`)).toBe(6000);
}, 180_000);
