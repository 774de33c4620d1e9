import { useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { RowCheckbox } from './choice.tsx';
import { cx } from './cx.ts';
import { ColumnChooser, Pager } from './data-list-parts.tsx';
import type { PageState } from './data-list-parts.tsx';
import { Icon } from './icon.tsx';
import { useKeys } from './keys.ts';
import { keptColumns, keepColumns } from './kept-columns.ts';
import { useMarks } from './marks.ts';
import styles from './data-list.module.css';

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** The server can sort by it. */
  sortable?: boolean;
  /** Figures stand at the end. */
  align?: 'start' | 'end';
  /** The column that names the row: carries its link and is never hidden. */
  primary?: boolean;
  /** Numbers, dates and codes stay on one line. */
  nowrap?: boolean;
  /** Not shown until chosen. */
  extra?: boolean;
}

export interface Sort {
  by: string;
  descending: boolean;
}

export interface DataListProps<Row> {
  /** A fixed name of the list: remembers the chosen columns. */
  id: string;
  label: string;
  columns: readonly Column<Row>[];
  /** The rows of this page; undefined while they are read. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** The row in words, for "Select …". */
  rowName: (row: Row) => string;
  /** Where a row leads. */
  href?: (row: Row) => string;
  /** The row under the keyboard changed: for a side panel. */
  onCurrent?: (row: Row) => void;
  current?: string | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** What can be done with the selected rows. */
  bulk?: ReactNode;
  /** Filters, saved views, export: above the table. */
  tools?: ReactNode;
  empty: ReactNode;
  page?: PageState | undefined;
}

/** A list of records: sorted by its heads, walked with j and k, opened with Enter, selected with x. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { id, label, rows, rowId, selected, onSelect } = props;
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [hidden, setHidden] = useState(() => keptColumns(id, props.columns));
  const columns = props.columns.filter((column) => column.primary || !hidden.has(column.id));
  const some = selected && rows ? rows.filter((row) => selected.has(rowId(row))).length : 0;

  const move = (step: number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement) ?? false);
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))]?.focus();
  };
  const toggle = useMarks((rows ?? []).map(rowId), selected, onSelect);
  const mine = () => listInUse() === list.current;
  useKeys(t('ui.list.keys'), [
    { keys: 'j', label: t('ui.list.next'), when: mine, run: () => move(1) },
    { keys: 'k', label: t('ui.list.previous'), when: mine, run: () => move(-1) },
    ...(onSelect
      ? [
          { keys: 'x', label: t('ui.list.select'), when: mine, run: () => toggle(currentRow(body.current)) },
          {
            keys: 'Shift+X',
            label: t('ui.list.range'),
            when: mine,
            run: () => toggle(currentRow(body.current), true),
          },
        ]
      : []),
  ]);

  return (
    <div ref={list} className={styles['list']} data-list>
      <div className={styles['tools']}>
        <div className={styles['tools-start']}>{props.tools}</div>
        <ColumnChooser
          columns={props.columns}
          hidden={hidden}
          onChange={(next) => {
            keepColumns(id, props.columns, next);
            setHidden(next);
          }}
        />
      </div>
      {selected && selected.size > 0 && props.bulk !== undefined && (
        <div className={styles['bulk']}>
          <strong role="status">{t('ui.list.selected', { n: selected.size })}</strong>
          {props.bulk}
          <Button size="small" look="quiet" onPress={() => onSelect?.(new Set())}>
            {t('ui.list.clear')}
          </Button>
        </div>
      )}
      <div className={styles['scroll']}>
        <table className={styles['table']} role="table" aria-label={label} aria-busy={rows === undefined}>
          <thead role="rowgroup">
            <tr role="row">
              {onSelect && (
                <th role="columnheader" className={styles['tick']}>
                  <RowCheckbox
                    label={t('ui.list.selectAll')}
                    checked={some > 0 && some === rows?.length}
                    mixed={some > 0 && some !== rows?.length}
                    onChange={(on) => {
                      const here = (rows ?? []).map(rowId);
                      const others = [...(selected ?? [])].filter((one) => !here.includes(one));
                      onSelect(new Set(on ? [...others, ...here] : others));
                    }}
                  />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody ref={body} role="rowgroup">
            {rows === undefined && <Waiting columns={columns.length + (onSelect ? 1 : 0)} />}
            {rows?.map((row) => (
              <DataRow key={rowId(row)} row={row} columns={columns} list={props} onToggle={toggle} />
            ))}
          </tbody>
        </table>
      </div>
      {rows?.length === 0 && props.empty}
      {props.page && (rows?.length ?? 1) > 0 && <Pager page={props.page} />}
    </div>
  );
}

/** The list that keys are for: the one with the focus, else the first on the page. */
function listInUse(): Element | null {
  return document.activeElement?.closest('[data-list]') ?? document.querySelector('[data-list]');
}

