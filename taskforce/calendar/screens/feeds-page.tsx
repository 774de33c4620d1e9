import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Notice,
  PageHeader,
  Row,
  Skeleton,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import styles from './calendar.module.css';

/** The own private feeds: made with both factors, shown once, taken back at any time. */
export default function FeedsPage() {
  const { t } = useWords();
  const found = useQuery(api.calendar.feeds.queryOptions({ input: {} }));
  const [url, setUrl] = useState<string | null>(null);
  const make = useAct(
    () => client.calendar.makeFeed({}),
    (made) => setUrl(new URL(made.url, location.origin).href),
  );
  const revoke = useAct(
    (id: string) => client.calendar.revokeFeed({ id }),
    () => setUrl(null),
  );
  if (!found.data) return <Skeleton label={t('ui.reading')} lines={5} />;
  const { rows, allowed, numbers, feedDays } = found.data;
  const problem = make.failure ?? make.problems[0]?.remedy;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('calendar.here')}
            crumbs={[{ label: t('calendar.title'), href: '/calendar' }]}
          />
        }
        title={t('calendar.feeds.title')}
        lead={t('calendar.feeds.lead')}
        actions={
          allowed && (
            <Button look="primary" pending={make.pending} onPress={() => make.run(undefined)}>
              {t('calendar.feeds.make')}
            </Button>
          )
        }
      />
      <Stack>
        {!allowed && <Notice tone="warn" title={t('calendar.feeds.off')} />}
        {problem !== undefined && <Notice tone="danger" title={problem} />}
        {url !== null && (
          <Notice tone="good" title={t('calendar.feeds.once')}>
            <code className={styles['address']}>{url}</code>
          </Notice>
        )}
        <Card title={t('calendar.feeds.tells')}>
          <p>{t(numbers ? 'calendar.feeds.tellsNumbers' : 'calendar.feeds.tellsLittle')}</p>
          <p>{t('calendar.feeds.lives', { n: feedDays })}</p>
        </Card>
        {rows.length === 0 && <p>{t('calendar.feeds.none')}</p>}
        {rows.map((feed) => (
          <Card key={feed.id} title={t('calendar.feeds.madeAt', { when: formatMoment(feed.madeAt) })}>
            <Row>
              <Status tone={feed.live ? 'good' : 'muted'}>
                {t(feed.live ? 'calendar.feeds.live' : 'calendar.feeds.ended')}
              </Status>
              <span>{t('calendar.feeds.until', { when: formatDate(feed.expiresAt) })}</span>
              <span>
                {feed.readAt === null
                  ? t('calendar.feeds.neverRead')
                  : t('calendar.feeds.readAt', { when: formatMoment(feed.readAt) })}
              </span>
              {feed.live && (
                <Button look="danger-quiet" pending={revoke.pending} onPress={() => revoke.run(feed.id)}>
                  {t('calendar.feeds.revoke')}
                </Button>
              )}
            </Row>
          </Card>
        ))}
      </Stack>
    </>
  );
}
