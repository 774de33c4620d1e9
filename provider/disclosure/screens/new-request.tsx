import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  MomentField,
  PageHeader,
  RadioGroup,
  Select,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ClientChoice } from '../../reports/screens/client-choice.tsx';
import { compelledKinds, receivedWays } from '../../vocabulary/compelled.ts';
import { emptyPaper, PaperFields } from './paper-fields.tsx';
import { optionsOf, refreshRequests } from './shared.ts';

/** Enters a paper as it arrives. */
export default function NewRequest() {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { client?: string };
  const [clientId, setClientId] = useState<string | null>(search.client ?? null);
  const [kind, setKind] = useState<(typeof compelledKinds)[number]>('subpoena');
  const [receivedHow, setReceivedHow] = useState<(typeof receivedWays)[number]>('in_person');
  const [receivedAt, setReceivedAt] = useState(() => new Date().toISOString());
  const [dueAt, setDueAt] = useState('');
  const [paper, setPaper] = useState(emptyPaper);
  const save = useMutation({
    mutationFn: () =>
      ask.compelled.enter({
        // Nobody chosen is sent as nobody: the server names the field and what to do.
        clientId: clientId ?? '',
        kind,
        receivedAt,
        receivedHow,
        dueAt: dueAt === '' ? null : dueAt,
        paper,
      }),
    onSuccess: ({ id }) => {
      void refreshRequests();
      void navigate({ to: `/compelled/${id}` as never });
    },
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('disclosure.page.crumb')}
            crumbs={[{ label: t('disclosure.list.title'), href: '/compelled' }]}
          />
        }
        title={t('disclosure.new.title')}
        lead={t('disclosure.new.lead')}
      />
      <Card>
        <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
          <ClientChoice name="clientId" value={clientId} onChange={setClientId} />
          <RadioGroup
            inline
            name="kind"
            label={t('disclosure.field.kind')}
            options={optionsOf(t, 'kind', compelledKinds)}
            value={kind}
            onChange={setKind}
          />
          <MomentField
            name="receivedAt"
            label={t('disclosure.field.receivedAt')}
            value={receivedAt}
            onChange={setReceivedAt}
          />
          <Select
            name="receivedHow"
            label={t('disclosure.field.receivedHow')}
            placeholder={t('ui.choose')}
            options={optionsOf(t, 'received', receivedWays)}
            value={receivedHow}
            onChange={setReceivedHow}
          />
          <MomentField
            name="dueAt"
            label={t('disclosure.field.dueAt')}
            required={false}
            value={dueAt}
            onChange={setDueAt}
          />
          <PaperFields value={paper} onChange={setPaper} />
          <FormActions>
            <Button look="primary" type="submit" pending={save.isPending}>
              {t('disclosure.new.save')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}
