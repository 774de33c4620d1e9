import { useMutation } from '@tanstack/react-query';
import { client as ask, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Checkbox,
  DateField,
  Form,
  FormActions,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { emptyValue, type Field, type SectionShape, type Value } from './sections.ts';
import { optionsOf, refreshClients } from './shared.ts';

type Detail = Parameters<ProviderClient['clients']['saveDetails']>[0]['detail'];

/** One sealed section to be written. What is typed survives a lock and a lost session, encrypted, in this browser. */
export function SectionForm({
  clientId,
  shape,
  version,
  value,
  onDone,
}: {
  clientId: string;
  shape: SectionShape;
  version: number | null;
  value: Value | Value[];
  onDone: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft<Value[]>(`client.${clientId}.${shape.id}`, Array.isArray(value) ? value : [value]);
  const rows = draft.value;
  const change = (at: number, part: Value) =>
    draft.setValue(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const save = useMutation({
    mutationFn: () => {
      const detail = { section: shape.id, value: shape.rows ? { rows } : rows[0] } as unknown as Detail;
      return ask.clients.saveDetails({ id: clientId, version, detail });
    },
    onSuccess: () => {
      draft.discard();
      void refreshClients();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('clients.details.stale')}</Notice>}
      {shape.rows ? (
        <Stack>
          {rows.map((row, i) => (
            <Card
              key={i}
              title={t(`clients.detail.${shape.id}.row`, { n: i + 1 })}
              actions={
                <Button
                  size="small"
                  look="quiet"
                  onPress={() => draft.setValue(rows.filter((_, at) => at !== i))}
                >
                  {t('clients.details.removeRow')}
                </Button>
              }
            >
              <Fields shape={shape} row={row} prefix={`${i}.`} onChange={(part) => change(i, part)} />
            </Card>
          ))}
          <Row>
            <Button icon="plus" onPress={() => draft.setValue([...rows, emptyValue(shape.fields)])}>
              {t(`clients.detail.${shape.id}.add`)}
            </Button>
          </Row>
        </Stack>
      ) : (
        <Fields
          shape={shape}
          row={rows[0] ?? emptyValue(shape.fields)}
          prefix=""
          onChange={(part) => change(0, part)}
        />
      )}
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending} isDisabled={stale}>
          {t('clients.save')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Fields({
  shape,
  row,
  prefix,
  onChange,
}: {
  shape: SectionShape;
  row: Value;
  prefix: string;
  onChange: (part: Value) => void;
}) {
  return (
    <Stack>
      {shape.fields.map((field) => (
        <OneField
          key={field.name}
          section={shape.id}
          field={field}
          name={prefix + field.name}
          value={row[field.name] ?? null}
          onChange={(value) => onChange({ [field.name]: value })}
        />
      ))}
    </Stack>
  );
}

function OneField({
  section,
  field,
  name,
  value,
  onChange,
}: {
  section: string;
  field: Field;
  name: string;
  value: Value[string];
  onChange: (value: Value[string]) => void;
}) {
  const { t } = useWords();
  const label = t(`clients.detail.${section}.${field.name}`);
  const common = { label, name, required: false };
  const words = value === null ? '' : String(value);
  if (field.kind === 'choice')
    return (
      <Select
        {...common}
        placeholder={t('ui.choose')}
        options={optionsOf(t, field.list, field.ids)}
        value={words}
        onChange={onChange}
      />
    );
  if (field.kind === 'yesno')
    return (
      <Checkbox name={name} checked={value === true} onChange={onChange}>
        {label}
      </Checkbox>
    );
  if (field.kind === 'date')
    return <DateField {...common} value={words} onChange={(day) => onChange(day === '' ? null : day)} />;
  if (field.kind === 'year')
    return (
      <TextField
        {...common}
        width="short"
        inputMode="numeric"
        maxLength={4}
        value={words}
        onChange={(year) => onChange(/^\d+$/.test(year) ? Number(year) : null)}
      />
    );
  return field.kind === 'long' ? (
    <TextArea {...common} rows={3} maxLength={400} value={words} onChange={onChange} />
  ) : (
    <TextField {...common} autoComplete="off" maxLength={200} value={words} onChange={onChange} />
  );
}