function currentRow(body: HTMLElement | null): string {
  const row = document.activeElement?.closest<HTMLElement>('tr[data-row]');
  return row && body?.contains(row) ? (row.dataset['row'] ?? '') : '';
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const sorted = sort?.by === column.id;
  const direction = !sorted ? undefined : sort.descending ? 'descending' : 'ascending';
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={direction}
      className={cx(column.align === 'end' && styles['end'])}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className={cx(styles['sort'], sorted && styles['sorted'])}
          onClick={() => onSort({ by: column.id, descending: sorted ? !sort.descending : false })}
        >
          {column.label}
          <Icon name={sorted && sort.descending ? 'down' : 'up'} size={14} />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}

function DataRow<Row>({
  row,
  columns,
  list,
  onToggle,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  list: DataListProps<Row>;
  onToggle: (id: string, upTo: boolean) => void;
}) {
  const { t } = useWords();
  const id = list.rowId(row);
  const chosen = list.selected?.has(id) ?? false;
  const href = list.href?.(row);
  /** Whether the press that ticks the box is one with Shift: then everything up to here is ticked. */
  const shift = useRef(false);
  const openByPress = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('a,button,input,label') || getSelection()?.toString()) return;
    event.currentTarget.querySelector<HTMLElement>('[data-row-link]')?.click();
  };
  const openByKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.currentTarget.querySelector<HTMLElement>('[data-row-link]')?.click();
  };
  return (
    <tr
      role="row"
      data-row={id}
      className={cx(
        href !== undefined && styles['opens'],
        chosen && styles['chosen'],
        list.current === id && styles['current'],
      )}
      onClick={href === undefined ? undefined : openByPress}
      onKeyDown={openByKey}
      onFocus={() => list.onCurrent?.(row)}
    >
      {list.onSelect && (
        <td
          role="cell"
          className={styles['tick']}
          onPointerDownCapture={(event) => (shift.current = event.shiftKey)}
          onKeyDownCapture={(event) => (shift.current = event.shiftKey)}
        >
          <RowCheckbox
            label={t('ui.list.selectOne', { name: list.rowName(row) })}
            checked={chosen}
            onChange={() => onToggle(id, shift.current)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          data-label={column.label}
          className={cx(
            column.align === 'end' && styles['end'],
            column.primary && styles['primary'],
            column.nowrap && styles['nowrap'],
          )}
        >
          {column.primary ? <RowLink href={href}>{column.cell(row)}</RowLink> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function RowLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) {
    return (
      <span data-row-link tabIndex={-1}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} data-row-link className={styles['row-link'] ?? ''}>
      {children}
    </Link>
  );
}

function Waiting({ columns }: { columns: number }) {
  const { t } = useWords();
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row} role="row" className={styles['waiting']}>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column} role="cell">
          {row === 0 && column === 0 && <span className="visually-hidden">{t('ui.reading')}</span>}
          <span aria-hidden="true" className={styles['bone']} />
        </td>
      ))}
    </tr>
  ));
}
