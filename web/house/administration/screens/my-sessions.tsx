import { useMutation, useQuery } from '@tanstack/react-query';
import { ReadFailed } from '../../../unread.tsx';
import { useState } from 'react';
import { api, client, queries } from '../../../api.ts';
import type { Client } from '../../../api.ts';
import { problemOf } from '../../../problem.ts';
import {
  AlertDialog,
  Badge,
  Button,
  Card,
  EmptyState,
  Notice,
  Skeleton,
  Stack,
  toast,
  useNow,
} from '../../../ui/index.ts';
import { formatDate, formatDistance, formatMoment, useWords } from '../../../words/index.ts';
import { MakeTokenDialog } from './make-token.tsx';
import styles from './administration.module.css';

type Session = Awaited<ReturnType<Client['identity']['tokens']>>['sessions'][number];

const sessionsChanged = () => queries.invalidateQueries({ queryKey: api.identity.tokens.key() });

/** Where I am signed in, and the tokens my programs use; each can be ended here. */
export function MySessions() {
  const { t } = useWords();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Session | null>(null);
  const read = useQuery(api.identity.tokens.queryOptions({ input: {} }));
  if (read.isError) return <ReadFailed query={read} />;
  const sessions = read.data?.sessions;
  const web = sessions?.filter((one) => one.kind === 'web');
  const tokens = sessions?.filter((one) => one.kind === 'api');
  return (
    <Stack>
      <Card title={t('administration.mine.sessions')} count={web?.length ?? ''} flush>
        <Lines sessions={web} onEnd={setEnding} />
      </Card>
      <Card
        title={t('administration.mine.tokens')}
        count={tokens?.length ?? ''}
        flush
        actions={
          <Button size="small" icon="plus" onPress={() => setMaking(true)}>
            {t('administration.token.make')}
          </Button>
        }
      >
        <Lines sessions={tokens} onEnd={setEnding} />
        {tokens?.length === 0 && (
          <EmptyState title={t('administration.mine.noTokens')}>
            {t('administration.mine.noTokensHint')}
          </EmptyState>
        )}
      </Card>
      <MakeTokenDialog open={making} onClose={() => setMaking(false)} onMade={sessionsChanged} />
      {ending && <EndSession session={ending} onClose={() => setEnding(null)} />}
    </Stack>
  );
}

function Lines({ sessions, onEnd }: { sessions: Session[] | undefined; onEnd: (session: Session) => void }) {
  const { t } = useWords();
  const now = useNow();
  if (!sessions) return <Skeleton label={t('shell.loading')} lines={3} />;
  return (
    <ul className={styles['lines']}>
      {sessions.map((one) => {
        const name =
          one.label ?? t(one.current ? 'administration.mine.here' : 'administration.mine.elsewhere');
        return (
          <li key={one.id} className={styles['line']}>
            <div className={styles['line-words']}>
              <strong>
                {name} {one.current && <Badge tone="accent">{t('administration.mine.current')}</Badge>}
              </strong>
              <span>
                {t('administration.mine.times', {
                  since: formatMoment(one.createdAt),
                  seen: formatDistance(one.lastSeenAt, now),
                  until: one.kind === 'api' ? formatDate(one.expiresAt) : formatMoment(one.expiresAt),
                })}
              </span>
            </div>
            {!one.current && (
              <Button
                size="small"
                aria-label={t('administration.mine.endNamed', { name })}
                onPress={() => onEnd(one)}
              >
                {t('administration.mine.end')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function EndSession({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useWords();
  const kind = session.kind === 'api' ? 'token' : 'session';
  const end = useMutation({
    mutationFn: () => client.identity.endSession({ sessionId: session.id }),
    onSuccess: () => {
      toast({ text: t(`administration.end.${kind}.done`) });
      onClose();
    },
    onSettled: sessionsChanged,
  });
  return (
    <AlertDialog
      open
      title={t(`administration.end.${kind}.title`)}
      confirmLabel={t(`administration.end.${kind}.do`)}
      cancelLabel={t('ui.cancel')}
      onConfirm={() => end.mutate()}
      onCancel={onClose}
      pending={end.isPending}
      harmful
    >
      <p>{t(`administration.end.${kind}.text`)}</p>
      {end.isError && <Notice tone="danger">{problemOf(end.error).sentence}</Notice>}
    </AlertDialog>
  );
}
