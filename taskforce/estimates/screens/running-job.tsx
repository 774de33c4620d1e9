import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { Button, Notice, Progress } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

const RUNNING: readonly string[] = ['queued', 'running'];

/** A job under way: how far it is, and a way to stop it; when it is done the page is read again. */
export function RunningJob({ jobId, label, onDone }: { jobId: string; label: string; onDone: () => void }) {
  const { t } = useWords();
  const job = useQuery(
    api.jobs.read.queryOptions({
      input: { id: jobId },
      refetchInterval: ({ state }) => (state.data && !RUNNING.includes(state.data.state) ? false : 500),
    }),
  ).data;
  const stop = useMutation({ mutationFn: () => client.jobs.cancel({ id: jobId }) });
  const state = job?.state ?? 'queued';
  useEffect(() => {
    if (state === 'done') void queries.invalidateQueries();
    if (state === 'done' || state === 'cancelled') onDone();
  }, [state, onDone]);
  if (state === 'failed')
    return (
      <Notice
        tone="warn"
        title={t('estimates.computeFailed')}
        action={<Button onPress={onDone}>{t('ui.close')}</Button>}
      />
    );
  return (
    <Progress
      label={label}
      {...(job?.total ? { done: job.done, of: job.total } : {})}
      detail={t('estimates.computingDetail')}
      cancelLabel={t('ui.cancel')}
      onCancel={() => stop.mutate()}
    />
  );
}
