import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  DataList,
  Dialog,
  EmptyState,
  Failed,
  Form,
  FormActions,
  Select,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatNumber, knows, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { agencyKinds } from '../../vocabulary/agencies.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import { ExportButton } from '../../exports/screens/export-button.tsx';

type AgencyRow = { id: string; name: string; shortName: string; kind: string; people: number };

/** The member agencies, and a new one. */
export default function Agencies() {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const read = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const rows = read.data?.agencies.map((agency) => ({
    ...agency,
    people: read.data.colleagues.filter((one) => one.agencyId === agency.id && one.status === 'active')
      .length,
  }));
  return (
    <AdministrationFrame
      part="agencies"
      actions={
        <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
          {t('administration.agencies.add')}
        </Button>
      }
    >
      {read.isError ? (
        <Failed
          title={t('shell.problem.page')}
          retryLabel={t('ui.retry')}
          onRetry={() => void read.refetch()}
        >
          {problemOf(read.error).sentence}
        </Failed>
      ) : (
        <DataList
          id="administration.agencies"
          label={t('administration.agencies.title')}
          columns={columnsOf(t)}
          rows={rows}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          tools={<ExportButton list={{ list: 'agencies', filter: {} }} permission="accounts.manage" />}
          empty={<EmptyState icon="people" title={t('administration.agencies.none')} />}
        />
      )}
      <Dialog
        open={adding}
        onClose={() => setAdding(false)}
        title={t('administration.agencies.add')}
        closeLabel={t('ui.close')}
      >
        <AgencyForm onDone={() => setAdding(false)} />
      </Dialog>
    </AdministrationFrame>
  );
}

/** The kind in words; kinds of older records and of imports are shown by their code. */
function kindName(kind: string, t: Translate): string {
  const key = `vocabulary.agencyKind.${kind}.label`;
  return knows(key) ? t(key) : kind.replaceAll('_', ' ');
}

const columnsOf = (t: Translate): Column<AgencyRow>[] => [
  { id: 'name', label: t('administration.agencies.name'), primary: true, cell: (row) => row.name },
  { id: 'shortName', label: t('administration.agencies.shortName'), cell: (row) => row.shortName },
  { id: 'kind', label: t('administration.agencies.kind'), cell: (row) => kindName(row.kind, t) },
  {
    id: 'people',
    label: t('administration.agencies.people'),
    align: 'end',
    cell: (row) => formatNumber(row.people),
  },
];

function AgencyForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState({ name: '', shortName: '', kind: '' });
  const put = (name: keyof typeof given) => (value: string) =>
    setGiven((before) => ({ ...before, [name]: value }));
  const add = useMutation({
    mutationFn: () => client.identity.addAgency(given),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.identity.colleagues.key() });
      toast({ text: t('administration.agencies.added', { name: given.name }) });
      onDone();
    },
  });
  return (
    <Form onSubmit={() => add.mutate()} problemsTitle={t('ui.problems')} {...formProblems(add.error)}>
      <TextField
        label={t('administration.agencies.name')}
        name="name"
        value={given.name}
        onChange={put('name')}
        autoComplete="off"
        autoFocus
      />
      <TextField
        label={t('administration.agencies.shortName')}
        hint={t('administration.agencies.shortHint')}
        name="shortName"
        width="short"
        value={given.shortName}
        onChange={put('shortName')}
        autoComplete="off"
      />
      <Select
        label={t('administration.agencies.kind')}
        name="kind"
        placeholder={t('ui.choose')}
        width="full"
        value={given.kind === '' ? null : given.kind}
        onChange={put('kind')}
        options={agencyKinds.map((id) => ({ id, label: kindName(id, t) }))}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={add.isPending}>
          {t('administration.agencies.add')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
