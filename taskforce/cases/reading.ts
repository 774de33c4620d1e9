import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { CasePage, StrandRow } from './contract-cases.ts';
import { standingOf } from './history.ts';
import { membersOf } from './members.ts';
import { openItems, phasePicture, type ChecklistLine, type Place } from './rules.ts';
import { parseCaseNumber } from './rules-casework.ts';

type Wanted = { id: string } | { number: string };

/** The case page: header, strands with their spells, members, counts. The reading is noted. */
export async function readCase(work: Work<Tables>, wanted: Wanted): Promise<CasePage> {
  const head = await header(work, wanted);
  work.noteReading('cases', [head.id], {}, { table: 'cases', id: head.id });
  const standing = await standingOf(work, head.id);
  const [strands, members, figures] = [
    await strandsOf(work, head.id, standing.required),
    await membersOf(work, head.id, true),
    await figuresOf(work, head.id),
  ];
  return {
    ...head,
    ...figures,
    strands,
    members,
    picture: phasePicture(strands.map((strand) => strand.place)),
    danger: standing.danger,
    reviewsOwed: standing.reviewOwed ? await reviewsOwed(work, head.id) : [],
  };
}

async function reviewsOwed(work: Work<Tables>, caseId: string): Promise<CasePage['reviewsOwed']> {
  const { rows } = await sql<{ dangerId: string; dueAt: Date }>`
    select danger_id, due_at from taskforce.reviews_owed(${caseId}::uuid)`.execute(work.db);
  return rows.map(({ dangerId, dueAt }) => ({
    dangerId,
    dueAt: dueAt.toISOString(),
    overdue: dueAt < work.now,
  }));
}

type Head = Omit<CasePage, 'strands' | 'members' | 'picture' | 'danger' | 'reviewsOwed' | keyof Figures>;

async function header(work: Work<Tables>, wanted: Wanted): Promise<Head> {
  const number = 'number' in wanted ? parseCaseNumber(wanted.number) : null;
  if ('number' in wanted && number === null) throw new Problem('missing');
  const which = 'id' in wanted ? sql`c.id = ${wanted.id}` : sql`c.number = ${number}`;
  const { rows } = await sql<
    Omit<Head, 'parent' | 'lastActivityAt' | 'createdAt'> & { lastActivityAt: Date; createdAt: Date }
  >`
    select c.id, c.number, c.title, c.type, c.origin_mode, c.origin_route, c.sealed, c.seal_reason, c.handling,
      c.summary, c.opened_on, c.closed_on, c.close_reason, c.last_activity_at, c.created_at, c.version,
      jsonb_build_object('id', a.id, 'name', a.name) as lead_agency,
      (select jsonb_build_object('id', p.id, 'name', p.display_name) from accounts p where p.id = c.created_by) as created_by
    from cases c join agencies a on a.id = c.lead_agency_id where ${which}`.execute(work.db);
  const row = rows[0];
  if (!row) throw new Problem('missing');
  return {
    ...row,
    parent: row.originMode === 'spin_off' ? await parentOf(work, row.id) : null,
    lastActivityAt: row.lastActivityAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

/** The case it was born from, for readers of both. Only a spin-off has one, so only a spin-off is asked. */
async function parentOf(work: Work<Tables>, id: string): Promise<CasePage['parent']> {
  const { rows } = await sql<NonNullable<CasePage['parent']>>`
    select p.id, p.number from spin_offs o join cases p on p.id = o.parent_case_id where o.child_case_id = ${id}`.execute(
    work.db,
  );
  return rows[0] ?? null;
}

type Figures = Pick<CasePage, 'counts' | 'effort' | 'nextDeadline' | 'today' | 'may'>;

async function figuresOf(work: Work<Tables>, id: string): Promise<Figures> {
  const { rows } = await sql<{ figures: Omit<Figures, 'today' | 'may'>; today: string; may: Figures['may'] }>`
    select taskforce.case_figures(${id}) as figures, taskforce.today() as today,
      jsonb_build_object('write', taskforce.may('cases.write', ${id}), 'members', taskforce.may('cases.members', ${id}),
        'seal', taskforce.may('cases.seal', ${id}) and taskforce.supervises(), 'record', taskforce.may('phases.record', ${id}),
        'approve', taskforce.may('phases.approve', ${id}), 'brief', taskforce.may('briefs.make', ${id})) as may`.execute(
    work.db,
  );
  const { figures, today, may } = rows[0]!;
  return { ...figures, today, may };
}

/** The strands of a case with their spells, oldest first. */
export async function strandsOf(
  work: Work<Tables>,
  caseId: string,
  required: ChecklistLine['item'][],
): Promise<StrandRow[]> {
  const strands = await work.db
    .selectFrom('strands')
    .selectAll()
    .where('caseId', '=', caseId)
    .orderBy('openedOn')
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const spells = await work.db
    .selectFrom('phaseSpells')
    .selectAll()
    .where('caseId', '=', caseId)
    .orderBy('place')
    .execute();
  const lines = await work.db
    .selectFrom('strandChecklist')
    .selectAll()
    .where('caseId', '=', caseId)
    .execute();
  return strands.map(
    ({ caseId: _case, externalId: _e, importId: _i, createdAt: _a, createdBy: _b, ...strand }) => {
      const place = (strand.closedOn === null ? strand.phase : 'closed') as Place;
      const checklist = lines
        .filter((line) => line.strandId === strand.id)
        .map((line) => ({ item: line.item, state: line.state, reason: line.reason, byId: line.answeredBy }));
      return {
        ...(strand as Omit<StrandRow, 'place' | 'spells' | 'openItems'>),
        place,
        spells: spells
          .filter((spell) => spell.strandId === strand.id)
          .map((spell) => ({
            phase: spell.phase as StrandRow['phase'],
            entered: spell.enteredOn!,
            left: spell.leftOn,
            seenFrom: spell.seenFrom!,
            lateByDays: spell.lateByDays ?? 0,
          })),
        openItems: place === 'pre_operational' ? openItems(checklist as ChecklistLine[], required).length : 0,
      };
    },
  );
}
