import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { ReleaseState } from '../vocabulary/releases.ts';
import type { releasesContract } from './contract.ts';
import { openTexts, sealTexts } from './keeping.ts';
import { mayDraft } from './rules.ts';
import { rulesOf } from './setting.ts';

type In<K extends keyof typeof releasesContract> = z.infer<
  NonNullable<(typeof releasesContract)[K]['~orpc']['inputSchema']>
>;
type Facts = Omit<In<'draft'>, 'clientId'>;
const DAY = 86_400_000;

/** The row of a release as the reader may see it. @throws Problem missing */
export async function releaseRow({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db.selectFrom('releases').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return { ...row, state: row.state as ReleaseState };
}
export type ReleaseRecord = Awaited<ReturnType<typeof releaseRow>>;

/** The client of a release, as the reader may see them. @throws Problem missing */
export async function clientOf({ db }: Pick<Work<Tables>, 'db'>, id: string) {
  const row = await db
    .selectFrom('clients')
    .select(['id', 'alias', 'number', 'ageGroup', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('missing');
  return row;
}

/** Task forces the own organisation is paired with. */
export async function taskForces({ db }: Pick<Work<Tables>, 'db'>) {
  const { rows } = await sql<{ pairId: string; name: string }>`
    select pair_id, name from provider.task_forces()`.execute(db);
  return rows;
}

/** Referrals of task forces that became a client, as far as the reader may see them. */
export async function referralsOf({ db }: Pick<Work<Tables>, 'db'>, clientId: string) {
  const rows = await db
    .selectFrom('offerClients as l')
    .innerJoin('offers as o', 'o.id', 'l.offerId')
    .select(['o.referral', 'o.pairId', 'o.alias', 'o.receivedAt'])
    .where('l.clientId', '=', clientId)
    .where('l.endedAt', 'is', null)
    .orderBy('o.receivedAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}

/** Columns of a draft, its texts sealed. @throws Problem refused, with every field that does not fit */
async function drafted(house: House, work: Work<Tables>, clientId: string, release: string, facts: Facts) {
  const rules = await rulesOf(work);
  const until = facts.until ? new Date(facts.until) : new Date(work.now.getTime() + rules.defaultDays * DAY);
  const fields = mayDraft({ ...facts, until }, rules, work.now);
  const over = facts.recipientKind === 'task_force';
  const pair = over ? (await taskForces(work)).find((one) => one.pairId === facts.pairId) : undefined;
  if (over && facts.pairId !== null && !pair)
    fields.push({
      path: 'pairId',
      problem: 'missing',
      remedy: 'Choose the one task force that is to receive this.',
    });
  if (facts.referral !== null) {
    const known = await referralsOf(work, clientId);
    if (!known.some((one) => one.referral === facts.referral && one.pairId === facts.pairId))
      fields.push({
        path: 'referral',
        problem: 'not_theirs',
        remedy: 'Choose a referral of this client from that task force, or none.',
      });
  }
  if (fields.length > 0) throw new Problem('refused', { fields });
  const kept = {
    recipient: over ? '' : facts.recipientName,
    texts: facts.texts as Record<string, string>,
  };
  return {
    recipientKind: facts.recipientKind,
    pairId: pair?.pairId ?? null,
    recipientName: pair?.name ?? '',
    purpose: facts.purpose,
    fields: Object.keys(kept.texts),
    textsSealed: await sealTexts(house, clientId, release, kept),
    language: facts.language,
    untilAt: until,
    longerReason: facts.longerReason,
    referral: facts.referral,
  };
}

/** Drafts a release with the client. Nothing else in the record asks for one. */
export async function draft(house: House, work: Work<Tables>, { clientId, ...facts }: In<'draft'>) {
  await clientOf(work, clientId);
  const id = randomUUID();
  const row = await drafted(house, work, clientId, id, facts);
  await work.db
    .insertInto('releases')
    .values({ id, clientId, ...row })
    .execute();
  return { id };
}

/** Changes a draft; what was explained stays as it was. */
export async function change(house: House, work: Work<Tables>, { id, version, ...facts }: In<'change'>) {
  const { clientId } = await inState(work, id, 'draft');
  return step(work, id, version, await drafted(house, work, clientId, id, facts));
}

/** Drafts a new release like an earlier one: for as long as usual, to be explained and signed anew. */
export async function again(house: House, work: Work<Tables>, { id }: In<'again'>) {
  const row = await releaseRow(work, id);
  const { recipient, texts } = await openTexts(house, row.clientId, id, row.textsSealed);
  work.note('unmask', 'releases', [id], { as: 'again' }, { table: 'clients', id: row.clientId });
  return draft(house, work, {
    clientId: row.clientId,
    recipientKind: row.recipientKind as 'outside',
    pairId: row.pairId,
    recipientName: recipient,
    purpose: row.purpose as 'safety',
    texts,
    language: row.language,
    longerReason: null,
    referral: row.referral,
  });
}

/** A release in the state that a step begins with. @throws Problem missing, refused */
export async function inState(
  work: Work<Tables>,
  id: string,
  ...states: ReleaseState[]
): Promise<ReleaseRecord> {
  const row = await releaseRow(work, id);
  if (!states.includes(row.state))
    throw refused(
      'state',
      'not_this_way',
      'A release goes from draft to explained to signed to live, and ends once. Draft a new one.',
    );
  return row;
}

/** Writes one step of a release that nobody changed meanwhile. @throws Problem conflict, missing */
export async function step(
  work: Work<Tables>,
  id: string,
  version: number,
  set: Record<string, unknown>,
): Promise<{ version: number }> {
  const row = await work.db
    .updateTable('releases')
    .set(set)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (row) return row;
  const current = await releaseRow(work, id);
  throw current.version === version
    ? new Problem('missing')
    : new Problem('conflict', { data: { current: { version: current.version, state: current.state } } });
}
