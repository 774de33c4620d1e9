import { useState } from 'react';
import { Button, CheckboxGroup } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { handlingLabels } from '../../vocabulary/handling.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import { useCodes } from './shared.ts';

/** Handling labels, folded away while none is set. */
export function LabelField({
  value,
  onChange,
}: {
  value: HandlingLabel[];
  onChange: (labels: HandlingLabel[]) => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const [open, setOpen] = useState(value.length > 0);
  if (!open)
    return (
      <div>
        <Button size="small" look="quiet" icon="lock" onPress={() => setOpen(true)}>
          {t('cases.labels.add')}
        </Button>
      </div>
    );
  return (
    <CheckboxGroup
      name="handling"
      label={t('cases.labels.title')}
      hint={t('cases.labels.hint')}
      required={false}
      columns={2}
      options={codes('handlingLabel', handlingLabels)}
      value={value}
      onChange={onChange}
    />
  );
}
