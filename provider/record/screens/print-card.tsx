import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  Form,
  FormActions,
  Notice,
  RadioGroup,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import type { RecordSection } from '../../vocabulary/statements.ts';

/** Prints what is held about the client, for the client. The paper goes to this browser and is kept nowhere else. */
export function PrintCard({ client }: { client: Client }) {
  const { t } = useWords();
  const parts = useQuery(
    api.record.parts.queryOptions({ input: { clientId: client.id }, staleTime: 300_000 }),
  );
  if (client.state === 'destroyed') return null;
  return (
    <Card title={t('record.print.title')}>
      <Loaded query={parts}>{(data) => <PrintForm client={client} parts={data.parts} />}</Loaded>
    </Card>
  );
}

function PrintForm({
  client,
  parts,
}: {
  client: Client;
  parts: readonly { id: RecordSection; usual: boolean }[];
}) {
  const { t } = useWords();
  const spanish = client.language.startsWith('es');
  const [language, setLanguage] = useState<'en' | 'es'>(spanish ? 'es' : 'en');
  const [neutral, setNeutral] = useState(true);
  const [sections, setSections] = useState(parts.filter((one) => one.usual).map((one) => one.id));
  const print = useMutation({
    mutationFn: () => ask.record.print({ clientId: client.id, language, neutral, sections }),
    onSuccess: ({ name, pdf }) => {
      save(name, pdf);
      toast({ text: t('record.print.done') });
    },
  });
  return (
    <Form
      label={t('record.print.title')}
      onSubmit={() => print.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(print.error)}
    >
      <p>{t('record.print.lead')}</p>
      <RadioGroup
        label={t('record.print.language')}
        name="language"
        inline
        options={[
          { id: 'en', label: 'English' },
          { id: 'es', label: 'Español' },
        ]}
        value={language}
        onChange={setLanguage}
      />
      <Checkbox name="neutral" checked={neutral} onChange={setNeutral} hint={t('record.print.neutralHint')}>
        {t('record.print.neutral')}
      </Checkbox>
      <CheckboxGroup
        label={t('record.print.sections')}
        name="sections"
        options={parts.map(({ id }) => ({ id, label: t(`record.part.${id}`) }))}
        value={sections}
        onChange={setSections}
      />
      {sections.includes('safety') && <Notice tone="warn">{t('record.print.safetyWarning')}</Notice>}
      <FormActions>
        <Button look="primary" type="submit" pending={print.isPending}>
          {t('record.print.print')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Hands a file to the person at the browser. */
function save(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
