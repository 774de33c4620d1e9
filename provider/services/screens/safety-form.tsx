import { useMutation } from '@tanstack/react-query';
import { client as ask } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import {
  Button,
  DateField,
  Form,
  FormActions,
  FormSection,
  Notice,
  Row,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { usualReview } from '../rules.ts';
import { localDay, refreshServices, safetyTexts, type Safety } from './shared.ts';

type Plan = NonNullable<Safety['plan']>;
type Typed = { reviewedOn: string; nextReviewOn: string; plan: Plan };

const empty: Plan = {
  callFirst: [],
  safePlaces: [],
  warningSigns: '',
  signals: '',
  children: '',
  documents: '',
  phoneAndOnline: '',
  work: '',
  strength: '',
};

/** The next edition of a safety plan. Saving without a change says that it was gone through again. */
export function SafetyForm({ client, read, onDone }: { client: Client; read: Safety; onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft<Typed>(`client.${client.id}.safety`, {
    reviewedOn: localDay(),
    nextReviewOn: usualReview(localDay()),
    plan: read.plan ?? empty,
  });
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const write = (part: Partial<Plan>) => set({ plan: { ...value.plan, ...part } });
  const save = useMutation({
    mutationFn: () =>
      ask.plans.saveSafety({
        clientId: client.id,
        after: read.editions[0]?.edition ?? 0,
        reviewedOn: value.reviewedOn,
        nextReviewOn: value.nextReviewOn === '' ? null : value.nextReviewOn,
        plan: value.plan,
      }),
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  const { callFirst, safePlaces } = value.plan;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      <Notice>{t('services.safety.lead')}</Notice>
      <Row align="start">
        <DateField
          label={t('services.safety.reviewed')}
          name="reviewedOn"
          max={localDay()}
          value={value.reviewedOn}
          onChange={(reviewedOn) => set({ reviewedOn })}
        />
        <DateField
          label={t('services.safety.next')}
          name="nextReviewOn"
          required={false}
          value={value.nextReviewOn}
          onChange={(nextReviewOn) => set({ nextReviewOn })}
        />
      </Row>
      <Rows
        title={t('services.safety.callFirst')}
        add={t('services.safety.addCall')}
        name="plan.callFirst"
        fields={['name', 'how', 'when']}
        rows={callFirst}
        fresh={{ name: '', how: '', when: '' }}
        onChange={(rows) => write({ callFirst: rows })}
      />
      <Rows
        title={t('services.safety.safePlaces')}
        add={t('services.safety.addPlace')}
        name="plan.safePlaces"
        fields={['place', 'howToGet']}
        rows={safePlaces}
        fresh={{ place: '', howToGet: '' }}
        onChange={(rows) => write({ safePlaces: rows })}
      />
      {safetyTexts.map((field) => (
        <TextArea
          key={field}
          label={t(`services.safety.${field}`)}
          hint={t(`services.safety.${field}Hint`)}
          name={`plan.${field}`}
          required={false}
          rows={2}
          maxLength={4000}
          value={value.plan[field]}
          onChange={(words) => write({ [field]: words })}
        />
      ))}
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending} isDisabled={stale}>
          {t('services.safety.keep')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Rows<K extends string>({
  title,
  add,
  name,
  fields,
  rows,
  fresh,
  onChange,
}: {
  title: string;
  add: string;
  name: string;
  fields: readonly K[];
  rows: readonly Record<K, string>[];
  fresh: Record<K, string>;
  onChange: (rows: Record<K, string>[]) => void;
}) {
  const { t } = useWords();
  return (
    <FormSection title={title}>
      <Stack gap="small">
        {rows.map((row, i) => (
          <Row key={i} align="end">
            {fields.map((field) => (
              <TextField
                key={field}
                label={t(`services.safety.${field}`)}
                name={`${name}.${i}.${field}`}
                required={false}
                maxLength={120}
                autoComplete="off"
                value={row[field]}
                onChange={(words) =>
                  onChange(rows.map((one, at) => (at === i ? { ...one, [field]: words } : one)))
                }
              />
            ))}
            <Button
              look="quiet"
              aria-label={t('services.safety.removeNumber', { title, n: i + 1 })}
              onPress={() => onChange(rows.filter((_, at) => at !== i))}
            >
              {t('services.safety.remove')}
            </Button>
          </Row>
        ))}
        <Row>
          <Button size="small" icon="plus" onPress={() => onChange([...rows, fresh])}>
            {add}
          </Button>
        </Row>
      </Stack>
    </FormSection>
  );
}
