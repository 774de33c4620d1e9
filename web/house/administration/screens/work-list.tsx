import { useMutation, useQuery } from '@tanstack/react-query';
import { ReadFailed } from '../../../unread.tsx';
import { api, client, queries } from '../../../api.ts';
import type { Client } from '../../../api.ts';
import { sentenceOf } from '../../../problem.ts';
import { rooms } from '../../../rooms.ts';
import {
  ButtonLink,
  Card,
  EmptyState,
  PageHeader,
  Progress,
  Skeleton,
  Stack,
  Status,
} from '../../../ui/index.ts';
import type { Tone } from '../../../ui/index.ts';
import { formatMoment, formatNumber, knows, useWords } from '../../../words/index.ts';
import type { Translate } from '../../../words/index.ts';
import styles from './administration.module.css';

type Job = Awaited<ReturnType<Client['jobs']['list']>>['rows'][number];

const running = (job: Job) => job.state === 'queued' || job.state === 'running';

/** Where the result of a kind of work is looked at, if this installation has the page. */
const RESULTS: Readonly<Record<string, string>> = {
  verify_audit: '/audit/proof',
  import_preview: '/imports',
  import_run: '/imports',
  import_undo: '/imports',
};

/** Long work that I asked for: how far it is, how it ended. It goes on when this page is closed. */
export default function WorkList() {
  const { t } = useWords();
  const read = useQuery(
    api.jobs.list.queryOptions({
      input: {},
      refetchInterval: (query) => (query.state.data?.rows.some(running) ? 1500 : 20_000),
    }),
  );
  const jobs = read.data?.rows;
  return (
    <>
      <PageHeader title={t('administration.work.title')} lead={t('administration.work.lead')} />
      {read.isError && !jobs ? (
        <ReadFailed query={read} />
      ) : (
        <div className={styles['narrow']}>
          <Stack>
            <Card title={t('administration.work.now')} flush>
              {!jobs && <Skeleton label={t('shell.loading')} lines={3} />}
              {jobs?.filter(running).map((job) => (
                <Running key={job.id} job={job} />
              ))}
              {jobs && !jobs.some(running) && (
                <EmptyState icon="check" title={t('administration.work.none')}>
                  {t('administration.work.noneHint')}
                </EmptyState>
              )}
            </Card>
            {jobs?.some((job) => !running(job)) && (
              <Card title={t('administration.work.before')} flush>
                <ul className={styles['lines']}>
                  {jobs
                    .filter((job) => !running(job))
                    .map((job) => (
                      <Finished key={job.id} job={job} />
                    ))}
                </ul>
              </Card>
            )}
          </Stack>
        </div>
      )}
    </>
  );
}

/** A code in words; codes that the words do not know are said in general. */
function named(t: Translate, list: 'kind' | 'step', code: string): string {
  const key = `administration.work.${list}.${code}`;
  return t(knows(key) ? key : `administration.work.${list}.unknown`);
}

function Running({ job }: { job: Job }) {
  const { t } = useWords();
  const cancel = useMutation({
    mutationFn: () => client.jobs.cancel({ id: job.id }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.jobs.list.key() }),
  });
  const counted = job.state === 'running' && job.total !== null;
  const detail =
    job.state === 'queued'
      ? t('administration.work.queued')
      : job.total === null
        ? named(t, 'step', job.step ?? 'unknown')
        : t('administration.work.progress', { done: formatNumber(job.done), total: formatNumber(job.total) });
  return (
    <div className={styles['job']}>
      <Progress
        label={named(t, 'kind', job.kind)}
        detail={cancel.isSuccess ? t('administration.work.stopping') : detail}
        {...(counted ? { done: job.done, of: job.total ?? 0 } : {})}
        {...(cancel.isIdle
          ? { cancelLabel: t('administration.work.cancel'), onCancel: () => cancel.mutate() }
          : {})}
      />
    </div>
  );
}

const TONES: Record<Job['state'], Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'good',
  failed: 'warn',
  cancelled: 'muted',
};

function Finished({ job }: { job: Job }) {
  const { t } = useWords();
  const page = RESULTS[job.kind];
  const leads =
    job.state === 'done' &&
    page !== undefined &&
    rooms.some((room) => room.screens.some((one) => one.path === page));
  return (
    <li className={styles['line']}>
      <div className={styles['line-words']}>
        <strong>{named(t, 'kind', job.kind)}</strong>
        <div className={styles['ended']}>
          <Status tone={TONES[job.state]}>{t(`administration.work.state.${job.state}`)}</Status>
          <time dateTime={job.finishedAt ?? job.createdAt}>
            {formatMoment(job.finishedAt ?? job.createdAt)}
          </time>
        </div>
        {job.problem !== null && <span>{sentenceOf(job.problem)}</span>}
      </div>
      {leads && (
        <ButtonLink href={page} size="small">
          {t('administration.work.result')}
        </ButtonLink>
      )}
    </li>
  );
}
