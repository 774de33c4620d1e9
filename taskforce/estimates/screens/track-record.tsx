import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Button, Card, Columns, EmptyState, Facts, PhaseChip, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import { labelOf } from '../../command/screens/names.ts';
import type { PhaseTrack } from '../contract-track.ts';
import { AlarmBanner } from './alarm.tsx';
import { Backtests } from './backtests.tsx';
import { checkableInWords, keptInWords } from './sentences.ts';
import { RunningJob } from './running-job.tsx';
import styles from './estimates.module.css';

type Track = Awaited<ReturnType<Client['trackRecord']['read']>>;

const of100 = (share: number) => formatNumber(Math.round(share * 100));
const two = (n: number) => formatNumber(n, { maximumFractionDigits: 2 });

/** How earlier ranges were kept: by phase and promise, how well calibrated, and against what simpler models would have said. */
export default function TrackRecordPage() {
  const { t } = useWords();
  const can = useCan();
  const [jobId, setJobId] = useState<string | null>(null);
  const found = useQuery(api.trackRecord.read.queryOptions({ input: {} }));
  const start = useAct(
    () => client.trackRecord.backtest({}),
    (made) => setJobId(made.jobId),
  );
  const actions = can('estimates.run') && jobId === null && (
    <Button icon="refresh" pending={start.pending} onPress={() => start.run(undefined)}>
      {t('estimates.backtest.run')}
    </Button>
  );
  return (
    <BriefsFrame part="estimates" actions={actions}>
      <Stack>
        <p>
          <a href="/briefs/estimates">{t('estimates.track.back')}</a>
        </p>
        <AlarmBanner />
        {jobId && (
          <RunningJob jobId={jobId} label={t('estimates.backtest.running')} onDone={() => setJobId(null)} />
        )}
        <Loaded query={found}>{(data) => <Figures data={data} />}</Loaded>
      </Stack>
    </BriefsFrame>
  );
}

function Figures({ data }: { data: Track }) {
  const { t } = useWords();
  return (
    <Stack>
      {data.phases.length === 0 ? (
        <Card>
          <EmptyState icon="clock" title={t('estimates.kept')}>
            {t('estimates.keptNone')}
          </EmptyState>
        </Card>
      ) : (
        <>
          {data.phases.map((one) => (
            <PhaseCard key={one.phase ?? 'all'} one={one} />
          ))}
          <Scores phases={data.phases} />
        </>
      )}
      <Columns even>
        <Correction phases={data.phases} />
        <Evidence data={data} />
      </Columns>
      <Backtests backtest={data.backtest} />
    </Stack>
  );
}

function PhaseCard({ one }: { one: PhaseTrack }) {
  const { t } = useWords();
  const name = one.phase === null ? t('estimates.track.all') : labelOf(t, 'phase', one.phase);
  const eight = one.levels.find(({ level }) => level === 80)!;
  const chip = one.phase !== null && <PhaseChip phase={one.phase} label={name} />;
  return (
    <Card title={name} {...(chip ? { actions: chip } : {})}>
      <Stack gap="small">
        <p className={styles['line']}>
          {eight.resolved === 0 ? t('estimates.track.noneResolved') : keptInWords(t, eight)}
        </p>
        {eight.resolved > 0 && <p className={styles['aside']}>{checkableInWords(t, eight)}</p>}
        <Levels one={one} name={name} />
        <p className={styles['aside']}>
          {t('estimates.track.counted', { ended: one.ended, open: one.open })}{' '}
          {t('estimates.track.withOpenWhy')}
        </p>
        <Tenths one={one} />
      </Stack>
    </Card>
  );
}

