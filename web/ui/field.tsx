import { createContext, useContext, useId } from 'react';
import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { cx, defined } from './cx.ts';
import { useFieldProblem } from './form-problems.ts';
import styles from './field.module.css';

/** The word shown beside the label of a field that may stay empty. Set once by the shell, in the reader's language. */
export const OptionalWord = createContext('optional');

export interface FieldProps {
  label: string;
  /** The path of the value in the form; problems with this path are shown here. */
  name?: string;
  /** One sentence of help under the label. */
  hint?: ReactNode;
  /** A problem found by the screen itself; one from the form's problems is shown by itself. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  autoFocus?: boolean;
  /** Width for the expected content: `short` for codes and numbers, `medium` for names. */
  width?: 'short' | 'medium' | 'full';
}

/** Label, hint and problem around a field, in that order, as react-aria slots. */
export function FieldParts({
  label,
  hint,
  problem,
  required,
  children,
}: {
  label: string;
  hint?: ReactNode;
  problem: string | undefined;
  required?: boolean | undefined;
  children: ReactNode;
}) {
  const optional = useContext(OptionalWord);
  return (
    <>
      <Label className={styles['label']}>
        {label}
        {required === false && <span className={styles['optional']}> {optional}</span>}
      </Label>
      {hint !== undefined && (
        <Text slot="description" className={styles['hint']}>
          {hint}
        </Text>
      )}
      {children}
      <FieldError className={cx(styles['error'])}>{problem ?? ''}</FieldError>
    </>
  );
}

export interface TextFieldProps extends FieldProps {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search';
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email';
  maxLength?: number;
  /** Figures and codes in an even-width face. */
  code?: boolean;
}

/** One line of text. Values come and go as plain strings. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, required, disabled, readOnly, width = 'full', code, ...rest } = props;
  const problem = useFieldProblem(props.name) ?? error;
  return (
    <AriaTextField
      {...rest}
      {...defined({ isDisabled: disabled, isReadOnly: readOnly })}
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      className={cx(styles['field'], styles[width])}
    >
      <FieldParts label={label} hint={hint} problem={problem} required={required}>
        <Input className={cx(styles['input'], code && styles['code'])} />
      </FieldParts>
    </AriaTextField>
  );
}

export interface TextAreaProps extends Omit<TextFieldProps, 'type' | 'code' | 'inputMode'> {
  rows?: number;
  /** Shows "120 / 2,000" under the field, in the words given by the screen. */
  counter?: string;
}

/** Several lines of text; grows with its content up to half the screen. */
export function TextArea(props: TextAreaProps) {
  const {
    label,
    hint,
    error,
    required,
    disabled,
    readOnly,
    width = 'full',
    rows = 4,
    counter,
    ...rest
  } = props;
  const problem = useFieldProblem(props.name) ?? error;
  return (
    <AriaTextField
      {...rest}
      {...defined({ isDisabled: disabled, isReadOnly: readOnly })}
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      className={cx(styles['field'], styles[width])}
    >
      <FieldParts label={label} hint={hint} problem={problem} required={required}>
        <AriaTextArea className={cx(styles['input'], styles['area'])} rows={rows} />
        {counter !== undefined && <span className={styles['counter']}>{counter}</span>}
      </FieldParts>
    </AriaTextField>
  );
}

/** Label, hint and problem around a plain HTML control, wired with ids: for what react-aria has no part for. */
export function PlainField({
  label,
  hint,
  error,
  required,
  name,
  width = 'full',
  children,
}: FieldProps & {
  children: (wiring: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const optional = useContext(OptionalWord);
  const problem = useFieldProblem(name) ?? error;
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <div className={cx(styles['field'], styles[width])} data-invalid={problem !== undefined || undefined}>
      <label className={styles['label']} htmlFor={id}>
        {label}
        {required === false && <span className={styles['optional']}> {optional}</span>}
      </label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </span>
      )}
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': problem !== undefined,
      })}
      {problem !== undefined && (
        <span id={`${id}-error`} className={styles['error']}>
          {problem}
        </span>
      )}
    </div>
  );
}
