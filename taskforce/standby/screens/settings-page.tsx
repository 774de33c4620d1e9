import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import {
  Button,
  Card,
  Checkbox,
  Form,
  FormActions,
  Select,
  Skeleton,
  TextArea,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Settings = Awaited<ReturnType<Client['standby']['settingsToSet']>>;

/** Areas and disclosure profiles of stand-by notices, as the protocol says. */
export default function SettingsPage() {
  const { t } = useWords();
  const read = useQuery(api.standby.settingsToSet.queryOptions({ input: {} }));
  return (
    <AdministrationFrame part="standby">
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

function Edit({ settings }: { settings: Settings }) {
  const { t } = useWords();
  const [value, setValue] = useState(settings);
  const [areas, setAreas] = useState(settings.areas.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      client.standby.setSettings({
        ...value,
        areas: areas
          .split('\n')
          .map((area) => area.trim())
          .filter((area) => area !== ''),
      }),
    onSuccess: () => {
      toast({ text: t('standby.settings.saved') });
      void queries.invalidateQueries({ queryKey: api.standby.key() });
    },
  });
  const blocks = <Hours extends number>(
    label: string,
    name: string,
    hours: readonly Hours[],
    now: Hours,
    set: (hours: Hours) => void,
  ) => (
    <Select
      label={label}
      name={name}
      placeholder={t('ui.choose')}
      options={hours.map((count) => ({ id: String(count), label: t('standby.settings.hours', { count }) }))}
      value={String(now)}
      onChange={(id) => set(Number(id) as Hours)}
    />
  );
  return (
    <Card>
      <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
        <TextArea
          label={t('standby.settings.areas')}
          hint={t('standby.settings.areasHint')}
          name="areas"
          rows={8}
          value={areas}
          onChange={setAreas}
        />
        {blocks(
          t('standby.settings.coarseHours'),
          'coarseHours',
          [6, 12, 24] as const,
          value.coarseHours,
          (coarseHours) => setValue({ ...value, coarseHours }),
        )}
        <Checkbox
          name="fuller"
          checked={value.fuller}
          onChange={(fuller) => setValue({ ...value, fuller })}
          hint={t('standby.settings.fullerHint')}
        >
          {t('standby.settings.fuller')}
        </Checkbox>
        {value.fuller &&
          blocks(
            t('standby.settings.fullerHours'),
            'fullerHours',
            [1, 2, 3] as const,
            value.fullerHours,
            (fullerHours) => setValue({ ...value, fullerHours }),
          )}
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('standby.settings.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
