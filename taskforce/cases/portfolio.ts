import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import { handlingLabels, labelRules } from '../vocabulary/handling.ts';
import { labelOf } from '../vocabulary/words.ts';
import type { BriefContent, PortfolioContent } from './brief-content.ts';
import { languageOf } from './brief-builder.ts';
import { briefSentences, labelsInWords } from './brief-sentences.ts';
import type { portfolioContract, PortfolioRow } from './contract-briefs.ts';
import { zoneOf } from './opening.ts';
import type { Selection } from './portfolio-facts.ts';
import { portfolioFacts } from './portfolio-facts.ts';
import { labelsForReaders } from './rules-briefs.ts';

/** Handling labels this session is cleared for. */
export async function clearancesOf(work: Work<Tables>): Promise<HandlingLabel[]> {
  const { rows } = await sql<{ labels: HandlingLabel[] }>`select kit.clearances() as labels`.execute(work.db);
  return rows[0]?.labels ?? [];
}

/** The beginning of a day, in the task force's time zone. */
export async function startOfDay(work: Work<Tables>, day: string): Promise<Date> {
  const { rows } = await sql<{
    at: Date;
  }>`select (${day}::date)::timestamp at time zone taskforce.zone() as at`.execute(work.db);
  return rows[0]!.at;
}

/** The portfolio page: figures of everything the session may read, sealed cases of its own included. */
export function portfolioHandlers(): Handlers<Tables, typeof portfolioContract> {
  return {
    view: async (work, { agencyId, type, since, limit }) => {
      const first = since ?? addDays(dayOf(work.now, await zoneOf(work)), -30);
      const facts = await portfolioFacts(work, {
        agencyId,
        type,
        allowed: await clearancesOf(work),
        sealedToo: true,
        since: await startOfDay(work, first),
        until: work.now,
        limit,
      });
      return { since: first, ...facts };
    },
  };
}

export type PortfolioOrder = Pick<Selection, 'agencyId' | 'type' | 'since' | 'until'> & {
  clearedFor: readonly HandlingLabel[];
  zone: string;
  version: number;
  madeBy: BriefContent['madeBy'];
};

/** Cases a portfolio brief lists; the totals are of all. */
const mostListed = 40;

/** Makes the content of a portfolio brief: open cases of the maker's reach without sealed ones, for these readers. */
export async function buildPortfolio(work: Work<Tables>, order: PortfolioOrder) {
  const language = languageOf(work);
  const words = briefSentences[language];
  const { agencyId, type, since, until } = order;
  const allowed = labelsForReaders(order.clearedFor);
  const wanted = { agencyId, type, allowed, sealedToo: false, since, until, limit: mostListed };
  const { totals, rows } = await portfolioFacts(work, wanted);
  const to = dayOf(until, order.zone);
  const special = order.clearedFor.filter((label) => label !== 'law_enforcement_sensitive');
  const content: PortfolioContent = {
    schema: 'concert.portfolio-brief/1',
    language,
    label: labelsInWords(special, language),
    audience: special.length === 0 ? words.command : words.commandCleared(labelsInWords(special, language)),
    selection: await selectionInWords(work, order),
    period: { from: since === null ? to : dayOf(since, order.zone), to },
    madeBy: order.madeBy,
    madeAt: until.toISOString(),
    version: order.version,
    withheld: await casesLeftOut(work, order, allowed),
    totals: {
      cases: totals.cases,
      picture: pictureOfRow(totals.picture),
      decisionsNeeded: totals.decisionsNeeded,
      overdue: totals.overdue,
      hoursPeriod: totals.hoursPeriod,
      hoursTotal: totals.hoursTotal,
      centsPeriod: totals.centsPeriod,
      centsTotal: totals.centsTotal,
    },
    cases: rows.map((row) => ({
      number: row.number,
      title: row.title,
      type: row.type,
      leadAgency: row.agency,
      picture: pictureOfRow(row.picture),
      change: changeInWords(row, language),
      decisionsNeeded: row.decisionsNeeded,
      overdue: row.overdue,
      hoursPeriod: row.hoursPeriod,
      hoursTotal: row.hoursTotal,
      centsPeriod: row.centsPeriod,
      centsTotal: row.centsTotal,
    })),
  };
  return { content, handling: special, itemIds: [] as string[] };
}

/** Open cases the maker may read whose labels these readers are not cleared for; only where their number may be told. */
async function casesLeftOut(
  work: Work<Tables>,
  { agencyId, type }: PortfolioOrder,
  allowed: HandlingLabel[],
): Promise<number> {
  const countable = handlingLabels.filter((label) => label !== 'sealed' && labelRules[label].mayStandInBrief);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cases c
    where c.closed_on is null and not c.sealed and not c.handling <@ ${allowed}::text[] and c.handling <@ ${countable}::text[]
      and (${agencyId}::uuid is null or c.lead_agency_id = ${agencyId}) and (${type}::text is null or c.type = ${type})`.execute(
    work.db,
  );
  return rows[0]?.n ?? 0;
}

function pictureOfRow(picture: PortfolioRow['picture']): PortfolioContent['totals']['picture'] {
  const { pre_operational: preOperational, operational, post_operational: postOperational, closed } = picture;
  return { preOperational, operational, postOperational, closed };
}

function changeInWords(row: PortfolioRow, language: 'en' | 'es'): string | null {
  const words = briefSentences[language];
  const parts = [
    row.phaseChanges > 0 ? words.phaseChanges(row.phaseChanges) : null,
    row.newStrands > 0 ? words.newStrands(row.newStrands) : null,
    row.closings > 0 ? words.closings(row.closings) : null,
    row.activities > 0 ? words.activities(row.activities) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

async function selectionInWords(work: Work<Tables>, { agencyId, type }: PortfolioOrder): Promise<string> {
  const language = languageOf(work);
  const words = briefSentences[language];
  const agency =
    agencyId === null
      ? undefined
      : await work.db.selectFrom('agencies').select('name').where('id', '=', agencyId).executeTakeFirst();
  const cases = agency ? words.openOf(agency.name) : words.allOpen;
  return type === null ? cases : words.ofType(cases, labelOf('traffickingType', type, language));
}