function Levels({ one, name }: { one: PhaseTrack; name: string }) {
  const { t } = useWords();
  return (
    <Wide label={name}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['promised', 'resolved', 'held', 'luck', 'checkable', 'withOpen'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`estimates.track.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {one.levels.map((level) => (
            <tr key={level.level}>
              <th scope="row">{t(`estimates.promise.${level.level}`)}</th>
              <td className={styles['number']}>{formatNumber(level.resolved)}</td>
              <td className={styles['number']}>{formatNumber(level.kept)}</td>
              <td>{level.resolved === 0 ? '–' : `${of100(level.lower)}–${of100(level.upper)}`}</td>
              <td>{level.resolved === 0 ? '–' : level.checkable.map(of100).join('–')}</td>
              <td>{level.withOpen === null ? '–' : of100(level.withOpen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Where in its range what happened fell: ten bars that honest ranges make equally high. */
function Tenths({ one }: { one: PhaseTrack }) {
  const { t } = useWords();
  if (one.calibration === null)
    return <p className={styles['aside']}>{t('estimates.track.tenthsFew', { n: one.ended })}</p>;
  const { shares, p } = one.calibration;
  const most = Math.max(...shares, 0.2);
  return (
    <figure className={styles['tenths']}>
      <svg viewBox="0 0 300 70" role="img" aria-label={shares.map((share) => of100(share)).join(', ')}>
        {shares.map((share, n) => (
          <rect key={n} x={n * 30 + 2} width={26} y={66 - (share / most) * 62} height={(share / most) * 62} />
        ))}
        <line x1="0" x2="300" y1={66 - (0.1 / most) * 62} y2={66 - (0.1 / most) * 62} />
      </svg>
      <figcaption className={styles['aside']}>
        {t(p < 0.05 ? 'estimates.track.tenthsOff' : 'estimates.track.tenthsFair', {
          p: formatNumber(p, { maximumFractionDigits: 3 }),
        })}
      </figcaption>
    </figure>
  );
}

const scoreNames = [
  'twcrps',
  'pinball50',
  'pinball80',
  'pinball95',
  'brier30',
  'brier90',
  'brier180',
  'brier365',
  'logScore',
] as const;

function Scores({ phases }: { phases: readonly PhaseTrack[] }) {
  const { t } = useWords();
  const told = phases.filter((one) => one.scores !== null);
  if (told.length === 0) return null;
  return (
    <Card title={t('estimates.track.scores')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.track.scoresLead')}</p>
        <Wide label={t('estimates.track.scores')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('estimates.phase')}</th>
                {scoreNames.map((name) => (
                  <th key={name} scope="col" className={styles['number']}>
                    {t(`estimates.score.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {told.map((one) => (
                <tr key={one.phase ?? 'all'}>
                  <th scope="row">
                    {one.phase === null ? t('estimates.track.all') : labelOf(t, 'phase', one.phase)}
                  </th>
                  {scoreNames.map((name) => (
                    <td key={name} className={styles['number']}>
                      {two(one.scores![name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </Stack>
    </Card>
  );
}

function Correction({ phases }: { phases: readonly PhaseTrack[] }) {
  const { t } = useWords();
  const own = phases.filter((one) => one.phase !== null);
  return (
    <Card title={t('estimates.track.correction')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.track.correctionLead')}</p>
        <Facts
          columns={1}
          empty={t('estimates.keptNone')}
          facts={own.map((one) => ({
            label: labelOf(t, 'phase', one.phase!),
            value: t(
              `estimates.track.${one.ended < 40 ? 'corrected0' : one.ended < 100 ? 'corrected1' : 'corrected2'}`,
              {
                n: one.ended,
              },
            ),
          }))}
        />
      </Stack>
    </Card>
  );
}

function Evidence({ data }: { data: Track }) {
  const { t } = useWords();
  const past = data.alarms.filter((one) => one.endedAt !== null);
  return (
    <Card title={t('estimates.alarm.card')}>
      <Stack gap="small">
        <p>{t('estimates.alarm.evidence', { value: two(data.evidence) })}</p>
        <p className={styles['aside']}>{t('estimates.alarm.how')}</p>
        {past.map((one) => (
          <p key={one.id} className={styles['aside']}>
            {t('estimates.alarm.past', {
              from: formatDate(one.raisedAt.slice(0, 10)),
              to: formatMoment(one.endedAt!),
              who: one.endedBy ?? '',
            })}{' '}
            {one.reason}
          </p>
        ))}
      </Stack>
    </Card>
  );
}
