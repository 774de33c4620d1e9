import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { PressError } from '../../kit/documents/typst.ts';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import { handOutMade } from '../../kit/files/handing.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import { briefDocx, briefPdf, portfolioDocx, portfolioPdf } from './brief-document.ts';
import type { BriefContent, PortfolioContent } from './brief-content.ts';
import { briefHash } from './brief-content.ts';
import { buildBrief } from './brief-builder.ts';
import type { BriefRow, briefsContract } from './contract-briefs.ts';
import { readableCase } from './links.ts';
import { zoneOf } from './opening.ts';
import { buildPortfolio, clearancesOf, startOfDay } from './portfolio.ts';
import { briefWindow } from './rules-briefs.ts';

type BriefHandlers = Handlers<Tables, typeof briefsContract>;
type CaseOrder = Parameters<BriefHandlers['make']>[1];
type PortfolioOrder = Parameters<BriefHandlers['makePortfolio']>[1];
type Content = BriefContent | PortfolioContent;
type Built = { content: Content; handling: HandlingLabel[]; itemIds: string[] };
/** Where a new brief follows on from, and for whom it is. */
type Place = {
  clearedFor: HandlingLabel[];
  since: Date | null;
  until: Date;
  previous: { id: string; version: number; hash: string; madeAt: string } | null;
  told: ReadonlySet<string>;
  zone: string;
  madeBy: BriefContent['madeBy'];
};

/** Status briefs: computed under the maker's eyes for the readers named, then frozen with a hash. */
export function briefHandlers(house: House): BriefHandlers {
  return {
    list,
    get,
    verify,
    preview: async (work, input) =>
      drafted(work, await caseBrief(work, input, await place(work, input.caseId, input), 0)),
    make: (work, input) =>
      make(work, input.caseId, input, (at, version) => caseBrief(work, input, at, version)),
    previewPortfolio: async (work, input) =>
      drafted(work, await portfolioBrief(work, input, await place(work, null, input), 0)),
    makePortfolio: (work, input) =>
      make(work, null, input, (at, version) => portfolioBrief(work, input, at, version)),
    document: (work, input) => document(house, work, input),
  };
}

async function drafted(work: Work<Tables>, { content, handling }: Built) {
  const labels = (await clearancesOf(work)).filter((label) => choosable(label));
  return { content, handling, labels: handlingLabels.filter((label) => labels.includes(label)) };
}

/** Readers can be chosen by labels that need a clearance and whose facts may stand in a brief at all. */
function choosable(label: HandlingLabel): boolean {
  return labelRules[label].needsClearance && labelRules[label].mayStandInBrief;
}

/** Labels chosen by the maker, who must hold them; law-enforcement sensitive is always among them. */
async function readersOf(work: Work<Tables>, chosen: readonly HandlingLabel[]): Promise<HandlingLabel[]> {
  const own = await clearancesOf(work);
  const wrong = chosen.find(
    (label) => !own.includes(label) || !(choosable(label) || label === 'law_enforcement_sensitive'),
  );
  if (wrong)
    throw refused(
      'clearedFor',
      'not_your_label',
      'Choose labels that you are cleared for and whose facts may stand in a brief.',
    );
  return handlingLabels.filter((label) => chosen.includes(label) || label === 'law_enforcement_sensitive');
}

async function place(
  work: Work<Tables>,
  caseId: string | null,
  { clearedFor, periodFrom }: { clearedFor: HandlingLabel[]; periodFrom: string | null },
): Promise<Place> {
  if (caseId !== null) await readableCase(work, caseId);
  const readers = await readersOf(work, clearedFor);
  const before = await lastBrief(work, caseId, readers);
  const { rows } = await sql<{ at: Date; agency: string }>`
    select date_trunc('milliseconds', clock_timestamp()) as at, a.name as agency from agencies a where a.id = ${work.account.agencyId}`.execute(
    work.db,
  );
  const until = rows[0]!.at;
  const chosen = periodFrom === null ? null : await startOfDay(work, periodFrom);
  if (chosen && chosen > until) throw refused('periodFrom', 'in_the_future', 'Give today or an earlier day.');
  const window = briefWindow(before ? { frozenUntil: before.coversUntil } : null, until);
  return {
    clearedFor: readers,
    since: chosen ?? window.since,
    until,
    previous: !before
      ? null
      : {
          id: before.id,
          version: before.briefVersion,
          hash: before.contentHash,
          madeAt: before.madeAt.toISOString(),
        },
    told: new Set(chosen ? [] : (before?.itemIds ?? [])),
    zone: await zoneOf(work),
    madeBy: { name: work.account.displayName, agency: rows[0]!.agency },
  };
}

/** The last brief of the case, or of one's own portfolio, for the same readers. */
function lastBrief(work: Work<Tables>, caseId: string | null, readers: HandlingLabel[]) {
  const same = work.db
    .selectFrom('briefs')
    .select(['id', 'briefVersion', 'contentHash', 'madeAt', 'coversUntil', 'itemIds'])
    .where(sql<boolean>`cleared_for @> ${readers}::text[] and cleared_for <@ ${readers}::text[]`)
    .orderBy('briefVersion', 'desc');
  return (
    caseId === null
      ? same.where('caseId', 'is', null).where('madeBy', '=', work.account.id)
      : same.where('caseId', '=', caseId)
  ).executeTakeFirst();
}

async function caseBrief(work: Work<Tables>, input: CaseOrder, at: Place, version: number): Promise<Built> {
  const { previous } = at;
  const before = previous && { version: previous.version, hash: previous.hash, madeAt: previous.madeAt };
  const { caseId, risks, requests } = input;
  return buildBrief(work, { ...at, caseId, risks, requests, version, previous: before });
}

