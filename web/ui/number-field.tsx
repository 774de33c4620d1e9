import { Input, NumberField as AriaNumberField } from 'react-aria-components';
import { cx, defined } from './cx.ts';
import { FieldParts } from './field.tsx';
import type { FieldProps } from './field.tsx';
import { useFieldProblem } from './form-problems.ts';
import styles from './field.module.css';

export interface NumberFieldProps extends FieldProps {
  value?: number;
  defaultValue?: number;
  onChange?: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  format?: Intl.NumberFormatOptions;
  /** A unit after the field, such as hours. */
  unit?: string;
}

/** A number, written and read in the reader's own way (1,234.5 or 1.234,5). An empty field is NaN. */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    hint,
    error,
    required,
    disabled,
    readOnly,
    width = 'short',
    min,
    max,
    unit,
    format,
    ...rest
  } = props;
  const { name, ...others } = rest;
  const problem = useFieldProblem(name) ?? error;
  return (
    <AriaNumberField
      {...others}
      {...defined({ name, minValue: min, maxValue: max, formatOptions: format, isDisabled: disabled })}
      isReadOnly={readOnly ?? false}
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      className={cx(styles['field'], styles[width])}
    >
      <FieldParts label={label} hint={hint} problem={problem} required={required}>
        <span className={styles['with-unit']}>
          <Input className={cx(styles['input'])} />
          {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
        </span>
      </FieldParts>
    </AriaNumberField>
  );
}
