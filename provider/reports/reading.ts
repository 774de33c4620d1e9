import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import { Contacts, Household, Identity, Places } from '../clients/contract-details.ts';
import { clientRow } from '../clients/opening.ts';
import { openFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { RecordPart } from '../vocabulary/compelled.ts';
import { leastFor } from '../vocabulary/reports.ts';
import type { reportsContract } from './contract.ts';

type In<K extends keyof typeof reportsContract> = z.infer<
  NonNullable<(typeof reportsContract)[K]['~orpc']['inputSchema']>
>;
const PAGE = 50;
const CAP = 10_000;

export const reportAt = (row: string) => ({ table: 'protective_reports', column: 'sealed', row });
/** What is sealed of a report. */
export type ReportWords = { takenBy: string; reference: string; words: string; toldWords: string };

/** The row of a report as the reader may see it. @throws Problem missing */
export async function reportRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('protectiveReports').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

export async function openWords(
  house: House,
  row: { id: string; clientId: string; sealed: Buffer | null },
): Promise<ReportWords> {
  const opened = (await openFor(
    house,
    row.clientId,
    reportAt(row.id),
    row.sealed,
  )) as Partial<ReportWords> | null;
  return { takenBy: '', reference: '', words: '', toldWords: '', ...opened };
}

/** Reports with the nearest deadline first. */
export async function listReports({ db }: Work<Tables>, { open, clientId, page }: In<'list'>) {
  const from = db
    .selectFrom('protectiveReports as r')
    .innerJoin('clients as c', 'c.id', 'r.clientId')
    .$if(open, (q) =>
      q
        .where('r.notMade', 'is', null)
        .where((at) => at.or([at('r.madeAt', 'is', null), at('r.told', '<>', 'told')])),
    )
    .$if(clientId !== undefined, (q) => q.where('r.clientId', '=', clientId!));
  const rows = await from
    .select([
      'r.id',
      'r.path',
      'r.recipient',
      'r.foundAt',
      'r.dueAt',
      'r.madeAt',
      'r.notMade',
      'r.told',
      'r.toldAt',
    ])
    .select(['c.id as clientId', 'c.alias', 'c.number'])
    .orderBy(sql`r.made_at is not null or r.not_made is not null`)
    .orderBy(sql`r.due_at nulls first`)
    .orderBy('r.foundAt', 'desc')
    .orderBy('r.id')
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  const counted = await from
    .select(sql`1`.as('one'))
    .limit(CAP + 1)
    .execute();
  return {
    rows: rows.map(({ clientId: of, alias, number, ...row }) => ({
      ...row,
      ...moments(row),
      client: { id: of, alias, number },
    })) as never,
    total: { count: Math.min(counted.length, CAP), capped: counted.length > CAP },
  };
}

const moments = (row: { foundAt: Date; dueAt: Date | null; madeAt: Date | null; toldAt: Date | null }) => ({
  foundAt: row.foundAt.toISOString(),
  dueAt: row.dueAt?.toISOString() ?? null,
  madeAt: row.madeAt?.toISOString() ?? null,
  toldAt: row.toldAt?.toISOString() ?? null,
});

/** One report with everything that is sealed in it, opened. */
export async function readReport(house: House, work: Work<Tables>, id: string) {
  const { db } = work;
  const row = await reportRow(work, id);
  const { alias, number } = await clientRow(work, row.clientId);
  const by = await db
    .selectFrom('accounts')
    .select('displayName')
    .where('id', '=', row.createdBy)
    .executeTakeFirst();
  const rule = row.ruleId
    ? await db
        .selectFrom('reportRules')
        .select(['id', 'path', 'region', 'words', 'hours', 'call', 'confirmedOn'])
        .where('id', '=', row.ruleId)
        .executeTakeFirst()
    : null;
  const { rows } = await sql<{ may: boolean }>`
    select provider.may('reports.write', ${row.clientId}::uuid) as may`.execute(db);
  work.note('unmask', 'protective_reports', [id], {}, { table: 'clients', id: row.clientId });
  const { path, recipient, notMade, told, madeHow, fields, version } = row;
  return {
    id,
    path,
    recipient,
    notMade,
    told,
    madeHow,
    fields,
    version,
    ...moments(row),
    ...(await openWords(house, row)),
    client: { id: row.clientId, alias, number },
    rule: rule ?? null,
    createdBy: by?.displayName ?? '',
    createdAt: row.createdAt.toISOString(),
    mayWrite: rows[0]?.may ?? false,
  } as never;
}

/** The least that a way asks for, as the record has it. Which sections were opened is written down. */
export async function previewReport(house: House, work: Work<Tables>, { clientId, path }: In<'preview'>) {
  const client = await clientRow(work, clientId);
  const wanted = leastFor[path];
  const sections = [...new Set(wanted.map((part) => part.split('.')[0]!))];
  const rows = await work.db
    .selectFrom('clientDetails')
    .select(['id', 'section', 'sealed'])
    .where('clientId', '=', clientId)
    .where('section', 'in', sections)
    .execute();
  const opened: Record<string, unknown> = {};
  for (const { id, section, sealed } of rows)
    opened[section] = await openFor(
      house,
      clientId,
      { table: 'client_details', column: 'sealed', row: id },
      sealed,
    );
  work.note(
    'unmask',
    'client_details',
    rows.map((row) => row.id),
    { sections: rows.map((row) => row.section), for: path },
    { table: 'clients', id: clientId },
  );
  return { fields: wanted.map((part) => ({ part, value: valueOf(part, client, opened) })) };
}

function valueOf(
  part: RecordPart,
  client: { ageGroup: string; language: string },
  opened: Record<string, unknown>,
): string {
  const identity = Identity.parse(opened['identity'] ?? {});
  const values: Partial<Record<RecordPart, () => string>> = {
    'identity.legal_name': () => identity.legalName,
    'identity.birth_date': () => identity.birthDate ?? '',
    'identity.gender': () => identity.gender,
    'identity.nationality': () => identity.nationality,
    age_group: () => client.ageGroup,
    language: () => client.language,
    'places.stays': () =>
      Places.parse(opened['places'] ?? {})
        .rows.filter((row) => row.kind === 'stays' || row.kind === 'shelter')
        .map((row) => row.address)
        .join('; '),
    'household.adults': () =>
      Household.parse(opened['household'] ?? {})
        .rows.filter((row) => row.relation !== 'child_under_18')
        .map((row) => row.name)
        .join('; '),
    'contacts.safe': () =>
      Contacts.parse(opened['contacts'] ?? {})
        .rows.filter((row) => row.safety === 'safe')
        .map((row) => row.value)
        .join('; '),
  };
  return values[part]?.() ?? '';
}
