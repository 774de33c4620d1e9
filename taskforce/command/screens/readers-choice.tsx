import { CheckboxGroup, DateField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import { labelOf, today } from './names.ts';

export type Readers = { clearedFor: HandlingLabel[]; periodFrom: string };

/** For whom a brief is, and from which day it tells. */
export function ReadersChoice({
  labels,
  value,
  onChange,
}: {
  labels: readonly HandlingLabel[];
  value: Readers;
  onChange: (value: Readers) => void;
}) {
  const { t } = useWords();
  return (
    <>
      {labels.length > 0 && (
        <CheckboxGroup
          label={t('command.readers.label')}
          hint={t('command.readers.hint')}
          name="clearedFor"
          columns={2}
          options={labels.map((id) => ({ id, label: labelOf(t, 'handlingLabel', id) }))}
          value={value.clearedFor}
          onChange={(clearedFor) => onChange({ ...value, clearedFor })}
        />
      )}
      <DateField
        label={t('command.readers.from')}
        hint={t('command.readers.fromHint')}
        name="periodFrom"
        required={false}
        max={today()}
        value={value.periodFrom}
        onChange={(periodFrom) => onChange({ ...value, periodFrom })}
      />
    </>
  );
}
