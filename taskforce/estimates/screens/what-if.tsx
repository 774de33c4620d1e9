import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Breadcrumbs, Button, Card, Notice, PageHeader, Progress, Stack } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { MakeDialog } from '../../requests/screens/make-dialog.tsx';
import type { WhatIf } from '../contract-whatifs.ts';
import { WhatIfAnswer } from './what-if-answer.tsx';
import { Doubts } from './what-if-doubts.tsx';
import styles from './estimates.module.css';

/** One what-if: what was asked, what it would change, what it assumes and which assumption moves it most. */
export default function WhatIfPage() {
  const { t } = useWords();
  const { whatIfId } = useParams({ strict: false }) as { whatIfId: string };
  const found = useQuery(
    api.whatIfs.read.queryOptions({
      input: { id: whatIfId },
      refetchInterval: ({ state }) => (state.data && state.data.computed === null ? 1000 : false),
    }),
  );
  const [making, setMaking] = useState(false);
  const can = useCan();
  const one = found.data;
  return (
    <>
      <PageHeader
        title={one?.name ?? t('estimates.whatIf.title')}
        type={t('estimates.whatIf.scenario')}
        crumbs={
          <Breadcrumbs
            label={t('command.here')}
            crumbs={[
              { label: t('estimates.title'), href: '/briefs/estimates' },
              { label: t('estimates.whatIf.title'), href: '/briefs/estimates/what-ifs' },
            ]}
          />
        }
        {...(one
          ? { lead: t('estimates.whatIf.askedBy', { who: one.madeBy, when: formatMoment(one.madeAt) }) }
          : {})}
        {...(one?.computed && can('resources.write')
          ? {
              actions: (
                <Button look="primary" onPress={() => setMaking(true)}>
                  {t('requests.make')}
                </Button>
              ),
            }
          : {})}
      />
      <Loaded query={found}>
        {(data) => (
          <Stack>
            {making && <MakeDialog whatIfId={data.id} name={data.name} onClose={() => setMaking(false)} />}
            <Hands question={data.question} />
            {data.computed === null ? (
              <Waiting id={data.id} />
            ) : (
              <>
                <WhatIfAnswer
                  answer={data.computed.answer}
                  measure={data.question.measure}
                  days={data.question.days}
                />
                <Doubts whatIf={data} answer={data.computed.answer} />
                <RestsOn computed={data.computed} />
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

const RUNNING: readonly string[] = ['queued', 'running'];

/** How far the computation is; without one, a way to begin it again. */
function Waiting({ id }: { id: string }) {
  const { t } = useWords();
  const can = useCan();
  const jobs = useQuery(api.jobs.list.queryOptions({ input: {}, refetchInterval: 700 }));
  const job = jobs.data?.rows.find((row) => row.kind === 'what_if' && RUNNING.includes(row.state));
  const start = useAct(async () => await client.whatIfs.compute({ id }));
  const stop = useAct(async (jobId: string) => await client.jobs.cancel({ id: jobId }));
  if (job)
    return (
      <Progress
        label={t('estimates.whatIf.computing')}
        detail={t('estimates.computingDetail')}
        {...(job.total === null ? {} : { done: job.done, of: job.total })}
        cancelLabel={t('ui.cancel')}
        onCancel={() => stop.run(job.id)}
      />
    );
  return (
    <Notice
      tone="warn"
      title={t('estimates.whatIf.notComputed')}
      {...(can('what_ifs.ask')
        ? {
            action: (
              <Button pending={start.pending} onPress={() => start.run(undefined)}>
                {t('estimates.whatIf.compute')}
              </Button>
            ),
          }
        : {})}
    >
      {start.failure}
    </Notice>
  );
}

/** What was asked, in words. */
function Hands({ question }: { question: WhatIf['question'] }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.whatIf.asked')}>
      <ul>
        {question.changes.map((one, n) => (
          <li key={n}>
            {t(one.daysPerWeek === 5 ? 'estimates.whatIf.handsWhole' : 'estimates.whatIf.hands', {
              n: one.people,
              role: t(`vocabulary.workRole.${one.role}.label`),
              days: formatNumber(one.daysPerWeek),
            })}
            , {t('estimates.whatIf.fromDay', { day: formatDate(one.fromOn) })}
            {one.untilOn !== null && ` ${t('estimates.whatIf.untilDay', { day: formatDate(one.untilOn) })}`}
            {one.newcomer && `; ${t('estimates.whatIf.newcomerShort')}`}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RestsOn({ computed }: { computed: NonNullable<WhatIf['computed']> }) {
  const { t } = useWords();
  return (
    <Card title={t('estimates.whatIf.assumes')}>
      <Stack gap="small">
        <ul>
          {(['open', 'load', 'alike', 'weights', 'staff', 'judgement'] as const).map((key) => (
            <li key={key}>{t(`estimates.whatIf.assumption.${key}`)}</li>
          ))}
        </ul>
        <p className={styles['aside']}>
          {t('estimates.whatIf.madeOf', {
            when: formatMoment(computed.computedAt),
            day: formatDate(computed.asOf),
            runs: formatNumber(computed.runs),
            engine: computed.engine,
            seed: String(computed.seed),
            hash: computed.inputsHash.slice(0, 12),
          })}
        </p>
      </Stack>
    </Card>
  );
}
