import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';

/** Cases that tips feed, as far as the reader may see them. */
export async function casesOf(work: Work<Tables>, tipIds: string[]) {
  if (tipIds.length === 0) return [];
  return work.db
    .selectFrom('tipCases')
    .innerJoin('cases', 'cases.id', 'tipCases.caseId')
    .select(['tipCases.tipId', 'tipCases.linkedAt', 'cases.id', 'cases.number', 'cases.title'])
    .where('tipCases.tipId', 'in', tipIds)
    .where('tipCases.endedAt', 'is', null)
    .orderBy('cases.number')
    .execute();
}
