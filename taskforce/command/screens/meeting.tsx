import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { saveFrom } from '../../../web/files.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import {
  AlertDialog,
  Breadcrumbs,
  Button,
  Card,
  EmptyState,
  Form,
  FormActions,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { again, type MeetingPage } from './meeting-query.ts';
import { MeetingItemCard } from './meeting-item.tsx';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';
import { Loaded } from '../../../web/unread.tsx';

/** A meeting: its agenda as far as one may read the cases, and for the chair the minutes. */
export default function Meeting() {
  const { t } = useWords();
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const query = useQuery(api.meetings.get.queryOptions({ input: { id: meetingId } }));
  const print = useMutation({
    mutationFn: (id: string) => client.meetings.document({ id }),
    onSuccess: saveFrom,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const meeting = query.data?.meeting;
  return (
    <>
      <PageHeader
        title={meeting?.title ?? t('command.meeting.title')}
        crumbs={
          <Breadcrumbs
            label={t('command.here')}
            crumbs={[{ label: t('command.agenda.title'), href: '/agenda' }]}
          />
        }
        {...(meeting
          ? {
              type: `${formatDate(meeting.heldOn)} · ${t(`command.audience.${meeting.audience}`)}`,
              owner: t('command.meeting.chairedBy', { who: meeting.chair }),
              badges: (
                <Status tone={meeting.state === 'planned' ? 'accent' : 'muted'}>
                  {t(`command.meetingState.${meeting.state}`)}
                </Status>
              ),
            }
          : {})}
        actions={
          <Button icon="print" pending={print.isPending} onPress={() => print.mutate(meetingId)}>
            {t('command.meeting.print')}
          </Button>
        }
      />
      <Loaded query={query} lines={10}>
        {(data) => <Items page={data} />}
      </Loaded>
    </>
  );
}

function Items({ page }: { page: MeetingPage }) {
  const { t } = useWords();
  const me = useMe();
  const { meeting, items, called, laborPrompt } = page;
  const chairs = meeting.chairId === me.account.id && meeting.state === 'planned';
  const listed = items.filter((item) => item.removedAt === null);
  const removed = items.filter((item) => item.removedAt !== null);
  return (
    <Stack>
      {laborPrompt && (
        <Notice tone="warn" title={t('command.meeting.labor')}>
          {t('command.meeting.laborHint')}
        </Notice>
      )}
      {called !== null && called > items.length && (
        <Notice
          title={t('command.meeting.called', { some: formatNumber(items.length), all: formatNumber(called) })}
        />
      )}
      {listed.length === 0 && (
        <Card>
          <EmptyState icon="agenda" title={t('command.meeting.none')}>
            {t('command.meeting.noneHint')}
          </EmptyState>
        </Card>
      )}
      {listed.map((item) => (
        <MeetingItemCard key={item.id} item={item} chairs={chairs} />
      ))}
      {removed.length > 0 && (
        <Card title={t('command.meeting.removed')} count={removed.length}>
          <ul>
            {removed.map((item) => (
              <li key={item.id}>
                {item.number}: {item.removeReason}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {chairs && <AddCase meetingId={meeting.id} />}
      {chairs && <Closing id={meeting.id} version={meeting.version} />}
      <Card title={t('command.history')}>
        <AccessLog table="meetings" id={meeting.id} />
      </Card>
    </Stack>
  );
}

function AddCase({ meetingId }: { meetingId: string }) {
  const { t } = useWords();
  const [form, setForm] = useState({ number: '', reason: '' });
  const add = useMutation(
    api.meetings.addCase.mutationOptions({
      onSuccess: async () => {
        setForm({ number: '', reason: '' });
        await again();
      },
    }),
  );
  return (
    <Card title={t('command.meeting.add')}>
      <Form
        onSubmit={() => add.mutate({ meetingId, ...form })}
        problemsTitle={t('ui.problems')}
        {...formProblems(add.error)}
      >
        <TextField
          label={t('command.meeting.number')}
          hint={t('command.meeting.numberHint')}
          name="number"
          width="short"
          value={form.number}
          onChange={(number) => setForm({ ...form, number })}
        />
        <TextField
          label={t('command.meeting.why')}
          name="reason"
          width="full"
          maxLength={500}
          value={form.reason}
          onChange={(reason) => setForm({ ...form, reason })}
        />
        <FormActions>
          <Button type="submit" icon="plus" pending={add.isPending}>
            {t('command.meeting.doAdd')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

function Closing({ id, version }: { id: string; version: number }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<'held' | 'cancelled' | null>(null);
  const close = useMutation(
    api.meetings.close.mutationOptions({
      onSuccess: again,
      // Somebody else closed it: the page is read again and says so.
      onError: (error) => {
        toast({ text: problemOf(error).sentence, tone: 'warn' });
        void again();
      },
      onSettled: () => setAsked(null),
    }),
  );
  return (
    <Row>
      <Button look="primary" icon="check" onPress={() => setAsked('held')}>
        {t('command.meeting.close')}
      </Button>
      <Button look="danger-quiet" onPress={() => setAsked('cancelled')}>
        {t('command.meeting.cancel')}
      </Button>
      <AlertDialog
        open={asked !== null}
        title={t(asked === 'cancelled' ? 'command.meeting.cancel' : 'command.meeting.close')}
        confirmLabel={t('command.meeting.doClose')}
        cancelLabel={t('ui.cancel')}
        pending={close.isPending}
        onCancel={() => setAsked(null)}
        onConfirm={() => asked && close.mutate({ id, version, state: asked })}
      >
        {t('command.meeting.closeHint')}
      </AlertDialog>
    </Row>
  );
}
