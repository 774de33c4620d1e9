import { Link } from 'react-aria-components';
import { Card, Clock, Facts, Stack, Status } from '../../../web/ui/index.ts';
import { formatCount, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Mine } from './my-day.tsx';
import styles from './home.module.css';

/** Clocks that run: tips that wait, answers to read, notices. */
export function Clocks({ mine: { tips, unread } }: { mine: Mine }) {
  const { t } = useWords();
  return (
    <Card title={t('home.clocks.title')}>
      <Stack gap="small">
        {tips && (
          <>
            <p>
              <Link href="/tips" className={styles['figure'] ?? ''}>
                {formatCount(tips.waiting.count, tips.waiting.capped)}
              </Link>{' '}
              {t('home.clocks.tips', { count: tips.waiting.count })}
            </p>
            {tips.overdue > 0 && (
              <Status tone="danger">{t('home.clocks.overdue', { count: tips.overdue })}</Status>
            )}
            {tips.mine > 0 && <Status tone="accent">{t('home.clocks.mine', { count: tips.mine })}</Status>}
            {tips.answers > 0 && (
              <Status tone="warn">{t('home.clocks.answers', { count: tips.answers })}</Status>
            )}
            {tips.nextDueAt !== null && (
              <p className={styles['next']}>
                <span>{t('home.clocks.next')}</span> <Clock due={tips.nextDueAt} />
              </p>
            )}
          </>
        )}
        <p>{t('home.clocks.unread', { count: unread })}</p>
      </Stack>
    </Card>
  );
}

/** For supervisors: what nobody has taken, and who has more than they can do. */
export function Supervisor({ supervisor }: { supervisor: NonNullable<Mine['supervisor']> }) {
  const { t } = useWords();
  return (
    <Card title={t('home.supervisor.title')}>
      <Stack>
        <Facts
          empty="0"
          facts={[
            {
              label: t('home.supervisor.tips'),
              value: <Link href="/tips?assigned=nobody">{formatNumber(supervisor.unassignedTips)}</Link>,
            },
            { label: t('home.supervisor.tasks'), value: formatNumber(supervisor.unassignedTasks) },
          ]}
        />
        {supervisor.overdue.length === 0 ? (
          <Status tone="good">{t('home.supervisor.none')}</Status>
        ) : (
          <table className={styles['people']}>
            <caption>{t('home.supervisor.overdue')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('home.supervisor.person')}</th>
                <th scope="col">{t('home.supervisor.count')}</th>
              </tr>
            </thead>
            <tbody>
              {supervisor.overdue.map((one) => (
                <tr key={one.person.id}>
                  <th scope="row">{one.person.name}</th>
                  <td>{formatNumber(one.overdue)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Stack>
    </Card>
  );
}
