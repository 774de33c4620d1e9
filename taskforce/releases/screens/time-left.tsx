import { useEffect, useState } from 'react';
import { formatDistance, formatMoment, useWords } from '../../../web/words/index.ts';

/** How long a release still lives, counted down. */
export function TimeLeft({ until }: { until: string }) {
  const { t } = useWords();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const end = new Date(until);
  return (
    <time dateTime={until} title={formatMoment(until)}>
      {end > now ? t('releases.endsIn', { when: formatDistance(end, now) }) : t('releases.read.expired')}
    </time>
  );
}
