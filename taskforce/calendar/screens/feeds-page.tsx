import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Card,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Feed } from '../contract.ts';
import styles from './calendar.module.css';

/** The own private feeds: made with both factors, shown once, named, taken back at any time. */
export default function FeedsPage() {
  const { t } = useWords();
  const found = useQuery(api.calendar.feeds.queryOptions({ input: {} }));
  const [url, setUrl] = useState<string | null>(null);
  const [naming, setNaming] = useState<Feed | 'new' | null>(null);
  const revoke = useAct(
    (id: string) => client.calendar.revokeFeed({ id }),
    () => setUrl(null),
  );
  return (
    <Loaded query={found}>
      {({ rows, allowed, numbers, feedDays }) => (
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
                <Button look="primary" onPress={() => setNaming('new')}>
                  {t('calendar.feeds.make')}
                </Button>
              )
            }
          />
          <Stack>
            {!allowed && <Notice tone="warn" title={t('calendar.feeds.off')} />}
            {revoke.failure !== undefined && <Notice tone="danger" title={revoke.failure} />}
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
              <FeedCard
                key={feed.id}
                feed={feed}
                revoking={revoke.pending}
                onRename={() => setNaming(feed)}
                onRevoke={() => revoke.run(feed.id)}
              />
            ))}
          </Stack>
          {naming !== null && <NameDialog feed={naming} onMade={setUrl} onClose={() => setNaming(null)} />}
        </>
      )}
    </Loaded>
  );
}

function FeedCard({
  feed,
  revoking,
  onRename,
  onRevoke,
}: {
  feed: Feed;
  revoking: boolean;
  onRename: () => void;
  onRevoke: () => void;
}) {
  const { t } = useWords();
  return (
    <Card title={feed.name || t('calendar.feeds.madeAt', { when: formatMoment(feed.madeAt) })}>
      <Row>
        <Status tone={feed.live ? 'good' : 'muted'}>
          {t(feed.live ? 'calendar.feeds.live' : 'calendar.feeds.ended')}
        </Status>
        {feed.name !== '' && <span>{t('calendar.feeds.madeAt', { when: formatMoment(feed.madeAt) })}</span>}
        <span>{t('calendar.feeds.until', { when: formatDate(feed.expiresAt) })}</span>
        <span>
          {feed.readAt === null
            ? t('calendar.feeds.neverRead')
            : t('calendar.feeds.readAt', { when: formatMoment(feed.readAt) })}
        </span>
        {feed.live && (
          <>
            <Button look="quiet" onPress={onRename}>
              {t('calendar.feeds.rename')}
            </Button>
            <Button look="danger-quiet" pending={revoking} onPress={onRevoke}>
              {t('calendar.feeds.revoke')}
            </Button>
          </>
        )}
      </Row>
    </Card>
  );
}

/** Names a feed; a new one is made with it, and its address handed to the page to be shown this once. */
function NameDialog({
  feed,
  onMade,
  onClose,
}: {
  feed: Feed | 'new';
  onMade: (url: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const isNew = feed === 'new';
  const [name, setName] = useState(isNew ? '' : feed.name);
  const save = useAct(async () => {
    if (!isNew) await client.calendar.nameFeed({ id: feed.id, name });
    else onMade(new URL((await client.calendar.makeFeed({ name })).url, location.origin).href);
  }, onClose);
  const verb = t(isNew ? 'calendar.feeds.make' : 'calendar.feeds.rename');
  return (
    <FormDialog title={verb} verb={verb} save={save} onSubmit={() => save.run(undefined)} onClose={onClose}>
      <TextField
        name="name"
        label={t('calendar.feeds.name')}
        hint={t('calendar.feeds.nameHint')}
        required={false}
        maxLength={60}
        autoComplete="off"
        autoFocus
        value={name}
        onChange={setName}
      />
    </FormDialog>
  );
}
