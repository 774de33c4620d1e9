/** Arranging cases for tests, past the policies, in a few words. */
import type { Person, TestHouse } from '../testing.ts';

export type Arranged = { id: string; number: string };

let count = 0;

/** A case as the owner writes it; `members` are named with the capacity of investigators. */
export async function arrangeCase(
  house: TestHouse,
  lead: Person,
  more: {
    title?: string;
    sealed?: boolean;
    handling?: string[];
    members?: Person[];
    openedOn?: string;
    mode?: string;
  } = {},
): Promise<Arranged> {
  count += 1;
  const number = `2025-${String(count).padStart(4, '0')}`;
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.cases (number, title, type, origin_route, origin_mode, lead_agency_id, sealed, seal_reason, handling, opened_on, created_by)
     values ($1, $2, 'labor', 'hotline', $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      number,
      more.title ?? `Case ${number}`,
      more.mode ?? 'reactive',
      lead.agencyId,
      more.sealed ?? false,
      more.sealed ? 'Sealed by an order of the court.' : null,
      more.handling ?? [],
      more.openedOn ?? '2026-01-05',
      lead.id,
    ],
  );
  const id = rows[0]!.id;
  for (const member of more.members ?? [])
    await house.owner.query(
      `insert into taskforce.case_members (case_id, account_id, capacity, added_by) values ($1, $2, 'investigator', $2)`,
      [id, member.id],
    );
  return { id, number };
}

/** A strand as the owner writes it, with the opening entry of its history. */
export async function arrangeStrand(
  house: TestHouse,
  caseId: string,
  label: string,
  more: {
    kind?: string;
    handling?: string[];
    phase?: string;
    since?: string;
    opened?: string;
    description?: string;
  } = {},
): Promise<string> {
  const opened = more.opened ?? '2026-01-05';
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.strands (case_id, label, kind, type, mode, phase, phase_since, opened_on, handling, description)
     values ($1, $2, $3, 'labor', 'reactive', $4, $5, $6, $7, $8) returning id`,
    [
      caseId,
      label,
      more.kind ?? 'target_person',
      more.phase ?? 'pre_operational',
      more.since ?? opened,
      opened,
      more.handling ?? [],
      more.description ?? '',
    ],
  );
  const id = rows[0]!.id;
  await house.owner.query(
    `insert into taskforce.phase_transitions (strand_id, case_id, place, to_phase, effective_on) values ($1, $2, 1, $3, $4)`,
    [id, caseId, more.phase ?? 'pre_operational', more.since ?? opened],
  );
  return id;
}
