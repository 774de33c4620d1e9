import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { Choice, spinOffsContract } from './contract-spinoffs.ts';
import { lineage } from './lineage.ts';
import { readableCase } from './links.ts';
import type { NewStrand } from './opening.ts';
import { openCase } from './opening.ts';
import type { Provenance } from './rules-spinoffs.ts';
import { spinOff } from './rules-spinoffs.ts';
import { factsOf, mostPerKind } from './spinoff-facts.ts';

type SpinOffHandlers = Handlers<Tables, typeof spinOffsContract>;
type Request = Parameters<SpinOffHandlers['make']>[1];
/** A chosen fact with the words that go along. */
type Chosen = Choice & { words: string };

/** Spin-offs: a case born from another, with chosen facts and their provenance. */
export function spinOffHandlers(): SpinOffHandlers {
  return { choices, make, carried, lineage };
}

const choices: SpinOffHandlers['choices'] = async (work, { caseId }) => {
  const parent = await readableCase(work, caseId);
  const facts = await factsOf(work, parent);
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(fact.kind, (counts.get(fact.kind) ?? 0) + 1);
  work.noteReading('cases', [caseId], { purpose: 'spin_off' }, { table: 'cases', id: caseId });
  return { facts, more: [...counts.values()].some((count) => count >= mostPerKind), sealed: parent.sealed };
};

const make: SpinOffHandlers['make'] = async (work, input) => {
  const parent = await readableCase(work, input.caseId);
  const chosen = await chosenFacts(work, parent, input.facts);
  const { carried: provenance } = granted(
    spinOff(
      {
        parent,
        facts: chosen.map((fact) => ({ ...fact, caseId: parent.id })),
        reason: input.reason,
        sealChild: input.sealChild,
        authorities: input.authorities as Partial<Record<HandlingLabel, string>>,
      },
      { id: work.account.id, clearances: await clearances(work) },
      work.now,
    ),
  );
  const strands = chosen.filter((fact) => fact.kind === 'strand');
  if (strands.length + input.newStrands.length === 0)
    throw refused(
      'facts',
      'strand_needed',
      'Take a strand along or name a new one: a case is made of strands.',
    );
  const opened = await openCase(work, {
    title: input.title,
    type: input.type,
    parentCaseId: parent.id,
    leadAgencyId: input.leadAgencyId ?? parent.leadAgencyId,
    handling: [],
    strands: [...(await strandsToOpen(work, strands)), ...input.newStrands],
    members: input.members,
  });
  await work.db
    .insertInto('spinOffs')
    .values({ childCaseId: opened.id, parentCaseId: parent.id, reason: input.reason })
    .execute();
  if (input.operationId !== null) await bornOf(work, input.operationId, opened.id, input);
  if (input.sealChild) await sql`select taskforce.seal_spin_off(${opened.id})`.execute(work.db);
  const strandIds = new Map(strands.map((strand, index) => [strand.id, opened.strandIds[index] ?? null]));
  await carry(work, opened.id, chosen, provenance, strandIds);
  return { caseId: opened.id, number: opened.number, carried: chosen.length };
};

/** Names the operation of the parent that the new case comes out of. @throws Problem missing, refused */
async function bornOf(
  work: Work<Tables>,
  operationId: string,
  caseId: string,
  request: Request,
): Promise<void> {
  const found = await work.db
    .selectFrom('operations')
    .select('id')
    .where('id', '=', operationId)
    .where('caseId', '=', request.caseId)
    .executeTakeFirst();
  if (!found) throw new Problem('missing');
  await work.db
    .insertInto('operationCases')
    .values({ operationId, caseId, reason: request.reason })
    .execute();
}

/** The chosen records as they stand now. @throws Problem refused when one is not there, or was changed since */
async function chosenFacts(
  work: Work<Tables>,
  parent: Awaited<ReturnType<typeof readableCase>>,
  wanted: Request['facts'],
): Promise<Chosen[]> {
  if (wanted.length === 0) return [];
  const found = await factsOf(
    work,
    parent,
    wanted.map((one) => one.id),
  );
  return wanted.map((one, index) => {
    const fact = found.find((other) => other.id === one.id && other.kind === one.kind);
    if (!fact) throw refused(`facts.${index}`, 'not_of_parent', 'Take over facts of the parent case only.');
    if (fact.version !== one.version)
      throw refused(
        `facts.${index}`,
        'changed_meanwhile',
        'It was changed meanwhile. Look at it again and choose anew.',
      );
    return { ...fact, words: fact.kind === 'tip_excerpt' ? excerptOf(fact, one.excerpt, index) : fact.body };
  });
}

