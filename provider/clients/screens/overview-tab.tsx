import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Columns,
  Dialog,
  Facts,
  Form,
  FormActions,
  Row,
  Select,
  Stack,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { closeReasons } from '../../vocabulary/clients.ts';
import { Deadlines } from './deadlines.tsx';
import { FactsFields, type ClientFacts } from './facts-form.tsx';
import { languageName, optionsOf, refreshClients, wordOf, type Client } from './shared.ts';
import { Team } from './team.tsx';

/** What is known without opening anything: facts, deadlines, the team. */
export function OverviewTab({ client }: { client: Client }) {
  return (
    <Columns
      rail={
        <Stack>
          <Deadlines client={client} />
          <Team client={client} />
        </Stack>
      }
    >
      <Known client={client} />
    </Columns>
  );
}

function Known({ client }: { client: Client }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<'facts' | 'close' | null>(null);
  const live = client.may.write && client.state !== 'destroyed';
  const reopen = useMutation({
    mutationFn: () => ask.clients.change({ id: client.id, version: client.version, state: 'active' }),
    onSuccess: refreshClients,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  return (
    <Card
      title={t('clients.overview.title')}
      actions={
        live && (
          <Row>
            <Button size="small" icon="edit" onPress={() => setOpen('facts')}>
              {t('clients.overview.edit')}
            </Button>
            {client.state === 'intake' && (
              <Button size="small" pending={reopen.isPending} onPress={() => reopen.mutate()}>
                {t('clients.overview.activate')}
              </Button>
            )}
            {client.state === 'closed' ? (
              <Button size="small" pending={reopen.isPending} onPress={() => reopen.mutate()}>
                {t('clients.overview.reopen')}
              </Button>
            ) : (
              <Button size="small" onPress={() => setOpen('close')}>
                {t('clients.overview.close')}
              </Button>
            )}
          </Row>
        )
      }
    >
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={[
          { label: t('clients.field.ageGroup'), value: wordOf(t, 'ageGroup', client.ageGroup) },
          { label: t('clients.field.genderGroup'), value: wordOf(t, 'genderGroup', client.genderGroup) },
          { label: t('clients.field.language'), value: languageName(client.language, language, t) },
          { label: t('clients.field.interpreter'), value: wordOf(t, 'interpreter', client.interpreter) },
          { label: t('clients.field.cameBy'), value: wordOf(t, 'cameBy', client.cameBy) },
          { label: t('clients.field.intakeOn'), value: formatDate(client.intakeOn) },
          { label: t('clients.field.intakeKind'), value: wordOf(t, 'intakeKind', client.intakeKind) },
          ...(client.closedOn
            ? [
                {
                  label: t('clients.overview.closed'),
                  value: `${formatDate(client.closedOn)}, ${wordOf(t, 'closeReason', client.closeReason ?? '')}`,
                },
              ]
            : []),
        ]}
      />
      <Dialog
        open={open === 'facts'}
        onClose={() => setOpen(null)}
        title={t('clients.overview.edit')}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        <FactsForm client={client} onDone={() => setOpen(null)} />
      </Dialog>
      <Dialog
        open={open === 'close'}
        onClose={() => setOpen(null)}
        title={t('clients.overview.close')}
        closeLabel={t('ui.close')}
      >
        <CloseForm client={client} onDone={() => setOpen(null)} />
      </Dialog>
    </Card>
  );
}

function FactsForm({ client, onDone }: { client: Client; onDone: () => void }) {
  const { t } = useWords();
  const { alias, intakeOn, intakeKind, cameBy, language, interpreter, ageGroup, genderGroup, closedCircle } =
    client;
  const [value, setValue] = useState<ClientFacts>({
    alias,
    intakeOn,
    intakeKind,
    cameBy,
    language,
    interpreter,
    ageGroup,
    genderGroup,
    closedCircle,
  });
  const save = useMutation({
    mutationFn: () => ask.clients.change({ id: client.id, version: client.version, ...value }),
    onSuccess: () => {
      void refreshClients();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <FactsFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('clients.save')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function CloseForm({ client, onDone }: { client: Client; onDone: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<(typeof closeReasons)[number] | null>(null);
  const save = useMutation({
    mutationFn: () =>
      ask.clients.change({ id: client.id, version: client.version, state: 'closed', closeReason: reason }),
    onSuccess: () => {
      void refreshClients();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <Select
        label={t('clients.overview.why')}
        name="closeReason"
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'closeReason', closeReasons)}
        value={reason}
        onChange={setReason}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('clients.overview.close')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
