import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  DataList,
  DateField,
  EmptyState,
  Form,
  FormActions,
  NumberField,
  RadioGroup,
  Stack,
  Status,
  TextField,
  toast,
  type Column,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { meetingAudiences } from '../../vocabulary/command.ts';
import { AgendaFrame } from './frame.tsx';
import { today } from './names.ts';

type Meeting = Awaited<ReturnType<Client['meetings']['list']>>['rows'][number];

/** Meetings on cases, and the preparing of the next. */
export default function Agenda() {
  const { t } = useWords();
  const can = useCan();
  const [preparing, setPreparing] = useState(false);
  const meetings = useQuery(api.meetings.list.queryOptions({ input: {} }));
  const columns: Column<Meeting>[] = [
    {
      id: 'day',
      label: t('command.agenda.day'),
      primary: true,
      nowrap: true,
      cell: (row) => formatDate(row.heldOn),
    },
    { id: 'title', label: t('command.agenda.name'), cell: (row) => row.title },
    {
      id: 'audience',
      label: t('command.agenda.audience'),
      cell: (row) => t(`command.audience.${row.audience}`),
    },
    { id: 'chair', label: t('command.agenda.chair'), cell: (row) => row.chair },
    {
      id: 'state',
      label: t('command.agenda.state'),
      cell: (row) => (
        <Status tone={row.state === 'planned' ? 'accent' : 'muted'}>
          {t(`command.meetingState.${row.state}`)}
        </Status>
      ),
    },
  ];
  const actions = can('meetings.hold') && !preparing && (
    <Button look="primary" icon="plus" onPress={() => setPreparing(true)}>
      {t('command.agenda.prepare')}
    </Button>
  );
  return (
    <AgendaFrame part="meetings" actions={actions}>
      <Stack>
        {preparing && <Prepare onCancel={() => setPreparing(false)} />}
        <Loaded query={meetings}>
          {(data) => (
            <Card title={t('command.agenda.meetings')} count={data.total.count} flush>
              <DataList
                id="meetings"
                label={t('command.agenda.meetings')}
                columns={columns}
                rows={data.rows}
                rowId={(row) => row.id}
                rowName={(row) => row.title}
                href={(row) => `/agenda/${row.id}`}
                empty={
                  <EmptyState icon="agenda" title={t('command.agenda.none')}>
                    {t('command.agenda.noneHint')}
                  </EmptyState>
                }
              />
            </Card>
          )}
        </Loaded>
      </Stack>
    </AgendaFrame>
  );
}

function Prepare({ onCancel }: { onCancel: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form, setForm] = useState({
    heldOn: today(),
    title: t('command.agenda.usualName'),
    audience: meetingAudiences[0] as (typeof meetingAudiences)[number],
    idleDays: 30,
  });
  const prepare = useMutation(
    api.meetings.prepare.mutationOptions({
      onSuccess: async ({ id, listed, called }) => {
        toast({ text: t('command.agenda.prepared', { listed, called }) });
        await queries.invalidateQueries({ queryKey: api.meetings.key() });
        await navigate({ to: `/agenda/${id}` });
      },
    }),
  );
  return (
    <Card title={t('command.agenda.prepare')}>
      <Form
        onSubmit={() => prepare.mutate(form)}
        problemsTitle={t('ui.problems')}
        {...formProblems(prepare.error)}
      >
        <DateField
          label={t('command.agenda.day')}
          name="heldOn"
          min={today()}
          value={form.heldOn}
          onChange={(heldOn) => setForm({ ...form, heldOn })}
        />
        <TextField
          label={t('command.agenda.name')}
          hint={t('command.agenda.nameHint')}
          name="title"
          maxLength={200}
          value={form.title}
          onChange={(title) => setForm({ ...form, title })}
        />
        <RadioGroup
          label={t('command.agenda.audience')}
          name="audience"
          options={meetingAudiences.map((id) => ({
            id,
            label: t(`command.audience.${id}`),
            description: t(`command.audienceHint.${id}`),
          }))}
          value={form.audience}
          onChange={(audience) => setForm({ ...form, audience })}
        />
        <NumberField
          label={t('command.agenda.idleDays')}
          hint={t('command.agenda.idleHint')}
          name="idleDays"
          min={1}
          max={365}
          width="short"
          value={form.idleDays}
          onChange={(idleDays) => setForm({ ...form, idleDays })}
        />
        <FormActions>
          <Button look="primary" type="submit" icon="agenda" pending={prepare.isPending}>
            {t('command.agenda.doPrepare')}
          </Button>
          <Button onPress={onCancel}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Card>
  );
}
