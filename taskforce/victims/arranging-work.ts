/** Arranging victims for the tests of the work with them, past the policies, in a few words. */
import type { Person, TestHouse } from '../testing.ts';

let count = 0;
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + 'abcdefghijklmnopqrstuvwxyz'[n % 26]!;

export type ArrangedVictim = { id: string; caseId: string; codeName: string };

/** A victim as the owner writes them; in a new case of the agency of `lead` unless one is given. */
export async function arrangeVictim(
  house: TestHouse,
  lead: Person,
  more: {
    caseId?: string;
    ageGroup?: string;
    foreignNational?: string;
    members?: Person[];
    sealed?: boolean;
  } = {},
): Promise<ArrangedVictim> {
  const caseId = more.caseId ?? (await aCase(house, lead, more.members ?? [lead], more.sealed ?? false));
  const codeName = `Heron ${letters(700 + count++)}`;
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.victims (case_id, code_name, age_group, foreign_national, created_by) values ($1, $2, $3, $4, $5) returning id`,
    [caseId, codeName, more.ageGroup ?? 'adult', more.foreignNational ?? 'unknown', lead.id],
  );
  return { id: rows[0]!.id, caseId, codeName };
}

async function aCase(house: TestHouse, lead: Person, members: Person[], sealed: boolean): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.cases (number, title, type, origin_route, origin_mode, lead_agency_id, sealed, seal_reason, opened_on, created_by)
     values ($1, 'Harbor kitchens', 'labor', 'hotline', 'reactive', $2, $3, $4, '2026-01-05', $5) returning id`,
    [
      `2024-${String(7000 + count++)}`,
      lead.agencyId,
      sealed,
      sealed ? 'Sealed by an order of the court.' : null,
      lead.id,
    ],
  );
  const id = rows[0]!.id;
  for (const member of members)
    await house.owner.query(
      `insert into taskforce.case_members (case_id, account_id, capacity, added_by) values ($1, $2, 'investigator', $2)`,
      [id, member.id],
    );
  return id;
}
