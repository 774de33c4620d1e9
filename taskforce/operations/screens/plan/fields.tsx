import {
  Checkbox,
  ComboBox,
  DateField,
  MomentField,
  NumberField,
  Select,
  TextArea,
  TextField,
} from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { CoordinatesField } from './coordinates-field.tsx';

type Choice = { id: string; label: string; description?: string | undefined };
/** A field of a part of the plan: how it is asked and, where it is a choice, out of what. */
export type PartField = { name: string; label: string; hint?: string; most?: number; optional?: boolean } & (
  | { ask: 'text' | 'area' | 'moment' | 'day' | 'money' | 'number' | 'check' }
  /** `coordinates` asks for this and for the field after it, which is `together` with it. */
  | { ask: 'coordinates' | 'together' }
  | { ask: 'code' | 'choice'; options: readonly Choice[] }
);
/** What a form of a part holds, as the contract takes it. */
export type PartValue = Record<string, unknown>;
type Set = (part: PartValue) => void;

/** The fields of a part, in the order in which they are said. Nothing written is null, not an empty text. */
export function PartFields({
  fields,
  value,
  set,
}: {
  fields: readonly PartField[];
  value: PartValue;
  set: Set;
}) {
  return fields.map((field) => <OneField key={field.name} field={field} value={value} set={set} />);
}

function OneField({ field, value, set }: { field: PartField; value: PartValue; set: Set }) {
  const { t } = useWords();
  const { name, label, hint, optional = false } = field;
  const shared = {
    name: `value.${name}`,
    label,
    required: !optional,
    ...(hint === undefined ? {} : { hint }),
  };
  const text = (value[name] as string | null) ?? '';
  const put = (next: string) => set({ [name]: next === '' && optional ? null : next });
  switch (field.ask) {
    case 'text':
      return <TextField {...shared} value={text} onChange={put} maxLength={field.most ?? 120} width="full" />;
    case 'area':
      return <TextArea {...shared} value={text} onChange={put} rows={3} maxLength={field.most ?? 2000} />;
    case 'moment':
      return <MomentField {...shared} value={text} onChange={(next) => set({ [name]: next || null })} />;
    case 'day':
      return <DateField {...shared} value={text} onChange={(next) => set({ [name]: next || null })} />;
    case 'money':
      return (
        <MoneyField shared={shared} cents={value[name] as number} onChange={(n) => set({ [name]: n })} />
      );
    case 'number':
      return (
        <NumberField
          {...shared}
          format={{ maximumFractionDigits: 6 }}
          {...(typeof value[name] === 'number' ? { value: value[name] } : {})}
          onChange={(n) => set({ [name]: Number.isNaN(n) ? null : n })}
        />
      );
    case 'coordinates':
      return <CoordinatesField shared={shared} value={value} set={set} />;
    case 'together':
      return null;
    case 'check':
      return (
        <Checkbox
          name={shared.name}
          checked={value[name] === true}
          onChange={(on) => set({ [name]: on })}
          {...(hint === undefined ? {} : { hint })}
        >
          {label}
        </Checkbox>
      );
    case 'code':
      return (
        <Select
          {...shared}
          options={
            optional ? [{ id: '', label: t('operations.notSet') }, ...field.options] : [...field.options]
          }
          value={(value[name] as string | null) ?? (optional ? '' : null)}
          onChange={put}
          placeholder={t('ui.choose')}
        />
      );
    case 'choice':
      return (
        <ComboBox
          {...shared}
          options={[...field.options]}
          value={(value[name] as string | null) ?? null}
          onChange={(id) => set({ [name]: id })}
          empty={t('cases.nothingFits')}
        />
      );
  }
}

function MoneyField({
  shared,
  cents,
  onChange,
}: {
  shared: { name: string; label: string; required: boolean };
  cents: number;
  onChange: (cents: number) => void;
}) {
  return (
    <NumberField
      {...shared}
      format={{ style: 'currency', currency: 'USD' }}
      min={0}
      {...(cents > 0 ? { value: cents / 100 } : {})}
      onChange={(amount) => onChange(Number.isNaN(amount) ? 0 : Math.round(amount * 100))}
    />
  );
}
