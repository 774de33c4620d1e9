import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Notice,
  PageHeader,
  Progress,
  Skeleton,
  Stack,
  sentence,
} from '../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../web/words/index.ts';
import { FileCard } from './file-card.tsx';
import { MappingCard } from './mapping-card.tsx';
import { PreviewCards } from './preview-cards.tsx';
import { ResultCards } from './result-cards.tsx';
import { ImportState } from './state.tsx';

const RUNNING = new Set(['queued', 'running']);

/** One import, step by step: file, mapping, preview, result. What is shown follows from where it stands. */
export default function ImportPage() {
  const { t } = useWords();
  const { importId: id } = useParams({ strict: false }) as { importId: string };
  const cache = useQueryClient();
  const read = useQuery(api.imports.read.queryOptions({ input: { id } }));
  const [started, setStarted] = useState<string | null>(null);
  // After which job the person went back to the mapping; the next job ends that.
  const [mappingAfter, setMappingAfter] = useState<string | null | undefined>();
  const held = read.data;
  const last = held?.mine ? lastJob(held) : null;
  const jobId = started ?? last;
  const job = useQuery(
    api.jobs.read.queryOptions({
      input: { id: jobId ?? '' },
      enabled: jobId !== null,
      refetchInterval: ({ state }) => (state.data && !RUNNING.has(state.data.state) ? false : 700),
    }),
  );
  const state = job.data?.state;
  useEffect(() => {
    if (state && !RUNNING.has(state)) void cache.invalidateQueries({ queryKey: api.imports.key() });
  }, [state, cache]);
  const cancel = useMutation({ mutationFn: (job: string) => client.jobs.cancel({ id: job }) });
  if (read.error) return <ReadFailed query={read} title={t('imports.failed')} />;
  if (!held) return <Skeleton label={t('ui.reading')} lines={6} />;
  const running = state !== undefined && RUNNING.has(state);
  const fresh = ['uploaded', 'previewed', 'failed'].includes(held.state);
  const choosing = held.mine && fresh && (mappingAfter === jobId || held.state === 'uploaded');
  return (
    <>
      <PageHeader
        title={held.fileName ?? t('imports.fileClosed')}
        number={held.number}
        badges={<ImportState state={held.state} />}
        owner={t('imports.page.by', { name: held.madeBy.name, at: formatMoment(held.madeAt) })}
        crumbs={
          <Breadcrumbs
            label={t('imports.crumbs')}
            crumbs={[{ label: t('imports.list.title'), href: '/imports' }]}
          />
        }
      />
      <Stack gap="large">
        {running && job.data && (
          <Progress
            label={t(`imports.job.${job.data.kind}`)}
            detail={t(job.data.total ? 'imports.job.of' : 'imports.job.some', {
              step: t(`imports.step.${job.data.step ?? 'waiting'}`),
              done: formatNumber(job.data.done),
              total: formatNumber(job.data.total ?? 0),
            })}
            done={job.data.done}
            {...(job.data.total ? { of: job.data.total } : {})}
            cancelLabel={t('ui.cancel')}
            onCancel={() => cancel.mutate(job.data.id)}
          />
        )}
        {!running && (state === 'failed' || state === 'cancelled') && job.data && (
          <Notice tone="warn" title={t(`imports.job.${state}`)}>
            {problemsOf(job.data.result).map(sentence).join(' ') || t('imports.job.nothingWritten')}
          </Notice>
        )}
        {!running && choosing && <FileCard id={id} choices={held.choices} />}
        {!running && choosing && <MappingCard id={id} mapping={held.mapping} onStarted={setStarted} />}
        {!running && !choosing && fresh && held.mine && (
          <PreviewCards held={held} onStarted={setStarted} onMapping={() => setMappingAfter(jobId)} />
        )}
        {!running && !fresh && <ResultCards held={held} onStarted={setStarted} />}
        {!held.mine && fresh && <Notice title={t('imports.page.notMine')} />}
      </Stack>
    </>
  );
}

type Jobs = { state: string; previewJobId: string | null; runJobId: string | null; undoJobId: string | null };

/** The job that tells of the present state: of a previewed import its run, once it was started. */
function lastJob({ state, previewJobId, runJobId, undoJobId }: Jobs): string | null {
  if (state === 'undone') return undoJobId;
  return state === 'uploaded' ? previewJobId : (runJobId ?? previewJobId);
}

function problemsOf(result: unknown): { path: string; problem: string; remedy: string }[] {
  const fields = (result as { fields?: unknown } | null)?.fields;
  return Array.isArray(fields) ? fields : [];
}
