import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import type { DangerFormProps } from '../../../web/rooms.ts';
import {
  Button,
  Checkbox,
  Form,
  FormActions,
  RadioGroup,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { ageGroups } from '../../vocabulary/clients.ts';
import { reportPaths, type ReportPath } from '../../vocabulary/reports.ts';
import { optionsOf, refreshReports } from './shared.ts';

/**
 * Inside "Imminent danger", from any page: what is happening is enough. On a client it is about them; anywhere else it
 * makes a record by alias in the same moment. Nothing waits for a permission, and nothing is sent.
 */
export default function DangerForm({ onDone, onCancel }: DangerFormProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { clientId } = useParams({ strict: false }) as { clientId?: string };
  const [words, setWords] = useState('');
  const [path, setPath] = useState<ReportPath>('imminent_danger');
  const [alias, setAlias] = useState(() =>
    t('reports.danger.alias', { when: formatMoment(new Date().toISOString()) }),
  );
  const [ageGroup, setAgeGroup] = useState<(typeof ageGroups)[number]>('unknown');
  const [called, setCalled] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      ask.reports.enter({
        who: clientId === undefined ? { alias, ageGroup } : { clientId },
        path,
        words,
        made: called
          ? { at: new Date().toISOString(), how: 'phone', fields: ['age_group', 'what_was_seen'] }
          : null,
      }),
    onSuccess: ({ id }) => {
      toast({ text: t('reports.danger.done') });
      void refreshReports();
      onDone();
      void navigate({ to: `/reports/${id}` as never });
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <TextArea
        name="words"
        label={t('reports.danger.what')}
        hint={t('reports.danger.whatHint')}
        rows={3}
        autoFocus
        required={false}
        maxLength={4000}
        value={words}
        onChange={setWords}
      />
      <RadioGroup
        name="path"
        label={t('reports.field.path')}
        options={optionsOf(t, 'path', reportPaths)}
        value={path}
        onChange={setPath}
      />
      {clientId === undefined ? (
        <>
          <TextField
            name="who.alias"
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
      ) : (
        <p>{t('reports.danger.onClient')}</p>
      )}
      <Checkbox name="made" checked={called} onChange={setCalled} hint={t('reports.danger.calledHint')}>
        {t('reports.danger.called')}
      </Checkbox>
      <FormActions>
        <Button type="submit" look="danger" pending={save.isPending}>
          {t('reports.danger.save')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
