import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Clock,
  Columns,
  Facts,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { Preview } from './preview.tsx';
import { MadeDialog, NotMadeDialog, ToldDialog } from './report-forms.tsx';
import { stateOf } from './report-list.tsx';
import { wordOf, type Report } from './shared.ts';

/** One report: what is to be done by phone or on paper, what was done, and whether the client was told. */
export default function ReportPage() {
  const { reportId = '' } = useParams({ strict: false }) as { reportId?: string };
  const read = useQuery(api.reports.read.queryOptions({ input: { id: reportId }, staleTime: 60_000 }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page report={read.data} />;
}

function Page({ report }: { report: Report }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'made' | 'not_made' | 'told' | null>(null);
  const state = stateOf(report);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('reports.page.crumb')}
            crumbs={[{ label: t('reports.list.title'), href: '/reports' }]}
          />
        }
        title={wordOf(t, 'path', report.path)}
        badges={
          <Status tone={state === 'open' ? 'danger' : state === 'made' ? 'good' : 'muted'}>
            {wordOf(t, 'state', state)}
          </Status>
        }
        deadline={
          report.dueAt &&
          state !== 'not_made' && (
            <Clock due={report.dueAt} {...(report.madeAt ? { metAt: report.madeAt } : {})} />
          )
        }
        actions={<ButtonLink href={`/clients/${report.client.id}`}>{report.client.alias}</ButtonLink>}
      />
      <Columns rail={<ToldCard report={report} onTell={() => setOpen('told')} />}>
        <Stack>
          {state === 'open' && (
            <Notice
              tone="danger"
              title={t('reports.page.toDo', { who: wordOf(t, 'recipient', report.recipient) })}
              action={
                report.mayWrite && (
                  <Row>
                    <Button look="primary" onPress={() => setOpen('made')}>
                      {t('reports.page.made')}
                    </Button>
                    <Button onPress={() => setOpen('not_made')}>{t('reports.page.notMade')}</Button>
                  </Row>
                )
              }
            >
              {report.rule ? `${report.rule.words} ${report.rule.call}` : t('reports.page.nothingIsSent')}
            </Notice>
          )}
          <Done report={report} />
          {state === 'open' && <Preview clientId={report.client.id} path={report.path} />}
        </Stack>
      </Columns>
      {open === 'made' && <MadeDialog report={report} onClose={close} />}
      {open === 'not_made' && <NotMadeDialog report={report} onClose={close} />}
      {open === 'told' && <ToldDialog report={report} onClose={close} />}
    </>
  );
}

function Done({ report }: { report: Report }) {
  const { t } = useWords();
  const moment = (at: string | null) => (at ? formatMoment(at) : '');
  return (
    <Card title={t('reports.page.done')}>
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={[
          { label: t('reports.field.foundAt'), value: moment(report.foundAt) },
          { label: t('reports.field.recipient'), value: wordOf(t, 'recipient', report.recipient) },
          { label: t('reports.field.madeAt'), value: moment(report.madeAt) },
          { label: t('reports.field.how'), value: report.madeHow ? wordOf(t, 'how', report.madeHow) : '' },
          { label: t('reports.field.takenBy'), value: report.takenBy },
          { label: t('reports.field.reference'), value: report.reference },
          {
            label: t('reports.field.fields'),
            value: report.fields.map((part) => wordOf(t, 'part', part)).join(', '),
          },
          ...(report.notMade
            ? [{ label: t('reports.field.notMade'), value: wordOf(t, 'notMade', report.notMade) }]
            : []),
          { label: t('reports.danger.what'), value: report.words },
          { label: t('reports.field.enteredBy'), value: `${report.createdBy}, ${moment(report.createdAt)}` },
        ]}
      />
    </Card>
  );
}

function ToldCard({ report, onTell }: { report: Report; onTell: () => void }) {
  const { t } = useWords();
  return (
    <Card title={t('reports.told.title')}>
      <Stack gap="small">
        <Status tone={report.told === 'told' ? 'good' : 'warn'}>{wordOf(t, 'told', report.told)}</Status>
        {report.toldAt && <p>{formatMoment(report.toldAt)}</p>}
        {report.toldWords !== '' && <p>{report.toldWords}</p>}
        {report.told !== 'told' && <p>{t('reports.told.hint')}</p>}
        {report.told !== 'told' && report.mayWrite && (
          <Row>
            <Button onPress={onTell}>{t('reports.told.write')}</Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}
