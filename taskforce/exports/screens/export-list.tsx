import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../../web/api.ts';
import { downloadFile } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, DataList, EmptyState, Notice, PageHeader, Stack, Status } from '../../../web/ui/index.ts';
import type { Column, Tone } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { ExportRecord } from '../contract.ts';

const TONES: Record<ExportRecord['state'], Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'good',
  failed: 'warn',
  cancelled: 'muted',
};
const RUNNING: readonly string[] = ['queued', 'running'];

/** What the reader took out: how far it is, and the file to come back to. */
export default function ExportList() {
  const { t } = useWords();
  const found = useQuery(
    api.exports.list.queryOptions({
      input: {},
      refetchInterval: ({ state }) =>
        state.data?.rows.some((row) => RUNNING.includes(row.state)) ? 1000 : false,
    }),
  );
  const download = useMutation({ mutationFn: downloadFile });
  const cancel = useMutation({
    mutationFn: (id: string) => client.jobs.cancel({ id }),
    onSettled: () => found.refetch(),
  });
  const columns: Column<ExportRecord>[] = [
    {
      id: 'list',
      label: t('exports.column.list'),
      cell: (row) => t(`exports.list.${row.list}`),
      primary: true,
    },
    { id: 'at', label: t('exports.column.at'), cell: (row) => formatMoment(row.madeAt), nowrap: true },
    {
      id: 'purpose',
      label: t('exports.column.purpose'),
      cell: (row) => t(`vocabulary.exportPurpose.${row.purpose}.label`),
    },
    {
      id: 'state',
      label: t('exports.column.state'),
      cell: (row) => <Status tone={TONES[row.state]}>{t(`exports.state.${row.state}`)}</Status>,
    },
    {
      id: 'rows',
      label: t('exports.column.rows'),
      cell: (row) => row.rows !== null && formatNumber(row.rows),
      align: 'end',
    },
    {
      id: 'format',
      label: t('exports.column.format'),
      cell: (row) => t(`exports.format.${row.format}`),
      extra: true,
    },
    {
      id: 'hash',
      label: t('exports.column.hash'),
      cell: (row) => row.hash !== null && <code>{row.hash.slice(0, 16)}…</code>,
      extra: true,
    },
    {
      id: 'until',
      label: t('exports.column.until'),
      cell: ({ fileId, until, expired }) =>
        !expired && fileId !== null && until !== null && formatMoment(until),
      nowrap: true,
    },
    {
      id: 'file',
      label: t('exports.column.file'),
      cell: ({ id, state, fileId, name, expired }) => {
        if (expired) return t('exports.expired');
        if (fileId !== null && name !== null)
          return (
            <Button
              size="small"
              icon="export"
              aria-label={t('exports.downloadOf', { name })}
              onPress={() => download.mutate(fileId)}
            >
              {name}
            </Button>
          );
        return RUNNING.includes(state) ? (
          <Button size="small" onPress={() => cancel.mutate(id)}>
            {t('ui.cancel')}
          </Button>
        ) : null;
      },
    },
  ];
  return (
    <>
      <PageHeader title={t('exports.title')} lead={t('exports.lead')} />
      <Stack>
        {download.error && <Notice tone="warn" title={problemOf(download.error).sentence} />}
        {found.error ? (
          <ReadFailed query={found} title={t('exports.failed')} />
        ) : (
          <DataList
            id="exports"
            label={t('exports.title')}
            columns={columns}
            rows={found.data?.rows}
            rowId={(row) => row.id}
            rowName={(row) => `${t(`exports.list.${row.list}`)} ${formatMoment(row.madeAt)}`}
            empty={
              <EmptyState icon="export" title={t('exports.none')}>
                {t('exports.noneHint')}
              </EmptyState>
            }
          />
        )}
      </Stack>
    </>
  );
}
