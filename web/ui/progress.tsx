import { ProgressBar } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './progress.module.css';

/** Long work: how far it is in words and as a bar, with a way to stop it. Without `done` it only says it runs. */
export function Progress({
  label,
  detail,
  done,
  of,
  cancelLabel,
  onCancel,
}: {
  label: string;
  /** "12,400 of 50,000 rows". */
  detail: string;
  done?: number;
  of?: number;
  cancelLabel?: string;
  onCancel?: () => void;
}) {
  const unknown = done === undefined || of === undefined || of <= 0;
  const share = unknown ? 0 : Math.min(100, (done / of) * 100);
  return (
    <div className={styles['progress']}>
      <ProgressBar
        aria-label={label}
        valueLabel={detail}
        value={share}
        isIndeterminate={unknown}
        className={styles['bar'] ?? ''}
      >
        <div className={styles['words']}>
          <span className={styles['label']}>{label}</span>
          <span>{detail}</span>
        </div>
        <svg className={styles['track']} width="100%" height="8" aria-hidden="true">
          <rect className={styles['fill']} width={unknown ? '30%' : `${share}%`} height="8" rx="4" />
        </svg>
      </ProgressBar>
      {onCancel && cancelLabel !== undefined && (
        <Button size="small" onPress={onCancel}>
          {cancelLabel}
        </Button>
      )}
    </div>
  );
}
