import { randomBytes, randomUUID } from 'node:crypto';
import { sha256 } from '../../kit/identity/secrets.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { calendarContract } from './contract.ts';
import { settingsOf } from './settings.ts';

type FeedHandlers = Pick<
  Handlers<Tables, typeof calendarContract>,
  'feeds' | 'makeFeed' | 'nameFeed' | 'revokeFeed'
>;

/** Live feeds a person may have: a phone, a computer, and one to change over. */
const MOST_FEEDS = 3;
const DAY = 86_400_000;

/** Path of a feed's address. The secret is 256 bits; its SHA-256 alone is stored. */
export const feedPath = (secret: string) => `/calendar-feed/${secret}.ics`;

/** The own private feeds. */
export const feedHandlers: FeedHandlers = {
  feeds: async ({ db, account, now }) => {
    const { feeds: allowed, numbers, feedDays } = await settingsOf(db);
    const rows = await db
      .selectFrom('calendarFeeds')
      .select(['id', 'name', 'madeAt', 'expiresAt', 'readAt', 'revokedAt'])
      .where('accountId', '=', account.id)
      .orderBy('madeAt', 'desc')
      .limit(20)
      .execute();
    return {
      allowed,
      numbers,
      feedDays,
      rows: rows.map((row) => ({
        id: row.id,
        name: row.name,
        madeAt: row.madeAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
        revokedAt: row.revokedAt?.toISOString() ?? null,
        live: allowed && row.revokedAt === null && row.expiresAt > now,
      })),
    };
  },
  makeFeed: async ({ db, account, now }, { name }) => {
    const settings = await settingsOf(db);
    if (!settings.feeds)
      throw refused(
        'feeds',
        'feeds_off',
        'Private feeds are switched off here; an administrator can allow them.',
      );
    const live = await db
      .selectFrom('calendarFeeds')
      .select('id')
      .where('accountId', '=', account.id)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', now)
      .execute();
    if (live.length >= MOST_FEEDS)
      throw refused('feeds', 'too_many_feeds', 'Take one of your feeds back before you make another.');
    const secret = randomBytes(32).toString('hex');
    const id = randomUUID();
    const expiresAt = new Date(now.getTime() + settings.feedDays * DAY);
    await db
      .insertInto('calendarFeeds')
      .values({ id, name, tokenHash: sha256(secret), expiresAt })
      .execute();
    return { id, url: feedPath(secret), expiresAt: expiresAt.toISOString() };
  },
  nameFeed: async ({ db, account }, { id, name }) => {
    const touched = await db
      .updateTable('calendarFeeds')
      .set({ name })
      .where('id', '=', id)
      .where('accountId', '=', account.id)
      .returning('id')
      .executeTakeFirst();
    if (!touched) throw new Problem('missing');
    return { done: true };
  },
  revokeFeed: async ({ db, account, now }, { id }) => {
    const touched = await db
      .updateTable('calendarFeeds')
      .set({ revokedAt: now })
      .where('id', '=', id)
      .where('accountId', '=', account.id)
      .where('revokedAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!touched) throw new Problem('missing');
    return { done: true };
  },
};
