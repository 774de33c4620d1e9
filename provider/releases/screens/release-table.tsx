import { useMemo } from 'react';
import { Clock, DataList, EmptyState, Row, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords, type Translate } from '../../../web/words/index.ts';
import { recipientOf, toneOf, wordOf, type ReleaseRow } from './shared.ts';

const columnsOf = (t: Translate, withClient: boolean): Column<ReleaseRow>[] => [
  {
    id: 'recipient',
    label: t('releases.list.recipient'),
    primary: true,
    cell: (row) => <strong>{recipientOf(t, row)}</strong>,
  },
  ...(withClient
    ? [
        {
          id: 'client',
          label: t('releases.list.client'),
          cell: (row: ReleaseRow) => `${row.alias} · ${row.number}`,
        },
      ]
    : []),
  {
    id: 'state',
    label: t('releases.list.state'),
    cell: (row) => <Status tone={toneOf[row.state]}>{wordOf(t, 'state', row.state)}</Status>,
  },
  { id: 'purpose', label: t('releases.list.purpose'), cell: (row) => wordOf(t, 'purpose', row.purpose) },
  {
    id: 'until',
    label: t('releases.list.until'),
    cell: (row) =>
      row.endedAt ? (
        formatMoment(row.endedAt)
      ) : row.state === 'live' ? (
        <Clock due={row.until} exact />
      ) : (
        formatDate(row.until.slice(0, 10))
      ),
  },
  {
    id: 'readings',
    label: t('releases.list.readings'),
    cell: (row) =>
      row.readings === 0 ? t('releases.list.never') : t('releases.list.times', { n: row.readings }),
  },
];

/** Releases as a list: of one client, or of the house. */
export function ReleaseTable({
  rows,
  withClient,
  tools,
  page,
  empty,
}: {
  rows: readonly ReleaseRow[] | undefined;
  withClient: boolean;
  tools?: React.ReactNode;
  page?: React.ComponentProps<typeof DataList<ReleaseRow>>['page'];
  empty?: React.ReactNode;
}) {
  const { t } = useWords();
  const columns = useMemo(() => columnsOf(t, withClient), [t, withClient]);
  return (
    <DataList
      id={withClient ? 'releases' : 'client-releases'}
      label={t('releases.list.title')}
      columns={columns}
      rows={rows as ReleaseRow[] | undefined}
      rowId={(row) => row.id}
      rowName={(row) => `${row.number} ${recipientOf(t, row)}`}
      href={(row) => `/releases/${row.id}`}
      {...(tools ? { tools: <Row>{tools}</Row> } : {})}
      {...(page ? { page } : {})}
      empty={
        empty ?? (
          <EmptyState icon="brief" title={t('releases.list.none')}>
            {t('releases.list.noneHint')}
          </EmptyState>
        )
      }
    />
  );
}
