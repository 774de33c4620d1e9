import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { columnsOfCapacity } from '../../bridge/capacity.ts';
import { post } from '../../bridge/posting.ts';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import { capacityFrom } from '../providers/rules.ts';
import type { standbyContract, Wording } from './contract.ts';
import { bodyOf, noticeFrom, type Draft } from './rules.ts';
import { settingsOf } from './settings.ts';

type All = Handlers<Tables, typeof standbyContract>;

/** What was entered as it may leave: rounded, with the colleague's name. @throws Problem refused */
async function checked(work: Work<Tables>, { contactId, ...entered }: Wording): Promise<Draft> {
  const contact = await work.db
    .selectFrom('accounts')
    .select('displayName')
    .where('id', '=', contactId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!contact) throw refused('wording.contactId', 'not_found', 'Choose a colleague of the task force.');
  const draft: Draft = {
    ...entered,
    windowFrom: new Date(entered.windowFrom),
    windowUntil: new Date(entered.windowUntil),
    validUntil: new Date(entered.validUntil),
    contactName: contact.displayName.slice(0, 120),
  };
  const { zone, ...settings } = await settingsOf(work);
  return granted(noticeFrom(draft, settings, zone, work.now), 'wording.');
}

export const preview: All['preview'] = async (work, { wording }) => {
  const { notice: _crossing, ...leaves } = bodyOf(await checked(work, wording), 1, randomUUID());
  return { leaves };
};

export const send: All['send'] = async (work, { caseId, strandId, wording, providerIds }) => {
  const draft = await checked(work, wording);
  const id = randomUUID();
  await work.db
    .insertInto('standbyNotices')
    .values({ id, caseId, strandId, ...draft })
    .execute();
  await tell(work, { id, caseId, edition: 1, draft }, providerIds);
  return { id };
};

type Told = { id: string; caseId: string; edition: number; draft: Draft };

/** Adds recipients and tells those that are paired; the others wait for somebody to call them. */
async function tell(work: Work<Tables>, notice: Told, providerIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(providerIds)];
  const providers = await work.db
    .selectFrom('providers')
    .select(['id', 'paired', 'pairId'])
    .where('id', 'in', wanted)
    .where('active', '=', true)
    .execute();
  if (providers.length < wanted.length)
    throw refused('providerIds', 'not_found', 'Choose providers of the directory that are active.');
  for (const provider of providers) {
    const id = randomUUID();
    const { crossingId } = await work.db
      .insertInto('standbyRecipients')
      .values({ id, noticeId: notice.id, caseId: notice.caseId, providerId: provider.id })
      .returning('crossingId')
      .executeTakeFirstOrThrow();
    if (provider.paired && provider.pairId !== null)
      await sendTo(work, { id, crossingId, pairId: provider.pairId }, notice, 'standby.announced');
  }
}

/** Sends what a notice says to one provider and keeps which edition it was told. */
async function sendTo(
  work: Work<Tables>,
  to: { id: string; crossingId: string; pairId: string },
  { edition, draft }: Told,
  kind: 'standby.announced' | 'standby.changed',
): Promise<void> {
  const messageId = await post(work, to.pairId, kind, bodyOf(draft, edition, to.crossingId));
  await work.db
    .updateTable('standbyRecipients')
    .set({ pairId: to.pairId, messageId, sentEdition: edition, sentAt: work.now })
    .where('id', '=', to.id)
    .execute();
}

/** A notice that still stands, at the version the caller saw. @throws Problem conflict, missing, refused */
async function standing(work: Work<Tables>, id: string, version: number) {
  const row = await work.db.selectFrom('standbyNotices').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  if (row.version !== version)
    throw new Problem('conflict', { data: { current: { version: row.version, edition: row.edition } } });
  if (row.withdrawnAt !== null)
    throw refused('id', 'standby_withdrawn', 'This notice was withdrawn. Make a new one.');
  if (row.validUntil <= work.now)
    throw refused('id', 'standby_expired', 'This notice has expired. Make a new one.');
  return row;
}

