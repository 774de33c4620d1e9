import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, ButtonLink, DataList, EmptyState, PageHeader, Row } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { ImportRow } from '../contract.ts';
import { ImportState, inWords } from './state.tsx';

function columnsOf(t: Translate): Column<ImportRow>[] {
  return [
    {
      id: 'number',
      label: t('imports.column.number'),
      cell: (row) => row.number,
      primary: true,
      nowrap: true,
    },
    { id: 'state', label: t('imports.column.state'), cell: (row) => <ImportState state={row.state} /> },
    { id: 'file', label: t('imports.column.file'), cell: (row) => row.fileName ?? t('imports.fileClosed') },
    { id: 'mapping', label: t('imports.column.mapping'), cell: (row) => row.mappingName ?? '' },
    {
      id: 'rows',
      label: t('imports.column.rows'),
      cell: (row) => (row.rowCount === 0 ? '' : formatNumber(row.rowCount)),
      align: 'end',
      nowrap: true,
    },
    {
      id: 'written',
      label: t('imports.column.written'),
      cell: (row) => (row.state === 'done' || row.state === 'undone' ? inWords(t, row.counts) : ''),
    },
    { id: 'by', label: t('imports.column.by'), cell: (row) => row.madeBy.name },
    { id: 'at', label: t('imports.column.at'), cell: (row) => formatMoment(row.madeAt), nowrap: true },
  ];
}

/** All imports, newest first. */
export default function ImportList() {
  const { t } = useWords();
  const found = useInfiniteQuery(
    api.imports.list.infiniteOptions({
      input: (after: string | null) => ({ after }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    }),
  );
  return (
    <>
      <PageHeader
        title={t('imports.list.title')}
        lead={t('imports.list.lead')}
        actions={
          <ButtonLink href="/imports/new" look="primary" icon="import">
            {t('imports.new.title')}
          </ButtonLink>
        }
      />
      {found.error ? (
        <ReadFailed query={found} title={t('imports.failed')} />
      ) : (
        <DataList
          id="imports"
          label={t('imports.list.title')}
          columns={columnsOf(t)}
          rows={found.data?.pages.flatMap((page) => page.rows)}
          rowId={(row) => row.id}
          rowName={(row) => row.number}
          href={(row) => `/imports/${row.id}`}
          empty={
            <EmptyState
              icon="import"
              title={t('imports.list.none')}
              action={<ButtonLink href="/imports/new">{t('imports.new.title')}</ButtonLink>}
            >
              {t('imports.list.noneHint')}
            </EmptyState>
          }
        />
      )}
      {found.hasNextPage && (
        <Row>
          <Button onPress={() => void found.fetchNextPage()} pending={found.isFetchingNextPage}>
            {t('imports.list.more')}
          </Button>
        </Row>
      )}
    </>
  );
}
