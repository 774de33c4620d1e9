import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { NEEDS, offerStates } from '../../vocabulary/referrals.ts';
import { api } from '../../../web/api-provider.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Clock,
  DataList,
  EmptyState,
  FilterBar,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { stateTone, useWordsOf, type OfferRow } from './shared.ts';

const PAGE = 50;
const urgencies = ['now', 'today', 'this_week', 'no_hurry'] as const;
const VOCABULARY = {
  facets: { state: offerStates, urgency: urgencies, need: NEEDS },
  sorts: ['answer_by', 'received', 'moved'],
  defaultSort: { by: 'answer_by', descending: false },
} as const;

/** What task forces offer, what waits for an answer first. */
export default function OfferList() {
  const { t } = useWords();
  const { word, options } = useWordsOf();
  const state = useListState(VOCABULARY);
  const chosen = <Id,>(facet: string) => (state.chosen[facet] ?? []) as Id[];
  const found = useQuery(
    api.offers.list.queryOptions({
      input: {
        states: chosen<OfferRow['state']>('state'),
        urgencies: chosen<OfferRow['urgency']>('urgency'),
        needs: chosen<OfferRow['needs'][number]>('need'),
        sort: state.sort.by as 'answer_by',
        page: state.page,
      },
      placeholderData: keepPreviousData,
    }),
  );
  const columns: Column<OfferRow>[] = [
    {
      id: 'alias',
      label: t('referrals.field.alias'),
      primary: true,
      cell: (row) => (
        <Row>
          <strong>{row.alias}</strong>
          {row.age === 'minor' && <Badge tone="warn">{word('age', 'minor')}</Badge>}
        </Row>
      ),
    },
    {
      id: 'state',
      label: t('referrals.field.state'),
      cell: (row) => <Status tone={stateTone[row.state]}>{word('state', row.state)}</Status>,
    },
    {
      id: 'answer_by',
      label: t('referrals.field.answerBy'),
      cell: (row) => (row.state === 'offered' ? <Clock due={row.answerBy} /> : ''),
    },
    { id: 'urgency', label: t('referrals.field.urgency'), cell: (row) => word('urgency', row.urgency) },
    {
      id: 'needs',
      label: t('referrals.field.needs'),
      cell: (row) => row.needs.map((need) => word('need', need)).join(', '),
    },
    { id: 'from', label: t('referrals.field.from'), cell: (row) => row.from },
    {
      id: 'received',
      label: t('referrals.field.receivedAt'),
      nowrap: true,
      cell: (row) => formatMoment(row.receivedAt),
    },
  ];
  return (
    <>
      <PageHeader title={t('referrals.title')} lead={t('referrals.lead')} />
      <Stack>
        <Notice>{t('referrals.theirs')}</Notice>
        <ReadFailed query={found} />
        <DataList
          id="offers"
          label={t('referrals.title')}
          columns={columns}
          rows={found.data?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.alias}
          href={(row) => `/referrals/${row.id}`}
          sort={state.sort}
          onSort={(sort) => state.set({ sort })}
          tools={
            <FilterBar
              facets={[
                { id: 'state', label: t('referrals.field.state'), options: options('state', offerStates) },
                {
                  id: 'urgency',
                  label: t('referrals.field.urgency'),
                  options: options('urgency', urgencies),
                },
                { id: 'need', label: t('referrals.field.needs'), options: options('need', NEEDS) },
              ]}
              chosen={state.chosen}
              onChange={(next) => state.set({ chosen: next })}
            />
          }
          empty={
            <EmptyState icon="link" title={t('referrals.none')}>
              {t('referrals.noneHint')}
            </EmptyState>
          }
          page={pageOf(state, found.data, PAGE)}
        />
      </Stack>
    </>
  );
}
