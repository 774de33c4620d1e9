import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Breadcrumbs, PageHeader, Skeleton } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { DangerCard } from './danger-card.tsx';

/** One danger, as a notification leads to it. */
export default function DangerPage() {
  const { t } = useWords();
  const { dangerId = '' } = useParams({ strict: false }) as { dangerId?: string };
  const found = useQuery(api.danger.open.queryOptions({ input: { id: dangerId }, refetchInterval: 20_000 }));
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('tips.page.crumb')}
            crumbs={[{ label: t('tips.danger.title'), href: '/tips/dangers' }]}
          />
        }
        title={t('tips.danger.page')}
      />
      <ReadFailed query={found} title={t('tips.danger.failed')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={6} />}
      {found.data && <DangerCard danger={found.data} />}
    </>
  );
}
