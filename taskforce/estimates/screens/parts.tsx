import type { z } from 'zod';
import { Card, Notice, PhaseChip, Stack, Wide } from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import type { Phase } from '../../vocabulary/cases.ts';
import type { Kept, Run } from '../contract.ts';
import type { Days } from '../rules.ts';
import { checkableInWords, dayOrLater, keptInWords, rangeInWords } from './sentences.ts';
import { labelOf } from '../../command/screens/names.ts';
import styles from './estimates.module.css';

type Computed = z.infer<typeof Run>;

/** How earlier promises were kept, on the screen that makes new ones. */
export function TrackRecord({ kept }: { kept: readonly Kept[] }) {
  const { t } = useWords();
  const eights = kept.flatMap(({ phase, levels }) =>
    levels.filter((one) => one.level === 80 && one.resolved > 0).map((eight) => ({ phase, eight })),
  );
  return (
    <Card title={t('estimates.kept')}>
      <Stack gap="small">
        {eights.length === 0 && <p className={styles['aside']}>{t('estimates.keptNone')}</p>}
        {eights.map(({ phase, eight }) => (
          <div key={phase}>
            <PhaseChip phase={phase} label={labelOf(t, 'phase', phase)} />
            <p>{keptInWords(t, eight)}</p>
            <p className={styles['aside']}>{checkableInWords(t, eight)}</p>
          </div>
        ))}
        <p>
          <a href="/briefs/estimates/track-record">{t('estimates.track.open')}</a>
          {' · '}
          <a href="/briefs/estimates/priors">{t('estimates.prior.open')}</a>
        </p>
      </Stack>
    </Card>
  );
}

/** What ranges rest on: own endings against the reference, phase by phase. */
export function BasisCard({ run, phases }: { run: Computed; phases: readonly Phase[] }) {
  const { t } = useWords();
  const pace = (n: number) => formatNumber(n, { maximumFractionDigits: 2 });
  return (
    <Card title={t('estimates.basis')}>
      <Stack gap="small">
        {run.basis
          .filter((one) => phases.includes(one.phase))
          .map((one) => (
            <div key={one.phase}>
              <PhaseChip phase={one.phase} label={labelOf(t, 'phase', one.phase)} />
              <p>{t('estimates.basisOwn', { own: one.observed, prior: formatNumber(one.priorWorth) })}</p>
              <p className={styles['aside']}>
                {t('estimates.basisSpeed', {
                  low: pace(one.speed[0]),
                  middle: pace(one.speed[1]),
                  high: pace(one.speed[2]),
                })}{' '}
                {t('estimates.basisMedian', {
                  days: formatNumber(one.median),
                  source: t(`estimates.source.${one.medianBasis}`),
                })}
              </p>
              {one.corrected !== null && (
                <p className={styles['aside']}>{t('estimates.correctedBy', { n: one.corrected })}</p>
              )}
              {one.widened && <Notice tone="warn" title={t('estimates.widenedBy')} />}
              {one.conflict && <Notice tone="warn" title={t('estimates.conflict')} />}
              {!one.sound && <Notice tone="warn" title={t('estimates.unsound')} />}
            </div>
          ))}
        <p className={styles['aside']}>
          {t('estimates.made', {
            when: formatMoment(run.madeAt),
            runs: formatNumber(run.runs),
            engine: run.engine,
            seed: String(run.seed),
            hash: run.inputsHash.slice(0, 12),
          })}
        </p>
      </Stack>
    </Card>
  );
}

/** The days of ranges as a table: the same figures for screen readers, print and copying. */
export function RangeTable({
  label,
  rows,
}: {
  label: string;
  rows: readonly (Days & {
    id: string;
    name: string;
    asOf: string;
    certainty: 'range' | 'too_early';
    note?: string;
  })[];
}) {
  const { t } = useWords();
  const heads = ['oneInTen', 'half', 'eightInTen', 'nineteenInTwenty'] as const;
  return (
    <Wide label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('estimates.phase')}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`estimates.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.name}
                {row.note && <div className={styles['aside']}>{row.note}</div>}
              </th>
              {row.certainty === 'too_early' ? (
                <td colSpan={4}>{rangeInWords(t, 'caseLine', row, row.name)}</td>
              ) : (
                [row.p10, row.p50, row.p80, row.p95].map((day, n) => <td key={n}>{dayOrLater(t, day)}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
