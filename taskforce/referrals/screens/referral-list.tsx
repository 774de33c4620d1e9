import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NEEDS, REFERRAL_STATES, urgencies } from '../../vocabulary/referrals.ts';
import { api } from '../../../web/api.ts';
import { pageOf, useListState } from '../../../web/list-state.ts';
import { ListViews } from '../../../web/list-views.tsx';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, ButtonLink, FilterBar, PageHeader, Row, Stack, Status } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { ReferralFilter } from '../contract.ts';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { BulkWithdraw } from './bulk-withdraw.tsx';
import { ReferralBoard } from './referral-board.tsx';
import { ReferralTable } from './referral-table.tsx';
import { stateTone, useWordsOf } from './shared.ts';

const PAGE = 50;
const VOCABULARY = {
  facets: {
    state: REFERRAL_STATES,
    urgency: urgencies,
    need: NEEDS,
    due: ['soon', 'over'],
    only: ['mine'],
    as: ['board'],
  },
  sorts: ['due', 'moved', 'created'],
  defaultSort: { by: 'due', descending: false },
} as const;

/** The referral desk: what waits for an answer first, with the number in each state. */
export default function ReferralList() {
  const { t } = useWords();
  const can = useCan();
  const { word, options } = useWordsOf();
  const state = useListState(VOCABULARY);
  const chosen = <Id,>(facet: string) => (state.chosen[facet] ?? []) as Id[];
  const filter: ReferralFilter = {
    caseId: null,
    providerId: null,
    states: chosen('state'),
    urgencies: chosen('urgency'),
    needs: chosen('need'),
    due: chosen<'soon'>('due')[0] ?? 'any',
    mine: chosen('only').length > 0,
  };
  const asBoard = chosen('as').length > 0;
  const found = useQuery(
    api.referrals.list.queryOptions({
      input: { ...filter, sort: state.sort.by as 'due', page: state.page },
      placeholderData: keepPreviousData,
    }),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { rows, counts } = found.data ?? {};
  const facets = [
    { id: 'state', label: t('referrals.field.state'), options: options('state', REFERRAL_STATES) },
    { id: 'urgency', label: t('referrals.field.urgency'), options: options('urgency', urgencies) },
    { id: 'need', label: t('referrals.field.needs'), options: options('need', NEEDS) },
    {
      id: 'due',
      label: t('referrals.field.answerBy'),
      options: options('due', ['soon', 'over']),
      single: true,
    },
    { id: 'only', label: t('referrals.onlyWord'), options: options('only', ['mine']), single: true },
  ];
  const tools = (
    <Row>
      <Button
        size="small"
        icon="columns"
        onPress={() => state.set({ chosen: { ...state.chosen, as: asBoard ? [] : ['board'] } })}
      >
        {t(asBoard ? 'referrals.board.asTable' : 'referrals.board.asBoard')}
      </Button>
      <FilterBar
        facets={facets}
        chosen={state.chosen}
        onChange={(next) => state.set({ chosen: { ...next, as: state.chosen['as'] ?? [] }, view: undefined })}
      />
      <ListViews list="referrals" words={VOCABULARY} state={state} />
      <ExportButton list={{ list: 'referrals', filter }} marked={selected} />
    </Row>
  );
  return (
    <>
      <PageHeader
        title={t('referrals.title')}
        lead={t('referrals.lead')}
        actions={
          <Row>
            <ButtonLink href="/referrals/rules" icon="brief">
              {t('referrals.rules.title')}
            </ButtonLink>
            {can('referrals.receive') && (
              <ButtonLink href="/referrals/brought" icon="people">
                {t('referrals.brought.title')}
              </ButtonLink>
            )}
            {can('referrals.write') && (
              <ButtonLink look="primary" icon="plus" href="/referrals/new">
                {t('referrals.new.title')}
              </ButtonLink>
            )}
          </Row>
        }
      />
      <Stack>
        <ReadFailed query={found} />
        <Row>
          {REFERRAL_STATES.filter((one) => (counts?.[one] ?? 0) > 0).map((one) => (
            <Status key={one} tone={stateTone[one]}>
              {`${word('state', one)} ${counts?.[one] ?? 0}`}
            </Status>
          ))}
        </Row>
        {asBoard ? (
          <>
            {tools}
            <ReferralBoard filter={filter} />
          </>
        ) : (
          <ReferralTable
            id="referrals"
            rows={rows}
            withCase
            sort={state.sort}
            onSort={(sort) => state.set({ sort })}
            tools={tools}
            {...(can('referrals.write')
              ? {
                  selected,
                  onSelect: setSelected,
                  bulk: (
                    <BulkWithdraw
                      referrals={rows?.filter((row) => selected.has(row.id)) ?? []}
                      onDone={() => setSelected(new Set())}
                    />
                  ),
                }
              : {})}
            page={pageOf(state, found.data, PAGE)}
          />
        )}
      </Stack>
    </>
  );
}
