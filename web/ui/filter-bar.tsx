import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { formatList, useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import styles from './filter-bar.module.css';

export interface Facet {
  /** The name in the address: a closed word. */
  id: string;
  label: string;
  options: readonly { id: string; label: string; count?: string }[];
  /** Only one answer at a time. */
  single?: boolean;
}

/** The chosen ids of each facet; only ids of its options are ever kept. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

/** Filters as chips: each opens its closed list; what is chosen is read on the chip. */
export function FilterBar({
  facets,
  chosen,
  onChange,
}: {
  facets: readonly Facet[];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}) {
  const { t } = useWords();
  const any = facets.some((facet) => (chosen[facet.id]?.length ?? 0) > 0);
  return (
    <div className={styles['bar']} role="group" aria-label={t('ui.filter.title')}>
      {facets.map((facet) => (
        <FacetChip
          key={facet.id}
          facet={facet}
          chosen={chosen[facet.id] ?? []}
          onChange={(ids) => onChange({ ...chosen, [facet.id]: ids })}
        />
      ))}
      {any && (
        <Button size="small" look="quiet" onPress={() => onChange({})}>
          {t('ui.filter.clear')}
        </Button>
      )}
    </div>
  );
}

function FacetChip({
  facet,
  chosen,
  onChange,
}: {
  facet: Facet;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { t } = useWords();
  const names = facet.options.filter((option) => chosen.includes(option.id)).map((option) => option.label);
  const shown = names.length > 2 ? t('ui.filter.several', { n: names.length }) : formatList(names);
  return (
    <DialogTrigger>
      <AriaButton className={cx(styles['chip'], names.length > 0 && styles['on'])}>
        <span>
          {facet.label}
          {names.length > 0 && <b>{shown}</b>}
        </span>
        <Icon name="down" size={14} />
      </AriaButton>
      <Popover className={styles['popover'] ?? ''} placement="bottom start" offset={6}>
        <Dialog aria-label={facet.label} className={styles['dialog'] ?? ''}>
          <ListBox
            aria-label={facet.label}
            selectionMode={facet.single ? 'single' : 'multiple'}
            selectedKeys={chosen}
            onSelectionChange={(keys) =>
              onChange(keys === 'all' ? facet.options.map((one) => one.id) : [...keys].map(String))
            }
            items={facet.options}
            escapeKeyBehavior="none"
            className={styles['list'] ?? ''}
            autoFocus
          >
            {(option) => (
              <ListBoxItem id={option.id} textValue={option.label} className={styles['option'] ?? ''}>
                <span className={cx(styles['box'], facet.single && styles['round'])}>
                  <Icon name="check" size={14} />
                </span>
                <span className={styles['words']}>{option.label}</span>
                {option.count !== undefined && <span className={styles['count']}>{option.count}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
