import { useWords } from '../words/index.ts';
import { Select } from './select.tsx';
import type { Option } from './select.tsx';
import { TextArea } from './field.tsx';
import styles from './reason-field.module.css';

export interface Reason<Id extends string = string> {
  category: Id | null;
  text: string;
}

export interface ReasonFieldProps<Id extends string> {
  label: string;
  hint?: string;
  /** Closed list of reasons; left out when only words are asked for. */
  categories?: readonly Option<Id>[];
  categoryLabel?: string;
  value: Reason<Id>;
  onChange: (value: Reason<Id>) => void;
  /** Fewest characters the rule wants; counted for the writer. */
  least?: number;
  /** Paths of the problems: `category` and `text` under it. */
  name?: string;
}

/** Why: a category to count by and words for the record, with the rest of the required length counted. */
export function ReasonField<Id extends string = string>(props: ReasonFieldProps<Id>) {
  const { label, hint, categories, categoryLabel, value, onChange, least = 0, name = 'reason' } = props;
  const { t } = useWords();
  const missing = Math.max(0, least - value.text.trim().length);
  return (
    <div className={styles['reason']}>
      {categories && (
        <Select
          label={categoryLabel ?? label}
          name={`${name}.category`}
          placeholder={t('ui.choose')}
          options={categories}
          value={value.category}
          onChange={(category) => onChange({ ...value, category })}
        />
      )}
      <TextArea
        label={label}
        name={categories ? `${name}.text` : name}
        {...(hint === undefined ? {} : { hint })}
        rows={3}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
        {...(missing > 0 ? { counter: t('ui.reason.missing', { n: missing }) } : {})}
      />
    </div>
  );
}
