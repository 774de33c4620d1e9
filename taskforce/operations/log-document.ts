/** The log of an operation as a document: printed, and as data with the hash of every entry chained to the one before. */
import { readFileSync } from 'node:fs';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import { furnitureFor, printedFurniture } from '../../kit/documents/pages.ts';
import { PressError } from '../../kit/documents/typst.ts';
import { sha256 } from '../../kit/crypto/primitives.ts';
import type { Work } from '../../kit/database/door.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { labelOf, type Language } from '../vocabulary/words.ts';
import type { BoardPlan, KeptEntry } from './contract-run.ts';
import { boardOf, countNames, merged, minutesToService } from './rules-run.ts';
import { logWords } from './log-words.ts';

type Operation = Pick<BoardPlan, 'operation' | 'stages' | 'posts' | 'providers'>;

/**
 * The log as lines of canonical JSON: a head, then an entry a line in the order of their sequence, each with the
 * SHA-256 of the line before. Whoever has the last hash has the whole log.
 * @returns the text and the hash of its last line
 */
export function logLines(plan: Operation, entries: readonly KeptEntry[]): { text: string; hash: string } {
  const { id, number, startedAt, endedAt } = plan.operation;
  let line = canonicalJson({ schema: 'concert.operation-log/1', id, number, startedAt, endedAt });
  const lines = [line];
  for (const entry of entries) {
    line = canonicalJson({ ...entry, before: sha256(line).toString('hex') });
    lines.push(line);
  }
  return { text: `${lines.join('\n')}\n`, hash: sha256(line).toString('hex') };
}

/** Prints the log: what it came to, then every entry; what was taken back is struck through, never left out. */
export async function logPdf(
  house: House,
  work: Work<Tables>,
  plan: Operation,
  entries: readonly KeptEntry[],
  language: Language,
): Promise<Buffer> {
  const words = logWords[language];
  const { operation } = plan;
  const day = (operation.startedAt ?? work.now.toISOString()).slice(0, 10);
  const agency = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirst();
  const furniture = furnitureFor(logLines(plan, entries), {
    title: `${words.title} ${operation.number}`,
    language,
    label: labelOf('handlingLabel', 'law_enforcement_sensitive', language),
    period: { from: day, to: (operation.endedAt ?? work.now.toISOString()).slice(0, 10) },
    madeBy: { name: work.account.displayName, agency: agency?.name ?? '' },
    madeAt: work.now.toISOString(),
    version: Math.max(1, entries.length),
  });
  const template = readFileSync(new URL('./log.typ', import.meta.url), 'utf8');
  const data = { furniture: printedFurniture(furniture), ...pageOf(plan, entries, language) };
  try {
    return (await house.press.print({ template, data })).pdf;
  } catch (error) {
    throw error instanceof PressError ? new Problem('busy') : error;
  }
}

function pageOf(plan: Operation, entries: readonly KeptEntry[], language: Language) {
  const words = logWords[language];
  const board = boardOf(merged(new Map(), entries));
  const gone = new Set(board.timeline.filter((entry) => entry.gone).map(({ id }) => id));
  const counts = (of: Partial<Record<string, number>> | null) =>
    countNames.flatMap((name) => (of?.[name] ? [`${of[name]} ${words.counts[name]}`] : [])).join(', ');
  const minutes = minutesToService(board);
  const named = (list: readonly { id: string; name: string | null }[], id: string | null) =>
    list.find((one) => one.id === id)?.name ?? '';
  return {
    title: `${words.title} ${plan.operation.number}`,
    facts: [
      { name: words.met, value: counts(board.met) || '–' },
      { name: words.handedOver, value: counts(board.handedOver) || '–' },
      { name: words.toService, value: minutes === null ? '–' : String(minutes) },
      { name: words.kinds.arrests, value: String(board.arrests) },
    ],
    header: [words.number, words.time, words.what, words.by],
    none: words.none,
    rows: entries.map((entry) => ({
      gone: gone.has(entry.id),
      cells: [
        String(entry.sequence),
        entry.at.slice(0, 19).replace('T', ' '),
        [
          words.kinds[entry.kind],
          named(plan.stages, entry.stageId),
          named(plan.posts, entry.postId),
          counts(entry.counts),
          entry.amount === null ? '' : String(entry.amount),
          named(plan.providers, entry.providerId),
          entry.note,
          entry.late ? words.late : '',
        ]
          .filter((part) => part !== '')
          .join(' · '),
        entry.by.name,
      ],
    })),
  };
}
