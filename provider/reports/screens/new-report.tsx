import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  FormSection,
  MomentField,
  Notice,
  PageHeader,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ageGroups } from '../../vocabulary/clients.ts';
import { firstRecipient, reportPaths, reportRecipients, type ReportPath } from '../../vocabulary/reports.ts';
import { ClientChoice } from './client-choice.tsx';
import { Preview } from './preview.tsx';
import { optionsOf, refreshReports } from './shared.ts';

/** A report that the law asks for, or a danger. There is no permission on this page, and nothing waits for one. */
export default function NewReport() {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { client?: string };
  const [path, setPath] = useState<ReportPath>('child_protection');
  const [known, setKnown] = useState<'client' | 'nobody'>('client');
  const [clientId, setClientId] = useState<string | null>(search.client ?? null);
  const [alias, setAlias] = useState('');
  const [ageGroup, setAgeGroup] = useState<(typeof ageGroups)[number]>('unknown');
  const [recipient, setRecipient] = useState<(typeof reportRecipients)[number] | null>(null);
  const [ruleId, setRuleId] = useState<string | null>(null);
  const [foundAt, setFoundAt] = useState('');
  const [words, setWords] = useState('');
  const rules = useQuery(api.reports.rules.queryOptions({ input: {} }));
  const ofPath = (rules.data?.rows ?? []).filter((rule) => rule.path === path);
  const save = useMutation({
    mutationFn: () =>
      ask.reports.enter({
        // Nobody chosen is sent as nobody: the server names the field and what to do.
        who: known === 'client' ? { clientId: clientId ?? '' } : { alias, ageGroup },
        path,
        recipient: recipient ?? firstRecipient[path],
        ruleId,
        words,
        ...(foundAt === '' ? {} : { foundAt }),
      }),
    onSuccess: ({ id }) => {
      void refreshReports();
      void navigate({ to: `/reports/${id}` as never });
    },
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('reports.page.crumb')}
            crumbs={[{ label: t('reports.list.title'), href: '/reports' }]}
          />
        }
        title={t('reports.new.title')}
        lead={t('reports.new.lead')}
      />
      <Stack>
        <Notice tone="danger">{t('shell.danger.call')}</Notice>
        <Card>
          <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
            <FormSection title={t('reports.new.what')}>
              <RadioGroup
                name="path"
                label={t('reports.field.path')}
                options={optionsOf(t, 'path', reportPaths)}
                value={path}
                onChange={(next) => {
                  setPath(next);
                  setRuleId(null);
                  setRecipient(null);
                }}
              />
              <Select
                name="recipient"
                label={t('reports.field.recipient')}
                placeholder={t('ui.choose')}
                options={optionsOf(t, 'recipient', reportRecipients)}
                value={recipient ?? firstRecipient[path]}
                onChange={setRecipient}
              />
              {ofPath.length > 0 && (
                <Select
                  name="ruleId"
                  label={t('reports.field.rule')}
                  required={false}
                  placeholder={t('ui.choose')}
                  options={ofPath.map((rule) => ({
                    id: rule.id,
                    label: `${rule.region} · ${rule.words}`,
                    description: rule.call,
                  }))}
                  value={ruleId}
                  onChange={setRuleId}
                />
              )}
              <MomentField
                name="foundAt"
                label={t('reports.field.foundAt')}
                hint={t('reports.field.foundAtHint')}
                required={false}
                value={foundAt}
                onChange={setFoundAt}
              />
            </FormSection>
            <FormSection title={t('reports.new.who')}>
              <RadioGroup
                inline
                name="known"
                label={t('reports.new.known')}
                options={optionsOf(t, 'known', ['client', 'nobody'] as const)}
                value={known}
                onChange={setKnown}
              />
              {known === 'client' ? (
                <ClientChoice name="who" value={clientId} onChange={setClientId} />
              ) : (
                <>
                  <TextField
                    name="who"
                    label={t('reports.danger.who')}
                    hint={t('reports.danger.whoHint')}
                    autoComplete="off"
                    maxLength={80}
                    value={alias}
                    onChange={setAlias}
                  />
                  <RadioGroup
                    inline
                    name="who.ageGroup"
                    label={t('reports.danger.age')}
                    required={false}
                    options={optionsOf(t, 'age', ageGroups)}
                    value={ageGroup}
                    onChange={setAgeGroup}
                  />
                </>
              )}
              <TextArea
                name="words"
                label={t('reports.danger.what')}
                hint={t('reports.danger.whatHint')}
                rows={4}
                required={false}
                maxLength={4000}
                value={words}
                onChange={setWords}
              />
            </FormSection>
            <FormActions>
              <Button look="primary" type="submit" pending={save.isPending}>
                {t('reports.new.save')}
              </Button>
            </FormActions>
          </Form>
        </Card>
        {known === 'client' && clientId && (
          <Preview key={`${clientId} ${path}`} clientId={clientId} path={path} />
        )}
      </Stack>
    </>
  );
}
