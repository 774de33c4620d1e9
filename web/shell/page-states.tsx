import { useRouter } from '@tanstack/react-router';
import { ButtonLink, Button } from '../ui/button.tsx';
import { EmptyState, Skeleton } from '../ui/surface.tsx';
import { problemOf } from '../problem.ts';
import { useWords } from '../words/index.ts';
import { Mark } from './mark.tsx';
import styles from './splash.module.css';

/** No such address, or not for this reader: the same words for both, so that an address tells nothing. */
export function NotFound() {
  const { t } = useWords();
  return (
    <EmptyState
      icon="search"
      title={t('shell.problem.notFound')}
      action={<ButtonLink href="/">{t('shell.problem.home')}</ButtonLink>}
    >
      {t('shell.problem.notFoundHint')}
    </EmptyState>
  );
}

/** A page whose reading failed: the sentence of the problem and a way to try again. */
export function PageFailed({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useWords();
  const router = useRouter();
  const problem = problemOf(error);
  if (problem.code === 'missing' || problem.code === 'not_permitted') return <NotFound />;
  return (
    <EmptyState
      icon="danger"
      title={t('shell.problem.page')}
      action={
        <Button
          icon="refresh"
          onPress={() => {
            reset?.();
            void router.invalidate();
          }}
        >
          {t('ui.retry')}
        </Button>
      }
    >
      {problem.sentence}
    </EmptyState>
  );
}

export function PageLoading() {
  const { t } = useWords();
  return <Skeleton label={t('shell.loading')} lines={6} />;
}

/** Before anybody could sign in: the server gives no answer. */
export function ServerAway({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords();
  return (
    <main className={styles['splash']}>
      <Mark size={40} />
      <p role="alert">{t('shell.problem.offline')}</p>
      <Button icon="refresh" onPress={onRetry}>
        {t('ui.retry')}
      </Button>
    </main>
  );
}
