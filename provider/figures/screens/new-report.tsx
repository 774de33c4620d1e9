import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { measureNames, type MeasureName } from '../../vocabulary/figures.ts';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  DateField,
  Form,
  FormActions,
  Notice,
  NumberField,
  PageHeader,
  Select,
  Stack,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshFigures, wordOf } from './shared.ts';

type Search = { amends?: string; from?: string; until?: string; pair?: string };

/** The quarter before this one: what is usually asked for. */
function lastQuarter(): [string, string] {
  const today = new Date();
  const quarter = Math.floor(today.getMonth() / 3);
  const day = (month: number, date: number) =>
    new Date(Date.UTC(today.getFullYear(), month, date)).toISOString().slice(0, 10);
  return [day(quarter * 3 - 3, 1), day(quarter * 3, 0)];
}

/** What to count, over which days, for whom. Counting sends nothing. */
export default function NewReport() {
  const { t } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [first, last] = lastQuarter();
  const [from, setFrom] = useState(search.from ?? first);
  const [until, setUntil] = useState(search.until ?? last);
  const [measures, setMeasures] = useState<MeasureName[]>([...measureNames]);
  const [limit, setLimit] = useState(5);
  const [pairId, setPairId] = useState<string | null>(search.pair ?? null);
  const partners = useQuery(api.figures.partners.queryOptions({ input: {} }));
  const save = useMutation({
    mutationFn: () =>
      ask.figures.count({ from, until, measures, limit, pairId, amends: search.amends ?? null }),
    onSuccess: ({ id }) => {
      void refreshFigures();
      void navigate({ to: `/figures/${id}` as never });
    },
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('figures.page.crumb')}
            crumbs={[{ label: t('figures.list.title'), href: '/figures' }]}
          />
        }
        title={t('figures.new.title')}
        lead={t('figures.new.lead')}
      />
      <Stack>
        {search.amends && <Notice>{t('figures.new.amends')}</Notice>}
        <Card>
          <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
            <DateField name="from" label={t('figures.field.from')} value={from} onChange={setFrom} />
            <DateField
              name="until"
              label={t('figures.field.until')}
              hint={t('figures.field.untilHint')}
              value={until}
              onChange={setUntil}
            />
            <CheckboxGroup
              name="measures"
              label={t('figures.field.measures')}
              options={measureNames.map((id) => ({ id, label: wordOf(t, 'measure', id) }))}
              value={measures}
              onChange={setMeasures}
            />
            <NumberField
              name="limit"
              label={t('figures.field.limit')}
              hint={t('figures.field.limitHint')}
              min={3}
              max={100}
              value={limit}
              onChange={setLimit}
            />
            <Select
              name="pairId"
              label={t('figures.field.to')}
              hint={t('figures.field.toHint')}
              required={false}
              placeholder={t('figures.field.nobody')}
              options={(partners.data?.rows ?? []).map((one) => ({ id: one.pairId, label: one.name }))}
              value={pairId}
              onChange={setPairId}
            />
            <FormActions>
              <Button look="primary" type="submit" pending={save.isPending}>
                {t('figures.new.count')}
              </Button>
            </FormActions>
          </Form>
        </Card>
      </Stack>
    </>
  );
}
