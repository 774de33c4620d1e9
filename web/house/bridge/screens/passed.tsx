import { Wide } from '../../../ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../words/index.ts';
import type { Pair } from './overview.ts';
import styles from './bridge.module.css';

/** Which kinds of message went over and how many, in 30 days; what they said is kept nowhere. */
export function Passed({ passed }: { passed: Pair['passed'] }) {
  const { t } = useWords();
  if (passed.length === 0) return <p className={styles['quiet']}>{t('bridge.passed.none')}</p>;
  return (
    <Wide label={t('bridge.passed.title')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('bridge.passed.kind')}</th>
            <th scope="col">{t('bridge.passed.direction')}</th>
            <th scope="col" className={styles['figure']}>
              {t('bridge.passed.count')}
            </th>
            <th scope="col">{t('bridge.passed.last')}</th>
          </tr>
        </thead>
        <tbody>
          {passed.map((one) => (
            <tr key={`${one.direction} ${one.kind}`}>
              <td>{t(`bridge.kind.${one.kind}`)}</td>
              <td>{t(`bridge.passed.${one.direction}`)}</td>
              <td className={styles['figure']}>{formatNumber(one.count)}</td>
              <td>{formatMoment(one.lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
