import { formatMoment, knows, useWords } from '../../../words/index.ts';
import type { Pair } from './overview.ts';
import styles from './bridge.module.css';

/** What was not let in, by reason, each with what an administrator does about it. */
export function Refusals({ refusals }: { refusals: Pair['refusals'] }) {
  const { t } = useWords();
  return (
    <ul className={styles['refusals']}>
      {refusals.map(({ reason, count, lastAt }) => {
        const word = knows(`bridge.refusal.${reason}.what`) ? reason : 'other';
        return (
          <li key={reason}>
            <strong>{t(`bridge.refusal.${word}.what`)}</strong>
            <span>{t('bridge.refused.times', { n: count, last: formatMoment(lastAt) })}</span>
            <span>{t(`bridge.refusal.${word}.do`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
