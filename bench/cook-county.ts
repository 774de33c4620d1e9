/**
 * A real prosecutor's year (36,190 rows) imported, then the pages of the role with the narrowest reach: each as a
 * ratio to the same SQL without row-level security and to a bare HTTP server that sends as many bytes.
 * Run: node bench/cook-county.ts [FILE]. Prints JSON and the lines for docs/performance.md.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { quietPool } from '../kit/database/pool.ts';
import { startEmbedded } from '../kit/postgres/embedded.ts';
import { migrateTaskforce, logins } from '../taskforce/database/migrate.ts';
import { shippedMapping } from '../taskforce/imports/mappings.ts';
import { makeTaskforceServer } from '../taskforce/server.ts';
import { makePerson, type Person } from '../taskforce/testing.ts';
import { longCase } from './long-case.ts';
import { computedBy, inTurns, round, type Figures } from './measure.ts';
import { recorder, replay } from './replay.ts';

const runs = Number(process.env['RUNS'] ?? 200);
/** Each page is measured in so many rounds of its own; the quietest is told, for a machine that does other work too. */
const rounds = Number(process.env['ROUNDS'] ?? 3);
const file =
  process.argv[2] ??
  fileURLToPath(new URL('../../shared/reference/survival/data/ccsao2019.csv.gz', import.meta.url));
if (!existsSync(file)) {
  console.error(`There is no ${file}. Give the path of ccsao2019.csv.gz.`);
  process.exit(2);
}

const dir = mkdtempSync(join(tmpdir(), 'concert-bench-'));
const cluster = await startEmbedded({ dir: join(dir, 'db') });
const owner = new pg.Client(cluster.connection());
await owner.connect();
await migrateTaskforce(owner);
const server = await makeTaskforceServer({
  connection: (login) => cluster.connection(login),
  dataDir: join(dir, 'data'),
  hashing: 'light',
});
await server.startJobs();
await server.app.listen({ host: '127.0.0.1', port: 0 });
const address = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;

