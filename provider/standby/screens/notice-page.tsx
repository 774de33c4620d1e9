import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { NotFound } from '../../../web/shell/page-states.tsx';
import { Breadcrumbs, Failed, PageHeader, Skeleton } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { NoticeCard } from './notice-card.tsx';

/** One notice, where the bell leads. */
export default function NoticePage() {
  const { t } = useWords();
  const { noticeId = '' } = useParams({ strict: false }) as { noticeId?: string };
  const read = useQuery(api.standby.read.queryOptions({ input: { id: noticeId } }));
  if (read.error)
    return problemOf(read.error).code === 'missing' ? (
      <NotFound />
    ) : (
      <Failed title={t('shell.problem.page')} retryLabel={t('ui.retry')} onRetry={() => void read.refetch()}>
        {problemOf(read.error).sentence}
      </Failed>
    );
  if (!read.data) return <Skeleton label={t('ui.reading')} lines={6} />;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('standby.all')} crumbs={[{ label: t('standby.title'), href: '/stand-by' }]} />
        }
        title={t('standby.one')}
      />
      <NoticeCard notice={read.data} answer={read.data.may.answer} />
    </>
  );
}
