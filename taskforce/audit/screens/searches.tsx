import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { NotedSearch } from '../../../kit/audit/contract.ts';
import { api } from '../../../web/api.ts';
import { useListState, writeListState } from '../../../web/list-state.ts';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  DataList,
  EmptyState,
  Facts,
  FilterBar,
  Form,
  FormActions,
  Select,
  SidePanel,
  Stack,
  WithPanel,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatList, formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { searchPurposes, unmaskReasons } from '../../vocabulary/searches.ts';
import type { UnmaskReason } from '../../vocabulary/searches.ts';
import styles from '../../../web/house/audit/screens/audit.module.css';
import { AuditFrame } from '../../../web/house/audit/screens/frame.tsx';
import { labelOf, nameOf } from '../../../web/house/audit/screens/names.ts';
import { usePages } from '../../../web/house/audit/screens/pages.ts';
import { PERIODS, sinceOf } from '../../../web/house/audit/screens/periods.ts';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { ListViews } from '../../../web/list-views.tsx';

/** For whom a search was made, in words. */
function forWhom(t: Translate, { onBehalf, onBehalfOf }: NotedSearch): string {
  if (onBehalf === 'self') return t('audit.searches.self');
  if (onBehalf === 'outside') return labelOf(t, 'searchBody', onBehalfOf ?? '');
  return onBehalfOf ?? '';
}

function columnsOf(t: Translate): Column<NotedSearch>[] {
  return [
    {
      id: 'at',
      label: t('audit.column.at'),
      cell: (row) => formatMoment(row.at),
      primary: true,
      nowrap: true,
    },
    { id: 'who', label: t('audit.column.who'), cell: (row) => row.account.displayName },
    { id: 'agency', label: t('audit.column.agency'), cell: (row) => row.account.agency },
    {
      id: 'purpose',
      label: t('audit.searches.purpose'),
      cell: (row) => labelOf(t, 'searchPurpose', row.purpose),
    },
    { id: 'forWhom', label: t('audit.searches.forWhom'), cell: (row) => forWhom(t, row) },
    {
      id: 'places',
      label: t('audit.searches.places'),
      cell: (row) => formatList(row.places.map((one) => nameOf(t, 'place', one))),
    },
    { id: 'hits', label: t('audit.searches.hits'), cell: (row) => formatNumber(row.hits), align: 'end' },
  ];
}

/** Every search: who, for whom, why, where; what was typed only against a reason. */
export default function Searches() {
  const { t } = useWords();
  const columns = useMemo(() => columnsOf(t), [t]);
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  const facets = useMemo(
    () => [
      {
        id: 'who',
        label: t('audit.column.who'),
        options: (people?.colleagues ?? []).map((one) => ({
          id: one.id,
          label: `${one.displayName}, ${one.agencyName}`,
        })),
        single: true,
      },
      {
        id: 'purpose',
        label: t('audit.searches.purpose'),
        options: searchPurposes.map((id) => ({ id, label: labelOf(t, 'searchPurpose', id) })),
        single: true,
      },
      {
        id: 'period',
        label: t('audit.period.title'),
        options: PERIODS.map((id) => ({ id, label: t(`audit.period.${id}`) })),
        single: true,
      },
    ],
    [t, people],
  );
  const words = useMemo(
    () => ({
      facets: Object.fromEntries(facets.map((one) => [one.id, one.options.map(({ id }) => id)])),
      sorts: ['at'],
      defaultSort: { by: 'at', descending: true },
    }),
    [facets],
  );
  const state = useListState(words);
  const { search } = useSearch({ strict: false }) as { search?: string };
  const period = state.chosen['period']?.[0];
  const [now] = useState(() => new Date());
  const from = sinceOf(period, now);
  const filter = Object.fromEntries(
    Object.entries({
      accountId: state.chosen['who']?.[0],
      purpose: state.chosen['purpose']?.[0],
      from,
    }).filter(([, value]) => value !== undefined),
  );
  const { mark, pager } = usePages<{ at: string; id: string }>(JSON.stringify(filter));
  const input = { ...filter, ...(mark ? { before: mark } : {}) };
  const found = useQuery(api.audit.searches.queryOptions({ input, placeholderData: keepPreviousData }));
  const open = found.data?.rows.find((row) => row.id === search);
  const hrefOf = (id: string) =>
    `/audit/searches?${new URLSearchParams({ ...writeListState(state, words), search: id }).toString()}`;
  return (
    <AuditFrame part="searches">
      <ReadFailed query={found} title={t('audit.failed')} />
      <WithPanel panel={open && <SearchPanel key={open.id} search={open} onClose={() => state.set({})} />}>
        <DataList
          id="audit-searches"
          label={t('audit.searches.title')}
          columns={columns}
          rows={found.data?.rows}
          rowId={(row) => row.id}
          rowName={(row) => formatMoment(row.at)}
          href={(row) => hrefOf(row.id)}
          current={search}
          tools={
            <>
              <ListViews list="audit_searches" words={words} state={state} />
              <ExportButton list={{ list: 'searches', filter }} permission="audit.read" />
              <FilterBar
                facets={facets}
                chosen={state.chosen}
                onChange={(next) => state.set({ chosen: next, view: undefined })}
              />
            </>
          }
          empty={<EmptyState icon="search" title={t('audit.searches.none')} />}
          {...(found.data && (found.data.next || mark)
            ? { page: pager({ ...found.data, total: 0, capped: found.data.next !== null }) }
            : {})}
        />
      </WithPanel>
    </AuditFrame>
  );
}

function SearchPanel({ search, onClose }: { search: NotedSearch; onClose: () => void }) {
  const { t } = useWords();
  return (
    <SidePanel open title={t('audit.searches.one')} closeLabel={t('ui.close')} onClose={onClose}>
      <Stack>
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('audit.column.at'), value: formatMoment(search.at) },
            {
              label: t('audit.column.who'),
              value: `${search.account.displayName}, ${search.account.agency}`,
            },
            { label: t('audit.searches.purpose'), value: labelOf(t, 'searchPurpose', search.purpose) },
            { label: t('audit.searches.forWhom'), value: forWhom(t, search) },
            { label: t('audit.searches.hits'), value: formatNumber(search.hits) },
          ]}
        />
        <Unmask id={search.id} />
      </Stack>
    </SidePanel>
  );
}

/** The term stays sealed until a reason is given; that it was opened stands in the audit. */
function Unmask({ id }: { id: string }) {
  const { t } = useWords();
  const [reason, setReason] = useState<UnmaskReason | null>(null);
  const unmask = useMutation(api.audit.unmaskSearch.mutationOptions({ gcTime: 0 }));
  if (unmask.data)
    return (
      <div>
        <h3 className={styles['small-head']}>{t('audit.searches.term')}</h3>
        <p className={styles['term']}>{unmask.data.term}</p>
      </div>
    );
  return (
    <Form
      onSubmit={() => (reason ? unmask.mutate({ id, reason }) : undefined)}
      problemsTitle={t('ui.problems')}
      label={t('audit.searches.unmask')}
      {...formProblems(unmask.error)}
    >
      <Select
        label={t('audit.searches.reason')}
        hint={t('audit.searches.reasonHint')}
        name="reason"
        placeholder={t('ui.choose')}
        options={unmaskReasons.map((one) => ({ id: one, label: labelOf(t, 'unmaskReason', one) }))}
        value={reason}
        onChange={setReason}
      />
      <FormActions>
        <Button type="submit" icon="lock" isDisabled={reason === null} pending={unmask.isPending}>
          {t('audit.searches.unmask')}
        </Button>
      </FormActions>
    </Form>
  );
}
