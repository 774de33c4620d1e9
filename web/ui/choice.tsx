import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  FieldError,
  Label,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  Text,
} from 'react-aria-components';
import { cx, defined } from './cx.ts';
import type { FieldProps } from './field.tsx';
import { useFieldProblem } from './form-problems.ts';
import type { Option } from './select.tsx';
import { Icon } from './icon.tsx';
import fieldStyles from './field.module.css';
import styles from './choice.module.css';

export interface CheckboxProps {
  children: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some but not all (the head of a list). */
  mixed?: boolean;
  disabled?: boolean;
  name?: string;
  hint?: string;
}

/** Yes or no, with its sentence. */
export function Checkbox({ children, checked, onChange, mixed, disabled, name, hint }: CheckboxProps) {
  const problem = useFieldProblem(name);
  return (
    <div className={styles['single']} data-invalid={problem !== undefined || undefined}>
      <AriaCheckbox
        isSelected={checked}
        onChange={onChange}
        isInvalid={problem !== undefined}
        {...defined({ isIndeterminate: mixed, isDisabled: disabled, name })}
        className={styles['choice'] ?? ''}
      >
        <span className={styles['box']}>
          <Icon name="check" size={14} />
        </span>
        <span>
          {children}
          {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
        </span>
      </AriaCheckbox>
      {problem !== undefined && <span className={fieldStyles['error']}>{problem}</span>}
    </div>
  );
}

/** A bare box for rows of a list; `label` is its name for readers. */
export function RowCheckbox({
  label,
  checked,
  onChange,
  mixed,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  mixed?: boolean;
}) {
  return (
    <AriaCheckbox
      aria-label={label}
      isSelected={checked}
      onChange={onChange}
      isIndeterminate={mixed ?? false}
      className={cx(styles['choice'], styles['bare'])}
    >
      <span className={styles['box']}>
        <Icon name="check" size={14} />
      </span>
    </AriaCheckbox>
  );
}

export interface CheckboxGroupProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  value: readonly Id[];
  onChange: (value: Id[]) => void;
  columns?: 1 | 2;
}

/** Several choices out of a closed list. */
export function CheckboxGroup<Id extends string>(props: CheckboxGroupProps<Id>) {
  const { label, hint, error, disabled, name, options, value, onChange, columns = 1 } = props;
  const problem = useFieldProblem(name) ?? error;
  return (
    <AriaCheckboxGroup
      value={[...value]}
      onChange={(chosen) => onChange(chosen as Id[])}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      {...defined({ isDisabled: disabled, 'data-field': name })}
      className={fieldStyles['field'] ?? ''}
    >
      <GroupHead label={label} hint={hint} />
      <div className={cx(styles['group'], columns === 2 && styles['columns'])}>
        {options.map((option) => (
          <AriaCheckbox
            key={option.id}
            value={option.id}
            isDisabled={option.disabled ?? false}
            className={styles['choice'] ?? ''}
          >
            <span className={styles['box']}>
              <Icon name="check" size={14} />
            </span>
            <OptionWords option={option} />
          </AriaCheckbox>
        ))}
      </div>
      <FieldError className={cx(fieldStyles['error'])}>{problem ?? ''}</FieldError>
    </AriaCheckboxGroup>
  );
}

export interface RadioGroupProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  value: Id | null;
  onChange: (value: Id) => void;
  /** Side by side, for short answers (yes, no, unknown). */
  inline?: boolean;
}

/** One choice with every answer in sight: up to about seven. */
export function RadioGroup<Id extends string>(props: RadioGroupProps<Id>) {
  const { label, hint, error, required, disabled, name, options, value, onChange, inline } = props;
  const problem = useFieldProblem(name) ?? error;
  return (
    <AriaRadioGroup
      value={value}
      onChange={(chosen) => onChange(chosen as Id)}
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      {...defined({ isDisabled: disabled, 'data-field': name })}
      className={fieldStyles['field'] ?? ''}
    >
      <GroupHead label={label} hint={hint} />
      <div className={cx(styles['group'], inline && styles['inline'])}>
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            isDisabled={option.disabled ?? false}
            className={cx(styles['choice'], styles['radio'])}
          >
            <span className={styles['dot']} />
            <OptionWords option={option} />
          </Radio>
        ))}
      </div>
      <FieldError className={cx(fieldStyles['error'])}>{problem ?? ''}</FieldError>
    </AriaRadioGroup>
  );
}

function GroupHead({ label, hint }: { label: string; hint?: ReactNode }) {
  return (
    <>
      <Label className={fieldStyles['label'] ?? ''}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={fieldStyles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
    </>
  );
}

function OptionWords({ option }: { option: Option }) {
  return (
    <span>
      {option.label}
      {option.description !== undefined && <span className={styles['hint']}>{option.description}</span>}
    </span>
  );
}

/** On or off, taking effect at once. */
export function Switch({
  children,
  on,
  onChange,
  disabled,
}: {
  children: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <AriaSwitch
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled ?? false}
      className={styles['choice'] ?? ''}
    >
      <span className={styles['track']}>
        <span className={styles['thumb']} />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
