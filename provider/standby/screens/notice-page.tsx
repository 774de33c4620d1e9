import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../../web/api-provider.ts';
import { Unread } from '../../../web/unread.tsx';
import { Breadcrumbs, PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { NoticeCard } from './notice-card.tsx';

/** One notice, where the bell leads. */
export default function NoticePage() {
  const { t } = useWords();
  const { noticeId = '' } = useParams({ strict: false }) as { noticeId?: string };
  const read = useQuery(api.standby.read.queryOptions({ input: { id: noticeId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={6} />;
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
