import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { tokensOfChannel } from '../deconfliction/rules-tokens.ts';
import { granted } from '../granted.ts';
import type { House } from '../house.ts';
import { hasReason } from '../vocabulary/refusals.ts';
import type { victimsContract } from './contract.ts';
import type { Contact } from './contract-channels.ts';
import type { Channel } from './contract-parts.ts';
import { localDay, namesOf, readableVictim } from './opening.ts';
import { mayBeChosen, mayContact } from './rules-contact.ts';
import { sealedDetails } from './sealing.ts';

type VictimHandlers = Handlers<Tables, typeof victimsContract>;

const columns = [
  'id',
  'kind',
  'safety',
  'leaveMessage',
  'codeWord',
  'days',
  'fromTime',
  'untilTime',
  'saidOn',
  'reason',
  'endedAt',
  'recordedBy',
  'recordedAt',
  'version',
] as const;

/** The channels of a victim without what lies sealed, those that may be used first. */
export async function channelsOf(work: Work<Tables>, victimId: string): Promise<Channel[]> {
  const rows = await work.db
    .selectFrom('victimChannels')
    .select(columns)
    .where('victimId', '=', victimId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  const by = await namesOf(
    work,
    rows.map((row) => row.recordedBy),
  );
  return rows
    .map(({ recordedBy, recordedAt, endedAt, ...row }) => ({
      ...(row as unknown as Channel),
      endedAt: endedAt?.toISOString() ?? null,
      mayBeChosen: mayBeChosen({ safety: row.safety as Channel['safety'], endedAt }),
      recordedBy: by(recordedBy),
      recordedAt: recordedAt.toISOString(),
    }))
    .toSorted((a, b) => Number(b.mayBeChosen) - Number(a.mayBeChosen));
}

/** Both times or none, and in order. */
function mustBeHours({ fromTime, untilTime }: Pick<Channel, 'fromTime' | 'untilTime'>): void {
  if (
    (fromTime === null) !== (untilTime === null) ||
    (fromTime !== null && untilTime !== null && fromTime >= untilTime)
  )
    throw refused('untilTime', 'no_hours', 'Give a beginning and a later end, or neither.');
}

export function addChannel(house: House): VictimHandlers['addChannel'] {
  return async (work, { id: victimId, details, ...use }) => {
    const victim = await readableVictim(work, victimId);
    mustBeHours(use);
    const id = randomUUID();
    await work.db
      .insertInto('victimChannels')
      .values({
        ...use,
        id,
        victimId,
        caseId: victim.caseId,
        codeWord: details.codeWord !== '',
        detailsSealed: sealedDetails(house.keys, id, details),
      })
      .execute();
    await flagged(work, house, { id, kind: use.kind, address: details.address });
    return { id };
  };
}

/** Whoever checks this number or address is told to call the coordinator, and no more. */
async function flagged(
  work: Work<Tables>,
  house: House,
  channel: { id: string; kind: string; address: string },
): Promise<void> {
  const known = tokensOfChannel(house.keys.token, channel.kind, channel.address);
  if (known === null) return;
  await sql`select taskforce.flag_victim_channel(${channel.id}::uuid, ${known.type}, ${known.grades}::text[], ${known.tokens}::bytea[])`.execute(
    work.db,
  );
}

/** Changes how a channel may be used. An unsafe one becomes usable only with the victim's reason. */
export const changeChannel: VictimHandlers['changeChannel'] = async (
  work,
  { id, version, inUse, ...use },
) => {
  const current = () =>
    work.db.selectFrom('victimChannels').select(columns).where('id', '=', id).executeTakeFirst();
  const held = await current();
  if (!held) throw new Problem('missing');
  mustBeHours(use);
  const back = (held.safety === 'unsafe' && use.safety !== 'unsafe') || (held.endedAt !== null && inUse);
  if (back && (!hasReason(use.reason) || use.reason === held.reason))
    throw refused(
      'reason',
      'reason_needed',
      'Say in at least 20 characters why it can be used again, as the victim put it.',
    );
  const touched = await work.db
    .updateTable('victimChannels')
    .set({
      ...use,
      reason: back ? use.reason : held.reason,
      endedAt: inUse ? null : (held.endedAt ?? work.now),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, current);
};

export const listContacts: VictimHandlers['contacts'] = async (work, { id, limit }) => {
  await readableVictim(work, id);
  const rows = await work.db
    .selectFrom('victimContacts')
    .select(['id', 'kind', 'outcome', 'happenedAt', 'recordedBy', 'recordedAt'])
    .where('victimId', '=', id)
    .orderBy('happenedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  const by = await namesOf(
    work,
    rows.map((row) => row.recordedBy),
  );
  return {
    rows: rows.map(({ happenedAt, recordedBy, recordedAt, ...row }) => ({
      ...(row as Pick<Contact, 'id' | 'kind' | 'outcome'>),
      happenedAt: happenedAt.toISOString(),
      recordedBy: by(recordedBy),
      recordedAt: recordedAt.toISOString(),
    })),
  };
};

/** Records a contact. What the victim began may have come any way; what we begin keeps to the channel's rules. */
export const recordContact: VictimHandlers['recordContact'] = async (work, { id: victimId, ...contact }) => {
  const victim = await readableVictim(work, victimId);
  if (Date.parse(contact.happenedAt) > work.now.getTime() + 5 * 60_000)
    throw refused('happenedAt', 'in_the_future', 'Give the time at which it happened: now or earlier.');
  if (contact.channelId !== null) {
    const channel = (await channelsOf(work, victimId)).find((one) => one.id === contact.channelId);
    if (!channel) throw refused('channelId', 'not_found', 'Choose one of the ways recorded for this victim.');
    const { zone } = await localDay(work);
    const at = new Date(contact.happenedAt);
    if (contact.outcome !== 'they_called') granted(mayContact(channel, { at, zone, knowinglyUnknown: true }));
    if (contact.outcome === 'message_left' && !channel.leaveMessage)
      throw refused(
        'outcome',
        'no_message',
        'No message may be left there. Record it as not reached, and tell the victim.',
      );
  }
  const id = randomUUID();
  await work.db
    .insertInto('victimContacts')
    .values({ ...contact, id, victimId, caseId: victim.caseId })
    .execute();
  return { id };
};
