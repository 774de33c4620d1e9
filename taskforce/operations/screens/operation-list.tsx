import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { useListState } from '../../../web/list-state.ts';
import { ListViews } from '../../../web/list-views.tsx';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { ButtonLink, FilterBar, PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { traffickingTypes } from '../../vocabulary/cases.ts';
import { operationKinds, operationRisks, operationStates } from '../../vocabulary/operations.ts';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { OperationTable } from './operation-table.tsx';
import { optionsOf } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: {
    state: operationStates,
    kind: operationKinds,
    type: traffickingTypes,
    risk: operationRisks,
    whose: ['mine'],
  },
  sorts: ['planned'],
  defaultSort: { by: 'planned', descending: false },
} as const;

/** Operations open to the reader, the next first. */
export default function OperationList() {
  const { t } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const of = (facet: string) => [...(state.chosen[facet] ?? [])] as never[];
  const filter = {
    states: of('state'),
    kinds: of('kind'),
    types: of('type'),
    risks: of('risk'),
    caseId: null,
    mine: state.chosen['whose']?.[0] === 'mine',
  };
  const found = useQuery(
    api.operations.list.queryOptions({
      input: { ...filter, page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const facets = useMemo(
    () => [
      {
        id: 'state',
        label: t('operations.field.state'),
        options: optionsOf(t, 'state', operationStates),
      },
      { id: 'kind', label: t('operations.field.kind'), options: optionsOf(t, 'kind', operationKinds) },
      { id: 'type', label: t('operations.field.type'), options: optionsOf(t, 'type', traffickingTypes) },
      { id: 'risk', label: t('operations.field.risk'), options: optionsOf(t, 'risk', operationRisks) },
      {
        id: 'whose',
        label: t('operations.field.whose'),
        options: [{ id: 'mine', label: t('operations.field.mine') }],
        single: true,
      },
    ],
    [t],
  );
  const { rows, total } = found.data ?? {};
  return (
    <>
      <PageHeader
        title={t('operations.title')}
        lead={t('operations.lead')}
        actions={
          can('operations.plan') && (
            <ButtonLink look="primary" icon="plus" href="/operations/new">
              {t('operations.new.title')}
            </ButtonLink>
          )
        }
      />
      <ReadFailed query={found} title={t('operations.failed')} />
      <OperationTable
        id="operations"
        rows={rows}
        tools={
          <>
            <ListViews list="operations" words={VOCABULARY} state={state} />
            <FilterBar
              facets={facets}
              chosen={state.chosen}
              onChange={(chosen) => state.set({ chosen, view: undefined })}
            />
            <ExportButton list={{ list: 'operations', filter }} />
          </>
        }
        {...(rows && total
          ? {
              page: {
                from: rows.length === 0 ? 0 : (state.page - 1) * PAGE + 1,
                shown: rows.length,
                total: total.count,
                capped: total.capped,
                onPrevious: state.page > 1 ? () => state.set({ page: state.page - 1 }) : undefined,
                onNext:
                  state.page * PAGE < total.count ? () => state.set({ page: state.page + 1 }) : undefined,
              },
            }
          : {})}
      />
    </>
  );
}
