import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  AlertDialog,
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
  toast,
  Wide,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { refreshFigures, wordOf, type Report } from './shared.ts';
import styles from './report-page.module.css';

/** One report: what was counted, exactly what leaves, and the second person who sends it. */
export default function ReportPage() {
  const { reportId = '' } = useParams({ strict: false }) as { reportId?: string };
  const read = useQuery(api.figures.read.queryOptions({ input: { id: reportId }, staleTime: 60_000 }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page data={read.data} />;
}

function Page({ data }: { data: Report }) {
  const { t } = useWords();
  const { report, rows, leaves } = data;
  const hidden = rows.filter((row) => row.value === null).length;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('figures.page.crumb')}
            crumbs={[{ label: t('figures.list.title'), href: '/figures' }]}
          />
        }
        title={`${formatDate(report.from)} – ${formatDate(report.until)}`}
        badges={
          <Status tone={report.state === 'sent' ? 'good' : report.state === 'draft' ? 'warn' : 'muted'}>
            {report.amended ? t('figures.state.amended') : wordOf(t, 'state', report.state)}
          </Status>
        }
        lead={t('figures.page.lead', {
          to: report.partner?.name ?? t('figures.field.nobody'),
          who: report.madeBy.displayName,
          when: formatMoment(report.countedAt),
          limit: report.limit,
        })}
      />
      <Stack>
        <Sending data={data} />
        <Notice>{t('figures.page.hidden', { n: hidden, all: rows.length, limit: report.limit })}</Notice>
        {report.measures.map((measure) => (
          <Measure key={measure} measure={measure} rows={rows.filter((row) => row.measure === measure)} />
        ))}
        <Card title={t('figures.page.leaves')}>
          <p>{t('figures.page.leavesHint')}</p>
          <Wide label={t('figures.page.leaves')} className={styles['leaves']}>
            <pre>{inLines(leaves)}</pre>
          </Wide>
        </Card>
      </Stack>
    </>
  );
}

/** The message as it is, a figure a line. */
const inLines = (leaves: Report['leaves']): string =>
  JSON.stringify(leaves, null, 1).replaceAll(/\{\s+"measure"[^}]*\}/g, (row) => row.replaceAll(/\s+/g, ' '));

function Sending({ data: { report } }: { data: Report }) {
  const { t } = useWords();
  const me = useMe();
  const [sure, setSure] = useState(false);
  const input = { id: report.id, version: report.version };
  const done = {
    onSuccess: () => {
      setSure(false);
      void refreshFigures();
    },
    onError: (error: unknown) => {
      setSure(false);
      const { sentence, fields } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  };
  const send = useMutation({ mutationFn: () => ask.figures.send(input), ...done });
  const withdraw = useMutation({ mutationFn: () => ask.figures.withdraw(input), ...done });
  if (report.state === 'withdrawn') return <Notice tone="warn">{t('figures.page.withdrawn')}</Notice>;
  if (report.state === 'sent')
    return (
      <Notice
        tone="good"
        title={t('figures.page.sent', {
          who: report.agreedBy ?? '',
          when: report.sentAt ? formatMoment(report.sentAt) : '',
        })}
        action={
          !report.amended && (
            <ButtonLink
              href={`/figures/new?amends=${report.id}&from=${report.from}&until=${report.until}&pair=${report.partner?.pairId ?? ''}`}
            >
              {t('figures.page.amend')}
            </ButtonLink>
          )
        }
      >
        {t('figures.page.sentHint')}
      </Notice>
    );
  const own = report.madeBy.id === me.account.id;
  return (
    <>
      <Notice
        tone="warn"
        title={t(report.partner ? 'figures.page.waits' : 'figures.page.onlyToLook')}
        action={
          <Row>
            {report.partner && !own && (
              <Button look="primary" onPress={() => setSure(true)}>
                {t('figures.page.send')}
              </Button>
            )}
            <Button pending={withdraw.isPending} onPress={() => withdraw.mutate()}>
              {t('figures.page.withdraw')}
            </Button>
          </Row>
        }
      >
        {report.partner && own && t('figures.page.secondPerson')}
      </Notice>
      <AlertDialog
        open={sure}
        title={t('figures.page.send')}
        confirmLabel={t('figures.page.send')}
        cancelLabel={t('ui.cancel')}
        pending={send.isPending}
        onCancel={() => setSure(false)}
        onConfirm={() => send.mutate()}
      >
        {t('figures.page.sure')}
      </AlertDialog>
    </>
  );
}

/** A measure with its groups; groups of which nobody was counted and nothing leaves are drawn together. */
function Measure({ measure, rows }: { measure: string; rows: Report['rows'] }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const shown = rows.filter((row) => all || row.group === 'all' || row.counted > 0 || row.value !== null);
  return (
    <Card
      title={wordOf(t, 'measure', measure)}
      actions={
        shown.length < rows.length && (
          <Button size="small" onPress={() => setAll(true)}>
            {t('figures.page.all', { n: rows.length })}
          </Button>
        )
      }
    >
      <Wide label={wordOf(t, 'measure', measure)}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('figures.field.group')}</th>
              <th scope="col">{t('figures.field.counted')}</th>
              <th scope="col">{t('figures.field.value')}</th>
              <th scope="col">{t('figures.field.why')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.group}>
                <th scope="row">{wordOf(t, 'group', row.group)}</th>
                <td>{row.counted}</td>
                <td>{row.value ?? t('figures.field.leftOut')}</td>
                <td>{row.why ? wordOf(t, 'why', row.why) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}
