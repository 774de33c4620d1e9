import { PlainField } from './field.tsx';
import type { FieldProps } from './field.tsx';
import { fromLocal, toLocal } from './local-time.ts';
import fieldStyles from './field.module.css';

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or '' when nothing is chosen. */
  value: string;
  onChange: (value: string) => void;
  /** Earliest and latest day that may be chosen, `YYYY-MM-DD`. */
  min?: string;
  max?: string;
}

/** A calendar day. The browser's own date control: known keys, known calendar, works on a phone. */
export function DateField({ value, onChange, min, max, ...field }: DateFieldProps) {
  return (
    <PlainField width="short" {...field}>
      {(wiring) => (
        <input
          {...wiring}
          type="date"
          name={field.name}
          className={fieldStyles['input']}
          value={value}
          min={min}
          max={max ?? '9999-12-31'}
          required={field.required ?? false}
          disabled={field.disabled}
          readOnly={field.readOnly}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </PlainField>
  );
}

export interface MomentFieldProps extends FieldProps {
  /** An instant as ISO 8601 in UTC (`2026-03-12T20:15:00.000Z`), or ''. Shown in the reader's time zone. */
  value: string;
  onChange: (value: string) => void;
}

/** A day and a time of day to the minute. */
export function MomentField({ value, onChange, ...field }: MomentFieldProps) {
  return (
    <PlainField width="medium" {...field}>
      {(wiring) => (
        <input
          {...wiring}
          type="datetime-local"
          name={field.name}
          className={fieldStyles['input']}
          value={toLocal(value)}
          max="9999-12-31T23:59"
          required={field.required ?? false}
          disabled={field.disabled}
          readOnly={field.readOnly}
          onChange={(event) => onChange(fromLocal(event.target.value))}
        />
      )}
    </PlainField>
  );
}
