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
  EmptyState,
  Facts,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
  Timeline,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { FieldsDialog, PaperDialog, SettleDialog, StepDialog } from './request-forms.tsx';
import { wordOf, type Request } from './shared.ts';

type Open = 'paper' | 'step' | 'fields' | 'settle' | null;

/** One request: the paper, what is still missing, what was done in order, how it ended. */
export default function RequestPage() {
  const { requestId = '' } = useParams({ strict: false }) as { requestId?: string };
  const read = useQuery(api.compelled.read.queryOptions({ input: { id: requestId }, staleTime: 60_000 }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page request={read.data} />;
}

function Page({ request }: { request: Request }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const live = request.mayWrite && request.outcome === null;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('disclosure.page.crumb')}
            crumbs={[{ label: t('disclosure.list.title'), href: '/compelled' }]}
          />
        }
        title={wordOf(t, 'kind', request.kind)}
        badges={
          request.outcome && (
            <Status tone="muted">
              {t('disclosure.page.ended', { how: wordOf(t, 'outcome', request.outcome) })}
            </Status>
          )
        }
        deadline={request.dueAt && !request.outcome && <Clock due={request.dueAt} />}
        actions={<ButtonLink href={`/clients/${request.client.id}`}>{request.client.alias}</ButtonLink>}
      />
      <Columns rail={<Rail request={request} live={live} onOpen={setOpen} />}>
        <Stack>
          {!request.outcome && <Missing request={request} />}
          <Card
            title={t('disclosure.page.steps')}
            actions={
              request.mayWrite && (
                <Button size="small" icon="plus" onPress={() => setOpen('step')}>
                  {t('disclosure.page.write')}
                </Button>
              )
            }
          >
            {request.steps.length === 0 ? (
              <EmptyState icon="clock" title={t('disclosure.page.noSteps')} />
            ) : (
              <Timeline
                label={t('disclosure.page.steps')}
                entries={request.steps.map((step) => entryOf(t, step))}
              />
            )}
          </Card>
        </Stack>
      </Columns>
      {open === 'paper' && <PaperDialog request={request} onClose={close} />}
      {open === 'step' && <StepDialog request={request} onClose={close} />}
      {open === 'fields' && <FieldsDialog request={request} onClose={close} />}
      {open === 'settle' && <SettleDialog request={request} onClose={close} />}
    </>
  );
}

function Missing({ request }: { request: Request }) {
  const { t } = useWords();
  if (request.missing.length === 0) return <Notice>{t('disclosure.page.ready')}</Notice>;
  return (
    <Notice tone="warn" title={t('disclosure.page.missing')}>
      <ul>
        {request.missing.map((one) => (
          <li key={one}>{wordOf(t, 'missing', one)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Rail({ request, live, onOpen }: { request: Request; live: boolean; onOpen: (what: Open) => void }) {
  const { t } = useWords();
  const { paper } = request;
  const texts = ['asker', 'contact', 'reference', 'asksFor', 'note'] as const;
  return (
    <Stack>
      <Card
        title={t('disclosure.page.paper')}
        actions={
          live && (
            <Button size="small" icon="edit" onPress={() => onOpen('paper')}>
              {t('disclosure.page.edit')}
            </Button>
          )
        }
      >
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('disclosure.field.receivedAt'), value: formatMoment(request.receivedAt) },
            { label: t('disclosure.field.receivedHow'), value: wordOf(t, 'received', request.receivedHow) },
            ...texts.map((name) => ({ label: t(`disclosure.field.${name}`), value: paper[name] })),
          ]}
        />
      </Card>
      <Card
        title={t('disclosure.page.minimum')}
        actions={
          live && (
            <Button size="small" icon="edit" onPress={() => onOpen('fields')}>
              {t('disclosure.page.name')}
            </Button>
          )
        }
      >
        {request.fields.length === 0 ? (
          <p>{t('disclosure.page.noMinimum')}</p>
        ) : (
          <ul>
            {request.fields.map((part) => (
              <li key={part}>{wordOf(t, 'part', part)}</li>
            ))}
          </ul>
        )}
      </Card>
      {live && (
        <Row>
          <Button onPress={() => onOpen('settle')}>{t('disclosure.page.settle')}</Button>
        </Row>
      )}
    </Stack>
  );
}

function entryOf(t: Translate, step: Request['steps'][number]) {
  const closed = [
    step.how && wordOf(t, 'way', step.how),
    step.result && wordOf(t, 'result', step.result),
    step.because && wordOf(t, 'because', step.because),
    step.claimedBy && wordOf(t, 'claimant', step.claimedBy),
    step.motion && wordOf(t, 'motion', step.motion),
    step.who,
  ].filter((one) => one);
  return {
    id: step.id,
    when: formatMoment(step.at),
    dateTime: step.at,
    icon: 'check' as const,
    title: [wordOf(t, 'step', step.kind), ...closed].join(' · '),
    by: step.recordedBy,
    children: step.words,
  };
}
