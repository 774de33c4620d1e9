import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  FormSection,
  Notice,
  PageHeader,
  RadioGroup,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { treatedAsMinor } from '../rules.ts';
import { FactsFields, type ClientFacts } from './facts-form.tsx';
import { optionsOf, refreshClients } from './shared.ts';

const foreignAnswers = ['yes', 'may_be', 'no', 'unknown'] as const;
type Intake = ClientFacts & { foreignMinor: (typeof foreignAnswers)[number] };

const localDay = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};
const empty = (): Intake => ({
  alias: '',
  intakeOn: localDay(),
  intakeKind: 'new',
  cameBy: 'unknown',
  language: 'und',
  interpreter: 'unknown',
  ageGroup: 'unknown',
  genderGroup: 'not_said',
  closedCircle: false,
  foreignMinor: 'unknown',
});

/** Intake: an alias is enough. There is no release on this page, and nothing waits for one. */
export default function NewClient() {
  const { t } = useWords();
  const navigate = useNavigate();
  const draft = useDraft<Intake>('client.new', empty());
  const { value } = draft;
  const set = (change: Partial<Intake>) => draft.setValue({ ...value, ...change });
  const save = useMutation({
    mutationFn: () => client.clients.takeIn(value),
    onSuccess: ({ id, number }) => {
      draft.discard();
      toast({ text: t('clients.new.done', { number }) });
      void refreshClients();
      void navigate({ to: `/clients/${id}` as never });
    },
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('clients.page.crumb')}
            crumbs={[{ label: t('clients.list.title'), href: '/clients' }]}
          />
        }
        title={t('clients.new.title')}
        lead={t('clients.new.lead')}
      />
      <Card>
        <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
          <FactsFields value={value} onChange={set} />
          {treatedAsMinor(value.ageGroup) && (
            <FormSection title={t('clients.minor.title')} hint={t('clients.minor.hint')}>
              <RadioGroup
                label={t('clients.minor.foreign')}
                hint={t('clients.minor.foreignHint')}
                name="foreignMinor"
                options={optionsOf(t, 'foreign', foreignAnswers)}
                value={value.foreignMinor}
                onChange={(foreignMinor) => set({ foreignMinor })}
                required={false}
              />
              {(value.foreignMinor === 'yes' || value.foreignMinor === 'may_be') && (
                <Notice tone="warn">{t('clients.minor.starts')}</Notice>
              )}
            </FormSection>
          )}
          <FormActions>
            <Button look="primary" type="submit" pending={save.isPending}>
              {t('clients.new.save')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}
