import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Checkbox, EmptyState, PageHeader, Skeleton, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { NoticeCard } from './notice-card.tsx';

/** Notices that hold, the newest first: read, acknowledge, answer, all on one page. */
export default function Notices() {
  const { t } = useWords();
  const [ended, setEnded] = useState(false);
  const found = useQuery(
    api.standby.list.queryOptions({
      input: { ended },
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  );
  return (
    <>
      <PageHeader title={t('standby.title')} lead={t('standby.lead')} />
      <Stack>
        <Checkbox checked={ended} onChange={setEnded}>
          {t('standby.showEnded')}
        </Checkbox>
        <ReadFailed query={found} />
        {found.isPending && <Skeleton label={t('ui.reading')} lines={6} />}
        {found.data?.rows.length === 0 && (
          <EmptyState icon="bell" title={t('standby.none')}>
            {t('standby.noneHint')}
          </EmptyState>
        )}
        {found.data?.rows.map((one) => (
          <NoticeCard key={one.id} notice={one} answer={found.data.may.answer} linked />
        ))}
      </Stack>
    </>
  );
}
