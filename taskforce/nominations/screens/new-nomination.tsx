import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  ComboBox,
  DateField,
  Form,
  FormActions,
  Notice,
  PageHeader,
  RadioGroup,
  Select,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { sources } from '../rules.ts';
import { emptyDraft, NominationFields, type Draft } from './nomination-fields.tsx';

type Given = Parameters<Client['nominations']['nominate']>[0];
type Source = {
  source: (typeof sources)[number];
  tipId: string | null;
  caseId: string | null;
  strandId: string | null;
  knownSince: string;
};

/** What is sent; what was not filled in is told by the server with its field. */
function fromOf(from: Source): Given['from'] {
  if (from.source === 'tip') return { source: 'tip', tipId: from.tipId ?? '' };
  if (from.source === 'strand') return { source: 'strand', strandId: from.strandId ?? '' };
  return { source: 'fresh', knownSince: from.knownSince };
}

/** Nominating a target: from a tip, from a strand, or from what one knows. */
export default function NewNomination() {
  const { t } = useWords();
  const navigate = useNavigate();
  const given = useSearch({ strict: false }) as { tip?: string; case?: string; strand?: string };
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [from, setFrom] = useState<Source>(() => ({
    source: given.tip ? 'tip' : given.strand ? 'strand' : 'fresh',
    tipId: given.tip ?? null,
    caseId: given.case ?? null,
    strandId: given.strand ?? null,
    knownSince: new Date().toISOString().slice(0, 10),
  }));
  const save = useAct(
    () => client.nominations.nominate({ ...(draft as Omit<Given, 'from'>), from: fromOf(from) }),
    ({ id, number }) => {
      toast({ text: t('nominations.made', { number }) });
      void navigate({ to: `/nominations/${id}` as never });
    },
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('nominations.crumb')}
            crumbs={[{ label: t('nominations.title'), href: '/nominations' }]}
          />
        }
        title={t('nominations.new')}
        lead={t('nominations.newLead')}
      />
      <Card>
        <Form
          label={t('nominations.new')}
          onSubmit={() => save.run(undefined)}
          problemsTitle={t('ui.problems')}
          problems={save.problems}
          failure={save.failure}
        >
          <RadioGroup
            label={t('nominations.field.from')}
            name="from.source"
            inline
            options={sources.map((id) => ({ id, label: t(`nominations.source.${id}`) }))}
            value={from.source}
            onChange={(source) => setFrom({ ...from, source })}
          />
          <FromFields from={from} onChange={(change) => setFrom({ ...from, ...change })} />
          <NominationFields value={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
          <FormActions>
            <Button look="primary" type="submit" pending={save.pending}>
              {t('nominations.new')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}

function FromFields({ from, onChange }: { from: Source; onChange: (change: Partial<Source>) => void }) {
  const { t } = useWords();
  if (from.source === 'tip') return <TipField from={from} onChange={onChange} />;
  if (from.source === 'strand') return <StrandField from={from} onChange={onChange} />;
  return (
    <DateField
      label={t('nominations.field.knownSince')}
      hint={t('nominations.clock.rule')}
      name="from.knownSince"
      value={from.knownSince}
      onChange={(knownSince) => onChange({ knownSince })}
    />
  );
}

function TipField({ from, onChange }: { from: Source; onChange: (change: Partial<Source>) => void }) {
  const { t } = useWords();
  const tips = useQuery(api.tips.list.queryOptions({ input: { limit: 100 } })).data?.rows ?? [];
  return (
    <>
      <Select
        label={t('nominations.field.tip')}
        name="from.tipId"
        placeholder={t('nominations.choose')}
        width="full"
        options={tips.map((tip) => ({ id: tip.id, label: tip.number }))}
        value={from.tipId}
        onChange={(tipId) => onChange({ tipId })}
      />
      <Notice>{t('nominations.clock.rule')}</Notice>
    </>
  );
}

function StrandField({ from, onChange }: { from: Source; onChange: (change: Partial<Source>) => void }) {
  const { t } = useWords();
  const cases =
    useQuery(api.cases.list.queryOptions({ input: { status: 'open', limit: 100 } })).data?.rows ?? [];
  const whole = useQuery({
    ...api.cases.read.queryOptions({ input: { id: from.caseId ?? '' } }),
    enabled: from.caseId !== null,
  }).data;
  return (
    <>
      <ComboBox
        label={t('nominations.field.case')}
        name="from.caseId"
        empty={t('ui.nothing')}
        width="full"
        options={cases.map((one) => ({ id: one.id, label: `${one.number}, ${one.title}` }))}
        value={from.caseId}
        onChange={(caseId) => onChange({ caseId, strandId: null })}
      />
      <Select
        label={t('nominations.field.strand')}
        name="from.strandId"
        placeholder={t('nominations.choose')}
        options={(whole?.strands ?? []).map(({ id, label }) => ({ id, label }))}
        value={from.strandId}
        onChange={(strandId) => onChange({ strandId })}
        disabled={from.caseId === null}
      />
    </>
  );
}
