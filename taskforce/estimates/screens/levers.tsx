import { Card } from '../../../web/ui/index.ts';
import { formatDate, useWords, type Translate } from '../../../web/words/index.ts';
import type { Lever } from '../contract.ts';

function inWords(t: Translate, lever: Lever): string {
  if (lever.kind === 'no_date') return t('estimates.lever.noDate', { strand: lever.strand });
  if (lever.kind === 'hours')
    return lever.since === null
      ? t('estimates.lever.noHours')
      : t('estimates.lever.hours', { day: formatDate(lever.since) });
  return t('estimates.lever.quiet', {
    strand: lever.strand,
    n: lever.days,
    day: formatDate(lever.since),
  });
}

/** What would change this: the inputs with most leverage, in words. */
export function Levers({ levers }: { levers: readonly Lever[] }) {
  const { t } = useWords();
  if (levers.length === 0) return null;
  return (
    <Card title={t('estimates.lever.title')}>
      <ul>
        {levers.map((lever, n) => (
          <li key={n}>{inWords(t, lever)}</li>
        ))}
      </ul>
    </Card>
  );
}
