import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api-provider.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import styles from '../../../web/house/administration/screens/administration.module.css';
import { formProblems } from '../../../web/problem.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, Card, Form, FormActions, NumberField, Skeleton, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** How long what a notice said is kept, hidden, after it ended. */
export default function SettingsPage() {
  const { t } = useWords();
  const read = useQuery(api.standby.settings.queryOptions({ input: {} }));
  return (
    <AdministrationFrame part="standby">
      <div className={styles['narrow']}>
        {read.error ? (
          <ReadFailed query={read} />
        ) : read.data ? (
          <Kept key={read.data.keptHours} hours={read.data.keptHours} />
        ) : (
          <Skeleton label={t('ui.reading')} lines={4} />
        )}
      </div>
    </AdministrationFrame>
  );
}

function Kept({ hours }: { hours: number }) {
  const { t } = useWords();
  const [keptHours, setKeptHours] = useState(hours);
  const save = useMutation({
    mutationFn: () => client.standby.setSettings({ keptHours }),
    onSuccess: () => {
      toast({ text: t('standby.settings.saved') });
      void queries.invalidateQueries({ queryKey: api.standby.key() });
    },
  });
  return (
    <Card title={t('standby.settings.title')}>
      <Form
        label={t('standby.settings.title')}
        onSubmit={() => save.mutate()}
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
      >
        <NumberField
          name="keptHours"
          label={t('standby.settings.keptHours')}
          hint={t('standby.settings.keptHint')}
          unit={t('standby.settings.hours')}
          min={0}
          max={168}
          step={1}
          value={keptHours}
          onChange={setKeptHours}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('standby.settings.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
