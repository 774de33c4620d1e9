import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  DataList,
  EmptyState,
  Facts,
  Notice,
  Row,
  SidePanel,
  Stack,
  WithPanel,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import { CaseHours } from '../../timesheets/screens/case-hours.tsx';
import type { Activity } from '../contract-activities.ts';
import type { CasePage } from '../contract-cases.ts';
import { ActivityDialog, EditActivityDialog } from './activity-dialog.tsx';
import { Effort } from './effort.tsx';
import { Prose } from './prose.tsx';
import { RecordLink, useOpened, useOpenedRow } from './opened.tsx';
import { RecordHistory } from './record-history.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';
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
  const current = useOpenedRow(opened.open, found?.rows, api.activities.read);
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
      cell: (row) =>
        row.withdrawnAt === null ? (
          row.title
        ) : (
          <Row>
            <s>{row.title}</s>
            <Badge>{t('cases.takenBack')}</Badge>
          </Row>
        ),
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
            open={opened.open !== undefined && current !== undefined}
            title={current?.title ?? t('cases.gone')}
            closeLabel={t('ui.close')}
            onClose={opened.close}
          >
            {current === null && <p>{t('cases.goneHint')}</p>}
            {current && <ActivityDetail key={current.id} activity={current} page={page} />}
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
      <CaseHours caseId={page.id} mayWrite={page.may.write} />
      {adding && <ActivityDialog page={page} onClose={() => setAdding(false)} />}
    </>
  );
}

function ActivityDetail({ activity, page }: { activity: Activity; page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const [open, setOpen] = useState<'edit' | 'withdraw' | null>(null);
  const engaged = activity.engagesTarget === null ? 'unknown' : activity.engagesTarget ? 'yes' : 'no';
  const write = page.may.write && activity.withdrawnAt === null;
  return (
    <Stack>
      {activity.withdrawnAt !== null && (
        <Notice
          tone="warn"
          title={t('cases.activity.withdrawn', {
            name: activity.withdrawnBy?.name ?? '',
            day: formatDate(activity.withdrawnAt),
          })}
        >
          {activity.withdrawReason}
        </Notice>
      )}
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
          {
            label: t('cases.activity.strand'),
            value: activity.strand ? (
              <RecordLink href={`/cases/${page.id}?open=${activity.strand.id}`}>
                {activity.strand.label}
              </RecordLink>
            ) : (
              t('cases.wholeCase')
            ),
          },
          { label: t('cases.activity.engaged'), value: t(`cases.answer.${engaged}`) },
          { label: t('cases.field.recordedBy'), value: activity.createdBy?.name ?? '' },
        ]}
      />
      {activity.description !== '' && <Prose text={activity.description} />}
      {write && (
        <Row>
          <Button size="small" icon="edit" onPress={() => setOpen('edit')}>
            {t('cases.activity.change')}
          </Button>
          <Button size="small" look="quiet" onPress={() => setOpen('withdraw')}>
            {t('cases.activity.withdraw')}
          </Button>
        </Row>
      )}
      {activity.withdrawnAt === null && <Effort activity={activity} write={write} today={page.today} />}
      <RecordHistory caseId={page.id} recordId={activity.id} />
      {open === 'edit' && (
        <EditActivityDialog activity={activity} page={page} onClose={() => setOpen(null)} />
      )}
      {open === 'withdraw' && (
        <WithdrawDialog
          draft={`activities.${activity.id}`}
          version={activity.version}
          said={{
            title: { label: t('cases.activity.title'), value: activity.title },
            description: { label: t('cases.activity.description'), value: activity.description },
          }}
          title={t('cases.activity.withdraw')}
          hint={t('cases.activity.withdrawHint')}
          withdraw={(version, reason) => client.activities.withdraw({ id: activity.id, version, reason })}
          onClose={() => setOpen(null)}
        />
      )}
    </Stack>
  );
}
