import type { Translate } from '../../../web/words/index.ts';
import type { Yields } from '../contract-review.ts';

const COUNTS = [
  'operations',
  'peopleMet',
  'victimsIdentified',
  'victimsAccepting',
  'arrests',
  'evidenceItems',
  'leads',
  'cases',
  'minutes',
  'costCents',
] as const;

const cell = (value: string | number) => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The counts of the comparison as CSV, decoys in lines of their own; no rate, and no operation by itself. */
export function yieldSheet(data: Yields, t: Translate): string {
  const lines: (string | number)[][] = [['part', 'group', ...COUNTS]];
  const add = (part: string, group: string, row: Yields['decoys']) =>
    lines.push([part, group, ...COUNTS.map((count) => row[count])]);
  for (const row of data.kinds) add('kind', t(`operations.kind.${row.kind}`), row);
  for (const row of data.types) add('type', t(`operations.type.${row.type}`), row);
  for (const row of data.quarters) add('quarter', row.quarter, row);
  add('decoys', t('operations.kind.decoy'), data.decoys);
  return lines.map((line) => line.map(cell).join(',')).join('\r\n');
}
