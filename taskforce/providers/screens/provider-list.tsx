import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { HOURS, NEEDS, SERVED } from '../../../bridge/words.ts';
import { api, type Client } from '../../../web/api.ts';
import { Freshness } from '../../../web/house/offers/offer.tsx';
import { LANGUAGES, languageName, offered, optionsOf } from '../../../web/house/offers/shared.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  DataList,
  EmptyState,
  FilterBar,
  PageHeader,
  Row,
  Status,
  TextField,
} from '../../../web/ui/index.ts';
import type { Column, Facet } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { ProviderForm } from './provider-form.tsx';

type ProviderRow = Awaited<ReturnType<Client['providers']['list']>>['rows'][number];

const PAGE = 50;
const CHANNELS = ['paired', 'guest_link', 'phone'] as const;
const VOCABULARY = {
  facets: {
    need: NEEDS,
    serves: SERVED,
    language: LANGUAGES,
    age: ['minor', 'adult'],
    hours: HOURS,
    channel: CHANNELS,
    only: ['free', 'inactive'],
  },
  sorts: ['name'],
  defaultSort: { by: 'name', descending: false },
} as const;

/** Providers by need, language, age, who is served and hours. What is old is marked, never hidden. */
export default function ProviderList() {
  const { t, language } = useWords();
  const can = useCan();
  const state = useListState(VOCABULARY);
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState(false);
  const find = useDeferredValue(typed.trim());
  const chosen = (facet: string) => state.chosen[facet] ?? [];
  const age = chosen('age').length === 1 ? (chosen('age')[0] === 'minor' ? 15 : 30) : null;
  const found = useQuery(
    api.providers.list.queryOptions({
      input: {
        find,
        needs: chosen('need') as (typeof NEEDS)[number][],
        serves: chosen('serves') as (typeof SERVED)[number][],
        language: chosen('language')[0] ?? '',
        age,
        hours: chosen('hours') as (typeof HOURS)[number][],
        channels: chosen('channel') as (typeof CHANNELS)[number][],
        freeBeds: chosen('only').includes('free'),
        inactive: chosen('only').includes('inactive'),
        page: state.page,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const facets = useMemo(() => facetsOf(t, language), [t, language]);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <PageHeader
        title={t('providers.title')}
        lead={t('providers.lead')}
        actions={
          can('providers.keep') ? (
            <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
              {t('providers.add')}
            </Button>
          ) : undefined
        }
      />
      <ReadFailed query={found} />
      <DataList
        id="providers"
        label={t('providers.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        href={(row) => `/providers/${row.id}`}
        sort={state.sort}
        onSort={(sort) => state.set({ sort })}
        tools={
          <Row>
            <TextField
              label={t('providers.find')}
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
          <EmptyState icon="people" title={t('providers.none')}>
            {t('providers.noneHint')}
          </EmptyState>
        }
        page={pageOf(state, found.data, PAGE)}
      />
      {adding && <ProviderForm provider={null} onClose={() => setAdding(false)} />}
    </>
  );
}

const facetsOf = (t: Translate, language: string): Facet[] => [
  { id: 'need', label: t('providers.filter.need'), options: optionsOf(t, 'need', NEEDS) },
  { id: 'serves', label: t('providers.filter.serves'), options: optionsOf(t, 'served', SERVED) },
  {
    id: 'language',
    label: t('providers.filter.language'),
    options: LANGUAGES.map((id) => ({ id, label: languageName(id, language) })),
  },
  {
    id: 'age',
    label: t('providers.filter.age'),
    options: ['minor', 'adult'].map((id) => ({ id, label: t(`providers.filter.${id}`) })),
  },
  { id: 'hours', label: t('providers.filter.hours'), options: optionsOf(t, 'hours', HOURS) },
  {
    id: 'channel',
    label: t('providers.filter.channel'),
    options: CHANNELS.map((id) => ({ id, label: t(`providers.channel.${id}`) })),
  },
  {
    id: 'only',
    label: t('providers.filter.only'),
    options: ['free', 'inactive'].map((id) => ({ id, label: t(`providers.filter.${id}`) })),
  },
];

const columnsOf = (t: Translate): Column<ProviderRow>[] => [
  {
    id: 'name',
    label: t('providers.column.name'),
    primary: true,
    cell: (row) => (
      <Row>
        <strong>{row.name}</strong>
        {!row.active && <Badge>{t('providers.inactive')}</Badge>}
      </Row>
    ),
  },
  {
    id: 'channel',
    label: t('providers.column.channel'),
    cell: (row) => (
      <Status tone={row.channel === 'paired' ? 'good' : 'neutral'}>
        {t(`providers.channel.${row.channel}`)}
      </Status>
    ),
  },
  {
    id: 'offers',
    label: t('providers.column.offers'),
    cell: (row) => {
      const needs = [...new Set(row.resources.flatMap(({ services }) => services))];
      return needs.length > 0
        ? formatList(needs.map((id) => offered(t, 'need', id)))
        : t('providers.noOffers');
    },
  },
  {
    id: 'fresh',
    label: t('providers.column.fresh'),
    cell: (row) => {
      const days = row.resources.map(({ daysOld }) => daysOld);
      if (days.length === 0) return '';
      return <Freshness days={Math.max(...days)} stale={row.resources.some(({ stale }) => stale)} />;
    },
  },
  {
    id: 'capacity',
    label: t('providers.column.capacity'),
    cell: ({ capacity }) => {
      if (!capacity) return t('providers.noCapacity');
      if (capacity.expired) return <Status tone="warn">{t('providers.bedsOld')}</Status>;
      const count = Object.values(capacity.beds).reduce((sum, free) => sum + free, 0);
      return <Status tone={count > 0 ? 'good' : 'muted'}>{t('providers.beds', { count })}</Status>;
    },
  },
  { id: 'duty', label: t('providers.column.duty'), cell: (row) => row.dutyPhone ?? '' },
];
