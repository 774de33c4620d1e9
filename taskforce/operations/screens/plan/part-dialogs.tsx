import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { useEdit } from '../../../../web/edit.tsx';
import { FormDialog } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { PartName, SavedPart } from '../../contract-parts.ts';
import { PartFields, type PartField, type PartValue } from './fields.tsx';

type Of = { operationId: string; part: PartName; title: string; fields: readonly PartField[] };

/** What of a record a form holds. */
const heldOf = (fields: readonly PartField[], record: PartValue): PartValue =>
  Object.fromEntries(fields.map(({ name }) => [name, record[name] ?? null]));

/** Adds a part to the plan; `fixed` is what the form does not ask. */
export function AddPart({
  of,
  blank,
  fixed = {},
  onClose,
}: {
  of: Of;
  blank: PartValue;
  fixed?: PartValue;
  onClose: () => void;
}) {
  const [value, setValue] = useState<PartValue>(blank);
  const save = useAct(
    () =>
      client.operations.savePart({
        operationId: of.operationId,
        part: of.part,
        id: null,
        version: null,
        value: { ...value, ...fixed },
      } as SavedPart),
    onClose,
  );
  return (
    <FormDialog title={of.title} save={save} onSubmit={() => save.run(undefined)} onClose={onClose}>
      <PartFields fields={of.fields} value={value} set={(part) => setValue((now) => ({ ...now, ...part }))} />
    </FormDialog>
  );
}

/** Changes a part over the version that was seen; when somebody was faster, both versions are shown. */
export function EditPart({
  of,
  item,
  fixed = {},
  onClose,
}: {
  of: Of;
  item: PartValue & { id: string; version: number };
  fixed?: PartValue;
  onClose: () => void;
}) {
  const { t } = useWords();
  const show = (field: PartField) => (value: unknown) => {
    if (field.ask === 'code' || field.ask === 'choice')
      return field.options.find(({ id }) => id === value)?.label ?? '';
    if (field.ask === 'moment') return typeof value === 'string' ? formatMoment(value) : '';
    if (field.ask === 'check')
      return t(value === true ? 'operations.foreseen.yes' : 'operations.foreseen.no');
    return value === null || value === undefined ? '' : String(value as string | number);
  };
  const edit = useEdit<PartValue, unknown>({
    draft: `operations.${of.part}.${item.id}`,
    version: item.version,
    value: heldOf(of.fields, item),
    current: (record) => heldOf(of.fields, record),
    compared: Object.fromEntries(
      of.fields.map((field) => [field.name, { label: field.label, show: show(field) }]),
    ),
    save: (value, version) =>
      client.operations.savePart({
        operationId: of.operationId,
        part: of.part,
        id: item.id,
        version,
        value: { ...value, ...fixed },
      } as SavedPart),
    done: onClose,
  });
  return (
    <FormDialog
      title={of.title}
      verb={t('operations.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <PartFields fields={of.fields} value={edit.value} set={edit.set} />
    </FormDialog>
  );
}
