import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../../../web/problem.ts';
import { Failed, Skeleton } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** Waits for what is read, says what went wrong, and draws the rest. */
export function Reading<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useWords();
  if (of.error)
    return (
      <Failed title={t('shell.problem.page')} retryLabel={t('ui.retry')} onRetry={() => void of.refetch()}>
        {problemOf(of.error).sentence}
      </Failed>
    );
  return of.data === undefined ? <Skeleton label={t('ui.reading')} lines={5} /> : children(of.data);
}
