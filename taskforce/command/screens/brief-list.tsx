import { Badge, Card, DataList, EmptyState, Row, type Column } from '../../../web/ui/index.ts';
import type { Client } from '../../../web/api.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { labelOf } from './names.ts';

type Briefs = Awaited<ReturnType<Client['briefs']['list']>>;
type Brief = Briefs['rows'][number];

/** Briefs that were made, the newest first. */
export function BriefList({ briefs }: { briefs: Briefs }) {
  const { t } = useWords();
  const columns: Column<Brief>[] = [
    {
      id: 'version',
      label: t('command.list.version'),
      primary: true,
      nowrap: true,
      cell: (row) => t('command.brief.version', { n: row.version }),
    },
    {
      id: 'period',
      label: t('command.brief.period'),
      cell: (row) => `${formatDate(row.periodFrom)} – ${formatDate(row.periodTo)}`,
    },
    {
      id: 'readers',
      label: t('command.list.readers'),
      cell: (row) => {
        const special = row.clearedFor.filter((label) => label !== 'law_enforcement_sensitive');
        if (special.length === 0) return t('command.list.allReaders');
        return (
          <Row>
            {special.map((label) => (
              <Badge key={label} icon="lock">
                {labelOf(t, 'handlingLabel', label)}
              </Badge>
            ))}
          </Row>
        );
      },
    },
    {
      id: 'made',
      label: t('command.list.made'),
      cell: (row) => `${row.madeBy}, ${formatMoment(row.madeAt)}`,
    },
    {
      id: 'hash',
      label: t('command.brief.hash'),
      extra: true,
      cell: (row) => <span className={styles['hash']}>{row.hash.slice(0, 16)}…</span>,
    },
  ];
  return (
    <Card title={t('command.list.title')} count={briefs.total.count} flush>
      <DataList
        id="briefs"
        label={t('command.list.title')}
        columns={columns}
        rows={briefs.rows}
        rowId={(row) => row.id}
        rowName={(row) => t('command.brief.version', { n: row.version })}
        href={(row) => `/briefs/${row.id}`}
        empty={
          <EmptyState icon="brief" title={t('command.list.none')}>
            {t('command.list.noneHint')}
          </EmptyState>
        }
      />
    </Card>
  );
}
