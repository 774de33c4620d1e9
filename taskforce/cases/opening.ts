import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import type { MemberCapacity, Phase, StrandKind, TraffickingType } from '../vocabulary/cases.ts';
import type { Day } from '../vocabulary/days.ts';
import { dayOf } from '../vocabulary/days.ts';
import { granted } from '../granted.ts';
import type { HandlingLabel } from '../vocabulary/handling.ts';
import type { OriginRoute } from '../vocabulary/origins.ts';
import { originOfCase } from './rules-casework.ts';
import { openStrand } from './rules-history.ts';

/** A strand to be opened. Without days it opens today; `phase` is pre-operational unless said otherwise. */
export type NewStrand = {
  label: string;
  kind: StrandKind;
  type?: TraffickingType | undefined;
  mode?: 'reactive' | 'proactive' | undefined;
  phase?: Phase | undefined;
  openedOn?: Day | undefined;
  knownSince?: Day | null | undefined;
  description?: string | undefined;
  handling?: HandlingLabel[] | undefined;
};

export type NewCase = {
  title: string;
  type: TraffickingType;
  /** By what route it came; the earliest tip's when absent. A case with a parent is a spin-off. */
  originRoute?: OriginRoute | null | undefined;
  tips?: { route: OriginRoute; receivedAt: Date }[] | undefined;
  parentCaseId?: string | null | undefined;
  /** The opener's agency when absent. */
  leadAgencyId?: string | undefined;
  summary?: string | undefined;
  handling?: HandlingLabel[] | undefined;
  openedOn?: Day | undefined;
  strands: NewStrand[];
  /** The opener is always a member; the lead unless somebody else is named so. */
  members?: { accountId: string; capacity: MemberCapacity; reason?: string | undefined }[] | undefined;
};

/** The task force's time zone, in which it counts its days. */
export async function zoneOf(work: Work<Tables>): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select taskforce.zone() as zone`.execute(work.db);
  return rows[0]?.zone ?? 'UTC';
}

/**
 * Opens a case under the next number of its year, with its first strands and its members, in the caller's
 * transaction. Also how a tip becomes a case and how a case is spun off.
 * @throws Problem refused by the rules of origin and opening; missing where the opener's reach ends
 */
export async function openCase(
  work: Work<Tables>,
  input: NewCase,
): Promise<{ id: string; number: string; strandIds: string[] }> {
  const { db, account, now } = work;
  const zone = await zoneOf(work);
  const origin = granted(
    originOfCase({
      parentCaseId: input.parentCaseId ?? null,
      chosen: input.originRoute ?? null,
      tips: input.tips ?? [],
    }),
  );
  const openedOn = input.openedOn ?? dayOf(now, zone);
  granted(openStrand({ phase: 'pre_operational', openedOn }, { authorId: account.id, now, zone }));
  const id = randomUUID();
  const { rows } = await sql<{ number: string }>`
    select taskforce.next_case_number(${Number(openedOn.slice(0, 4))}::integer) as number`.execute(db);
  const number = rows[0]!.number;
  await db
    .insertInto('cases')
    .values({
      id,
      number,
      title: input.title,
      type: input.type,
      originRoute: origin.route,
      originMode: origin.mode,
      leadAgencyId: input.leadAgencyId ?? account.agencyId,
      summary: input.summary ?? '',
      handling: input.handling ?? [],
      openedOn,
    })
    .execute();
  await addMembers(work, id, input.members ?? []);
  const mode = origin.mode === 'reactive' ? 'reactive' : 'proactive';
  const strands = input.strands.map((one) => ({ type: input.type, mode, openedOn, ...one }) as const);
  const strandIds = await addStrands(work, id, strands, zone, 'strands.');
  return { id, number, strandIds };
}

async function addMembers(
  work: Work<Tables>,
  caseId: string,
  others: NonNullable<NewCase['members']>,
): Promise<void> {
  const own = others.find((one) => one.accountId === work.account.id);
  const hasLead = others.some((one) => one.capacity === 'lead' && one.accountId !== work.account.id);
  const opener = {
    accountId: work.account.id,
    capacity: own?.capacity ?? (hasLead ? ('investigator' as const) : ('lead' as const)),
    reason: own?.reason,
  };
  // The opener first: as a member they may let in the others where their role allows.
  for (const one of [opener, ...others.filter((other) => other !== own)])
    await work.db
      .insertInto('caseMembers')
      .values({ caseId, accountId: one.accountId, capacity: one.capacity, reason: one.reason ?? null })
      .execute();
}

/**
 * Opens strands in a case, each with the opening line of its history.
 * @param prefix of the fields in refusals: `strands.` gives `strands.0.openedOn`; empty for a single strand
 */
export async function addStrands(
  work: Work<Tables>,
  caseId: string,
  strands: NewStrand[],
  zone: string,
  prefix = '',
): Promise<string[]> {
  if (strands.length === 0) return [];
  const setting = { authorId: work.account.id, now: work.now, zone };
  const opened = strands.map((strand, index) => {
    const entry = granted(
      openStrand(
        {
          phase: strand.phase ?? 'pre_operational',
          openedOn: strand.openedOn ?? dayOf(work.now, zone),
          knownSince: strand.knownSince ?? null,
        },
        setting,
      ),
      prefix === '' ? '' : `${prefix}${index}.`,
    );
    return { id: randomUUID(), strand, entry };
  });
  await work.db
    .insertInto('strands')
    .values(
      opened.map(({ id, strand, entry }) => ({
        id,
        caseId,
        label: strand.label,
        kind: strand.kind,
        type: strand.type ?? 'undetermined',
        mode: strand.mode ?? 'reactive',
        phaseSince: entry.effectiveOn,
        openedOn: entry.effectiveOn,
        description: strand.description ?? '',
        handling: strand.handling ?? [],
      })),
    )
    .execute();
  await work.db
    .insertInto('phaseTransitions')
    .values(
      opened.map(({ id, entry }) => ({
        strandId: id,
        caseId,
        place: 1,
        toPhase: entry.to ?? 'pre_operational',
        effectiveOn: entry.effectiveOn,
        knownSince: entry.knownSince,
      })),
    )
    .execute();
  return opened.map(({ id }) => id);
}
