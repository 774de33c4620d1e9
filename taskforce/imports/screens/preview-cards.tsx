import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import {
  Button,
  Card,
  DataList,
  EmptyState,
  Notice,
  Row,
  Stack,
  Status,
  Tabs,
  sentence,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { doings } from '../rules.ts';
import type { Doing } from '../rules.ts';
import type { z } from 'zod';
import type { ImportRow, RowProblem as Row_ } from '../contract.ts';
import { KINDS, inWords } from './state.tsx';
import type { Kind } from './state.tsx';
import { saveText } from './uploading.ts';
import styles from './imports.module.css';

const PAGE = 50;
type RowProblem = z.infer<typeof Row_>;

/** What the import would do, what is wrong with which row, and the way to do it. */
export function PreviewCards({
  held,
  onStarted,
  onMapping,
}: {
  held: ImportRow;
  onStarted: (jobId: string) => void;
  onMapping: () => void;
}) {
  const { t } = useWords();
  const run = useMutation({
    mutationFn: () => client.imports.run({ id: held.id }),
    onSuccess: ({ jobId }) => onStarted(jobId),
  });
  const problem = run.error ? problemOf(run.error) : undefined;
  return (
    <>
      {problem && (
        <Notice tone="danger" title={problem.sentence}>
          {problem.fields.map(sentence).join(' ')}
        </Notice>
      )}
      <Card title={t('imports.preview.title')}>
        <Stack>
          {held.errors > 0 ? (
            <Notice tone="danger" title={t('imports.preview.errors', { n: held.errors })}>
              {t('imports.preview.errorsHint')}
            </Notice>
          ) : (
            <Notice tone="good" title={t('imports.preview.ready', { n: held.rowCount })}>
              {held.warnings > 0 && t('imports.preview.warnings', { n: held.warnings })}
            </Notice>
          )}
          <CountTable counts={held.counts} />
          <Row>
            <Button
              look="primary"
              isDisabled={held.errors > 0}
              onPress={() => run.mutate()}
              pending={run.isPending}
            >
              {t('imports.preview.run', { what: inWords(t, held.counts) })}
            </Button>
            <Button look="quiet" onPress={onMapping}>
              {t('imports.preview.mapping')}
            </Button>
          </Row>
        </Stack>
      </Card>
      {held.errors + held.warnings > 0 && <Problems id={held.id} count={held.errors + held.warnings} />}
      <Records held={held} />
    </>
  );
}

/** Created, changed, left as they are: by kind of record. */
export function CountTable({ counts }: { counts: ImportRow['counts'] }) {
  const { t } = useWords();
  return (
    <div className={styles['scroll']}>
      <table className={styles['counts']}>
        <thead>
          <tr>
            <th scope="col">{t('imports.count.kind')}</th>
            {doings.map((doing) => (
              <th key={doing} scope="col">
                {t(`imports.count.${doing}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.filter((kind) => counts[kind] !== undefined).map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`imports.kind.${kind}`)}</th>
              <td>{formatNumber(counts[kind]?.created ?? 0)}</td>
              <td>{formatNumber(counts[kind]?.changed ?? 0)}</td>
              <td>{formatNumber(counts[kind]?.kept ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const problemColumns = (t: Translate): Column<RowProblem>[] => [
  {
    id: 'row',
    label: t('imports.problems.row'),
    cell: (row) => formatNumber(row.row ?? 0),
    primary: true,
    align: 'end',
  },
  {
    id: 'severity',
    label: t('imports.problems.weight'),
    cell: (row) => (
      <Status tone={row.severity === 'error' ? 'danger' : 'warn'}>
        {t(`imports.problems.${row.severity}`)}
      </Status>
    ),
  },
  { id: 'column', label: t('imports.column.column'), cell: (row) => row.column ?? row.field ?? '' },
  {
    id: 'problem',
    label: t('imports.problems.problem'),
    cell: (row) => wordsOf(t, row.code, row.problem),
  },
  { id: 'remedy', label: t('imports.problems.remedy'), cell: (row) => row.remedy },
];

type Staged = { key: string; row: number; fields: Record<string, unknown> };
const recordColumns = (t: Translate): Column<Staged>[] => [
  { id: 'row', label: t('imports.problems.row'), cell: (row) => formatNumber(row.row), align: 'end' },
  {
    id: 'key',
    label: t('imports.column.identity'),
    cell: (row) => row.key,
    primary: true,
    nowrap: true,
  },
  {
    id: 'fields',
    label: t('imports.records.fields'),
    cell: (row) => (
      <ul className={styles['fields']}>
        {Object.entries(row.fields).map(([name, value]) => (
          <li key={name}>
            <b>{name}</b>: {String(value)}
          </li>
        ))}
      </ul>
    ),
  },
];

function Problems({ id, count }: { id: string; count: number }) {
  const { t } = useWords();
  const [pages, setPages] = useState<number[]>([0]);
  const after = pages.at(-1) ?? 0;
  const found = useQuery(api.imports.problems.queryOptions({ input: { id, after, limit: PAGE } })).data;
  const download = async () => {
    const { name, content } = await client.imports.problemsFile({ id });
    saveText(name, content);
  };
  return (
    <Card
      title={t('imports.problems.title')}
      count={formatNumber(count)}
      flush
      actions={
        <Button size="small" icon="export" onPress={() => void download()}>
          {t('imports.problems.download')}
        </Button>
      }
    >
      <DataList
        id="import-problems"
        label={t('imports.problems.title')}
        rows={found?.rows}
        rowId={(row) => String(row.n)}
        rowName={(row) => t('imports.file.row', { n: row.row ?? 0 })}
        columns={problemColumns(t)}
        empty={<EmptyState title={t('imports.problems.none')} />}
      />
      {(pages.length > 1 || found?.next) && (
        <Row>
          <Button size="small" isDisabled={pages.length === 1} onPress={() => setPages(pages.slice(0, -1))}>
            {t('ui.list.previousPage')}
          </Button>
          <Button
            size="small"
            isDisabled={!found?.next}
            onPress={() => found?.next && setPages([...pages, found.next])}
          >
            {t('ui.list.nextPage')}
          </Button>
        </Row>
      )}
    </Card>
  );
}

/** The problem in the reader's language; the sentence of the server where a word is missing. */
function wordsOf(t: Translate, code: string, sentenceOf: string): string {
  const key = `imports.wrong.${code}`;
  const words = t(key);
  return words === key ? sentenceOf : words;
}

function Records({ held }: { held: ImportRow }) {
  const { t } = useWords();
  const count = (kind: Kind, doing: Doing) =>
    held.counts[kind]?.[doing === 'create' ? 'created' : doing === 'change' ? 'changed' : 'kept'] ?? 0;
  const parts = KINDS.flatMap((kind) =>
    doings.flatMap((doing) => (count(kind, doing) > 0 ? [{ kind, doing }] : [])),
  );
  const [selected, setSelected] = useState('');
  const first = parts[0];
  if (!first) return null;
  const open = parts.some((part) => `${part.kind}.${part.doing}` === selected)
    ? selected
    : `${first.kind}.${first.doing}`;
  return (
    <Card title={t('imports.records.title')}>
      <Tabs
        label={t('imports.records.title')}
        selected={open}
        onSelect={setSelected}
        parts={parts.map(({ kind, doing }) => ({
          id: `${kind}.${doing}`,
          label: t('imports.records.tab', {
            kind: t(`imports.kind.${kind}`),
            doing: t(`imports.count.${doing}`),
          }),
          count: formatNumber(count(kind, doing)),
          content: <RecordList id={held.id} kind={kind} doing={doing} />,
        }))}
      />
    </Card>
  );
}

function RecordList({ id, kind, doing }: { id: string; kind: Kind; doing: Doing }) {
  const { t } = useWords();
  const rows = useQuery(api.imports.records.queryOptions({ input: { id, target: kind, doing, limit: PAGE } }))
    .data?.rows;
  return (
    <DataList
      id="import-records"
      label={t('imports.records.title')}
      rows={rows}
      rowId={(row) => row.key}
      rowName={(row) => row.key}
      columns={recordColumns(t)}
      empty={<EmptyState title={t('imports.records.none')} />}
    />
  );
}
