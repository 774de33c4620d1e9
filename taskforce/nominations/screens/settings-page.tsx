import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Form,
  FormActions,
  NumberField,
  PageHeader,
  Skeleton,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Settings = Awaited<ReturnType<Client['nominations']['settingsToSet']>>;
const LIMITS = {
  quorum: [1, 15],
  keepDays: [30, 1825],
  checkDays: [1, 365],
  deferDays: [7, 365],
} as const;

/** Quorum and clocks of nominations, as the protocol says. */
export default function SettingsPage() {
  const { t } = useWords();
  const read = useQuery(api.nominations.settingsToSet.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('nominations.settings.title')} lead={t('nominations.settings.lead')} />
      {read.error ? (
        <ReadFailed query={read} />
      ) : read.data ? (
        <Edit key={read.data.changedAt ?? ''} settings={read.data} />
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
    </>
  );
}

function Edit({ settings }: { settings: Settings }) {
  const { t } = useWords();
  const [value, setValue] = useState(settings);
  const save = useMutation({
    mutationFn: () => client.nominations.setSettings(value),
    onSuccess: () => {
      toast({ text: t('nominations.settings.saved') });
      void queries.invalidateQueries({ queryKey: api.nominations.key() });
    },
  });
  return (
    <Card>
      <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
        {(['quorum', 'keepDays', 'checkDays', 'deferDays'] as const).map((name) => (
          <NumberField
            key={name}
            label={t(`nominations.settings.${name}`)}
            {...(name === 'keepDays' ? { hint: t('nominations.settings.keepHint') } : {})}
            name={name}
            min={LIMITS[name][0]}
            max={LIMITS[name][1]}
            value={value[name]}
            onChange={(number) => setValue({ ...value, [name]: number })}
          />
        ))}
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('nominations.settings.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
