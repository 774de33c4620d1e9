import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { Leaves } from '../../../web/house/offers/leaves.tsx';
import { formProblems } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  PageHeader,
  Select,
  Stack,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { CaseChoice } from '../../cases/screens/case-choice.tsx';
import { ProviderChoice } from './provider-choice.tsx';
import { emptyWording, WordingFields, type Wording, type WordingDraft } from './wording-fields.tsx';

type Leaving = Awaited<ReturnType<Client['standby']['preview']>>['leaves'];

/** Composing a notice: from a case or a strand, previewed field by field, then sent to the providers chosen. */
export default function NewNotice() {
  const { t } = useWords();
  const navigate = useNavigate();
  const from = useSearch({ strict: false }) as { case?: string; strand?: string; operation?: string };
  const me = useMe();
  const [caseId, setCaseId] = useState<string | null>(from.case ?? null);
  const [strandId, setStrandId] = useState<string | null>(from.strand ?? null);
  const [value, setValue] = useState<WordingDraft>(() => emptyWording(new Date(), me.account.id));
  const [chosen, setProviderIds] = useState<string[] | null>(null);
  const standing = useStandingBy(from.operation);
  const providerIds = chosen ?? standing;
  const [leaves, setLeaves] = useState<Leaving | null>(null);
  const wording = value as Wording;
  const preview = useMutation({
    mutationFn: () => client.standby.preview({ wording }),
    onSuccess: (seen) => setLeaves(seen.leaves),
  });
  const send = useMutation({
    mutationFn: async () => {
      const { id } = await client.standby.send({ caseId: caseId ?? '', strandId, wording, providerIds });
      if (from.operation !== undefined)
        await client.operations.attachNotice({ operationId: from.operation, noticeId: id });
      return id;
    },
    onSuccess: (id) => {
      toast({ text: t('standby.sent') });
      void queries.invalidateQueries({ queryKey: api.standby.key() });
      void queries.invalidateQueries({ queryKey: api.operations.key() });
      const back = from.operation;
      void navigate({
        to: (back === undefined ? `/stand-by/${id}` : `/operations/${back}/readiness`) as never,
      });
    },
  });
  const problems = formProblems(send.error ?? preview.error);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('standby.all')} crumbs={[{ label: t('standby.title'), href: '/stand-by' }]} />
        }
        title={t('standby.new')}
        lead={t('standby.newLead')}
      />
      <Card>
        <Form
          label={t('standby.new')}
          onSubmit={() => (leaves ? send.mutate() : preview.mutate())}
          problemsTitle={t('ui.problems')}
          {...problems}
        >
          {leaves ? (
            <Stack>
              <h2>{t('standby.preview.title')}</h2>
              <p>{t('standby.preview.lead')}</p>
              <Leaves body={leaves} />
            </Stack>
          ) : (
            <>
              <CaseAndStrand caseId={caseId} strandId={strandId} onCase={setCaseId} onStrand={setStrandId} />
              <WordingFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
              <ProviderChoice chosen={providerIds} onChange={setProviderIds} />
            </>
          )}
          <FormActions>
            <Button
              look="primary"
              type="submit"
              pending={preview.isPending || send.isPending}
              isDisabled={caseId === null || providerIds.length === 0}
            >
              {t(leaves ? 'standby.preview.send' : 'standby.preview.show')}
            </Button>
            {leaves && (
              <Button
                onPress={() => {
                  send.reset();
                  setLeaves(null);
                }}
              >
                {t('standby.preview.back')}
              </Button>
            )}
          </FormActions>
        </Form>
      </Card>
    </>
  );
}

/** Providers that stand by for an operation and do not know yet what is asked of them. */
function useStandingBy(operationId: string | undefined): string[] {
  const gate = useQuery({
    ...api.operations.gate.queryOptions({ input: { operationId: operationId ?? '' } }),
    enabled: operationId !== undefined,
  }).data;
  return gate?.standbys.filter(({ knows }) => !knows).map(({ provider }) => provider.id) ?? [];
}

/** The case or strand a notice is made for; it stays here. */
function CaseAndStrand({
  caseId,
  strandId,
  onCase,
  onStrand,
}: {
  caseId: string | null;
  strandId: string | null;
  onCase: (id: string | null) => void;
  onStrand: (id: string | null) => void;
}) {
  const { t } = useWords();
  const whole = useQuery({
    ...api.cases.read.queryOptions({ input: { id: caseId ?? '' } }),
    enabled: caseId !== null,
  }).data;
  return (
    <>
      <CaseChoice
        label={t('standby.field.case')}
        empty={t('ui.nothing')}
        open
        value={caseId}
        onChange={(id) => {
          onCase(id);
          if (id !== caseId) onStrand(null);
        }}
      />
      <Select
        label={t('standby.field.strand')}
        name="strandId"
        placeholder={t('ui.choose')}
        options={[
          { id: 'case', label: t('standby.field.wholeCase') },
          ...(whole?.strands ?? []).map(({ id, label }) => ({ id, label })),
        ]}
        value={strandId ?? 'case'}
        onChange={(id) => onStrand(id === 'case' ? null : id)}
        disabled={caseId === null}
      />
    </>
  );
}
