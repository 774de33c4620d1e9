import type { Client } from '../../../web/api.ts';
import { Badge, Status } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Criterion, Level } from '../rules.ts';

export type Row = Awaited<ReturnType<Client['nominations']['list']>>['rows'][number];

export const stateTone: Record<Row['state'], Tone> = {
  waiting: 'accent',
  approved: 'good',
  rejected: 'muted',
  deferred: 'warn',
  withdrawn: 'muted',
  purged: 'muted',
};
export const checkTone: Record<Row['check'], Tone> = {
  never: 'warn',
  clear: 'good',
  open: 'danger',
  waiting: 'warn',
  stale: 'warn',
};

/** An answer to a criterion: its word and what it stands for. Every level looks alike; none is a mark. */
export function Answer({ criterion, level }: { criterion: Criterion; level: Level }) {
  const { t } = useWords();
  return (
    <>
      <Badge>{t(`nominations.level.${level}`)}</Badge> {t(`nominations.anchor.${criterion}.${level}`)}
    </>
  );
}

/** Until when a nomination is kept. */
export function ClockOf({ row }: { row: Pick<Row, 'clock' | 'retainUntil' | 'state'> }) {
  const { t } = useWords();
  if (row.state === 'purged') return <Status tone="muted">{t('nominations.state.purged')}</Status>;
  const text = t(`nominations.clock.${row.clock}`, { day: formatDate(row.retainUntil) });
  return row.clock === 'ended' ? <Status tone="warn">{text}</Status> : <span>{text}</span>;
}

/** How many voted, against the quorum. */
export const castOf = (votes: Row['votes']) => votes.approve + votes.reject + votes.defer + votes.abstain;
