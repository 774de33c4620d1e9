import type { ReactNode } from 'react';
import { problemOf } from './problem.ts';
import { NotFound } from './shell/page-states.tsx';
import { Failed, Skeleton } from './ui/index.ts';
import { useWords } from './words/index.ts';

type Query = { error: unknown; refetch: () => unknown };
type Waiting = { query: Query; title?: string; lines?: number; page?: boolean; missing?: ReactNode };

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
 * `page`: a whole page rests on the answer, so what is missing, or hidden, is a page that was not found; `missing`: what
 * stands there in that case.
 */
export function Unread(props: Waiting) {
  const { t } = useWords();
  const { query, lines = 6, page = false, missing = page ? <NotFound /> : null } = props;
  if (!query.error) return <Skeleton label={t('ui.reading')} lines={lines} />;
  const { code } = problemOf(query.error);
  if (missing !== null && (code === 'missing' || code === 'bad_input')) return missing;
  return <ReadFailed {...props} />;
}

/**
 * What a query gives, drawn by `children`; until then, what `Unread` says. What was read stays while it cannot be read
 * again, unless it is not there for the reader any more.
 */
export function Loaded<T>({
  children,
  ...rest
}: Waiting & { query: { data: T | undefined }; children: (data: T) => ReactNode }) {
  const { data, error } = rest.query;
  const gone = Boolean(error) && problemOf(error).code === 'missing';
  return data === undefined || gone ? <Unread {...rest} /> : children(data);
}
