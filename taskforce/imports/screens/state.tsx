import { Status } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { ImportRow } from '../contract.ts';

const TONES: Record<ImportRow['state'], Tone> = {
  uploaded: 'neutral',
  previewed: 'accent',
  running: 'accent',
  done: 'good',
  failed: 'warn',
  undoing: 'accent',
  undone: 'muted',
  expired: 'muted',
};

/** Where an import stands, in a word with its shape. */
export function ImportState({ state }: { state: ImportRow['state'] }) {
  const { t } = useWords();
  return <Status tone={TONES[state]}>{t(`imports.state.${state}`)}</Status>;
}

/** The kinds of records an import speaks of, in the order in which they are written. */
export const KINDS = ['tips', 'cases', 'strands', 'phase_transitions', 'agencies'] as const;
export type Kind = (typeof KINDS)[number];

/** "33,405 cases, 36,190 strands": what was written, or would be. */
export function inWords(t: Translate, counts: ImportRow['counts']): string {
  const parts = KINDS.flatMap((kind) => {
    const one = counts[kind];
    const n = (one?.created ?? 0) + (one?.changed ?? 0);
    return n === 0 ? [] : [t(`imports.some.${kind}`, { n })];
  });
  return parts.length === 0 ? t('imports.some.nothing') : parts.join(', ');
}

/** Bytes as people read them. */
export function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} kB`
    : `${formatNumber(bytes / 1_000_000, { maximumFractionDigits: 1 })} MB`;
}
