import { sql } from 'kysely';
import type { z } from 'zod';
import { phonesIn } from '../../analysis/text/phones.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Tables } from '../database/schema.ts';
import { linksOf, platesIn } from './match-keys.ts';
import { casesOf } from './fed-cases.ts';
import type { SimilarTip } from './contract-parts.ts';
import { similarTips, type TipTraces } from './rules-similar.ts';
import type { TipRecord } from './standing.ts';

type Similar = z.output<typeof SimilarTip>;
type Texts = Pick<TipRecord, 'id' | 'what' | 'place' | 'vehicle' | 'phones' | 'onlineLinks' | 'trainingCode'>;

const columns = [
  'id',
  'number',
  'receivedAt',
  'state',
  'what',
  'place',
  'vehicle',
  'phones',
  'onlineLinks',
  'trainingCode',
] as const;

/** Tips that may be about the same matter, each with its reasons, strongest first; at most ten. */
export async function similarTo(work: Work<Tables>, tip: TipRecord): Promise<Similar[]> {
  if (tip.matchKeys.length === 0) return [];
  const rows = await work.db
    .selectFrom('tips')
    .select([...columns])
    .where('id', 'in', sql<string>`(select similar_tip_candidates(${tip.id}::uuid))`)
    .execute();
  const links = new Set(linksOf(`${tip.onlineLinks}\n${tip.what}`));
  const found = new Map(
    similarTips(tracesOf(tip), rows.map(tracesOf)).map((one) => [one.tipId, one.reasons]),
  );
  const ranked = rows
    .map((row) => ({ row, reasons: [...sharedLinks(row, links), ...(found.get(row.id) ?? [])] }))
    .filter(({ reasons }) => reasons.length > 0);
  const order = [...found.keys()];
  ranked.sort(
    (a, b) => place(order, a) - place(order, b) || b.row.receivedAt.getTime() - a.row.receivedAt.getTime(),
  );
  const shown = ranked.slice(0, 10);
  const cases = await casesOf(
    work,
    shown.map(({ row }) => row.id),
  );
  return shown.map(({ row, reasons }) => ({
    id: row.id,
    number: row.number,
    receivedAt: row.receivedAt.toISOString(),
    state: row.state as Similar['state'],
    what: row.what.slice(0, 200),
    place: row.place,
    cases: cases
      .filter((one) => one.tipId === row.id)
      .map(({ id, number, title }) => ({ id, number, title })),
    reasons: reasons.map(({ reason, value }) => ({ reason, value })),
  }));
}

/** A shared link is as strong as a shared phone: first of all; the rest in the order of the rule. */
function place(order: string[], one: { row: { id: string }; reasons: { reason: string }[] }): number {
  return one.reasons[0]?.reason === 'same_link' ? -1 : order.indexOf(one.row.id);
}

function sharedLinks(row: Texts, links: ReadonlySet<string>) {
  const theirs = new Set(linksOf(`${row.onlineLinks}\n${row.what}`));
  return [...theirs]
    .filter((link) => links.has(link))
    .map((link) => ({ reason: 'same_link' as const, value: link }));
}

function tracesOf(tip: Texts): TipTraces {
  return {
    id: tip.id,
    phones: phonesIn(`${tip.phones}\n${tip.what}`).map((phone) => phone.raw),
    plates: platesIn(tip.vehicle),
    addresses: /\d/.test(tip.place) ? [tip.place] : [],
    names: [],
    place: null,
    happenedAt: null,
    source: tip.trainingCode.trim().toUpperCase() || null,
  };
}
