import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Checkbox,
  DataList,
  EmptyState,
  PageHeader,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';

const tones = { nothing: 'neutral', hit: 'danger', waits: 'warn' } as const;

/** Checks that were made, also those that found nothing: one's own, or everybody's for the coordinator. */
export default function LogPage() {
  const { t } = useWords();
  const can = useCan();
  const [everybody, setEverybody] = useState(false);
  const read = useInfiniteQuery({
    queryKey: ['deconfliction-log', everybody],
    queryFn: ({ pageParam }) => client.deconfliction.log({ everybody, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = read.data?.pages.flatMap((page) => page.rows);
  return (
    <>
      <PageHeader
        title={t('deconfliction.log.title')}
        lead={t('deconfliction.log.lead')}
        crumbs={
          <Breadcrumbs
            label={t('deconfliction.title')}
            crumbs={[{ label: t('deconfliction.title'), href: '/deconfliction' }]}
          />
        }
      />
      <Stack>
        {can('deconfliction.coordinate') && (
          <Checkbox name="everybody" checked={everybody} onChange={setEverybody}>
            {t('deconfliction.log.everybody')}
          </Checkbox>
        )}
        <ReadFailed query={read} />
        <DataList
          id="deconfliction-log"
          label={t('deconfliction.log.title')}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => `${row.officer}, ${formatMoment(row.checkedAt)}`}
          columns={[
            {
              id: 'at',
              label: t('deconfliction.log.at'),
              primary: true,
              cell: (row) => formatMoment(row.checkedAt),
            },
            {
              id: 'officer',
              label: t('deconfliction.log.officer'),
              cell: (row) => `${row.officer}, ${row.agency}`,
            },
            {
              id: 'what',
              label: t('deconfliction.log.what'),
              cell: (row) =>
                row.identifierType
                  ? t(`deconfliction.type.${row.identifierType}`)
                  : t('deconfliction.log.event'),
            },
            {
              id: 'told',
              label: t('deconfliction.log.told'),
              cell: (row) => (
                <Status tone={tones[row.told]}>{t(`deconfliction.log.tellings.${row.told}`)}</Status>
              ),
            },
          ]}
          empty={
            <EmptyState icon="search" title={t('deconfliction.log.none')}>
              {t('deconfliction.log.noneHint')}
            </EmptyState>
          }
        />
        {read.hasNextPage && (
          <Button pending={read.isFetchingNextPage} onPress={() => void read.fetchNextPage()}>
            {t('deconfliction.log.more')}
          </Button>
        )}
      </Stack>
    </>
  );
}
