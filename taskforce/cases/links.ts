import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { linksContract } from './contract-links.ts';
import { parseCaseNumber } from './rules-casework.ts';

type LinkHandlers = Handlers<Tables, typeof linksContract>;

/** Links between cases. The policies show a link only to readers of both cases. */
export function linkHandlers(): LinkHandlers {
  return { list: listLinks, make: makeLink, end: endLink };
}

/** The case when the session may read it. @throws Problem missing */
export async function readableCase(work: Work<Tables>, caseId: string) {
  const found = await work.db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirst();
  if (!found) throw new Problem('missing');
  return found;
}

const listLinks: LinkHandlers['list'] = async (work, { caseId }) => {
  await readableCase(work, caseId);
  const rows = await work.db
    .selectFrom('caseLinks as l')
    .innerJoin('cases as c', (join) =>
      join.on(
        sql<boolean>`c.id = case when l.from_case_id = ${caseId} then l.to_case_id else l.from_case_id end`,
      ),
    )
    .leftJoin('accounts as m', 'm.id', 'l.madeBy')
    .leftJoin('accounts as e', 'e.id', 'l.endedBy')
    .where((eb) => eb.or([eb('l.fromCaseId', '=', caseId), eb('l.toCaseId', '=', caseId)]))
    .select([
      'l.id',
      'l.kind',
      'l.fromCaseId',
      'l.reason',
      'l.provenance',
      'l.madeAt',
      'l.endedAt',
      'l.endReason',
      'l.version',
    ])
    .select(['c.id as caseId', 'c.number', 'c.title', 'c.type', 'c.openedOn', 'c.closedOn'])
    .select(['m.displayName as madeBy', 'e.displayName as endedBy'])
    .orderBy(sql`l.ended_at is not null`)
    .orderBy('l.madeAt', 'desc')
    .execute();
  const links = rows.map(({ caseId: otherId, number, title, type, openedOn, closedOn, ...row }) => ({
    ...row,
    kind: row.kind as never,
    provenance: row.provenance as never,
    direction: row.fromCaseId === caseId ? ('from' as const) : ('to' as const),
    other: { id: otherId, number, title, type: type as never, openedOn, closedOn },
    madeAt: row.madeAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
  return { links };
};

const makeLink: LinkHandlers['make'] = async (work, input) => {
  await readableCase(work, input.caseId);
  const otherId = input.otherCaseId ?? (await caseByNumber(work, input.otherNumber ?? ''));
  if (otherId === input.caseId) throw refused('otherNumber', 'same_case', 'Name another case than this one.');
  await readableCase(work, otherId);
  const id = randomUUID();
  await work.db
    .insertInto('caseLinks')
    .values({ id, fromCaseId: input.caseId, toCaseId: otherId, kind: input.kind, reason: input.reason })
    .execute();
  return { id };
};

/** The case of a number somebody typed. Hidden and missing look the same, and so does a number nobody could have. */
export async function caseByNumber(
  work: Work<Tables>,
  typed: string,
  field = 'otherNumber',
): Promise<string> {
  const number = parseCaseNumber(typed);
  const found =
    number === null
      ? undefined
      : await work.db.selectFrom('cases').select('id').where('number', '=', number).executeTakeFirst();
  if (!found)
    throw refused(field, 'not_found', 'Check the number. There is no such case, or it is not open to you.');
  return found.id;
}

const endLink: LinkHandlers['end'] = async (work, { linkId, version, reason }) => {
  const touched = await work.db
    .updateTable('caseLinks')
    .set({ endReason: reason })
    .where('id', '=', linkId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () =>
    work.db
      .selectFrom('caseLinks')
      .select(['id', 'kind', 'endedAt', 'endReason', 'version'])
      .where('id', '=', linkId)
      .executeTakeFirst(),
  );
  return { done: true as const };
};
