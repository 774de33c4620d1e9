import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { Card, DataList, EmptyState, Tabs } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { ImportRow } from '../contract.ts';
import { doings } from '../rules.ts';
import type { Doing } from '../rules.ts';
import { KINDS } from './state.tsx';
import type { Kind } from './state.tsx';
import styles from './imports.module.css';

const PAGE = 50;

type Staged = {
  key: string;
  row: number;
  fields: Record<string, unknown>;
  changes: Record<string, [unknown, unknown]> | null;
  contact: boolean;
};

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
        {Object.entries(row.changes ?? {}).map(([name, [before, after]]) => (
          <li key={name} className={styles['change']}>
            <b>{name}</b>: {t('imports.records.change', { before: String(before), after: String(after) })}
          </li>
        ))}
        {row.contact && <li className={styles['change']}>{t('imports.records.contact')}</li>}
        {Object.entries(row.fields).map(([name, value]) => (
          <li key={name}>
            <b>{name}</b>: {String(value)}
          </li>
        ))}
      </ul>
    ),
  },
];

/** The first records of each kind, with what a row says otherwise than the record it is about. */
export function Records({ held }: { held: ImportRow }) {
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
