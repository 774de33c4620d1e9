import { useMutation, useQuery } from '@tanstack/react-query';
import { Dialog, DialogTrigger, Link, Popover } from 'react-aria-components';
import { rooms } from '../rooms.ts';
import { queries } from '../api.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/surface.tsx';
import { Shape } from '../ui/status.tsx';
import { formatDistance, loadRoomWords, useWords } from '../words/index.ts';
import { useNow } from '../ui/clock.tsx';
import { recentlyActive } from './idle.tsx';
import styles from './bell.module.css';

const key = ['bell'] as const;

async function bellOf() {
  const room = rooms.find((one) => one.bell);
  if (room) await loadRoomWords(room.room);
  return (await room?.bell?.())?.default;
}

/** What happened that needs the reader: words without personal data, newest first. Asked for only while somebody works. */
export function Bell() {
  const { t, language } = useWords();
  const now = useNow();
  const { data: notices = [] } = useQuery({
    queryKey: [...key, language],
    queryFn: async ({ signal }) => (await bellOf())?.read(signal) ?? [],
    refetchInterval: () => (recentlyActive() ? 60_000 : false),
  });
  const markAll = useMutation({
    mutationFn: async () => (await bellOf())?.markAllRead(),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const opened = useMutation({
    mutationFn: async (id: string) => (await bellOf())?.markRead(id),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const unread = notices.filter((notice) => notice.unread).length;
  return (
    <DialogTrigger>
      <IconButton icon="bell" label={t('shell.bell.label', { n: unread })} count={unread} />
      <Popover className={styles['popover'] ?? ''} placement="bottom end" offset={6}>
        <Dialog className={styles['dialog'] ?? ''} aria-label={t('shell.bell.title')}>
          {({ close }) => (
            <>
              <header className={styles['head']}>
                <h2>{t('shell.bell.title')}</h2>
                {unread > 0 && (
                  <Button
                    size="small"
                    look="quiet"
                    pending={markAll.isPending}
                    onPress={() => markAll.mutate()}
                  >
                    {t('shell.bell.all')}
                  </Button>
                )}
              </header>
              {notices.length === 0 ? (
                <EmptyState title={t('shell.bell.none')}>{t('shell.bell.noneHint')}</EmptyState>
              ) : (
                <ul className={styles['list']}>
                  {notices.map((notice) => (
                    <li key={notice.id}>
                      <Link
                        href={notice.to}
                        onPress={() => {
                          if (notice.unread) opened.mutate(notice.id);
                          close();
                        }}
                        className={cx(
                          styles['notice'],
                          notice.unread && styles['unread'],
                          notice.urgent && styles['urgent'],
                        )}
                      >
                        <Shape tone={notice.urgent ? 'danger' : notice.unread ? 'accent' : 'muted'} />
                        <span>
                          {notice.text}
                          <time dateTime={notice.at}>{formatDistance(notice.at, now)}</time>
                        </span>
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
