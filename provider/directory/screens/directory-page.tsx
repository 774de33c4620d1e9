import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api-provider.ts';
import { Unread } from '../../../web/unread.tsx';
import { Columns, Notice, PageHeader, Stack } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import { CapacityCard } from './capacity-card.tsx';
import { Services } from './services.tsx';

/** Services and free places of the organisation, and what of them task forces see. */
export default function DirectoryPage() {
  const { t } = useWords();
  const read = useQuery(api.directory.overview.queryOptions({ input: {} }));
  if (read.error || !read.data) return <Unread query={read} lines={8} />;
  const { taskforces, resources, capacities, may } = read.data;
  return (
    <>
      <PageHeader title={t('directory.title')} lead={t('directory.lead')} />
      <Stack>
        <Notice>
          {taskforces.length > 0
            ? t('directory.pairedWith', { names: formatList(taskforces) })
            : t('directory.notPaired')}
        </Notice>
        <Columns rail={<CapacityCard capacities={capacities} keep={may.keep} />}>
          <Services resources={resources} keep={may.keep} />
        </Columns>
      </Stack>
    </>
  );
}
