import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { casesOf } from './fed-cases.ts';
import { clockSettings } from './clock-dates.ts';
import type { TipPage } from './contract-parts.ts';
import { namesOf, type Ref } from './people.ts';
import { clocksOf } from './rules.ts';
import { similarTo } from './similar.ts';
import { loadTip, type TipRecord } from './standing.ts';

/** One tip with everything that belongs to it. The reading is audited. */
export async function open(work: Work<Tables>, { id }: { id: string }): Promise<TipPage> {
  const { db } = work;
  const { record, tip } = await loadTip(work, { id });
  const agency = record.agencyId
    ? await db
        .selectFrom('agencies')
        .select(['id', 'shortName'])
        .where('id', '=', record.agencyId)
        .executeTakeFirst()
    : undefined;
  const answers = await db.selectFrom('tipAnswers').selectAll().where('tipId', '=', id).execute();
  const decisions = await db
    .selectFrom('tipDecisions')
    .leftJoin('tips as original', 'original.id', 'tipDecisions.duplicateOf')
    .selectAll('tipDecisions')
    .select('original.number as originalNumber')
    .where('tipDecisions.tipId', '=', id)
    .orderBy('tipDecisions.place')
    .execute();
  const messages = await db
    .selectFrom('tipMessages')
    .selectAll()
    .where('tipId', '=', id)
    .orderBy('place')
    .execute();
  const dangers = await db
    .selectFrom('dangers')
    .select(['id', 'acceptedAt', 'endedAt', 'raisedAt'])
    .where('tipId', '=', id)
    .orderBy('raisedAt', 'desc')
    .execute();
  const reporter = await db
    .selectFrom('tipReporters')
    .select(['hasContact', 'mayContact', 'erasedAt'])
    .where('tipId', '=', id)
    .executeTakeFirst();
  const cases = await casesOf(work, [id]);
  const names = await namesOf(work, [
    record.receivedBy,
    record.assignedTo,
    record.purgeAskedBy,
    ...decisions.map((one) => one.decidedBy),
    ...messages.map((one) => one.authorId),
  ]);
  const person = (account: string) => names(account) as Ref;
  work.noteReading('tips', [id], {}, { table: 'tips', id });
  return {
    ...wordsOf(record),
    agency: agency ?? null,
    receivedBy: names(record.receivedBy),
    assignedTo: names(record.assignedTo),
    purgeAskedBy: names(record.purgeAskedBy),
    clocks: clocksOf(tip, work.now, await clockSettings(db)).map((clock) => ({
      ...clock,
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      metAt: clock.metAt?.toISOString() ?? null,
    })),
    reporter: {
      hasContact: reporter?.hasContact ?? false,
      mayContact: reporter?.mayContact ?? false,
      erased: reporter?.erasedAt != null,
    },
    answers: answers as TipPage['answers'],
    decisions: decisions.map((one) => ({
      ...(one as unknown as TipPage['decisions'][number]),
      duplicateOf: one.duplicateOf ? { id: one.duplicateOf, number: one.originalNumber ?? '' } : null,
      decidedBy: person(one.decidedBy),
      decidedAt: one.decidedAt.toISOString(),
    })),
    cases: cases.map(({ tipId: _tip, linkedAt, ...one }) => ({ ...one, linkedAt: linkedAt.toISOString() })),
    messages: messages.map((one) => ({
      id: one.id,
      direction: one.direction as 'question' | 'answer',
      body: one.body,
      author: names(one.authorId),
      sentAt: one.sentAt.toISOString(),
      readAt: one.readAt?.toISOString() ?? null,
    })),
    dangers: dangers.map((one) => ({
      id: one.id,
      standing: one.endedAt ? 'ended' : one.acceptedAt ? 'accepted' : 'nobody_accountable',
      raisedAt: one.raisedAt.toISOString(),
    })),
    similar: await similarTo(work, record),
  };
}

/** The columns of a tip that go out as they are. The tables hold their words to the closed lists. */
function wordsOf(record: TipRecord) {
  const { agencyId: _a, receivedBy: _b, assignedTo: _c, matchKeys: _d, purgeAskedBy: _e, ...rest } = record;
  return {
    ...(rest as unknown as TipPage),
    imported: record.importId !== null,
    receivedAt: record.receivedAt.toISOString(),
    recordedAt: record.recordedAt.toISOString(),
    triageDueAt: record.triageDueAt.toISOString(),
  };
}
