import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Clock,
  ComboBox,
  DataList,
  EmptyState,
  FilterBar,
  Row,
  SidePanel,
  Status,
  WithPanel,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import type { Task } from '../contract-tasks.ts';
import { RecordLink, useOpened, useOpenedRow } from './opened.tsx';
import { usePages } from './pages.ts';
import { useAct, useCode, usePeople } from './shared.ts';
import { TaskDialog } from './task-dialog.tsx';
import { TaskPanel } from './task-panel.tsx';
import { ExportButton } from '../../exports/screens/export-button.tsx';
import { useListState } from '../../../web/list-state.ts';
import type { ListVocabulary } from '../../../web/list-state.ts';
import { ListViews } from '../../../web/list-views.tsx';

const tones = { open: 'accent', done: 'good', dropped: 'muted' } as const;

function columnsOf(t: Translate, code: ReturnType<typeof useCode>, across: boolean): Column<Task>[] {
  return [
    { id: 'title', label: t('cases.task.title'), cell: (row) => row.title, primary: true },
    ...(across
      ? [
          {
            id: 'case',
            label: t('cases.case'),
            cell: (row: Task) => (
              <RecordLink href={`/cases/${row.case.id}/tasks`}>{row.case.number}</RecordLink>
            ),
            nowrap: true,
          },
        ]
      : []),
    { id: 'kind', label: t('cases.task.kind'), cell: (row) => code('taskKind', row.kind) },
    {
      id: 'due',
      label: t('cases.task.due'),
      cell: (row) => row.dueOn !== null && row.state === 'open' && <Clock due={row.dueOn} />,
    },
    {
      id: 'assignee',
      label: t('cases.task.assignee'),
      cell: (row) => row.assignee?.name ?? <Badge tone="warn">{t('cases.nobody')}</Badge>,
    },
    {
      id: 'state',
      label: t('cases.task.state'),
      cell: (row) => <Status tone={tones[row.state]}>{t(`cases.task.${row.state}`)}</Status>,
    },
  ];
}

const vocabulary: ListVocabulary = {
  facets: { state: ['open', 'settled', 'all'], due: ['overdue', 'week'], whose: ['all', 'unassigned'] },
  sorts: ['due'],
  defaultSort: { by: 'due', descending: false },
};

/** A list of tasks: of one case, or the reader's own across all cases. */
export function TaskList({ page, mine = false }: { page?: CasePage; mine?: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const state = useListState(vocabulary);
  const { chosen } = state;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const opened = useOpened();
  const [adding, setAdding] = useState(false);
  const filter = {
    caseId: page?.id ?? null,
    mine: mine && chosen['whose']?.[0] !== 'all',
    unassigned: chosen['whose']?.[0] === 'unassigned',
    state: (chosen['state']?.[0] ?? 'open') as 'open',
    due: (chosen['due']?.[0] ?? 'any') as 'any',
  };
  if (filter.unassigned) filter.mine = false;
  const { after, pager } = usePages(JSON.stringify(filter));
  const found = useQuery(
    api.tasks.list.queryOptions({ input: { ...filter, after }, placeholderData: keepPreviousData }),
  ).data;
  const open = useOpenedRow(opened.open, found?.rows, api.tasks.read);
  const own = (facet: string, ids: readonly string[]) =>
    ids.map((id) => ({ id, label: t(`cases.task.filter.${id}`) }));
  return (
    <>
      <WithPanel
        panel={
          <SidePanel
            open={opened.open !== undefined && open !== undefined}
            title={open?.title ?? t('cases.gone')}
            closeLabel={t('ui.close')}
            onClose={opened.close}
          >
            {open === null && <p>{t('cases.goneHint')}</p>}
            {open && <TaskPanel key={open.id} task={open} page={page} />}
          </SidePanel>
        }
      >
        <DataList
          id={page ? 'case-tasks' : 'tasks'}
          label={t('cases.tab.tasks')}
          columns={columnsOf(t, code, page === undefined)}
          rows={found?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.title}
          href={opened.href}
          current={opened.open}
          selected={selected}
          onSelect={setSelected}
          bulk={
            <BulkTasks
              tasks={found?.rows.filter((row) => selected.has(row.id)) ?? []}
              onDone={() => setSelected(new Set())}
            />
          }
          tools={
            <>
              {page?.may.write && (
                <Button size="small" icon="plus" onPress={() => setAdding(true)}>
                  {t('cases.act.task')}
                </Button>
              )}
              <ListViews list={page ? 'case_tasks' : 'tasks'} words={vocabulary} state={state} />
              <ExportButton
                list={{ list: 'tasks', filter: { ...filter, assigneeId: null, kind: [] } }}
                marked={selected}
              />
              <FilterBar
                facets={[
                  {
                    id: 'state',
                    label: t('cases.task.state'),
                    options: own('state', ['open', 'settled', 'all']),
                    single: true,
                  },
                  {
                    id: 'due',
                    label: t('cases.task.due'),
                    options: own('due', ['overdue', 'week']),
                    single: true,
                  },
                  {
                    id: 'whose',
                    label: t('cases.task.assignee'),
                    options: mine
                      ? [
                          { id: 'all', label: t('cases.task.filter.everybody') },
                          { id: 'unassigned', label: t('cases.task.filter.unassigned') },
                        ]
                      : [{ id: 'unassigned', label: t('cases.task.filter.unassigned') }],
                    single: true,
                  },
                ]}
                chosen={chosen}
                onChange={(next) => state.set({ chosen: next, view: undefined })}
              />
            </>
          }
          empty={<EmptyState icon="check" title={t('cases.task.none')} />}
          {...(found ? { page: pager(found) } : {})}
        />
      </WithPanel>
      {adding && page && <TaskDialog page={page} onClose={() => setAdding(false)} />}
    </>
  );
}

function BulkTasks({ tasks, onDone }: { tasks: readonly Task[]; onDone: () => void }) {
  const { t } = useWords();
  const { people } = usePeople();
  const [assigneeId, setAssigneeId] = useState<string | null>(null);
  const save = useAct(
    () => client.tasks.changeMany({ tasks: tasks.map(({ id, version }) => ({ id, version })), assigneeId }),
    onDone,
  );
  return (
    <Row align="end">
      <ComboBox
        label={t('cases.task.giveTo')}
        options={people}
        value={assigneeId}
        onChange={setAssigneeId}
        empty={t('cases.nothingFits')}
        required={false}
        error={save.failure}
      />
      <Button
        size="small"
        pending={save.pending}
        isDisabled={assigneeId === null}
        onPress={() => save.run(undefined)}
      >
        {t('cases.task.give', { n: tasks.length })}
      </Button>
    </Row>
  );
}

export function CaseTasks({ page }: { page: CasePage }) {
  return <TaskList page={page} />;
}
