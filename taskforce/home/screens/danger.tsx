import { Link } from 'react-aria-components';
import { ButtonLink, Clock, Status } from '../../../web/ui/index.ts';
import { Icon } from '../../../web/ui/icon.tsx';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Mine } from './my-day.tsx';
import styles from './home.module.css';

/** Open dangers: mine first, then those nobody answers for. Nothing stands above them. */
export function Danger({ dangers }: { dangers: Mine['dangers'] }) {
  const { t } = useWords();
  return (
    <section className={styles['danger']} aria-labelledby="home-danger">
      <header>
        <h2 id="home-danger">
          <Icon name="danger" /> {t('home.danger.title', { count: dangers.length })}
        </h2>
        <ButtonLink href="/tips/dangers" size="small">
          {t('home.danger.board')}
        </ButtonLink>
      </header>
      <ul>
        {dangers.map((one) => {
          const to = `/tips/dangers/${one.id}`;
          return (
            <li key={one.id}>
              <div>
                <Link href={to} className={styles['what'] ?? ''}>
                  {one.what === '' ? t('home.danger.noWords') : one.what}
                </Link>
                <p className={styles['meta']}>
                  {[
                    one.tip?.number ?? one.case?.number,
                    one.place,
                    t('home.danger.raised', { when: formatMoment(one.raisedAt) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <div className={styles['side']}>
                {one.accountable ? (
                  <Status tone={one.mine ? 'danger' : 'accent'}>
                    {one.mine
                      ? t('home.danger.mine')
                      : t('home.danger.answers', { name: one.accountable.name })}
                  </Status>
                ) : (
                  <Status tone="danger">{t('home.danger.nobody')}</Status>
                )}
                <Clock due={one.accountable ? one.contactDueAt : one.officerDueAt} soonMs={15 * 60_000} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
