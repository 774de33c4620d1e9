import { Card, PhaseChip, Wide } from '../../../web/ui/index.ts';
import { formatDate, useWords, type Translate } from '../../../web/words/index.ts';
import type { BriefContent } from '../../cases/contract-briefs.ts';
import styles from './command.module.css';
import { labelOf } from './names.ts';

type Estimate = NonNullable<BriefContent['estimates']>[number];

function inWords(t: Translate, range: Estimate['atEntry']): string {
  const on = formatDate(range.on);
  if (range.early) return t('command.brief.rangeEarly', { on });
  const day = (date: string | null) => (date === null ? t('command.brief.beyond') : formatDate(date));
  return t('command.brief.range', { on, p50: day(range.p50), p80: day(range.p80) });
}

function outcome(t: Translate, { left, atEntry }: Estimate): string {
  if (left === null) return t('command.brief.stillThere');
  const day = formatDate(left);
  if (atEntry.early) return t('command.brief.leftOn', { day });
  const held = atEntry.p80 === null || left <= atEntry.p80;
  return t(held ? 'command.brief.leftKept' : 'command.brief.leftLate', { day });
}

/** Estimate against actual: the promise at entry, the latest range, and what happened. */
export function BriefEstimates({ estimates }: { estimates: readonly Estimate[] }) {
  const { t } = useWords();
  return (
    <Card title={t('command.brief.estimates')} count={estimates.length}>
      <p className={styles['aside']}>{t('command.brief.estimatesNote')}</p>
      <Wide label={t('command.brief.estimates')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {(['strand', 'phase', 'atEntry', 'rangeNow', 'happened'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`command.brief.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {estimates.map((one, index) => (
              <tr key={index}>
                <th scope="row">{one.strand}</th>
                <td>
                  <PhaseChip phase={one.phase} label={labelOf(t, 'phase', one.phase)} />
                </td>
                <td>{inWords(t, one.atEntry)}</td>
                <td>{one.now === null ? '–' : inWords(t, one.now)}</td>
                <td>{outcome(t, one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}
