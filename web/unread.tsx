import type { ReactNode } from 'react';
import { problemOf } from './problem.ts';
import { NotFound } from './shell/page-states.tsx';
import { Failed, Skeleton } from './ui/index.ts';
import { useWords } from './words/index.ts';

type Query = { error: unknown; refetch: () => unknown };

/** Says that something could not be read and why, with a way to read it again; nothing while it did not fail. */
export function ReadFailed({ query, title }: { query: Query; title?: string }) {
  const { t } = useWords();
  if (!query.error) return null;
  return (
    <Failed
      title={title ?? t('shell.problem.page')}
      retryLabel={t('ui.retry')}
      onRetry={() => void query.refetch()}
    >
      {problemOf(query.error).sentence}
    </Failed>
  );
}

/**
 * What stands where the answer of a query will: lines while it is read, else why it could not be.
 * @param page a whole page rests on the answer: what is missing, or hidden, is then a page that was not found
 */
export function Unread(props: { query: Query; title?: string; lines?: number; page?: boolean }) {
  const { t } = useWords();
  const { query, lines = 6, page = false } = props;
  if (!query.error) return <Skeleton label={t('ui.reading')} lines={lines} />;
  if (page && problemOf(query.error).code === 'missing') return <NotFound />;
  return <ReadFailed {...props} />;
}

/** What a query gives, drawn by `children`; until then, and when it fails, what `Unread` says. */
export function Loaded<T>({
  children,
  ...rest
}: {
  query: Query & { data: T | undefined };
  title?: string;
  lines?: number;
  page?: boolean;
  children: (data: T) => ReactNode;
}) {
  const { data, error } = rest.query;
  return error || data === undefined ? <Unread {...rest} /> : children(data);
}
