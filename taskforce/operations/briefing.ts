import { sql } from 'kysely';
import type { Work } from '../../kit/database/door.ts';
import { PressError, type Printed } from '../../kit/documents/typst.ts';
import { handOutMade } from '../../kit/files/handing.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import { zoneOf } from '../cases/opening.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { cardsPdf, sheetPdf } from './briefing-document.ts';
import type { Making, Signed } from './briefing-page.ts';
import { readClashes, readVehicles, setVehicles } from './clashes.ts';
import type { briefingContract, Card } from './contract-briefing.ts';
import { Plan } from './contract-plan.ts';
import { getOperation } from './plan-reading.ts';

type All = Handlers<Tables, typeof briefingContract>;

/** Briefing: sheet, role cards, vehicles and clashes of a plan. */
export function briefingHandlers(house: House): All {
  return {
    myCards,
    card: async (work, { postId }) => cardOf(work, postId),
    cardDocument: async (work, { postId }) => {
      const card = await cardOf(work, postId);
      const pdf = await printed(cardsPdf(house.press, [card], await making(work)));
      return handOutMade(house.files, work, {
        name: `card-${card.number}.pdf`,
        content: pdf,
        scopeTable: 'operation_posts',
        scopeId: postId,
        handling: [],
      });
    },
    cardsDocument: async (work, { id }, visit) => {
      const plan = Plan.parse(await getOperation(work, { id }, visit));
      const cards = await cardsOf(work, plan);
      const pdf = await printed(cardsPdf(house.press, cards, await making(work)));
      return handed(house, work, plan.id, `cards-${plan.number}.pdf`, pdf);
    },
    briefingDocument: async (work, { id }, visit) => {
      const plan = Plan.parse(await getOperation(work, { id }, visit));
      const pdf = await printed(sheetPdf(house.press, plan, await signedOf(work, plan), await making(work)));
      return handed(house, work, id, `briefing-${plan.number}.pdf`, pdf);
    },
    clashes: readClashes,
    vehicles: readVehicles,
    setVehicles,
  };
}

const myCards: All['myCards'] = async (work) => {
  const { rows } = await sql<any>`
    select post_id, operation_id, number, kind, state, role, planned_from, planned_until
    from taskforce.my_cards() order by planned_from nulls last, post_id limit 100`.execute(work.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      plannedFrom: row.plannedFrom?.toISOString() ?? null,
      plannedUntil: row.plannedUntil?.toISOString() ?? null,
    })),
  };
};

/** A card as the database hands it to this reader. @throws Problem missing */
async function cardOf(work: Work<Tables>, postId: string): Promise<Card> {
  const { rows } = await sql<{
    card: Card | null;
  }>`select taskforce.role_card(${postId}::uuid) as card`.execute(work.db);
  const card = rows[0]?.card;
  if (!card) throw new Problem('missing');
  work.noteReading(
    'operation_posts',
    [postId],
    { as: 'card' },
    { table: 'operations', id: card.operationId },
  );
  return card;
}

async function cardsOf(work: Work<Tables>, plan: Plan): Promise<Card[]> {
  if (plan.posts.length === 0)
    throw refused('posts', 'no_roster', 'Put people on the roster first; there is a card for each of them.');
  const cards: Card[] = [];
  for (const { id } of plan.posts) cards.push(await cardOf(work, id));
  return cards;
}

/** Which revision of the plan was signed, and by whom, first to last. */
export async function signedOf(work: Work<Tables>, plan: Plan): Promise<Signed | null> {
  if (plan.signedRevision === null) return null;
  const signers = await work.db
    .selectFrom('operationSignatures as s')
    .innerJoin('accounts as a', 'a.id', 's.accountId')
    .innerJoin('operations as o', (join) =>
      join.onRef('o.id', '=', 's.operationId').onRef('o.requestRound', '=', 's.round'),
    )
    .select('a.displayName')
    .where('s.operationId', '=', plan.id)
    .where('s.revision', '=', plan.signedRevision)
    .where('s.decision', '=', 'signed')
    .orderBy('s.signedAt')
    .execute();
  return { revision: plan.signedRevision, by: signers.map((one) => one.displayName) };
}

async function making(work: Work<Tables>): Promise<Making> {
  const agency = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirstOrThrow();
  return {
    language: work.account.language === 'es' ? 'es' : 'en',
    zone: await zoneOf(work),
    madeBy: { name: work.account.displayName, agency: agency.name },
    madeAt: work.now.toISOString(),
  };
}

async function printed(print: Promise<Printed>): Promise<Buffer> {
  return print
    .then((done) => done.pdf)
    .catch((error: unknown) => {
      throw error instanceof PressError ? new Problem('busy') : error;
    });
}

function handed(house: House, work: Work<Tables>, id: string, name: string, content: Buffer) {
  return handOutMade(house.files, work, {
    name,
    content,
    scopeTable: 'operations',
    scopeId: id,
    handling: [],
  });
}
