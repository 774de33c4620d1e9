import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Badge, DataList, EmptyState, Row, Status } from '../../../web/ui/index.ts';
import type { Column, PageState, Sort } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { OperationRow } from '../contract-plan.ts';
import { riskTone, stateTone } from './shared.ts';

/** Operations as a table; `withCase` false where the case is known. */
export function OperationTable({
  id,
  rows,
  tools,
  withCase = true,
  sort,
  onSort,
  page,
}: {
  id: string;
  rows: readonly OperationRow[] | undefined;
  tools?: ReactNode;
  withCase?: boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  page?: PageState;
}) {
  const { t } = useWords();
  const columns = useMemo((): Column<OperationRow>[] => {
    const all: Column<OperationRow>[] = [
      { id: 'number', label: t('operations.field.number'), cell: (row) => row.number, nowrap: true },
      {
        id: 'title',
        label: t('operations.field.title'),
        primary: true,
        cell: (row) => (
          <Row>
            {row.title}
            {row.sealed && (
              <Badge tone="warn" icon="seal">
                {t('operations.sealed')}
              </Badge>
            )}
          </Row>
        ),
      },
      {
        id: 'kind',
        label: t('operations.field.kind'),
        cell: (row) => t(`operations.kind.${row.kind}`),
      },
      {
        id: 'state',
        label: t('operations.field.state'),
        cell: (row) => <Status tone={stateTone[row.state]}>{t(`operations.state.${row.state}`)}</Status>,
      },
      {
        id: 'risk',
        label: t('operations.field.risk'),
        cell: (row) => <Badge tone={riskTone[row.risk]}>{t(`operations.risk.${row.risk}`)}</Badge>,
      },
      {
        id: 'planned',
        label: t('operations.field.plannedFrom'),
        cell: (row) => (row.plannedFrom === null ? t('operations.notSet') : formatMoment(row.plannedFrom)),
        sortable: onSort !== undefined,
        nowrap: true,
      },
      {
        id: 'case',
        label: t('operations.field.case'),
        cell: (row) => (row.caseId === null ? t('operations.noCase') : (row.caseNumber ?? '')),
      },
      {
        id: 'agency',
        label: t('operations.field.leadAgency'),
        cell: (row) => row.leadAgency,
        extra: true,
      },
    ];
    return all.filter((column) => withCase || column.id !== 'case');
  }, [t, withCase, onSort]);
  return (
    <DataList
      id={id}
      label={t('operations.title')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.number}
      href={(row) => `/operations/${row.id}`}
      {...(tools === undefined ? {} : { tools })}
      {...(sort && onSort ? { sort, onSort } : {})}
      {...(page ? { page } : {})}
      empty={
        <EmptyState icon="agenda" title={t('operations.none')}>
          {t('operations.noneHint')}
        </EmptyState>
      }
    />
  );
}
