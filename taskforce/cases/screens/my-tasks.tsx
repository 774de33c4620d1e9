import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useMe } from '../../../web/session.ts';
import { Card, DataList, PageHeader, Stack } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { TaskList } from './tasks-tab.tsx';

type Load = {
  person: { id: string; name: string } | null;
  open: number;
  overdue: number;
  oldestDueOn: string | null;
};

/** For supervisors: who has how much to do, and what is late. */
function Loads() {
  const { t } = useWords();
  const found = useQuery(api.tasks.overdueByPerson.queryOptions({ input: {} })).data;
  const columns: Column<Load>[] = [
    {
      id: 'who',
      label: t('cases.task.assignee'),
      cell: (row) => row.person?.name ?? t('cases.nobody'),
      primary: true,
    },
    { id: 'open', label: t('cases.task.openCount'), cell: (row) => formatNumber(row.open), align: 'end' },
    {
      id: 'overdue',
      label: t('cases.task.overdueCount'),
      cell: (row) => formatNumber(row.overdue),
      align: 'end',
    },
    {
      id: 'oldest',
      label: t('cases.task.oldest'),
      cell: (row) => row.oldestDueOn !== null && formatDate(row.oldestDueOn),
    },
  ];
  return (
    <Card title={t('cases.task.loads')} flush>
      <DataList
        id="task-loads"
        label={t('cases.task.loads')}
        columns={columns}
        rows={found?.rows}
        rowId={(row) => row.person?.id ?? 'nobody'}
        rowName={(row) => row.person?.name ?? t('cases.nobody')}
        empty={null}
      />
    </Card>
  );
}

/** What the reader has to do, in every case. */
export default function MyTasks() {
  const { t } = useWords();
  const me = useMe();
  return (
    <>
      <PageHeader title={t('cases.tasks.mine')} lead={t('cases.tasks.lead')} />
      <Stack gap="large">
        <TaskList mine />
        {me.supervises && <Loads />}
      </Stack>
    </>
  );
}
