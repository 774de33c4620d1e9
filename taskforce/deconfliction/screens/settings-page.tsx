import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Form,
  FormActions,
  NumberField,
  Skeleton,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { activities } from '../rules.ts';

type Settings = Awaited<ReturnType<Client['deconfliction']['settingsToSet']>>;

/** Buffers by kind of activity, regional systems, limits and terms. */
export default function SettingsPage() {
  const { t } = useWords();
  const read = useQuery(api.deconfliction.settingsToSet.queryOptions({ input: {} }));
  return (
    <AdministrationFrame part="deconfliction">
      {read.error ? (
        <ReadFailed query={read} />
      ) : read.data ? (
        <Edit key={read.data.changedAt ?? ''} settings={read.data} />
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
    </AdministrationFrame>
  );
}

const counts = ['leadHours', 'checksPerDay', 'commonAt', 'targetDays', 'eventDays'] as const;

function Edit({ settings }: { settings: Settings }) {
  const { t } = useWords();
  const [value, setValue] = useState(settings);
  const [systems, setSystems] = useState(settings.systems.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      client.deconfliction.setSettings({
        ...value,
        systems: systems
          .split('\n')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      }),
    onSuccess: () => {
      toast({ text: t('deconfliction.settings.saved') });
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
    },
  });
  const reach = (activity: (typeof activities)[number], part: 'meters' | 'minutes') => (
    <NumberField
      label={t(`deconfliction.settings.${part}`, { activity: t(`deconfliction.activity.${activity}`) })}
      name={`buffers.${activity}.${part}`}
      min={part === 'meters' ? 50 : 0}
      value={value.buffers[activity][part]}
      onChange={(count) =>
        setValue({
          ...value,
          buffers: { ...value.buffers, [activity]: { ...value.buffers[activity], [part]: count } },
        })
      }
    />
  );
  return (
    <Card>
      <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
        <TextField
          label={t('deconfliction.settings.coordinator')}
          hint={t('deconfliction.settings.coordinatorHint')}
          name="coordinator"
          maxLength={120}
          autoComplete="off"
          required={false}
          value={value.coordinator}
          onChange={(coordinator) => setValue({ ...value, coordinator })}
        />
        <TextArea
          label={t('deconfliction.settings.systems')}
          name="systems"
          rows={4}
          value={systems}
          onChange={setSystems}
        />
        {counts.map((name) => (
          <NumberField
            key={name}
            label={t(`deconfliction.settings.${name}`)}
            name={name}
            min={0}
            value={value[name]}
            onChange={(count) => setValue({ ...value, [name]: count })}
          />
        ))}
        <p>{t('deconfliction.settings.buffersHint')}</p>
        {activities.map((activity) => (
          <div key={activity}>
            {reach(activity, 'meters')}
            {reach(activity, 'minutes')}
          </div>
        ))}
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('deconfliction.settings.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
