import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Card, Skeleton, Status } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Clash } from '../../operations/contract-briefing.ts';
import styles from './calendar.module.css';

/** People and vehicles of a plan that are wanted elsewhere at that time; says no more than the reader may know. */
export function PlanClashes({ operationId, planned }: { operationId: string; planned: boolean }) {
  const { t } = useWords();
  const found = useQuery(api.operations.clashes.queryOptions({ input: { id: operationId } }));
  return (
    <Card title={t('calendar.clash.title')}>
      <ReadFailed query={found} title={t('calendar.clash.failed')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={2} />}
      {found.data?.rows.length === 0 && <p>{t(planned ? 'calendar.clash.none' : 'calendar.clash.unset')}</p>}
      {found.data && found.data.rows.length > 0 && (
        <ul className={styles['list']}>
          {found.data.rows.map((one) => (
            <li key={`${one.who} ${one.from} ${one.id ?? one.told}`}>
              <strong>{one.who}</strong> <Status tone="warn">{whatFor(one, t)}</Status>{' '}
              {t('calendar.clash.line', { from: formatMoment(one.from), until: formatMoment(one.until) })}
              {one.kind === 'operation' && one.id !== null && (
                <>
                  {' '}
                  <Link href={`/operations/${one.id}`}>{one.number}</Link>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function whatFor(one: Clash, t: (key: string, values?: Record<string, string | number>) => string): string {
  if (one.told !== 'shown') return t(`calendar.clash.${one.told}`);
  if (one.kind === 'court_date' && one.subkind !== null)
    return t('calendar.clash.shown', { what: t(`calendar.date.${one.subkind}`), number: one.number ?? '' });
  if (one.kind === 'operation' && one.subkind !== null) return t(`operations.kind.${one.subkind}`);
  return t('calendar.kind.absence');
}
