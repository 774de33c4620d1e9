import type { Headcount, Need } from '../../bridge/offers.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { Recipient } from '../standby/contract.ts';
import { recipientsOf } from '../standby/opening.ts';
import { readinessOf } from '../standby/rules-readiness.ts';
import type { Gate, StandbyOfOperation } from './contract-gate.ts';

/** Providers that stand by, with how far the notice came with each, and how ready they are for what it asks. */
export async function standbysOf(
  work: Work<Tables>,
  operationId: string,
  told: Readonly<Record<string, boolean>>,
): Promise<Pick<Gate, 'standbys' | 'notices'>> {
  const rows = await standbyRows(work, operationId);
  const wanted = [...new Set(rows.flatMap(({ noticeId }) => (noticeId === null ? [] : [noticeId])))];
  const notices =
    wanted.length === 0
      ? []
      : await work.db.selectFrom('standbyNotices').selectAll().where('id', 'in', wanted).execute();
  const recipients = await recipientsOf(work, notices);
  const found = (row: (typeof rows)[number]): Recipient | undefined =>
    row.noticeId === null
      ? undefined
      : recipients.get(row.noticeId)?.find(({ providerId }) => providerId === row.providerId);
  return {
    standbys: rows.map((row) => standbyRow(row, told[row.id] === true, found(row))),
    notices: notices.map((notice) => ({
      id: notice.id,
      area: notice.area,
      readiness: readinessOf(
        {
          people: notice.people as Headcount,
          minors: notice.minors as Headcount,
          languages: notice.languages,
          needs: notice.needs as Need[],
        },
        rows
          .filter(({ noticeId }) => noticeId === notice.id)
          .flatMap((row) => {
            const one = found(row);
            return one === undefined ? [] : [answerOf(one, row.askedAgainAt)];
          }),
        work.now,
      ),
    })),
  };
}

/** What was said before one asked again counts no longer. */
function answerOf(one: Recipient, since: Date | null) {
  const after = (at: string | null) => at !== null && (since === null || new Date(at) >= since);
  const known = one.standing === 'acknowledged' || one.standing === 'answered';
  return {
    provider: one.provider,
    standing: known && !after(one.acknowledgedAt) ? ('delivered' as const) : one.standing,
    capacity: after(one.capacityAt) ? one.capacity : null,
  };
}

function standbyRows(work: Work<Tables>, operationId: string) {
  return work.db
    .selectFrom('operationStandbys as s')
    .innerJoin('providers as p', 'p.id', 's.providerId')
    .leftJoin('operationPlaces as l', 'l.id', 's.stagingPlaceId')
    .leftJoin('accounts as a', 'a.id', 's.toldBy')
    .selectAll('s')
    .select(['p.name as provider', 'p.channel', 'p.dutyPhone', 'l.label', 'a.displayName as teller'])
    .where('s.operationId', '=', operationId)
    .where('s.endedAt', 'is', null)
    .orderBy('p.name')
    .orderBy('s.id')
    .execute();
}
type Row = Awaited<ReturnType<typeof standbyRows>>[number];

function standbyRow(row: Row, knows: boolean, recipient: Recipient | undefined): StandbyOfOperation {
  const earlier = (at: Date | null) => at !== null && row.askedAgainAt !== null && at < row.askedAgainAt;
  const acknowledged = recipient?.acknowledgedAt ?? null;
  return {
    id: row.id,
    provider: {
      id: row.providerId,
      name: row.provider,
      channel: row.channel as StandbyOfOperation['provider']['channel'],
      dutyPhone: row.dutyPhone,
    },
    contact: row.contact,
    phone: row.phone,
    stagingPlace: row.stagingPlaceId === null ? null : { id: row.stagingPlaceId, label: row.label ?? '' },
    earliestAt: row.earliestAt?.toISOString() ?? null,
    notice:
      row.noticeId === null
        ? null
        : { id: row.noticeId, standing: recipient?.standing ?? null, acknowledgedAt: acknowledged },
    told:
      row.toldAt === null
        ? null
        : {
            how: row.toldHow as NonNullable<StandbyOfOperation['told']>['how'],
            whom: row.toldWhom,
            at: row.toldAt.toISOString(),
            by: row.teller ?? '',
          },
    answer: row.answer as StandbyOfOperation['answer'],
    answerNote: row.answerNote,
    knows,
    askAgain:
      !knows && (earlier(row.toldAt) || earlier(acknowledged === null ? null : new Date(acknowledged))),
    version: row.version,
  };
}
