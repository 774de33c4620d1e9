import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import type { ReactNode } from 'react';
import { cx, defined } from './cx.ts';
import { FieldParts } from './field.tsx';
import type { FieldProps } from './field.tsx';
import { useFieldProblem } from './form-problems.ts';
import { Icon } from './icon.tsx';
import { useWords } from '../words/index.ts';
import fieldStyles from './field.module.css';
import styles from './select.module.css';

export interface Option<Id extends string = string> {
  id: Id;
  label: string;
  /** A second line that explains the choice. */
  description?: string | undefined;
  disabled?: boolean;
}

export interface SelectProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  value: Id | null;
  onChange: (value: Id) => void;
  placeholder: string;
}

/** One choice out of a closed list. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, hint, error, required, disabled, name, options, value, onChange, width = 'medium' } = props;
  const problem = useFieldProblem(name) ?? error;
  const { t } = useWords();
  return (
    <AriaSelect
      // Pressed before its choices have come, it opens and they appear in it; without this the press is lost.
      allowsEmptyCollection
      {...defined({ isDisabled: disabled, 'data-field': name, autoFocus: props.autoFocus })}
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(String(key) as Id)}
      placeholder={props.placeholder}
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyles['field'], fieldStyles[width])}
    >
      <FieldParts label={label} hint={hint} problem={problem} required={required}>
        <Button className={fieldStyles['button'] ?? ''}>
          <SelectValue className={styles['value'] ?? ''} />
          <Icon name="down" size={16} />
        </Button>
      </FieldParts>
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <Options options={options} empty={t('shell.loading')} />
      </Popover>
    </AriaSelect>
  );
}

function Options<Id extends string>({
  options,
  empty,
}: {
  options: readonly Option<Id>[];
  empty: ReactNode;
}) {
  return (
    <ListBox
      items={options}
      className={styles['list'] ?? ''}
      disabledKeys={options.filter((option) => option.disabled).map((option) => option.id)}
      renderEmptyState={() => <div className={styles['empty']}>{empty}</div>}
    >
      {(option: Option<Id>) => (
        <ListBoxItem id={option.id} textValue={option.label} className={styles['option'] ?? ''}>
          <span className={styles['mark']}>
            <Icon name="check" size={16} />
          </span>
          <span>
            <Text slot="label">{option.label}</Text>
            {option.description !== undefined && (
              <Text slot="description" className={styles['description']}>
                {option.description}
              </Text>
            )}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

export interface ComboBoxProps<Id extends string> extends Omit<SelectProps<Id>, 'placeholder' | 'onChange'> {
  onChange: (value: Id | null) => void;
  /** What the field says when nothing fits. */
  empty: string;
  placeholder?: string;
  /** Typed text, when the options come from the server; without it the list is filtered here. */
  onInput?: (text: string) => void;
}

/** One choice found by typing: for lists too long to read. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>) {
  const { label, hint, error, required, disabled, name, options, value, onChange, width = 'medium' } = props;
  const problem = useFieldProblem(name) ?? error;
  const source = props.onInput ? { items: options, onInputChange: props.onInput } : { defaultItems: options };
  return (
    <AriaComboBox
      {...source}
      // Typed in before its choices have come, it stays open and they appear in it.
      allowsEmptyCollection
      {...defined({ isDisabled: disabled, name, autoFocus: props.autoFocus })}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key === null ? null : (String(key) as Id))}
      menuTrigger="focus"
      isRequired={required ?? false}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyles['field'], fieldStyles[width])}
    >
      <FieldParts label={label} hint={hint} problem={problem} required={required}>
        <div className={styles['combo']}>
          <Input className={fieldStyles['input'] ?? ''} placeholder={props.placeholder ?? ''} />
          <Button className={styles['open'] ?? ''}>
            <Icon name="down" size={16} />
          </Button>
        </div>
      </FieldParts>
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <Options options={options} empty={props.empty} />
      </Popover>
    </AriaComboBox>
  );
}
