import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Dialog } from './dialog.tsx';
import { Badge } from './status.tsx';
import styles from './conflict-dialog.module.css';

export interface ConflictValue {
  /** Path of the field. */
  path: string;
  label: string;
  mine: ReactNode;
  theirs: ReactNode;
  /** What it was when both began; shown when it is known. */
  before?: ReactNode;
  /** Both hold the same: shown, but nothing to choose. */
  same?: boolean;
  /** Whose value is chosen to begin with; mine when absent. */
  suggested?: Side;
}

export type Side = 'mine' | 'theirs';

export interface ConflictDialogProps {
  open: boolean;
  /** What was changed by both, in words. */
  title: string;
  /** Who saved the other version and when, in words. */
  other: string;
  values: readonly ConflictValue[];
  pending?: boolean;
  /** Called with the choice for every value that differs. */
  onResolve: (choice: Readonly<Record<string, Side>>) => void;
  /** Back to the form; what was typed stays there. */
  onBack: () => void;
}

/** Two people changed one record: both versions value by value. Nothing is lost until a choice is saved. */
export function ConflictDialog({
  open,
  title,
  other,
  values,
  pending,
  onResolve,
  onBack,
}: ConflictDialogProps) {
  const { t } = useWords();
  const [choice, setChoice] = useState<Record<string, Side>>({});
  const differing = values.filter((value) => !value.same);
  const chosen = (value: ConflictValue): Side => choice[value.path] ?? value.suggested ?? 'mine';
  const all = (side: Side) => setChoice(Object.fromEntries(differing.map((value) => [value.path, side])));
  return (
    <Dialog open={open} onClose={onBack} title={title} closeLabel={t('ui.close')} shape="wide">
      <p className={styles['lead']}>{other}</p>
      <div className={styles['all']}>
        <Button size="small" onPress={() => all('mine')}>
          {t('ui.conflict.allMine')}
        </Button>
        <Button size="small" onPress={() => all('theirs')}>
          {t('ui.conflict.allTheirs')}
        </Button>
      </div>
      <div className={styles['values']}>
        {differing.map((value) => (
          <fieldset key={value.path} className={styles['value']}>
            <legend>{value.label}</legend>
            {value.before !== undefined && (
              <p className={styles['before']}>
                {t('ui.conflict.before')} {value.before}
              </p>
            )}
            <div className={styles['sides']}>
              {(['mine', 'theirs'] as const).map((side) => (
                <label key={side} className={cx(styles['side'], chosen(value) === side && styles['chosen'])}>
                  <input
                    type="radio"
                    name={`conflict-${value.path}`}
                    checked={chosen(value) === side}
                    onChange={() => setChoice({ ...choice, [value.path]: side })}
                  />
                  <span>
                    <b>{t(`ui.conflict.${side}`)}</b>
                    {value[side]}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <p className={styles['same']}>
        <Badge>{t('ui.conflict.same', { n: values.length - differing.length })}</Badge>
      </p>
      <div className={styles['actions']}>
        <Button
          look="primary"
          pending={pending ?? false}
          onPress={() => onResolve(Object.fromEntries(differing.map((value) => [value.path, chosen(value)])))}
        >
          {t('ui.conflict.save')}
        </Button>
        <Button onPress={onBack}>{t('ui.conflict.back')}</Button>
      </div>
    </Dialog>
  );
}
