import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  ComboBox,
  DateField,
  EmptyState,
  Form,
  FormActions,
  RadioGroup,
  Select,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { DecisionCard, again } from './decision-list.tsx';
import { CasePart } from './frame.tsx';

/** What a case waits for somebody to decide. */
export default function CaseDecisions({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const list = useQuery(api.decisions.list.queryOptions({ input: { caseId } }));
  const actions = can('cases.write') && !asking && (
    <Button look="primary" icon="plus" onPress={() => setAsking(true)}>
      {t('command.decisions.ask')}
    </Button>
  );
  return (
    <CasePart lead={t('command.decisions.lead')} actions={actions}>
      <Stack>
        {asking && <Ask caseId={caseId} onDone={() => setAsking(false)} />}
        <Loaded query={list}>
          {({ decisions }) => (
            <Stack>
              {decisions.length === 0 && (
                <Card>
                  <EmptyState icon="check" title={t('command.decisions.none')} />
                </Card>
              )}
              {decisions.map((one) => (
                <DecisionCard key={one.id} one={one} />
              ))}
            </Stack>
          )}
        </Loaded>
      </Stack>
    </CasePart>
  );
}

function Ask({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const { t } = useWords();
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const one = useQuery(api.cases.read.queryOptions({ input: { id: caseId } }));
  const [form, setForm] = useState({
    question: '',
    how: 'person' as 'person' | 'office',
    deciderId: null as string | null,
    deciderName: '',
    strandId: 'none',
    neededBy: '',
  });
  const ask = useMutation(
    api.decisions.ask.mutationOptions({
      onSuccess: async () => {
        onDone();
        await again();
      },
    }),
  );
  const send = () =>
    ask.mutate({
      caseId,
      question: form.question,
      ...(form.strandId === 'none' ? {} : { strandId: form.strandId }),
      ...(form.how === 'person'
        ? { deciderId: form.deciderId ?? undefined }
        : { deciderName: form.deciderName }),
      ...(form.neededBy === '' ? {} : { neededBy: form.neededBy }),
    });
  const colleagues = (people.data?.colleagues ?? []).map((who) => ({
    id: who.id,
    label: who.displayName,
    description: who.agencyName,
  }));
  const strands = [
    { id: 'none', label: t('command.decisions.wholeCase') },
    ...(one.data?.strands ?? []).map(({ id, label }) => ({ id, label })),
  ];
  return (
    <Card title={t('command.decisions.ask')}>
      <Form onSubmit={send} problemsTitle={t('ui.problems')} {...formProblems(ask.error)}>
        <TextField
          label={t('command.decisions.question')}
          name="question"
          width="full"
          maxLength={500}
          autoFocus
          value={form.question}
          onChange={(question) => setForm({ ...form, question })}
        />
        <Select
          label={t('command.decisions.strand')}
          placeholder={t('ui.choose')}
          options={strands}
          value={form.strandId}
          onChange={(strandId) => setForm({ ...form, strandId })}
        />
        <RadioGroup
          label={t('command.decisions.who')}
          inline
          options={(['person', 'office'] as const).map((id) => ({ id, label: t(`command.decisions.${id}`) }))}
          value={form.how}
          onChange={(how) => setForm({ ...form, how })}
        />
        {form.how === 'person' ? (
          <ComboBox
            label={t('command.decisions.personName')}
            name="deciderId"
            empty={t('command.nobody')}
            options={colleagues}
            value={form.deciderId}
            onChange={(deciderId) => setForm({ ...form, deciderId })}
          />
        ) : (
          <TextField
            label={t('command.decisions.officeName')}
            name="deciderName"
            maxLength={200}
            value={form.deciderName}
            onChange={(deciderName) => setForm({ ...form, deciderName })}
          />
        )}
        <DateField
          label={t('command.decisions.neededBy')}
          name="neededBy"
          required={false}
          value={form.neededBy}
          onChange={(neededBy) => setForm({ ...form, neededBy })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={ask.isPending}>
            {t('command.decisions.send')}
          </Button>
          <Button onPress={onDone}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Card>
  );
}
