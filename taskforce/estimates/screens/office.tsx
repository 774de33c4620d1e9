import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Columns,
  EmptyState,
  Notice,
  PhaseChip,
  Progress,
  Stack,
  Wide,
} from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import { phases } from '../../vocabulary/cases.ts';
import { AlarmBanner } from './alarm.tsx';
import { Fans } from './fans.tsx';
import { MoneyCard } from './money.tsx';
import { BasisCard, TrackRecord } from './parts.tsx';
import { labelOf } from '../../command/screens/names.ts';
import styles from './estimates.module.css';

type Office = Awaited<ReturnType<Client['estimates']['office']>>;

/** How the whole office runs: what leaves each phase by quarter, pace, track record, and strands past their promise. */
export default function OfficeEstimates() {
  const { t } = useWords();
  const can = useCan();
  const [jobId, setJobId] = useState<string | null>(null);
  const office = useQuery(api.estimates.office.queryOptions({ input: {} }));
  const start = useMutation({
    mutationFn: () => client.estimates.compute({}),
    onSuccess: (made) => setJobId(made.jobId),
  });
  const actions = can('estimates.run') && jobId === null && (
    <Button look="primary" icon="refresh" pending={start.isPending} onPress={() => start.mutate()}>
      {t('estimates.compute')}
    </Button>
  );
  return (
    <BriefsFrame part="estimates" actions={actions}>
      <Stack>
        {jobId && <Computing jobId={jobId} onDone={() => setJobId(null)} />}
        <AlarmBanner />
        {start.error && <Notice tone="warn" title={t('estimates.computeFailed')} />}
        {can('estimates.office') && (
          <p>
            <a href="/briefs/estimates/what-ifs">{t('estimates.whatIf.link')}</a>
          </p>
        )}
        <Loaded query={office}>{(data) => <Figures data={data} />}</Loaded>
      </Stack>
    </BriefsFrame>
  );
}

const RUNNING: readonly string[] = ['queued', 'running'];

function Computing({ jobId, onDone }: { jobId: string; onDone: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const job = useQuery(
    api.jobs.read.queryOptions({
      input: { id: jobId },
      refetchInterval: ({ state }) => (state.data && !RUNNING.includes(state.data.state) ? false : 500),
    }),
  ).data;
  const stop = useMutation({ mutationFn: () => client.jobs.cancel({ id: jobId }) });
  const state = job?.state ?? 'queued';
  const made = job?.result as { strands: number } | null | undefined;
  useEffect(() => {
    if (state === 'done') void queries.invalidateQueries({ queryKey: api.estimates.key() });
    if (state === 'cancelled') onDone();
  }, [state, queries, onDone]);
  if (RUNNING.includes(state))
    return (
      <Progress
        label={t('estimates.computing')}
        detail={t('estimates.computingDetail')}
        cancelLabel={t('ui.cancel')}
        onCancel={() => stop.mutate()}
      />
    );
  if (state === 'done')
    return (
      <Notice
        tone="good"
        title={t('estimates.computed', { n: made?.strands ?? 0 })}
        action={<Button onPress={onDone}>{t('ui.close')}</Button>}
      />
    );
  return (
    <Notice
      tone="warn"
      title={t('estimates.computeFailed')}
      action={<Button onPress={onDone}>{t('ui.close')}</Button>}
    />
  );
}

function Figures({ data }: { data: Office }) {
  const { t } = useWords();
  if (!data.run && data.kept.length === 0 && data.ageing.length === 0)
    return (
      <Card>
        <EmptyState icon="clock" title={t('estimates.none')}>
          {t('estimates.flowsNone')}
        </EmptyState>
      </Card>
    );
  return (
    <Stack>
      {data.flows && data.run && <Flows flows={data.flows} asOf={data.run.asOf} />}
      <Fans title={t('estimates.fan.officeTitle')} fans={data.fans} />
      {data.money && <MoneyCard money={data.money} title={t('estimates.money.officeTitle')} />}
      <Past rows={data.ageing} />
      <Columns even>
        {data.run && <BasisCard run={data.run} phases={phases} />}
        <TrackRecord kept={data.kept} />
      </Columns>
    </Stack>
  );
}

function Flows({ flows, asOf }: { flows: NonNullable<Office['flows']>; asOf: string }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.flows')}>
      <Stack gap="small">
        <p className={styles['aside']}>
          {t('estimates.flowsLead')} {t('estimates.asOf', { day: formatDate(asOf) })}.
        </p>
        <Wide label={t('estimates.flows')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('estimates.until')}</th>
                {flows.map((one) => (
                  <th key={one.phase} scope="col">
                    <PhaseChip phase={one.phase} label={labelOf(t, 'phase', one.phase)} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {flows[0]!.quarters.map(({ until }, q) => (
                <tr key={until}>
                  <th scope="row">{formatDate(until)}</th>
                  {flows.map(({ phase, quarters }) => (
                    <td key={phase}>
                      {t('estimates.range', {
                        p10: formatNumber(quarters[q]!.p10),
                        p50: formatNumber(quarters[q]!.p50),
                        p90: formatNumber(quarters[q]!.p90),
                      })}
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

function Past({ rows }: { rows: Office['ageing'] }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.past')} count={rows.length}>
      <Stack gap="small">
        <p className={styles['aside']}>
          {t(rows.length === 0 ? 'estimates.pastNone' : 'estimates.pastLead')}
        </p>
        {rows.length > 0 && (
          <Wide label={t('estimates.past')}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  {(['case', 'strand', 'phase', 'entered', 'promised'] as const).map((head) => (
                    <th key={head} scope="col">
                      {t(`estimates.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.strandId}>
                    <td>
                      <a href={`/cases/${row.caseId}/estimates`}>{row.caseNumber}</a>
                    </td>
                    <td>{row.label}</td>
                    <td>
                      <PhaseChip phase={row.phase} label={labelOf(t, 'phase', row.phase)} />
                    </td>
                    <td>{formatDate(row.enteredOn)}</td>
                    <td>{formatDate(row.p95)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Stack>
    </Card>
  );
}