/** Recipients that an open pair leads to. */
function reached(work: Work<Tables>, noticeId: string) {
  return work.db
    .selectFrom('standbyRecipients as r')
    .innerJoin('providers as p', 'p.id', 'r.providerId')
    .where('r.noticeId', '=', noticeId)
    .where('p.paired', '=', true)
    .select(['r.id', 'r.crossingId', 'r.sentEdition'])
    .select(sql<string>`p.pair_id`.as('pairId'))
    .execute();
}

export const addProviders: All['addProviders'] = async (work, { id, version, providerIds }) => {
  const row = await standing(work, id, version);
  const there = await work.db
    .selectFrom('standbyRecipients')
    .select('providerId')
    .where('noticeId', '=', id)
    .execute();
  const known = new Set(there.map(({ providerId }) => providerId));
  const fresh = providerIds.filter((one) => !known.has(one));
  if (fresh.length === 0)
    throw refused('providerIds', 'told_already', 'Choose a provider that was not chosen before.');
  await tell(work, { id, caseId: row.caseId, edition: row.edition, draft: row as Draft }, fresh);
  return { done: true };
};

export const change: All['change'] = async (work, { id, version, wording }) => {
  const row = await standing(work, id, version);
  const { profile, ...draft } = await checked(work, wording);
  if (profile !== row.profile)
    throw refused('wording.profile', 'standby_profile', 'Keep the profile, or make a new notice.');
  const edition = row.edition + 1;
  const touched = await work.db
    .updateTable('standbyNotices')
    .set({ ...draft, edition, changedAt: work.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['version'])
    .executeTakeFirst();
  const changed = await changedRow(touched, () => noticeNow(work, id));
  const told = { id, caseId: row.caseId, edition, draft: { profile, ...draft } };
  for (const to of await reached(work, id))
    await sendTo(work, to, told, to.sentEdition === 0 ? 'standby.announced' : 'standby.changed');
  return changed;
};

const noticeNow = (work: Work<Tables>, id: string) =>
  work.db
    .selectFrom('standbyNotices')
    .select(['id', 'edition', 'version', 'withdrawnAt'])
    .where('id', '=', id)
    .executeTakeFirst();

export const withdraw: All['withdraw'] = async (work, { id, version }) => {
  await standing(work, id, version);
  const touched = await work.db
    .updateTable('standbyNotices')
    .set({ withdrawnAt: work.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  await changedRow(touched, () => noticeNow(work, id));
  for (const { pairId, crossingId, sentEdition } of await reached(work, id))
    if (sentEdition > 0)
      await post(work, pairId, 'standby.withdrawn', { notice: crossingId, at: work.now.toISOString() });
  return { done: true };
};

/** What was said on the phone. Somebody who is told takes in the wording that stands now. */
export const recordTold: All['recordTold'] = async (work, { recipientId, version, ...told }) => {
  const row = await work.db
    .selectFrom('standbyRecipients as r')
    .innerJoin('standbyNotices as n', 'n.id', 'r.noticeId')
    .select(['r.providerId', 'n.edition', 'n.madeAt'])
    .where('r.id', '=', recipientId)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  const at = new Date(told.at);
  if (at > work.now) throw refused('at', 'future', 'Choose a time that is not to come.');
  const known = told.understood ? { acknowledgedEdition: row.edition, acknowledgedAt: at } : {};
  const touched = await work.db
    .updateTable('standbyRecipients')
    .set({
      toldHow: told.how,
      toldWhom: told.whom,
      toldAt: at,
      sentEdition: row.edition,
      sentAt: at,
      ...known,
    })
    .where('id', '=', recipientId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  const changed = await changedRow(touched, () =>
    work.db
      .selectFrom('standbyRecipients')
      .select(['id', 'version', 'toldAt', 'acknowledgedAt'])
      .where('id', '=', recipientId)
      .executeTakeFirst(),
  );
  if (told.capacity !== null) {
    const capacity = granted(capacityFrom(told.capacity, work.now), 'capacity.');
    await work.db
      .insertInto('capacities')
      .values({ id: randomUUID(), providerId: row.providerId, recipientId, ...columnsOfCapacity(capacity) })
      .execute();
  }
  return changed;
};
