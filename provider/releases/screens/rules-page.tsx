import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Checkbox,
  Form,
  FormActions,
  Notice,
  NumberField,
  PageHeader,
  Skeleton,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshReleases } from './shared.ts';

type Rules = Awaited<ReturnType<Client['releases']['rules']>>;

/** How long releases last here, and whom the law of the state lets sign alone. */
export default function RulesPage() {
  const { t } = useWords();
  const read = useQuery(api.releases.rules.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('releases.page.crumb')}
            crumbs={[{ label: t('releases.list.title'), href: '/releases' }]}
          />
        }
        title={t('releases.rules.title')}
        lead={t('releases.rules.lead')}
      />
      {read.error && <Notice tone="warn">{problemOf(read.error).sentence}</Notice>}
      {read.data ? (
        <RulesForm key={read.data.version ?? 0} rules={read.data} />
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
    </>
  );
}

function RulesForm({ rules }: { rules: Rules }) {
  const { t } = useWords();
  const [value, setValue] = useState(rules);
  const set = (part: Partial<Rules>) => setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: () => client.releases.setRules(value),
    onSuccess: () => {
      toast({ text: t('releases.rules.saved') });
      void refreshReleases();
    },
  });
  return (
    <Card>
      <Form
        label={t('releases.rules.title')}
        onSubmit={() => save.mutate()}
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
      >
        <NumberField
          label={t('releases.rules.defaultDays')}
          name="defaultDays"
          min={1}
          max={365}
          value={value.defaultDays}
          onChange={(days) => set({ defaultDays: Number.isNaN(days) ? 30 : days })}
        />
        <NumberField
          label={t('releases.rules.maxDays')}
          name="maxDays"
          min={1}
          max={365}
          value={value.maxDays}
          onChange={(days) => set({ maxDays: Number.isNaN(days) ? 90 : days })}
        />
        <Checkbox name="minorAlone" checked={value.minorAlone} onChange={(minorAlone) => set({ minorAlone })}>
          {t('releases.rules.minorAlone')}
        </Checkbox>
        {value.minorAlone && (
          <TextField
            label={t('releases.rules.minorAloneFrom')}
            name="minorAloneFrom"
            width="short"
            inputMode="numeric"
            maxLength={2}
            value={value.minorAloneFrom === null ? '' : String(value.minorAloneFrom)}
            onChange={(age) => set({ minorAloneFrom: /^\d+$/.test(age) ? Number(age) : null })}
          />
        )}
        <Checkbox name="wardAlone" checked={value.wardAlone} onChange={(wardAlone) => set({ wardAlone })}>
          {t('releases.rules.wardAlone')}
        </Checkbox>
        <TextField
          label={t('releases.rules.authority')}
          name="authority"
          required={false}
          hint={t('releases.rules.authorityHint')}
          maxLength={300}
          value={value.authority}
          onChange={(authority) => set({ authority })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('releases.rules.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
