import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import {
  Badge,
  Button,
  DataList,
  EmptyState,
  Facts,
  Row,
  SidePanel,
  Stack,
  WithPanel,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Activity } from '../contract-activities.ts';
import type { CasePage } from '../contract-cases.ts';
import { ActivityDialog } from './activity-dialog.tsx';
import { Prose } from './prose.tsx';
import { useOpened } from './opened.tsx';
import { usePages } from './pages.ts';
import { hoursOf, useCode } from './shared.ts';

/** What was done on a case, with its hours and costs. */
export function ActivitiesTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const [adding, setAdding] = useState(false);
  const opened = useOpened();
  const { after, pager } = usePages(page.id);
  const found = useQuery(api.activities.list.queryOptions({ input: { caseId: page.id, after } })).data;
  const current = found?.rows.find((row) => row.id === opened.open);
  const columns: Column<Activity>[] = [
    {
      id: 'day',
      label: t('cases.activity.day'),
      cell: (row) => formatDate(row.happenedOn),
      nowrap: true,
    },
    {
      id: 'title',
      label: t('cases.activity.title'),
      primary: true,
      cell: (row) => row.title,
    },
    { id: 'kind', label: t('cases.activity.kind'), cell: (row) => code('activityKind', row.kind) },
    {
      id: 'strand',
      label: t('cases.activity.strand'),
      cell: (row) => row.strand?.label ?? t('cases.wholeCase'),
    },
    {
      id: 'hours',
      label: t('cases.activity.hours'),
      cell: (row) => formatNumber(hoursOf(row.minutes)),
      align: 'end',
    },
    {
      id: 'cost',
      label: t('cases.activity.cost'),
      cell: (row) => (row.cents === 0 ? '' : formatMoney(row.cents / 100, true)),
      align: 'end',
    },
  ];
  return (
    <>
      <WithPanel
        panel={
          <SidePanel
            open={current !== undefined}
            title={current?.title ?? ''}
            closeLabel={t('ui.close')}
            onClose={opened.close}
          >
            {current && <ActivityDetail activity={current} />}
          </SidePanel>
        }
      >
        <DataList
          id="activities"
          label={t('cases.tab.activities')}
          columns={columns}
          rows={found?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
          href={opened.href}
          current={opened.open}
          tools={
            page.may.write && (
              <Button size="small" icon="plus" onPress={() => setAdding(true)}>
                {t('cases.act.activity')}
              </Button>
            )
          }
          empty={
            <EmptyState icon="agenda" title={t('cases.activity.none')}>
              {t('cases.activity.noneHint')}
            </EmptyState>
          }
          {...(found ? { page: pager(found) } : {})}
        />
      </WithPanel>
      {adding && <ActivityDialog page={page} onClose={() => setAdding(false)} />}
    </>
  );
}

function ActivityDetail({ activity }: { activity: Activity }) {
  const { t } = useWords();
  const code = useCode();
  const engaged = activity.engagesTarget === null ? 'unknown' : activity.engagesTarget ? 'yes' : 'no';
  return (
    <Stack>
      {activity.handling.length > 0 && (
        <Row>
          {activity.handling.map((label) => (
            <Badge key={label} icon="lock">
              {code('handlingLabel', label as never)}
            </Badge>
          ))}
        </Row>
      )}
      <Facts
        empty={t('ui.nothing')}
        facts={[
          { label: t('cases.activity.kind'), value: code('activityKind', activity.kind) },
          { label: t('cases.activity.day'), value: formatDate(activity.happenedOn) },
          { label: t('cases.activity.engaged'), value: t(`cases.answer.${engaged}`) },
          {
            label: t('cases.activity.hours'),
            value: activity.work.map((one) => `${one.who}: ${formatNumber(hoursOf(one.minutes))}`).join('; '),
          },
          {
            label: t('cases.activity.cost'),
            value: activity.costs
              .map((one) => `${code('costKind', one.kind)}: ${formatMoney(one.amountCents / 100, true)}`)
              .join('; '),
          },
          { label: t('cases.field.recordedBy'), value: activity.createdBy?.name ?? '' },
        ]}
      />
      {activity.description !== '' && <Prose text={activity.description} />}
    </Stack>
  );
}
