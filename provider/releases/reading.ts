import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { releasesContract } from './contract.ts';
import { clientOf, releaseRow } from './drafting.ts';
import { openSignatures, openTexts } from './keeping.ts';

const PAGE = 50;
const CAP = 10_000;
type ListInput = z.infer<NonNullable<(typeof releasesContract.list)['~orpc']['inputSchema']>>;
type Row = {
  id: string;
  clientId: string;
  alias: string;
  number: string;
  untilAt: Date;
  endedAt: Date | null;
  lastReadAt: Date | null;
  createdAt: Date;
  readings: string;
};

const selected = sql`select r.id, r.client_id, c.alias, c.number, r.state, r.recipient_kind, r.recipient_name, r.purpose, r.fields,
  r.until_at, r.ended_at, r.ended_why, r.created_at, r.version,
  (select count(*) from provider.release_readings g where g.release_id = r.id and g.answer = 'given') as readings,
  (select max(g.at) from provider.release_readings g where g.release_id = r.id and g.answer = 'given') as last_read_at`;

const iso = (at: Date | null) => at?.toISOString() ?? null;
const shownRow = ({ untilAt, endedAt, lastReadAt, createdAt, readings, ...row }: Row) => ({
  ...row,
  until: untilAt.toISOString(),
  endedAt: iso(endedAt),
  lastReadAt: iso(lastReadAt),
  createdAt: createdAt.toISOString(),
  readings: Number(readings),
});

/** Releases without their texts: those that live first, the nearest end above. */
export async function listReleases({ db }: Work<Tables>, input: ListInput) {
  const all = [
    input.clientId !== undefined && sql<SqlBool>`r.client_id = ${input.clientId}::uuid`,
    input.states.length > 0 && sql<SqlBool>`r.state = any(${input.states}::text[])`,
    input.ending && sql<SqlBool>`r.state = 'live' and r.until_at < now() + interval '7 days'`,
  ].filter((one) => typeof one === 'object');
  const where = all.length === 0 ? sql`true` : sql.join(all, sql` and `);
  const source = sql`provider.releases r join provider.clients c on c.id = r.client_id where ${where}`;
  const { rows } = await sql<Row>`${selected} from ${source}
    order by array_position(array['live', 'signed', 'explained', 'draft', 'expired', 'revoked'], r.state),
      case when r.state in ('live', 'signed') then r.until_at end, r.created_at desc, r.id
    limit ${PAGE} offset ${(input.page - 1) * PAGE}`.execute(db);
  const counted = await sql<{ n: number }>`
    select count(*) as n from (select 1 from ${source} limit ${CAP + 1}) capped`.execute(db);
  const n = Number(counted.rows[0]?.n ?? 0);
  return { rows: rows.map(shownRow) as never, total: { count: Math.min(n, CAP), capped: n > CAP } };
}

async function named({ db }: Work<Tables>, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'displayName'])
    .where('id', 'in', known)
    .execute();
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

/** One release without its texts, with every time somebody asked to read what it shares. */
export async function readRelease(work: Work<Tables>, id: string) {
  const row = await releaseRow(work, id);
  const client = await clientOf(work, row.clientId);
  const names = await named(work, [row.explainedBy, row.signedWith, row.openedBy, row.endedBy]);
  const readings = await work.db
    .selectFrom('releaseReadings')
    .select(['at', 'role', 'why', 'answer'])
    .where('releaseId', '=', id)
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
  const given = readings.filter((one) => one.answer === 'given');
  const { rows } = await sql<{ write: boolean; revoke: boolean }>`
    select provider.may('releases.write', ${row.clientId}::uuid) as write,
      provider.may('releases.revoke', ${row.clientId}::uuid) as revoke`.execute(work.db);
  work.noteReading('releases', [id], {}, { table: 'clients', id: row.clientId });
  const by = (account: string | null) => (account === null ? null : (names.get(account) ?? null));
  return {
    ...shownRow({
      ...row,
      alias: client.alias,
      number: client.number,
      lastReadAt: given[0]?.at ?? null,
      readings: String(given.length),
    }),
    explainedAt: iso(row.explainedAt),
    explainedBy: by(row.explainedBy),
    signedAt: iso(row.signedAt),
    signedWith: by(row.signedWith),
    openedAt: iso(row.openedAt),
    openedBy: by(row.openedBy),
    endedBy: by(row.endedBy),
    ageGroup: client.ageGroup,
    readingsList: readings.map((one) => ({ ...one, at: one.at.toISOString() })),
    may: rows[0]!,
  } as never;
}

/** The exact texts and the signatures of a release; the opening is written down. */
export async function readTexts(house: House, work: Work<Tables>, id: string) {
  const row = await releaseRow(work, id);
  const { texts, recipient } = await openTexts(house, row.clientId, id, row.textsSealed);
  const signatures = await openSignatures(house, row.clientId, id, row.signingSealed);
  work.note('unmask', 'releases', [id], { fields: row.fields }, { table: 'clients', id: row.clientId });
  return { texts, recipient, signatures };
}
