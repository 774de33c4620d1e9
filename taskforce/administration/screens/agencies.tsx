import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  DataList,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  Row,
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

type Agency = { id: string; name: string; shortName: string; kind: string; version: number };
type AgencyRow = Agency & { people: number };

/** The member agencies, and a new one. */
export default function Agencies() {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Agency | null>(null);
  const [ending, setEnding] = useState<Agency | null>(null);
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
        <ReadFailed query={read} />
      ) : (
        <DataList
          id="administration.agencies"
          label={t('administration.agencies.title')}
          columns={columnsOf(t, setChanging, setEnding)}
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
      <Dialog
        open={changing !== null}
        onClose={() => setChanging(null)}
        title={t('administration.agencies.change')}
        closeLabel={t('ui.close')}
      >
        {changing && <AgencyForm agency={changing} onDone={() => setChanging(null)} />}
      </Dialog>
      <Dialog
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={t('administration.agencies.end')}
        closeLabel={t('ui.close')}
      >
        {ending && <EndAgency agency={ending} onDone={() => setEnding(null)} />}
      </Dialog>
    </AdministrationFrame>
  );
}

/** The kind in words; kinds of older records and of imports are shown by their code. */
function kindName(kind: string, t: Translate): string {
  const key = `vocabulary.agencyKind.${kind}.label`;
  return knows(key) ? t(key) : kind.replaceAll('_', ' ');
}

const columnsOf = (
  t: Translate,
  change: (agency: Agency) => void,
  end: (agency: Agency) => void,
): Column<AgencyRow>[] => [
  { id: 'name', label: t('administration.agencies.name'), primary: true, cell: (row) => row.name },
  { id: 'shortName', label: t('administration.agencies.shortName'), cell: (row) => row.shortName },
  { id: 'kind', label: t('administration.agencies.kind'), cell: (row) => kindName(row.kind, t) },
  {
    id: 'people',
    label: t('administration.agencies.people'),
    align: 'end',
    cell: (row) => formatNumber(row.people),
  },
  {
    id: 'act',
    label: t('administration.agencies.act'),
    cell: (row) => (
      <Row>
        <Button look="quiet" size="small" onPress={() => change(row)}>
          {t('administration.agencies.change')}
        </Button>
        <Button look="quiet" size="small" onPress={() => end(row)}>
          {t('administration.agencies.end')}
        </Button>
      </Row>
    ),
  },
];

/** Ends a membership after a word on what stays. People must have left before; the server says so otherwise. */
function EndAgency({ agency, onDone }: { agency: Agency; onDone: () => void }) {
  const { t } = useWords();
  const end = useMutation({
    mutationFn: () => client.identity.endAgency({ id: agency.id, version: agency.version }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.identity.colleagues.key() });
      toast({ text: t('administration.agencies.ended', { name: agency.name }) });
      onDone();
    },
  });
  const { problems, failure } = formProblems(end.error);
  return (
    <Form
      onSubmit={() => end.mutate()}
      problemsTitle={t('ui.problems')}
      problems={problems}
      failure={failure}
    >
      <p>{t('administration.agencies.endText', { name: agency.name })}</p>
      <FormActions>
        <Button look="danger" type="submit" pending={end.isPending}>
          {t('administration.agencies.end')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

/** A new agency, or another name or kind for one that is there. */
function AgencyForm({ agency, onDone }: { agency?: Agency; onDone: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState({
    name: agency?.name ?? '',
    shortName: agency?.shortName ?? '',
    kind: agency?.kind ?? '',
  });
  const put = (name: keyof typeof given) => (value: string) =>
    setGiven((before) => ({ ...before, [name]: value }));
  const add = useMutation({
    mutationFn: async () => {
      if (agency) await client.identity.changeAgency({ id: agency.id, version: agency.version, ...given });
      else await client.identity.addAgency(given);
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.identity.colleagues.key() });
      toast({
        text: t(agency ? 'administration.agencies.changed' : 'administration.agencies.added', {
          name: given.name,
        }),
      });
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
          {t(agency ? 'administration.agencies.save' : 'administration.agencies.add')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
