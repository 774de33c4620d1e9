import { sql } from 'kysely';
import { contentHash } from '../../kit/documents/canonical.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { handOutMade } from '../../kit/files/handing.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { officeFigures } from '../estimates/opening-figures.ts';
import type { House } from '../house.ts';
import { granted } from '../granted.ts';
import type { Actuals, Figures, ResourceRequest, resourcesContract } from './contract.ts';
import { requestPdf } from './document.ts';
import { beginningOf } from './document-words.ts';
import { moved, permissionOf, type RequestState } from './rules.ts';

/** Requests for resources: text around frozen figures, written by one, reviewed by another, approved by a third. */
export function resourcesHandlers(house: House): Handlers<Tables, typeof resourcesContract> {
  return {
    list: async (work) => {
      const rows = await requests(work).orderBy('r.madeAt', 'desc').limit(100).execute();
      return { rows: rows.map(headOf) };
    },
    read: async (work, { id }) => {
      const one = await requestOf(work, id);
      return { ...one, actuals: one.state === 'approved' ? await actualsOf(work, id) : null };
    },
    make: async (work, { title, whatIfId }) => {
      const { runId, ...figures } = await officeFigures(work, whatIfId);
      const language = work.account.language === 'es' ? 'es' : 'en';
      return await work.db
        .insertInto('resourceRequests')
        .values({
          title,
          whatIfId,
          runId,
          figures: JSON.stringify(figures),
          figuresHash: contentHash(figures),
          what: beginningOf(figures, language),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
    },
    write: async (work, { id, version, ...text }) => {
      const touched = await work.db
        .updateTable('resourceRequests')
        .set(text)
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst();
      return changedRow(touched, () => requestOf(work, id));
    },
    move: async (work, { id, version, move, reason }) => {
      if (!work.can(permissionOf[move])) throw new Problem('not_permitted');
      const one = await requestOf(work, id);
      const facts = {
        ...one,
        madeBy: one.madeById,
        writtenBy: one.writtenById,
        reviewedBy: one.reviewedById,
      };
      const next = granted(moved(facts, move, work.account.id, reason));
      const touched = await work.db
        .updateTable('resourceRequests')
        .set({ state: next, ...(move === 'return' ? { reason } : {}) })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('state')
        .executeTakeFirst();
      const { state } = await changedRow(touched, () => requestOf(work, id));
      return { state: state as RequestState };
    },
    document: async (work, { id }) => {
      const one = await requestOf(work, id);
      return handOutMade(house.files, work, {
        name: `request-${one.figures.asOf}-v${one.version}.pdf`,
        content: await requestPdf(house, work, one),
        scopeTable: 'resource_requests',
        scopeId: id,
        handling: ['law_enforcement_sensitive'],
      });
    },
  };
}

const requests = ({ db }: Work<Tables>) =>
  db
    .selectFrom('resourceRequests as r')
    .innerJoin('accounts as a', 'a.id', 'r.madeBy')
    .leftJoin('accounts as v', 'v.id', 'r.reviewedBy')
    .leftJoin('accounts as d', 'd.id', 'r.decidedBy')
    .selectAll('r')
    .select(['a.displayName as maker', 'v.displayName as reviewer', 'd.displayName as decider']);

type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

const headOf = (row: Row) => ({
  id: row.id,
  title: row.title,
  state: row.state as RequestState,
  madeBy: row.maker,
  madeAt: row.madeAt.toISOString(),
});

/** One request under the reader's eyes. @throws Problem missing */
async function requestOf(work: Work<Tables>, id: string): Promise<ResourceRequest> {
  const row = await requests(work).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return {
    ...headOf(row),
    whatIfId: row.whatIfId,
    runId: row.runId,
    what: row.what,
    why: row.why,
    reason: row.reason,
    figures: row.figures as unknown as Figures,
    figuresHash: row.figuresHash,
    madeById: row.madeBy,
    writtenById: row.writtenBy,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    reviewedById: row.reviewedBy,
    reviewedBy: row.reviewer,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    decidedBy: row.decider,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    version: row.version,
  };
}

async function actualsOf({ db }: Work<Tables>, id: string): Promise<Actuals | null> {
  const { rows } = await sql<{
    actuals: Actuals | null;
  }>`select taskforce.request_actuals(${id}::uuid) as actuals`.execute(db);
  const found = rows[0]?.actuals ?? null;
  if (found === null) return null;
  return {
    ...found,
    minutes: found.minutes.map((one) => ({ ...one, before: one.before ?? 0, since: one.since ?? 0 })),
  };
}
