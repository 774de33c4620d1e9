import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  ButtonLink,
  Clock,
  DataList,
  EmptyState,
  FilterBar,
  PageHeader,
  Row,
  Status,
  TextField,
} from '../../../web/ui/index.ts';
import type { Column, Facet } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { ageGroups, clientStates } from '../../vocabulary/clients.ts';
import { languageName, wordOf, type ClientRow } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: { state: clientStates, age: ageGroups, only: ['mine', 'due'] },
  sorts: ['intake', 'alias', 'due'],
  defaultSort: { by: 'intake', descending: true },
} as const;

/** Clients of the own organisation, by alias. What is typed to find one travels in the body of the request. */
export default function ClientList() {
  const { t, language } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const [typed, setTyped] = useState('');
  const find = useDeferredValue(typed.trim());
  const chosen = (facet: string) => state.chosen[facet] ?? [];
  const found = useQuery(
    api.clients.list.queryOptions({
      input: {
        ...(chosen('state').length > 0 ? { states: chosen('state') as ClientRow['state'][] } : {}),
        ageGroups: chosen('age') as ClientRow['ageGroup'][],
        mine: chosen('only').includes('mine'),
        due: chosen('only').includes('due'),
        find,
        sort: state.sort.by as 'intake',
        descending: state.sort.descending,
        page: state.page,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const facets = useMemo(() => facetsOf(t), [t]);
  const columns = useMemo(() => columnsOf(t, language), [t, language]);
  return (
    <>
      <PageHeader
        title={t('clients.list.title')}
        lead={t('clients.list.lead')}
        actions={
          <Row>
            {can('services.read') && <ButtonLink href="/needs">{t('clients.list.needs')}</ButtonLink>}
            {can('clients.intake') && (
              <ButtonLink look="primary" icon="plus" href="/clients/new">
                {t('clients.new.command')}
              </ButtonLink>
            )}
          </Row>
        }
      />
      <ReadFailed query={found} />
      <DataList
        id="clients"
        label={t('clients.list.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.alias}
        href={(row) => `/clients/${row.id}`}
        sort={state.sort}
        onSort={(sort) => state.set({ sort })}
        tools={
          <Row>
            <TextField
              label={t('clients.list.find')}
              type="search"
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              required={false}
              maxLength={80}
            />
            <FilterBar
              facets={facets}
              chosen={state.chosen}
              onChange={(next) => state.set({ chosen: next })}
            />
          </Row>
        }
        empty={
          <EmptyState icon="people" title={t('clients.list.none')}>
            {t('clients.list.noneHint')}
          </EmptyState>
        }
        page={pageOf(state, found.data, PAGE)}
      />
    </>
  );
}

const facetsOf = (t: Translate): Facet[] => [
  {
    id: 'state',
    label: t('clients.list.state'),
    options: clientStates.map((id) => ({ id, label: wordOf(t, 'state', id) })),
  },
  {
    id: 'age',
    label: t('clients.field.ageGroup'),
    options: ageGroups.map((id) => ({ id, label: wordOf(t, 'ageGroup', id) })),
  },
  {
    id: 'only',
    label: t('clients.list.only'),
    options: ['mine', 'due'].map((id) => ({ id, label: t(`clients.list.${id}`) })),
  },
];

const columnsOf = (t: Translate, language: string): Column<ClientRow>[] => [
  {
    id: 'alias',
    label: t('clients.field.alias'),
    primary: true,
    sortable: true,
    cell: (row) => (
      <Row>
        <strong>{row.alias}</strong>
        {row.closedCircle && <Badge icon="lock">{t('clients.field.circle')}</Badge>}
        {row.ageGroup !== 'adult' && row.ageGroup !== 'unknown' && (
          <Badge tone="warn">{wordOf(t, 'ageGroup', row.ageGroup)}</Badge>
        )}
      </Row>
    ),
  },
  { id: 'number', label: t('clients.field.number'), cell: (row) => row.number },
  {
    id: 'state',
    label: t('clients.list.state'),
    cell: (row) => (
      <Status tone={row.state === 'active' ? 'good' : row.state === 'intake' ? 'accent' : 'muted'}>
        {wordOf(t, 'state', row.state)}
      </Status>
    ),
  },
  {
    id: 'due',
    label: t('clients.list.dueColumn'),
    sortable: true,
    cell: (row) =>
      row.nextDue ? (
        <span>
          {wordOf(t, 'clock', row.nextDue.kind)} <Clock due={row.nextDue.dueAt} />
        </span>
      ) : (
        t('clients.list.noDue')
      ),
  },
  {
    id: 'language',
    label: t('clients.field.language'),
    cell: (row) => languageName(row.language, language, t),
  },
  { id: 'advocates', label: t('clients.list.advocates'), cell: (row) => row.advocates.join(', ') },
  {
    id: 'intake',
    label: t('clients.field.intakeOn'),
    sortable: true,
    cell: (row) => formatDate(row.intakeOn),
  },
];