function excerptOf(fact: Choice, excerpt: string | undefined, index: number): string {
  if (excerpt === undefined || !fact.body.includes(excerpt))
    throw refused(`facts.${index}.excerpt`, 'not_in_tip', 'Choose words as they stand in the tip.');
  return excerpt;
}

async function clearances(work: Work<Tables>): Promise<HandlingLabel[]> {
  const { rows } = await sql<{ labels: HandlingLabel[] }>`select kit.clearances() as labels`.execute(work.db);
  return rows[0]?.labels ?? [];
}

/** A target that goes along begins anew, in the pre-operational phase: its history stays with the parent. */
async function strandsToOpen(work: Work<Tables>, strands: Chosen[]): Promise<NewStrand[]> {
  if (strands.length === 0) return [];
  const ids = strands.map((strand) => strand.id);
  const rows = await work.db.selectFrom('strands').selectAll().where('id', 'in', ids).execute();
  return strands.flatMap(({ id, labels }) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    return [
      {
        label: row.label,
        kind: row.kind as NewStrand['kind'],
        type: row.type as NonNullable<NewStrand['type']>,
        mode: 'proactive' as const,
        description: row.description,
        handling: labels,
      },
    ];
  });
}

async function carry(
  work: Work<Tables>,
  caseId: string,
  chosen: Chosen[],
  provenance: readonly Provenance[],
  strandIds: Map<string, string | null>,
): Promise<void> {
  if (chosen.length === 0) return;
  const rows = provenance.map((origin, index) => {
    const fact = chosen.find((one) => one.id === origin.id && one.kind === origin.kind);
    return { id: randomUUID(), place: index + 1, fact, origin };
  });
  const facts = rows.map(({ id, place, fact, origin }) => ({
    id,
    caseId,
    place,
    kind: origin.kind,
    title: fact?.title.trim() || '…',
    body: fact?.words ?? '',
    happenedOn: fact?.happenedOn ?? null,
    handling: [...origin.labels],
    strandId: strandIds.get(origin.id) ?? null,
  }));
  await work.db.insertInto('carriedFacts').values(facts).execute();
  const sources = rows.map(({ id, origin }) => ({
    factId: id,
    caseId,
    fromCaseId: origin.fromCaseId,
    sourceKind: origin.kind,
    sourceId: origin.id,
    sourceVersion: origin.version,
    authority: JSON.stringify(origin.authority),
  }));
  await work.db.insertInto('carriedSources').values(sources).execute();
}

const carried: SpinOffHandlers['carried'] = async (work, { caseId }) => {
  await readableCase(work, caseId);
  const rows = await work.db
    .selectFrom('carriedFacts as f')
    .leftJoin('accounts as a', 'a.id', 'f.carriedBy')
    .leftJoin('carriedSources as s', 's.factId', 'f.id')
    .leftJoin('cases as p', 'p.id', 's.fromCaseId')
    .select([
      'f.id',
      'f.place',
      'f.kind',
      'f.title',
      'f.body',
      'f.happenedOn',
      'f.handling',
      'f.strandId',
      'f.carriedAt',
    ])
    .select(['a.displayName as carriedBy', 'p.id as fromCaseId', 'p.number as fromNumber'])
    .select(['s.sourceId', 's.sourceVersion', 's.authority'])
    .where('f.caseId', '=', caseId)
    .orderBy('f.place')
    .execute();
  const facts = rows.map(({ fromCaseId, fromNumber, sourceId, sourceVersion, authority, ...row }) => ({
    ...row,
    kind: row.kind as Choice['kind'],
    handling: row.handling as HandlingLabel[],
    carriedAt: row.carriedAt.toISOString(),
    source:
      fromCaseId === null || fromNumber === null || sourceId === null || sourceVersion === null
        ? null
        : {
            caseId: fromCaseId,
            caseNumber: fromNumber,
            id: sourceId,
            version: sourceVersion,
            authority: authority as Partial<Record<HandlingLabel, string>>,
          },
  }));
  return { facts };
};
