import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { formatCount, formatNumber, useWords } from '../words/index.ts';
import { IconButton } from './button.tsx';
import { Checkbox } from './choice.tsx';
import styles from './data-list.module.css';

export interface PageState {
  /** First row of the page, from 1. */
  from: number;
  /** Rows on this page. */
  shown: number;
  total: number;
  /** The server stopped counting at `total`. */
  capped?: boolean;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
}

/** "1–50 of 10,000+" and the ways back and on. */
export function Pager({ page }: { page: PageState }) {
  const { t } = useWords();
  return (
    <nav className={styles['pager']} aria-label={t('ui.list.pages')}>
      <span>
        {t('ui.list.position', {
          from: formatNumber(page.from),
          to: formatNumber(page.from + page.shown - 1),
          total: formatCount(page.total, page.capped),
        })}
      </span>
      <IconButton
        icon="previous"
        size="small"
        label={t('ui.list.previousPage')}
        isDisabled={!page.onPrevious}
        onPress={() => page.onPrevious?.()}
      />
      <IconButton
        icon="next"
        size="small"
        label={t('ui.list.nextPage')}
        isDisabled={!page.onNext}
        onPress={() => page.onNext?.()}
      />
    </nav>
  );
}

/** Which columns are shown. The naming column always is. */
export function ColumnChooser({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly { id: string; label: string; primary?: boolean }[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}) {
  const { t } = useWords();
  const choices = columns.filter((column) => !column.primary);
  return (
    <DialogTrigger>
      <IconButton icon="columns" size="small" label={t('ui.list.columns')} />
      <Popover className={styles['popover'] ?? ''} placement="bottom end" offset={6}>
        <Dialog aria-label={t('ui.list.columns')} className={styles['chooser'] ?? ''}>
          {choices.map((column) => (
            <Checkbox
              key={column.id}
              checked={!hidden.has(column.id)}
              onChange={(on) => {
                const next = new Set(hidden);
                if (on) next.delete(column.id);
                else next.add(column.id);
                onChange(next);
              }}
            >
              {column.label}
            </Checkbox>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
