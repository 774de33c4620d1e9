import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  DateField,
  EmptyState,
  Facts,
  FormDialog,
  Notice,
  NumberField,
  PageHeader,
  RadioGroup,
  Skeleton,
  Stack,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { reportPaths, type ReportPath } from '../../vocabulary/reports.ts';
import { optionsOf, refreshReports, wordOf } from './shared.ts';

/** What the law of each state asks for, as the provider's own counsel wrote it. */
export default function RuleList() {
  const { t } = useWords();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const found = useQuery(api.reports.rules.queryOptions({ input: {} }));
  const end = useMutation({
    mutationFn: (input: Parameters<typeof ask.reports.endRule>[0]) => ask.reports.endRule(input),
    onSuccess: refreshReports,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const keep = can('reports.rules');
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('reports.page.crumb')}
            crumbs={[{ label: t('reports.list.title'), href: '/reports' }]}
          />
        }
        title={t('reports.rules.title')}
        lead={t('reports.rules.lead')}
        actions={
          keep && (
            <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
              {t('reports.rules.add')}
            </Button>
          )
        }
      />
      <Stack>
        <Notice>{t('reports.rules.notice')}</Notice>
        {!found.data && <Skeleton label={t('ui.reading')} lines={4} />}
        {found.data?.rows.length === 0 && (
          <EmptyState icon="file" title={t('reports.rules.none')}>
            {t('reports.rules.noneHint')}
          </EmptyState>
        )}
        {found.data?.rows.map((rule) => (
          <Card
            key={rule.id}
            title={`${rule.region} · ${wordOf(t, 'path', rule.path)}`}
            actions={
              keep && (
                <Button size="small" onPress={() => end.mutate({ id: rule.id, version: rule.version })}>
                  {t('reports.rules.end')}
                </Button>
              )
            }
          >
            <Facts
              columns={2}
              empty={t('ui.nothing')}
              facts={[
                { label: t('reports.rules.words'), value: rule.words },
                {
                  label: t('reports.rules.hours'),
                  value: rule.hours === null ? t('reports.list.atOnce') : String(rule.hours),
                },
                { label: t('reports.rules.call'), value: rule.call },
                {
                  label: t('reports.rules.confirmedOn'),
                  value: rule.confirmedOn ? formatDate(rule.confirmedOn) : t('reports.rules.notConfirmed'),
                },
              ]}
            />
          </Card>
        ))}
      </Stack>
      {adding && <AddRule onClose={() => setAdding(false)} />}
    </>
  );
}

function AddRule({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [path, setPath] = useState<ReportPath>('child_protection');
  const [region, setRegion] = useState('');
  const [words, setWords] = useState('');
  const [hours, setHours] = useState(Number.NaN);
  const [call, setCall] = useState('');
  const [confirmedOn, setConfirmedOn] = useState('');
  const save = useMutation({
    mutationFn: () =>
      ask.reports.addRule({
        path,
        region,
        words,
        hours: Number.isNaN(hours) ? null : hours,
        call,
        confirmedOn: confirmedOn === '' ? null : confirmedOn,
      }),
    onSuccess: () => {
      void refreshReports();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('reports.rules.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <RadioGroup
        name="path"
        label={t('reports.field.path')}
        options={optionsOf(t, 'path', reportPaths)}
        value={path}
        onChange={setPath}
      />
      <TextField
        name="region"
        label={t('reports.rules.region')}
        hint={t('reports.rules.regionHint')}
        width="short"
        maxLength={2}
        autoComplete="off"
        value={region}
        onChange={(typed) => setRegion(typed.toUpperCase())}
      />
      <TextArea
        name="words"
        label={t('reports.rules.words')}
        rows={3}
        maxLength={400}
        value={words}
        onChange={setWords}
      />
      <NumberField
        name="hours"
        label={t('reports.rules.hours')}
        hint={t('reports.rules.hoursHint')}
        required={false}
        value={hours}
        onChange={setHours}
      />
      <TextField
        name="call"
        label={t('reports.rules.call')}
        required={false}
        autoComplete="off"
        maxLength={200}
        value={call}
        onChange={setCall}
      />
      <DateField
        name="confirmedOn"
        label={t('reports.rules.confirmedOn')}
        required={false}
        value={confirmedOn}
        onChange={setConfirmedOn}
      />
    </FormDialog>
  );
}
