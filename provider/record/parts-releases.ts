import { sql } from 'kysely';
import { openTexts } from '../releases/opening.ts';
import { day, facts, label, type Tools } from './part.ts';

/** The permissions a client gave: to whom, what, until when, and how often it was opened; drafts are not permissions. */
export async function buildReleases({ house, work, clientId, paper }: Tools) {
  const rows = await work.db
    .selectFrom('releases as r')
    .select([
      'r.id',
      'r.state',
      'r.recipientName',
      'r.recipientKind',
      'r.purpose',
      'r.fields',
      'r.textsSealed',
    ])
    .select(['r.untilAt', 'r.endedAt', 'r.signedAt'])
    .select(
      sql<number>`(select count(*) from provider.release_readings g where g.release_id = r.id and g.answer = 'given')`.as(
        'readings',
      ),
    )
    .where('r.clientId', '=', clientId)
    .where('r.state', 'not in', ['draft', 'explained'])
    .orderBy('r.createdAt', 'desc')
    .limit(200)
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) work.noteReading('releases', ids, {}, { table: 'clients', id: clientId });
  const entries = [];
  for (const row of rows) {
    const outside =
      row.recipientKind === 'outside'
        ? (await openTexts(house, clientId, row.id, row.textsSealed)).recipient || paper.say('onPaper')
        : '';
    entries.push({
      heading: `${day(paper, row.signedAt?.toISOString() ?? null) ?? ''} · ${row.recipientName || outside}`,
      facts: facts(
        [label(paper, 'status'), paper.word('releaseState', row.state)],
        [label(paper, 'fields'), row.fields.map((one) => paper.word('givenField', one)).join(', ')],
        [label(paper, 'purpose'), paper.word('purpose', row.purpose)],
        [label(paper, 'until'), day(paper, row.untilAt.toISOString())],
        [label(paper, 'ended'), day(paper, row.endedAt?.toISOString() ?? null)],
        [label(paper, 'readings'), paper.say('times', { n: Number(row.readings) })],
      ),
      texts: [],
    });
  }
  return { entries };
}
