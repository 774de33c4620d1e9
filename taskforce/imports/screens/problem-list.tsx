import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { api, client } from '../../../web/api.ts';
import { Button, Card, DataList, EmptyState, Row, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { RowProblem as Found } from '../contract.ts';
import { saveText } from './uploading.ts';

const PAGE = 50;
type RowProblem = z.infer<typeof Found>;

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

/** What is wrong with which row, page by page, and as a table to take along. */
export function Problems({ id, count }: { id: string; count: number }) {
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
