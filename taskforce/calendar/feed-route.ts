import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Clock } from '../../kit/clock.ts';
import type { Door, Work } from '../../kit/database/door.ts';
import { sha256 } from '../../kit/identity/secrets.ts';
import { inSignIn, openSession, type SignInHouse } from '../../kit/identity/sign-in.ts';
import { Problem } from '../../kit/problems.ts';
import { zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { addDays, dayOf } from '../vocabulary/days.ts';
import { entries } from './entries.ts';
import { feedText } from './rules-feed.ts';
import { settingsOf } from './settings.ts';

export type FeedHouse = { door: Door<Tables>; signIn: SignInHouse; clock: Clock };

/** How far back and ahead a feed reaches, in days. What was called off stays in it that long, as cancelled. */
const BACK = 30;
const AHEAD = 180;
/** A feed reads with a session of its owner, kept for the readings of an hour; suspending the account ends it at once. */
const SESSION_SECONDS = 3600;

/**
 * Serves private feeds: a path of its own, read without cookies. Whatever is wrong with an address (unknown, taken
 * back, over, switched off, owner suspended) gets one and the same answer, found by one look-up of a hash.
 */
export function feedRoute(app: FastifyInstance, house: FeedHouse): void {
  const sessions = new Map<string, { secret: string; until: number }>();
  app.get('/calendar-feed/:name', async (request, reply) => {
    const { name } = request.params as { name: string };
    // A name of another form is looked up like any other, so that it costs the same.
    const secret = /^([0-9a-f]{64})\.ics$/.exec(name)?.[1] ?? '';
    const owner = await ownerOf(house, secret);
    if (owner === null)
      return reply.status(404).type('text/plain; charset=utf-8').send('There is no such calendar.\n');
    const read = async () => {
      const session = { secret: await sessionOf(house, sessions, owner) };
      const text = await house.door.as(session, 'read', (work) => feedOf(work, secret));
      await house.door.as(session, 'write', ({ db }) =>
        sql`select taskforce.note_feed_read(${owner.feedId}::uuid)`.execute(db),
      );
      return text;
    };
    // A session that was ended meanwhile (the account was suspended and taken back) is opened anew, once.
    const text = await read().catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === 'not_signed_in') || !sessions.delete(owner.feedId))
        throw error;
      return read();
    });
    return reply
      .header('content-disposition', 'inline; filename="calendar.ics"')
      .type('text/calendar; charset=utf-8')
      .send(text);
  });
}

type Owner = { feedId: string; accountId: string };

async function ownerOf(house: FeedHouse, secret: string): Promise<Owner | null> {
  const { rows } = await house.door.asVisitor((db) =>
    sql<Owner>`select feed_id, account_id from taskforce.feed_owner(${sha256(secret)}::bytea)`.execute(db),
  );
  return rows[0] ?? null;
}

async function sessionOf(
  house: FeedHouse,
  sessions: Map<string, { secret: string; until: number }>,
  { feedId, accountId }: Owner,
): Promise<string> {
  const now = house.clock().getTime();
  const kept = sessions.get(feedId);
  if (kept && kept.until > now) return kept.secret;
  const { secret } = await inSignIn(house.signIn, (client) =>
    openSession(client, accountId, { kind: 'job', seconds: SESSION_SECONDS, idleSeconds: null }),
  );
  if (sessions.size > 5000) sessions.clear();
  // Renewed a minute before it ends, so that no reading begins with one that is about to.
  sessions.set(feedId, { secret, until: now + (SESSION_SECONDS - 60) * 1000 });
  return secret;
}

/** What concerns the owner, and never what is sealed: not even that there is something at a time. */
async function feedOf(work: Work<Tables>, secret: string): Promise<string> {
  const today = dayOf(work.now, await zoneOf(work));
  const { numbers } = await settingsOf(work.db);
  const rows = await entries(work, {
    from: addDays(today, -BACK),
    until: addDays(today, AHEAD),
    kinds: [],
    whose: 'mine',
  });
  const leaving = rows.filter((row) => !row.guarded);
  return feedText(
    leaving.map((row) => ({
      ...row,
      cancelled: row.state === 'cancelled',
      number: row.operation?.number ?? row.case?.number ?? null,
    })),
    { secret, numbers, language: work.account.language, now: work.now },
  );
}