async function portfolioBrief(
  work: Work<Tables>,
  input: PortfolioOrder,
  at: Place,
  version: number,
): Promise<Built> {
  const { agencyId, type } = input;
  return buildPortfolio(work, { ...at, agencyId, type, version });
}

/** Makers wait for each other from here on, so that versions follow and nothing is told twice or missed. */
async function make(
  work: Work<Tables>,
  caseId: string | null,
  input: { clearedFor: HandlingLabel[]; periodFrom: string | null },
  build: (at: Place, version: number) => Promise<Built>,
) {
  if (caseId !== null) await readableCase(work, caseId);
  const { rows } = await sql<{
    version: number;
  }>`select taskforce.next_brief_version(${caseId}) as version`.execute(work.db);
  const version = rows[0]!.version;
  const at = await place(work, caseId, input);
  const { content, handling, itemIds } = await build(at, version);
  const hash = briefHash(content);
  const id = randomUUID();
  await work.db
    .insertInto('briefs')
    .values({
      id,
      kind: caseId === null ? 'portfolio' : 'case',
      caseId,
      briefVersion: version,
      clearedFor: at.clearedFor,
      handling,
      coversSince: at.since,
      coversUntil: at.until,
      periodFrom: content.period.from,
      periodTo: content.period.to,
      itemIds,
      previousId: at.previous?.id ?? null,
      content: JSON.stringify(content),
      contentHash: hash,
    })
    .execute();
  return { id, version, hash };
}

function briefs(work: Work<Tables>) {
  return work.db
    .selectFrom('briefs as b')
    .innerJoin('accounts as a', 'a.id', 'b.madeBy')
    .select([
      'b.id',
      'b.kind',
      'b.caseId',
      'b.briefVersion',
      'b.clearedFor',
      'b.handling',
      'b.periodFrom',
      'b.periodTo',
    ])
    .select(['b.contentHash', 'a.displayName as madeBy', 'b.madeAt']);
}

function shown(row: Awaited<ReturnType<ReturnType<typeof briefs>['execute']>>[number]): BriefRow {
  return {
    id: row.id,
    kind: row.kind as BriefRow['kind'],
    caseId: row.caseId,
    version: row.briefVersion,
    clearedFor: row.clearedFor as HandlingLabel[],
    handling: row.handling as HandlingLabel[],
    periodFrom: row.periodFrom,
    periodTo: row.periodTo,
    hash: row.contentHash,
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
  };
}

const list: BriefHandlers['list'] = async (work, { caseId, limit }) => {
  if (caseId !== null) await readableCase(work, caseId);
  const wanted =
    caseId === null
      ? briefs(work).where('b.kind', '=', 'portfolio')
      : briefs(work).where('b.caseId', '=', caseId);
  const rows = await wanted
    .orderBy('b.madeAt', 'desc')
    .orderBy('b.briefVersion', 'desc')
    .limit(limit)
    .execute();
  const { count } = await work.db
    .selectFrom(wanted.clearSelect().select('b.id').limit(10_001).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(shown), total: { count: Math.min(count, 10_000), capped: count > 10_000 } };
};

/** The brief with its content, read for a reason that goes into the audit. @throws Problem missing */
async function readBrief(work: Work<Tables>, id: string, how: string) {
  const row = await briefs(work).select('b.content').where('b.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  work.noteReading(
    'briefs',
    [id],
    { as: how },
    row.caseId === null ? undefined : { table: 'cases', id: row.caseId },
  );
  return { brief: shown(row), content: row.content as Content };
}

const get: BriefHandlers['get'] = async (work, { id }) => {
  const { brief, content } = await readBrief(work, id, 'page');
  return { brief, content, intact: briefHash(content) === brief.hash };
};

const verify: BriefHandlers['verify'] = async (work, { hash }) => {
  const row = await briefs(work).select('b.content').where('b.contentHash', '=', hash).executeTakeFirst();
  if (!row) return { found: null, intact: false, computed: null };
  const computed = briefHash(row.content as Content);
  return { found: shown(row), intact: computed === hash, computed };
};

type Format = 'pdf' | 'docx' | 'json';

/** A brief leaves as a file of its own, for whom it was printed; who fetched it stands in its custody. */
async function document(house: House, work: Work<Tables>, { id, format }: { id: string; format: Format }) {
  const { brief, content } = await readBrief(work, id, format);
  // A content that does not have its hash must not go out under it.
  if (briefHash(content) !== brief.hash)
    throw refused(
      'id',
      'altered',
      'The stored content does not have its hash any more. Tell the records officer; do not pass it on.',
    );
  const bytes = await printed(house, content, format);
  const about = content.schema === 'concert.case-brief/1' ? content.case.number : 'portfolio';
  return handOutMade(house.files, work, {
    name: `brief-${about}-v${brief.version}.${format}`,
    content: bytes,
    scopeTable: 'briefs',
    scopeId: id,
    handling: brief.handling,
  });
}

async function printed(house: House, content: Content, format: Format): Promise<Buffer> {
  if (format === 'json') return Buffer.from(canonicalJson(content));
  const one = content.schema === 'concert.case-brief/1';
  if (format === 'docx') return one ? briefDocx(content) : portfolioDocx(content);
  try {
    return (await (one ? briefPdf(house.press, content) : portfolioPdf(house.press, content))).pdf;
  } catch (error) {
    if (error instanceof PressError) throw new Problem('busy');
    throw error;
  }
}
