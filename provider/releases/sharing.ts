import { sql } from 'kysely';
import type { z } from 'zod';
import { post } from '../../bridge/posting.ts';
import { newReleaseKey, sealReleased } from '../../bridge/released.ts';
import type { Purpose } from '../../bridge/rules-releases.ts';
import type { Door, Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import { sealFor } from '../clients/sealing.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { releasesContract } from './contract.ts';
import { clientOf, inState, releaseRow, step, type ReleaseRecord } from './drafting.ts';
import { openTexts, sealReleaseKey, sealSignatures } from './keeping.ts';
import { mayExplain, mayLast, maySign } from './rules.ts';
import { rulesOf } from './setting.ts';
import { randomUUID } from 'node:crypto';

type In<K extends keyof typeof releasesContract> = z.infer<
  NonNullable<(typeof releasesContract)[K]['~orpc']['inputSchema']>
>;

/** Records that everything was told and each exact text confirmed. */
export async function explain(work: Work<Tables>, input: In<'explain'>) {
  const row = await inState(work, input.id, 'draft');
  const fields = mayExplain({ ...input, fields: row.fields });
  if (fields.length > 0) throw new Problem('refused', { fields });
  return step(work, input.id, input.version, {
    state: 'explained',
    explainedAt: work.now,
    explainedBy: work.account.id,
    cameBy: input.cameBy,
    told: input.told,
    alternative: input.alternative,
  });
}

/** Takes the signatures, if those are there who must sign. */
export async function sign(house: House, work: Work<Tables>, input: In<'sign'>) {
  const row = await inState(work, input.id, 'explained');
  const { ageGroup } = await clientOf(work, row.clientId);
  const facts = { ...input, ageGroup: ageGroup as 'adult', signers: input.signatures };
  const rules = await rulesOf(work);
  const verdict = maySign(facts, rules);
  const fields = [
    ...(verdict.ok ? [] : verdict.refusals),
    ...mayLast(row.untilAt, row.longerReason, { ...rules, maxDays: 365, defaultDays: 365 }, work.now),
    ...input.signatures.flatMap((one, i) => unsigned(one, i)),
  ];
  if (!verdict.ok || fields.length > 0) throw new Problem('refused', { fields });
  return step(work, input.id, input.version, {
    state: 'signed',
    signedAt: work.now,
    signedWith: work.account.id,
    capacity: input.capacity,
    signers: input.signatures.map((one) => one.as).toSorted(),
    aloneByLaw: verdict.aloneByLaw,
    noAbuser: true,
    signingSealed: await sealSignatures(house, row.clientId, input.id, input.signatures),
  });
}

function unsigned(one: In<'sign'>['signatures'][number], i: number) {
  if (one.how === 'drawn' && one.strokes.length === 0)
    return refused(`signatures.${i}.strokes`, 'missing', 'Draw the signature, or sign by name or on paper.')
      .fields;
  if (one.how === 'paper' && one.keptAt === '')
    return refused(`signatures.${i}.keptAt`, 'missing', 'Say where the signed paper is kept.').fields;
  return [];
}

/** Lets a signed release live. What crosses is sealed under a fresh key that stays here. */
export async function open(house: House, work: Work<Tables>, { id, version }: In<'open'>) {
  const row = await inState(work, id, 'signed');
  if (row.untilAt <= work.now)
    throw refused('until', 'over', 'Its time is over already. Draft a new one like it.');
  const live = { state: 'live', openedAt: work.now, openedBy: work.account.id };
  const { texts, recipient } = await openTexts(house, row.clientId, id, row.textsSealed);
  work.note('unmask', 'releases', [id], { as: 'shared' }, { table: 'clients', id: row.clientId });
  if (row.pairId === null) {
    const done = await step(work, id, version, live);
    await handedOver(house, work, row, recipient);
    return done;
  }
  const key = newReleaseKey();
  const head = { release: id, purpose: row.purpose, fields: row.fields, language: row.language };
  const done = await step(work, id, version, {
    ...live,
    keySealed: await sealReleaseKey(house, row.clientId, id, key),
  });
  await post(work, row.pairId, 'release.opened', {
    ...head,
    purpose: row.purpose as Purpose,
    ...(row.referral === null ? {} : { referral: row.referral }),
    from: work.now.toISOString(),
    until: row.untilAt.toISOString(),
    sealed: sealReleased(key, head, texts),
  });
  return done;
}

/** On paper it is out of the house with the hand-over: that is written into the log of what the client gave out. */
async function handedOver(house: House, work: Work<Tables>, row: ReleaseRecord, recipient: string) {
  const id = randomUUID();
  const at = { table: 'disclosures', column: 'recipient_sealed', row: id };
  await work.db
    .insertInto('disclosures')
    .values({
      id,
      clientId: row.clientId,
      kind: 'release',
      at: work.now,
      recipientKind: 'other',
      recipientSealed: await sealFor(house, row.clientId, at, recipient),
      fields: row.fields,
      basis: 'release',
      source: row.id,
      toldClientAt: row.signedAt,
    })
    .execute();
}

/** Takes a release back, in whatever state it is; a word of the client is enough and no version is asked for. */
export async function revoke(house: House, work: Work<Tables>, { id, how, why }: In<'revoke'>) {
  await releaseRow(work, id);
  const { rows } = await sql<{ done: boolean }>`
    select provider.revoke_release(${id}::uuid, ${why}, ${how}) as done`.execute(work.db);
  if (rows[0]?.done !== true) throw new Problem('missing');
  work.afterCommit(() => house.destroyReleaseKeys(id));
  return { done: true } as const;
}

/**
 * Destroys the key files of releases that ended. Every step may be done again: a server that died goes on here.
 * @param only one release; all that are due when left out
 */
export async function destroyReleaseKeys(
  house: Pick<House, 'clientKeys' | 'clock'>,
  door: Door<Tables>,
  only?: string,
): Promise<void> {
  const due = await door.asVisitor(async (db) => {
    const { rows } = await sql<{ id: string }>`select provider.release_keys_due() as id`.execute(db);
    return rows.map((row) => row.id).filter((id) => only === undefined || id === only);
  });
  for (const id of due) {
    await house.clientKeys.destroy(id, house.clock());
    await door.asVisitor((db) => sql`select provider.release_key_gone(${id}::uuid)`.execute(db));
  }
}

/** Ends what is due: releases whose time is over, and those that an older backup brought back to life. */
export async function endReleases(
  house: Pick<House, 'clientKeys' | 'clock'>,
  door: Door<Tables>,
): Promise<void> {
  const gone = [...(await house.clientKeys.destroyed())];
  await door.asVisitor((db) => sql`select provider.expire_releases()`.execute(db));
  if (gone.length > 0)
    await door.asVisitor((db) => sql`select provider.settle_ended_releases(${gone}::uuid[])`.execute(db));
  await destroyReleaseKeys(house, door);
}
