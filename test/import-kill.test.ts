import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProgram, pause, type Program } from './program.ts';

const CASES = 5000;
let program: Program;
let secret = '';

beforeAll(async () => {
  program = await openProgram('import-kill');
  ({ secret } = await program.person('Ana Import', 'analyst'));
}, 240_000);
afterAll(() => program.close(), 60_000);

async function call(procedure: string, input: unknown): Promise<any> {
  const answer = await fetch(`${program.url}/api/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${procedure}: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

async function ended(id: string): Promise<any> {
  for (;;) {
    const job = await call('jobs/read', { id });
    if (['done', 'failed', 'cancelled'].includes(job.state)) return job;
    await pause(50);
  }
}

const constant = (value: string) => ({ constant: value });
/** A row is a case with a strand and, every other row, a tip. */
const mapping = {
  schema: 'concert.import-mapping/1',
  name: 'Kill',
  version: 1,
  description: 'For tests.',
  system: 'kill',
  ignored: {},
  records: [
    {
      target: 'tips',
      key: { column: 'tip' },
      when: { column: 'tip', empty: false },
      fields: {
        received_at: constant('2026-03-14'),
        channel: constant('hotline'),
        route: constant('hotline'),
        what_was_reported: { column: 'title' },
        contact_phone: { column: 'phone' },
      },
    },
    {
      target: 'cases',
      key: { column: 'file' },
      fields: {
        title: { column: 'title' },
        type: constant('labor'),
        route: constant('hotline'),
        lead_agency: constant('Harbor Police'),
        opened_on: constant('2026-03-01'),
      },
    },
    {
      target: 'strands',
      key: { column: 'file' },
      fields: {
        case: { column: 'file' },
        label: { column: 'title' },
        kind: constant('target_person'),
        type: constant('labor'),
        opened_on: constant('2026-03-01'),
        first_phase: constant('pre_operational'),
      },
    },
  ],
};

async function uploaded(): Promise<string> {
  const rows = Array.from(
    { length: CASES },
    (_, n) => `f${n},Case ${n},${n % 2 === 0 ? `t${n}` : ''},555-01${String(n % 100).padStart(2, '0')}`,
  );
  const content = Buffer.from(`file,title,tip,phone\n${rows.join('\n')}\n`);
  const sent = await fetch(`${program.url}/imports/file`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/octet-stream',
      'x-file-name': 'cases.csv',
    },
    body: content,
  });
  return ((await sent.json()) as { id: string }).id;
}

/** What of the import is there. */
async function written(client: Client, id: string): Promise<Record<string, unknown>> {
  const { rows } = await client.query(
    `select (select count(*)::int from taskforce.cases) as cases, (select count(*)::int from taskforce.strands) as strands,
       (select count(*)::int from taskforce.tips) as tips, (select count(*)::int from taskforce.tip_reporters) as reporters,
       (select count(*)::int from taskforce.import_records) as records,
       (select state from taskforce.imports where id = $1) as state`,
    [id],
  );
  return rows[0];
}

/** Waits until the job writes records of a kind, and takes the server away in the middle of it. */
async function killAt(jobId: string, step: string): Promise<void> {
  for (;;) {
    const job = await call('jobs/read', { id: jobId });
    if (job.state === 'done' || job.state === 'failed') throw new Error(`too late: ${JSON.stringify(job)}`);
    if (job.state === 'running' && job.step === step) break;
    await pause(5);
  }
  await program.killServer();
}

test('a server killed in the middle of an import leaves nothing of it; the next one writes all of it, once', async () => {
  const id = await uploaded();
  await ended((await call('imports/preview', { id, mapping })).jobId);
  const { jobId } = await call('imports/run', { id });
  const nothing = { cases: 0, strands: 0, tips: 0, reporters: 0, records: 0, state: 'previewed' };
  for (const step of ['tips', 'strands']) {
    await killAt(jobId, step);
    await program.ownerWhileDown(async (client) => {
      expect(await written(client, id), `killed while it wrote ${step}`).toEqual(nothing);
      // A new server takes over what has given no sign of life for a minute; here the minute is over.
      await client.query(
        `update kit.jobs set heartbeat_at = heartbeat_at - interval '2 minutes' where state = 'running'`,
      );
    });
    await program.start();
  }
  const job = await ended(jobId);
  expect(job.state, JSON.stringify(job)).toBe('done');
  const tips = Math.ceil(CASES / 2);
  expect(await program.owner((client) => written(client, id))).toEqual({
    cases: CASES,
    strands: CASES,
    tips,
    reporters: tips,
    records: 2 * CASES + tips + 1,
    state: 'done',
  });
  const again = await uploaded();
  const { result } = await ended((await call('imports/preview', { id: again, mapping })).jobId);
  expect(result.counts).toEqual({
    cases: { created: 0, changed: 0, kept: CASES },
    strands: { created: 0, changed: 0, kept: CASES },
    tips: { created: 0, changed: 0, kept: tips },
  });
  expect(await program.command('audit', 'verify')).toMatch(/The audit log is whole/);
}, 900_000);
