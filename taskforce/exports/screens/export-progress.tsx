import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../../web/api.ts';
import { downloadFile } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import {
  Button,
  ButtonLink,
  FormActions,
  Notice,
  Progress,
  Skeleton,
  Stack,
  sentence,
} from '../../../web/ui/index.ts';
import type { FieldProblem } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import styles from './exports.module.css';

type Result = { fileId: string; name: string; rows: number; hash: string };
const RUNNING: readonly string[] = ['queued', 'running'];

/** An export under way, until its file can be fetched or what was wrong is said. */
export function ExportProgress({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const { t } = useWords();
  const job = useQuery(
    api.jobs.read.queryOptions({
      input: { id: jobId },
      refetchInterval: ({ state }) => (state.data && !RUNNING.includes(state.data.state) ? false : 500),
    }),
  ).data;
  const cancel = useMutation({ mutationFn: () => client.jobs.cancel({ id: jobId }) });
  const download = useMutation({ mutationFn: downloadFile });
  if (!job) return <Skeleton label={t('ui.reading')} />;
  if (RUNNING.includes(job.state))
    return (
      <Stack>
        <Progress
          label={t('exports.do')}
          detail={t('exports.progress', {
            step: t(`exports.step.${job.step ?? 'waiting'}`),
            n: formatNumber(job.done),
          })}
          {...(job.total ? { done: job.done, of: job.total } : {})}
          cancelLabel={t('ui.cancel')}
          onCancel={() => cancel.mutate()}
        />
        <p>{t('exports.later')}</p>
      </Stack>
    );
  if (job.state !== 'done') {
    const fields = (job.result as { fields?: FieldProblem[] } | null)?.fields ?? [];
    return (
      <Stack>
        <Notice tone="warn" title={t(job.state === 'cancelled' ? 'exports.stopped' : 'exports.wrong')}>
          {fields.map(sentence).join(' ')}
        </Notice>
        <FormActions>
          <Button onPress={onClose}>{t('ui.close')}</Button>
        </FormActions>
      </Stack>
    );
  }
  const made = job.result as Result;
  return (
    <Stack>
      <p role="status">{t('exports.ready', { n: made.rows, name: made.name })}</p>
      <p>
        {t('exports.hash')}: <code className={styles['hash']}>{made.hash}</code>
      </p>
      {download.error && <Notice tone="warn" title={problemOf(download.error).sentence} />}
      <FormActions>
        <Button
          look="primary"
          icon="export"
          autoFocus
          pending={download.isPending}
          onPress={() => download.mutate(made.fileId)}
        >
          {t('exports.download')}
        </Button>
        <ButtonLink href="/exports">{t('exports.mine')}</ButtonLink>
      </FormActions>
    </Stack>
  );
}
