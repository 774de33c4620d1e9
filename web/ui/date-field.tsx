import { PlainField } from './field.tsx';
import type { FieldProps } from './field.tsx';
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

/** An instant in the form that `datetime-local` wants: local time, no zone. */
export function toLocal(instant: string): string {
  if (instant === '') return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant of a local date and time; '' for nothing or for half a date. */
export function fromLocal(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
