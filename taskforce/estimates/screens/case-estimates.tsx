import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Badge, Card, Columns, EmptyState, Notice, PhaseChip, Stack } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { CasePart } from '../../command/screens/frame.tsx';
import { phases } from '../../vocabulary/cases.ts';
import type { z } from 'zod';
import type { Run, StrandEstimate } from '../contract.ts';
import { Orders } from '../../budgets/screens/orders.tsx';
import { AlarmBanner } from './alarm.tsx';
import { DotPlot } from './dot-plot.tsx';
import { Fans } from './fans.tsx';
import { MoneyCard } from './money.tsx';
import { Levers } from './levers.tsx';
import { BasisCard, RangeTable, TrackRecord } from './parts.tsx';
import { PhaseStrip } from './phase-strip.tsx';
import { GuessLine, RestsOn, type Slip } from './planned.tsx';
import { dayOrLater, rangeInWords, whySoWide } from './sentences.ts';
import { labelOf } from '../../command/screens/names.ts';
import styles from './estimates.module.css';

/** What a case may still take: its open strands one by one, the whole of it, what that rests on, and the track record. */
export default function CaseEstimates({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const found = useQuery(
    api.estimates.ofCase.queryOptions({
      input: { caseId },
      // The clock makes what is missing within a minute.
      refetchInterval: ({ state }) => (state.data && state.data.waiting > 0 ? 15_000 : false),
    }),
  );
  return (
    <CasePart lead={t('estimates.lead')}>
      <Loaded query={found}>
        {({ run, strands, phases: whole, strips, waiting, levers, kept, money }) => (
          <Stack>
            <AlarmBanner />
            {waiting > 0 && <Notice title={t('estimates.waiting', { n: waiting })} />}
            {strands.length === 0 && waiting === 0 && (
              <Card>
                <EmptyState icon="clock" title={t('estimates.none')}>
                  {t('estimates.noneHint')}
                </EmptyState>
              </Card>
            )}
            {run && strips.length > 0 && strands.length > 0 && (
              <PhaseStrip strips={strips} strands={strands} whole={whole} today={run.asOf} />
            )}
            {strands.map((one) => (
              <Strand key={one.strandId} one={one} basis={run?.basis ?? []} slip={run?.slip ?? null} />
            ))}
            {strands.length > 0 && (
              <Fans
                title={t('estimates.fan.caseTitle')}
                fans={whole.flatMap(({ phase, fan }) => (fan === null ? [] : [{ phase, fan }]))}
              />
            )}
            <Levers levers={levers} />
            {(run || money) && <MoneyCard money={money} title={t('estimates.money.title')} />}
            <Orders caseId={caseId} />
            {run && strands.length > 0 && (
              <>
                <Card title={t('estimates.wholeCase')}>
                  <RangeTable
                    label={t('estimates.wholeCase')}
                    rows={whole.map((one) => ({
                      ...one,
                      id: one.phase,
                      name: labelOf(t, 'phase', one.phase),
                      ...(one.reached < 0.995
                        ? {
                            note: t('estimates.reached', { n: formatNumber(Math.round(one.reached * 100)) }),
                          }
                        : {}),
                    }))}
                  />
                </Card>
                <Columns even>
                  <BasisCard
                    run={run}
                    phases={phases.filter((phase) => strands.some((one) => one.phase === phase))}
                  />
                  <TrackRecord kept={kept} />
                </Columns>
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </CasePart>
  );
}

function Strand({
  one,
  basis,
  slip,
}: {
  one: StrandEstimate;
  basis: z.infer<typeof Run>['basis'];
  slip: Slip;
}) {
  const { t } = useWords();
  const phase = labelOf(t, 'phase', one.phase);
  const waited = Math.round((Date.parse(one.asOf) - Date.parse(one.enteredOn)) / 86_400_000);
  return (
    <Card title={one.label} actions={<PhaseChip phase={one.phase} label={phase} />}>
      <Stack gap="small">
        <p className={styles['line']}>{rangeInWords(t, 'line', one, phase.toLocaleLowerCase())}</p>
        <RestsOn planned={one.planned} slip={slip} />
        <p className={styles['aside']}>{whySoWide(t, one, basis)}</p>
        {one.ageing && (
          <Badge tone="warn" icon="clock">
            {t('estimates.ageing')}
          </Badge>
        )}
        <DotPlot one={one} />
        <p className={styles['aside']}>
          {t('estimates.dots')}. {t('estimates.since', { day: formatDate(one.enteredOn), n: waited })}.{' '}
          {t('estimates.asOf', { day: formatDate(one.asOf) })}.
        </p>
        {one.first && one.certainty === 'range' && (
          <p className={styles['aside']}>
            {t('estimates.atEntry', {
              day: formatDate(one.first.asOf),
              p50: dayOrLater(t, one.first.p50),
              p80: dayOrLater(t, one.first.p80),
            })}
          </p>
        )}
        <GuessLine one={one} />
        {one.certainty === 'range' && (
          <RangeTable label={one.label} rows={[{ ...one, id: one.strandId, name: phase }]} />
        )}
      </Stack>
    </Card>
  );
}
