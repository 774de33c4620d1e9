import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VerifyResult } from '../../../../kit/audit/contract.ts';
import { VERIFY_JOB } from '../../../../kit/audit/rules.ts';
import { api, queries } from '../../../api.ts';
import { formProblems } from '../../../problem.ts';
import {
  Button,
  Card,
  Columns,
  Facts,
  Form,
  FormActions,
  Notice,
  Progress,
  Skeleton,
  Stack,
  TextArea,
  toast,
} from '../../../ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../words/index.ts';
import styles from './audit.module.css';
import { AuditFrame } from './frame.tsx';

/** Whether the audit is whole: a verification with its verdict in words, and the head that witnesses keep. */
export default function Proof() {
  return (
    <AuditFrame part="proof">
      <Columns even>
        <Verification />
        <NewestHead />
      </Columns>
    </AuditFrame>
  );
}

function useLatestRun() {
  const jobs = useQuery(
    api.jobs.list.queryOptions({
      input: {},
      refetchInterval: (query) =>
        query.state.data?.rows.some((job) => job.kind === VERIFY_JOB && job.finishedAt === null)
          ? 1000
          : false,
    }),
  );
  return jobs;
}

function Verification() {
  const { t } = useWords();
  const jobs = useLatestRun();
  const [heads, setHeads] = useState('');
  const again = () => queries.invalidateQueries({ queryKey: api.jobs.key() });
  const start = useMutation(api.audit.verify.mutationOptions({ onSuccess: again }));
  const stop = useMutation(api.jobs.cancel.mutationOptions({ onSuccess: again }));
  const run = jobs.data?.rows.find((job) => job.kind === VERIFY_JOB);
  const busy = run !== undefined && run.finishedAt === null;
  const lines = heads
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    <Card title={t('audit.proof.verify')}>
      <Stack>
        {busy && (
          <Progress
            label={t('audit.proof.running')}
            detail={
              run.total === null
                ? t('audit.proof.waiting')
                : t('audit.proof.progress', { done: formatNumber(run.done), total: formatNumber(run.total) })
            }
            {...(run.total === null ? {} : { done: run.done, of: run.total })}
            cancelLabel={t('audit.proof.stop')}
            onCancel={() => stop.mutate({ id: run.id })}
          />
        )}
        {!busy && run && <RunVerdict run={run} />}
        <Form
          onSubmit={() => start.mutate({ witnessedHeads: lines })}
          problemsTitle={t('ui.problems')}
          label={t('audit.proof.verify')}
          {...formProblems(start.error)}
        >
          <TextArea
            label={t('audit.proof.witness')}
            hint={t('audit.proof.witnessHint')}
            name="witnessedHeads"
            required={false}
            rows={3}
            value={heads}
            onChange={setHeads}
          />
          <FormActions>
            <Button look="primary" type="submit" icon="audit" isDisabled={busy} pending={start.isPending}>
              {t('audit.proof.start')}
            </Button>
          </FormActions>
        </Form>
      </Stack>
    </Card>
  );
}

type Run = { state: string; result?: unknown; problem: string | null; finishedAt: string | null };

/** The verdict in words: how far it is proved, or where it breaks and what to do. */
function RunVerdict({ run }: { run: Run }) {
  const { t } = useWords();
  const when = run.finishedAt ? formatMoment(run.finishedAt) : '';
  if (run.state === 'cancelled') return <Notice title={t('audit.proof.cancelled', { when })} />;
  if (run.state !== 'done') {
    const remedy = (run.result as { fields?: { remedy: string }[] } | null)?.fields?.[0]?.remedy;
    return (
      <Notice tone="warn" title={t('audit.proof.failed', { when })}>
        {remedy ?? t('audit.proof.failedHint')}
      </Notice>
    );
  }
  const result = run.result as VerifyResult;
  if (!result.ok)
    return (
      <Notice tone="danger" title={t('audit.proof.broken', { at: formatNumber(result.at), when })}>
        <p>{t(`audit.tamper.${result.kind}`, { at: formatNumber(result.at) })}</p>
        <p>{t('audit.proof.brokenHint')}</p>
      </Notice>
    );
  const unwitnessed = result.size - result.witnessedTo;
  return (
    <Stack gap="small">
      <Notice tone="good" title={t('audit.proof.whole', { n: formatNumber(result.size), when })}>
        {t('audit.proof.signedTo', { n: formatNumber(result.headedTo) })}{' '}
        {unwitnessed === 0
          ? t('audit.proof.allWitnessed')
          : t('audit.proof.unwitnessed', { n: formatNumber(unwitnessed) })}
      </Notice>
      <p className={styles['head-line']}>{result.root}</p>
    </Stack>
  );
}

function NewestHead() {
  const { t } = useWords();
  const { data } = useQuery(api.audit.head.queryOptions({ input: {} }));
  const signed = data?.signed;
  const copy = (line: string) =>
    void navigator.clipboard.writeText(line).then(() => toast({ text: t('audit.proof.copied') }));
  return (
    <Card title={t('audit.proof.head')}>
      {!data ? (
        <Skeleton label={t('ui.reading')} />
      ) : (
        <Stack>
          <p>{t('audit.proof.headHint')}</p>
          <Facts
            empty={t('ui.nothing')}
            facts={[
              { label: t('audit.proof.entries'), value: formatNumber(data.entries) },
              { label: t('audit.proof.headed'), value: signed && formatNumber(signed.size) },
              { label: t('audit.proof.signedAt'), value: signed && formatMoment(signed.at) },
            ]}
          />
          {signed && (
            <>
              <p className={styles['head-line']}>{signed.line}</p>
              <FormActions>
                <Button icon="copy" onPress={() => copy(signed.line)}>
                  {t('audit.proof.copy')}
                </Button>
              </FormActions>
            </>
          )}
        </Stack>
      )}
    </Card>
  );
}
