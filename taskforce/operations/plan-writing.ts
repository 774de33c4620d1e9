import { randomUUID } from 'node:crypto';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { OperationKind } from '../vocabulary/operations.ts';
import { planOf } from './templates.ts';

/** Writes everything that the template of a kind begins a plan with: stages, posts and written parts. */
export async function writeTemplate(
  work: Work<Tables>,
  operationId: string,
  kind: OperationKind,
  agencyId: string,
): Promise<void> {
  const plan = planOf(kind, work.account.language);
  const idOf = new Map<string, string>(plan.stages.map(({ key }) => [key, randomUUID()]));
  await work.db
    .insertInto('operationStages')
    .values(plan.stages.map(({ key, ...stage }) => ({ id: idOf.get(key)!, operationId, ...stage })))
    .execute();
  if (plan.dependencies.length > 0)
    await work.db
      .insertInto('operationStageDependencies')
      .values(
        plan.dependencies.map(({ stage, needs }) => ({
          operationId,
          stageId: idOf.get(stage)!,
          needsStageId: idOf.get(needs)!,
        })),
      )
      .execute();
  await work.db
    .insertInto('operationPosts')
    .values(plan.posts.map((post) => ({ operationId, agencyId, ...post })))
    .execute();
  await work.db
    .insertInto('operationSections')
    .values(plan.sections.map((section) => ({ operationId, ...section })))
    .execute();
  if (kind === 'labor_inspection')
    await work.db.insertInto('operationInspections').values({ operationId }).execute();
}

/**
 * Copies the plan of an earlier operation: places, stages, roster, written parts, money and interpreters, who are to be
 * checked anew. What belongs to one day stays behind: times, authorities, techniques, strands, acknowledgements.
 */
export async function copyPlan(work: Work<Tables>, fromId: string, operationId: string): Promise<void> {
  const idOf = new Map<string, string>();
  const fresh = (id: string) => {
    const made = randomUUID();
    idOf.set(id, made);
    return made;
  };
  const { db } = work;
  const places = await db
    .selectFrom('operationPlaces')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { kind, label, address, lat, lon, zip, note } of places)
    await db
      .insertInto('operationPlaces')
      .values({ operationId, kind, label, address, lat, lon, zip, note })
      .execute();
  const stages = await db
    .selectFrom('operationStages')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { id, place, name, what, goCriteria, abortCriteria } of stages)
    await db
      .insertInto('operationStages')
      .values({ id: fresh(id), operationId, place, name, what, goCriteria, abortCriteria })
      .execute();
  const waits = await db
    .selectFrom('operationStageDependencies')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const one of waits)
    await db
      .insertInto('operationStageDependencies')
      .values({
        operationId,
        stageId: idOf.get(one.stageId)!,
        needsStageId: idOf.get(one.needsStageId)!,
      })
      .execute();
  await copyPosts(work, fromId, operationId, idOf);
  await copyPapers(work, fromId, operationId);
}

async function copyPosts(
  { db }: Work<Tables>,
  fromId: string,
  operationId: string,
  idOf: Map<string, string>,
): Promise<void> {
  const posts = await db.selectFrom('operationPosts').selectAll().where('operationId', '=', fromId).execute();
  for (const post of posts) idOf.set(post.id, randomUUID());
  for (const post of posts) {
    const { accountId, personName, agencyId, providerId, role, placeKind, duties, contact, radio } = post;
    const stageId = post.stageId === null ? null : idOf.get(post.stageId)!;
    const values = { accountId, personName, agencyId, providerId, role, placeKind, duties, contact, radio };
    await db
      .insertInto('operationPosts')
      .values({ id: idOf.get(post.id)!, operationId, stageId, ...values })
      .execute();
  }
  // A back-up can name a post that comes later, so they are named when all posts are there.
  for (const post of posts)
    if (post.backupPostId !== null)
      await db
        .updateTable('operationPosts')
        .set({ backupPostId: idOf.get(post.backupPostId)! })
        .where('id', '=', idOf.get(post.id)!)
        .execute();
}

async function copyPapers({ db }: Work<Tables>, fromId: string, operationId: string): Promise<void> {
  const sections = await db
    .selectFrom('operationSections')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { kind, text, choice } of sections)
    await db.insertInto('operationSections').values({ operationId, kind, text, choice }).execute();
  const money = await db
    .selectFrom('operationBudgetLines')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { kind, what, amountCents } of money)
    await db.insertInto('operationBudgetLines').values({ operationId, kind, what, amountCents }).execute();
  const interpreters = await db
    .selectFrom('operationInterpreters')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { language, personName, mode, contact } of interpreters)
    await db
      .insertInto('operationInterpreters')
      .values({ operationId, language, personName, mode, contact })
      .execute();
  const inspections = await db
    .selectFrom('operationInspections')
    .selectAll()
    .where('operationId', '=', fromId)
    .execute();
  for (const { trainedOn, interviewPlace, retaliationPlan } of inspections)
    await db
      .insertInto('operationInspections')
      .values({ operationId, trainedOn, interviewPlace, retaliationPlan })
      .execute();
}