async function call(person: Person, procedure: string, input: unknown): Promise<any> {
  const response = await fetch(`${address}/api/${procedure.replace('.', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.secret}` },
    body: JSON.stringify(input),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${JSON.stringify(body)}`);
  return body;
}

async function ended(person: Person, id: string): Promise<void> {
  for (;;) {
    const job = await call(person, 'jobs.read', { id });
    if (job.state === 'done') return;
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(JSON.stringify(job));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const agency = (
  await owner.query(
    `insert into kit.agencies (name, short_name, kind) values ('Bench Police', 'Bench', 'police') returning id`,
  )
).rows[0].id as string;
const analyst = await makePerson(owner, 'Ana Bench', ['analyst'], agency);
const inspector = await makePerson(owner, 'Lia Bench', ['labor_inspector'], agency);
const busy = await makePerson(owner, 'Bea Bench', ['labor_inspector'], agency);

const begun = performance.now();
const upload = await call(analyst, 'imports.upload', {
  name: 'year.csv.gz',
  content: readFileSync(file).toString('base64'),
});
await ended(
  analyst,
  (
    await call(analyst, 'imports.preview', {
      id: upload.id,
      mapping: shippedMapping('cook-county-felony-2019'),
    })
  ).jobId,
);
const previewed = performance.now();
await ended(analyst, (await call(analyst, 'imports.run', { id: upload.id })).jobId);
const imported = performance.now();
await owner.query(
  `insert into taskforce.case_members (case_id, account_id, capacity, added_by)
  select id, $1, 'labor_inspector', $2 from taskforce.cases where number like '%7' or number like '%3' order by number limit 300`,
  [inspector.id, analyst.id],
);
await owner.query(
  `insert into taskforce.case_members (case_id, account_id, capacity, added_by)
  select id, $1, 'labor_inspector', $2 from taskforce.cases where number like '%1' or number like '%5' order by number limit 5000`,
  [busy.id, analyst.id],
);
const long = await longCase(owner, busy, analyst);
await owner.query('analyze');
await owner.query('set search_path = taskforce, kit, public');
const {
  rows: [sample],
} = await owner.query(
  `select m.case_id as id from taskforce.case_members m join taskforce.strands s using (case_id) where m.account_id = $1 group by 1 order by count(*) desc, 1 limit 1`,
  [inspector.id],
);

type Pages = Record<string, [string, unknown]>;
const pagesOf = (caseId: string): Pages => ({
  'list page': ['cases.list', { status: 'all' }],
  'case page': ['cases.read', { id: caseId }],
  timeline: ['timeline.read', { caseId }],
  search: ['search.find', { term: 'uuw weapon', purpose: 'case_work', onBehalf: { kind: 'self' } }],
  'capped count': ['cases.list', { status: 'open', limit: 1 }],
});
/** Every page asked for over HTTP, its statements written down on the way, then replayed with and without the policies. */
const visits: [who: string, person: Person, pages: Pages][] = [
  ['', inspector, pagesOf(sample.id)],
  [
    ' (5,000 activities)',
    busy,
    (({ timeline, 'case page': page }) => ({ timeline: timeline!, 'case page': page! }))(pagesOf(long)),
  ],
  [
    ' (member of 5,000)',
    busy,
    (({ 'list page': list, 'capped count': count, search }) => ({
      'list page': list!,
      'capped count': count!,
      search: search!,
    }))(pagesOf(long)),
  ],
];

const asRole = new pg.Client(cluster.connection(logins.app));
await asRole.connect();
const spyPool = quietPool(cluster.connection(logins.app));
const spy = recorder(spyPool);
const spied = await makeTaskforceServer({
  connection: (login) => cluster.connection(login),
  dataDir: join(dir, 'data'),
  hashing: 'light',
  appPool: spyPool,
});

/** A way to send as many bytes as the page over the barest HTTP server there is. */
async function floorFor(bytes: number): Promise<{ ask: () => Promise<unknown>; close: () => void }> {
  const body = 'x'.repeat(bytes);
  const bare = createServer((_request, response) =>
    response.setHeader('content-type', 'text/plain').end(body),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => bare.once('listening', resolve));
  const url = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  return {
    ask: async () => (await fetch(url, { method: 'POST', body: '{}' })).text(),
    close: () => bare.close(),
  };
}

type Line = {
  page: string;
  http: Figures;
  floor: Figures;
  withPolicies: Figures;
  without: Figures;
  /** The same in milliseconds that the database computed, without its waiting for the processor. */
  computedWith: Figures;
  computedWithout: Figures;
  ratio: number;
  ratioP95: number;
};
const lines: Line[] = [];
for (const [who, person, pages] of visits)
  for (const [page, [procedure, input]] of Object.entries(pages))
    await measure(page + who, person, procedure, input);

async function measure(page: string, person: Person, procedure: string, input: unknown): Promise<void> {
  const answer = JSON.stringify(await call(person, procedure, input));
  const statements = await spy.record(async () => {
    const response = await spied.app.inject({
      method: 'POST',
      url: `/api/${procedure.replace('.', '/')}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.secret}` },
      payload: JSON.stringify(input),
    });
    if (response.statusCode !== 200) throw new Error(response.body);
  });
  // What is written beside a reading (audit, the kept search) is the same both ways and is left out: it would hide the difference.
  const reads = statements.filter((s) => !/kit\.note\(|insert into|^commit|^rollback/i.test(s.text));
  const end = { text: 'rollback', values: [] };
  const once = (client: pg.Client) => async () => {
    const first = reads.slice(0, firstTransaction(reads));
    await replay(client, [...first, end]);
  };
  const bare = await floorFor(Buffer.byteLength(answer));
  const ways = {
    http: () => call(person, procedure, input),
    floor: bare.ask,
    withPolicies: once(asRole),
    without: once(owner),
    computedWith: once(asRole),
    computedWithout: once(owner),
  };
  const figures = await quietest(ways);
  bare.close();
  lines.push({
    page,
    http: figures['http']!,
    floor: figures['floor']!,
    withPolicies: figures['withPolicies']!,
    without: figures['without']!,
    computedWith: figures['computedWith']!,
    computedWithout: figures['computedWithout']!,
    ratio: round(figures['computedWith']!.median / figures['computedWithout']!.median),
    ratioP95: round(figures['computedWith']!.p95 / figures['computedWithout']!.p95),
  });
}

/** Of all rounds the one in which the statements took least, with and without the policies together. */
async function quietest(ways: Record<string, () => Promise<unknown>>): Promise<Record<string, Figures>> {
  const pid = async (client: pg.Client) =>
    (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
  const clocks = {
    computedWith: computedBy(await pid(asRole)),
    computedWithout: computedBy(await pid(owner)),
  };
  const all: Record<string, Figures>[] = [];
  for (let i = 0; i < rounds; i++) all.push(await inTurns(ways, runs, clocks));
  const took = (one: Record<string, Figures>) => one['withPolicies']!.median + one['without']!.median;
  return all.toSorted((a, b) => took(a) - took(b))[0]!;
}

/** Statements up to the second `begin`: the reading itself. */
function firstTransaction(list: { text: string }[]): number {
  const second = list.findIndex((s, i) => i > 0 && s.text.startsWith('begin'));
  return second === -1 ? list.length : second;
}

const seconds = {
  preview: round((previewed - begun) / 1000),
  import: round((imported - previewed) / 1000),
  both: round((imported - begun) / 1000),
};
console.log(
  JSON.stringify(
    {
      rows: 36_190,
      cores: cpus().length,
      node: process.version,
      postgres: cluster.version,
      role: 'labor_inspector, member of 300 cases',
      runs,
      rounds,
      seconds,
      lines,
    },
    null,
    1,
  ),
);
for (const l of lines) {
  console.log(
    `| ${l.page} | ${l.http.median} / ${l.http.p95} | ${l.floor.median} / ${l.floor.p95} | ${l.withPolicies.median} / ${l.withPolicies.p95} | ${l.without.median} / ${l.without.p95} | ${l.computedWith.median} / ${l.computedWith.p95} | ${l.computedWithout.median} / ${l.computedWithout.p95} | ${l.ratio} / ${l.ratioP95} |`,
  );
}
console.log(
  `Import of 36,190 rows with preview: ${seconds.both} s (${seconds.preview} + ${seconds.import}); per 50,000 rows ${round((seconds.both / 36_190) * 50_000)} s.`,
);

await spied.close();
await server.close();
await asRole.end();
await owner.end();
await cluster.stop();
rmSync(dir, { recursive: true, force: true });
