import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { useEdit } from '../../../web/edit.tsx';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Columns,
  Facts,
  FormDialog,
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
      {open === 'facts' && <FactsDialog client={client} onClose={() => setOpen(null)} />}
      {open === 'close' && <CloseDialog client={client} onClose={() => setOpen(null)} />}
    </Card>
  );
}

const factsOf = ({
  alias,
  intakeOn,
  intakeKind,
  cameBy,
  language,
  interpreter,
  ageGroup,
  genderGroup,
  closedCircle,
}: ClientFacts): ClientFacts => ({
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

/** Changes what is known; when a colleague changed it meanwhile, both are shown side by side. */
function FactsDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t, language } = useWords();
  const closed = (list: string) => (id: string) => wordOf(t, list, id);
  const edit = useEdit<ClientFacts, unknown>({
    draft: `clients.${client.id}`,
    version: client.version,
    value: factsOf(client),
    current: (record) => factsOf(record as unknown as ClientFacts),
    compared: {
      alias: { label: t('clients.field.alias') },
      intakeOn: { label: t('clients.field.intakeOn'), show: formatDate },
      intakeKind: { label: t('clients.field.intakeKind'), show: closed('intakeKind') },
      cameBy: { label: t('clients.field.cameBy'), show: closed('cameBy') },
      language: { label: t('clients.field.language'), show: (tag) => languageName(tag, language, t) },
      interpreter: { label: t('clients.field.interpreter'), show: closed('interpreter') },
      ageGroup: { label: t('clients.field.ageGroup'), show: closed('ageGroup') },
      genderGroup: { label: t('clients.field.genderGroup'), show: closed('genderGroup') },
      closedCircle: {
        label: t('clients.field.closedCircle'),
        show: (on) => t(on ? 'clients.reply.yes' : 'clients.reply.no'),
      },
    },
    save: (value, version) => ask.clients.change({ id: client.id, version, ...value }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('clients.overview.edit')}
      verb={t('clients.save')}
      shape="wide"
      onClose={onClose}
      onCancel={() => {
        edit.discard();
        onClose();
      }}
      onSubmit={() => edit.run()}
      save={edit}
    >
      <FactsFields value={edit.value} onChange={edit.set} />
    </FormDialog>
  );
}

function CloseDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<(typeof closeReasons)[number] | null>(null);
  const save = useMutation({
    mutationFn: () =>
      ask.clients.change({ id: client.id, version: client.version, state: 'closed', closeReason: reason }),
    onSuccess: () => {
      void refreshClients();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('clients.overview.close')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('clients.overview.why')}
        name="closeReason"
        placeholder={t('ui.choose')}
        options={optionsOf(t, 'closeReason', closeReasons)}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
