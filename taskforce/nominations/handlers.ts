import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Door, Work } from '../../kit/database/door.ts';
import { changedRow } from '../../kit/database/versions.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { addStrands, openCase, zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import { granted } from '../granted.ts';
import type { StrandKind, TraffickingType } from '../vocabulary/cases.ts';
import type { nominationsContract } from './contract.ts';
import { checkNomination, recordNominationCheck, standingOf } from './checking.ts';
import { compareNominations, listNominations, readNomination } from './reading.ts';
import { castVote, decide, type NominationState } from './rules.ts';
import { settingsHandlers, settingsOf } from './settings.ts';

type All = Handlers<Tables, typeof nominationsContract>;

/** A nomination as the policies let the reader see it. @throws Problem missing */
async function load(work: Work<Tables>, id: string) {
  const row = await work.db.selectFrom('nominations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('missing');
  return { ...row, state: row.state as NominationState };
}
type Loaded = Awaited<ReturnType<typeof load>>;

/** The nomination at the version that was on the screen. @throws Problem conflict, missing */
async function loadAt(work: Work<Tables>, { id, version }: { id: string; version: number }): Promise<Loaded> {
  const row = await load(work, id);
  if (row.version !== version) throw new Problem('conflict', { data: { current: row } });
  return row;
}

/** The new version, which a function of the database gave; nothing means that it was not allowed. */
function moved(rows: { version: number | null }[]): { version: number } {
  const version = rows[0]?.version ?? null;
  if (version === null) throw new Problem('missing');
  return { version };
}

/** Whether the reader sees what the nomination is to come from; the database asks once more. */
async function source(work: Work<Tables>, from: Parameters<All['nominate']>[1]['from']) {
  if (from.source === 'fresh') return { source: from.source, knownSince: from.knownSince };
  if (from.source === 'tip') {
    const tip = await work.db
      .selectFrom('tips')
      .select(['id', 'state'])
      .where('id', '=', from.tipId)
      .executeTakeFirst();
    if (!tip) throw new Problem('missing');
    if (tip.state === 'expired' || tip.state === 'purged')
      throw refused(
        'from.tipId',
        'not_open',
        'This tip is past its clock. Nominate from what is still kept.',
      );
    return { source: from.source, tipId: tip.id };
  }
  const strand = await work.db
    .selectFrom('strands')
    .select(['id', 'caseId'])
    .where('id', '=', from.strandId)
    .executeTakeFirst();
  if (!strand) throw new Problem('missing');
  return { source: from.source, strandId: strand.id, caseId: strand.caseId };
}

const nominate: All['nominate'] = async (work, { from, ...facts }) => {
  const came = await source(work, from);
  const id = randomUUID();
  const { rows } = await sql<{ number: string }>`
    select taskforce.next_nomination_number(extract(year from taskforce.today())::integer) as number`.execute(
    work.db,
  );
  const number = rows[0]!.number;
  await work.db
    .insertInto('nominations')
    .values({ id, number, ...facts, ...came })
    .execute();
  return { id, number };
};

const change: All['change'] = async (work, { id, version, ...facts }) => {
  const touched = await work.db
    .updateTable('nominations')
    .set(facts)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changedRow(touched, () =>
    work.db
      .selectFrom('nominations')
      .selectAll()
      .where('id', '=', id)
      .where('version', '<>', version)
      .executeTakeFirst(),
  );
};

const vote: All['vote'] = async (work, { id, ...cast }) => {
  const row = await load(work, id);
  const byId = work.account.id;
  granted(castVote({ state: row.state, nominatedBy: row.nominatedBy, byId, rationale: cast.rationale }));
  await work.db
    .insertInto('nominationVotes')
    .values({ id: randomUUID(), nominationId: id, round: row.round, ...cast })
    .onConflict((conflict) => conflict.columns(['nominationId', 'round', 'accountId']).doUpdateSet(cast))
    .execute();
  return { done: true as const };
};

const decideOn: All['decide'] = async (work, { id, version, ...given }) => {
  const row = await loadAt(work, { id, version });
  const { settings, today } = await settingsOf(work);
  const { count } = await work.db
    .selectFrom('nominationVotes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('nominationId', '=', id)
    .where('round', '=', row.round)
    .executeTakeFirstOrThrow();
  const returnsOn = given.decision === 'defer' ? given.returnsOn : null;
  const standing = { state: row.state, nominatedBy: row.nominatedBy, byId: work.account.id, today };
  const seen = { votes: Number(count), check: await standingOf(work, id) };
  granted(decide({ ...given, returnsOn, ...standing, ...seen }, settings));
  await work.db
    .insertInto('nominationDecisions')
    .values({ id: randomUUID(), nominationId: id, round: row.round, ...given, returnsOn })
    .execute();
  return { version: (await load(work, id)).version };
};

/** Opens what was approved, as a case of its own or as a strand of a case, in the pre-operational phase. */
const open: All['open'] = async (work, { id, version, into }) => {
  const row = await loadAt(work, { id, version });
  if (row.state !== 'approved')
    throw refused('state', 'not_approved', 'Only an approved nomination becomes a case or a strand.');
  if (row.openedAt !== null)
    throw refused('state', 'already_opened', 'A case or a strand came of this nomination already.');
  const strand = {
    label: row.title,
    kind: row.kind as StrandKind,
    type: row.type as TraffickingType,
    mode: 'proactive' as const,
    description: row.known,
  };
  const made = await (into.kind === 'new_case'
    ? newCase(work, row, strand, into.route)
    : added(work, into.caseId, strand));
  const { rows } = await sql<{ version: number | null }>`
    select open_nomination(${id}::uuid, ${version}::integer, ${made.caseId}::uuid, ${made.strandId}::uuid) as version`.execute(
    work.db,
  );
  return { ...made, ...moved(rows) };
};

type Strand = Parameters<typeof addStrands>[2][number];

async function newCase(
  work: Work<Tables>,
  row: Loaded,
  strand: Strand,
  originRoute: Extract<Parameters<All['open']>[1]['into'], { kind: 'new_case' }>['route'],
) {
  if (!work.can('cases.open')) throw new Problem('not_permitted');
  const opened = await openCase(work, {
    title: row.title,
    type: row.type as TraffickingType,
    originRoute,
    strands: [strand],
  });
  return { caseId: opened.id, strandId: opened.strandIds[0]! };
}

async function added(work: Work<Tables>, caseId: string, strand: Strand) {
  const found = await work.db.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!found) throw new Problem('missing');
  const [strandId] = await addStrands(work, caseId, [strand], await zoneOf(work));
  return { caseId, strandId: strandId! };
}

/** Nominations: which targets the task force takes up, and which not. */
export function nominationsHandlers(): All {
  return {
    list: listNominations,
    compare: compareNominations,
    read: readNomination,
    nominate,
    change,
    withdraw: async (work, input) => {
      const row = await loadAt(work, input);
      if (row.state !== 'waiting' && row.state !== 'deferred')
        throw refused('state', 'already_decided', 'Only a nomination that waits can be taken back.');
      const { rows } = await sql<{ version: number | null }>`
        select withdraw_nomination(${input.id}::uuid, ${input.version}::integer) as version`.execute(work.db);
      return moved(rows);
    },
    check: checkNomination,
    recordCheck: recordNominationCheck,
    vote,
    decide: decideOn,
    open,
    hold: async (work, input) => {
      await loadAt(work, input);
      const { rows } = await sql<{ version: number | null }>`
        select hold_nomination(${input.id}::uuid, ${input.version}::integer, ${input.hold}) as version`.execute(
        work.db,
      );
      return moved(rows);
    },
    ...settingsHandlers,
  };
}

/** Brings deferred nominations back and purges what is past its clock. For the clock; needs no account. */
export async function keepNominations(door: Door<Tables>): Promise<void> {
  await door.asVisitor((db) => sql`select return_nominations(), purge_nominations()`.execute(db));
}
