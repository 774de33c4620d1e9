import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../web/api-provider.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Checkbox, Form, FormActions, FormSection, RadioGroup } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { alternatives, readings, tellings } from '../../vocabulary/releases.ts';
import { optionsOf, refreshReleases, wordOf, type Release } from './shared.ts';

type Told = (typeof tellings)[number];
type FieldId = Release['fields'][number];

/** What was told, how, and which texts the client confirmed. Nothing is ticked beforehand. */
export function ExplainForm({ release }: { release: Release }) {
  const { t } = useWords();
  const [cameBy, setCameBy] = useState<(typeof readings)[number] | null>(null);
  const [alternative, setAlternative] = useState<(typeof alternatives)[number] | null>(null);
  const [told, setTold] = useState<Told[]>([]);
  const [confirmed, setConfirmed] = useState<FieldId[]>([]);
  const save = useMutation({
    mutationFn: () =>
      client.releases.explain({
        id: release.id,
        version: release.version,
        cameBy: cameBy ?? 'read_aloud',
        alternative: alternative ?? 'asked_and_unsure',
        told,
        confirmed,
      }),
    onSuccess: refreshReleases,
  });
  const switched = <Id,>(list: Id[], id: Id, on: boolean) =>
    on ? [...list, id] : list.filter((one) => one !== id);
  return (
    <Form
      label={t('releases.page.explain')}
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(save.error)}
    >
      <p>{t('releases.page.explainLead')}</p>
      <RadioGroup
        label={t('releases.page.alternativeLabel')}
        name="alternative"
        options={optionsOf(t, 'alternative', alternatives)}
        value={alternative}
        onChange={setAlternative}
      />
      <RadioGroup
        label={t('releases.page.cameBy')}
        name="cameBy"
        options={optionsOf(t, 'came', readings)}
        value={cameBy}
        onChange={setCameBy}
      />
      <FormSection title={t('releases.page.toldGroup')}>
        {tellings.map((one) => (
          <Checkbox
            key={one}
            name={`told.${one}`}
            checked={told.includes(one)}
            onChange={(on) => setTold(switched(told, one, on))}
          >
            {wordOf(t, 'told', one)}
          </Checkbox>
        ))}
      </FormSection>
      <FormSection title={t('releases.page.confirmGroup')}>
        {release.fields.map((field) => (
          <Checkbox
            key={field}
            name={`confirmed.${field}`}
            checked={confirmed.includes(field)}
            onChange={(on) => setConfirmed(switched(confirmed, field, on))}
          >
            {wordOf(t, 'field', field)}
          </Checkbox>
        ))}
      </FormSection>
      <FormActions>
        <Button
          look="primary"
          type="submit"
          pending={save.isPending}
          isDisabled={cameBy === null || alternative === null}
        >
          {t('releases.page.saveExplained')}
        </Button>
      </FormActions>
    </Form>
  );
}
