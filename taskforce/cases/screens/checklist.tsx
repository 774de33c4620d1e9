import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { Button, RadioGroup, ReasonField, Row, Stack, Status } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { ChecklistRow } from '../contract-strands.ts';
import styles from './checklist.module.css';
import { useAct, useCode } from './shared.ts';

const states = ['open', 'present', 'waived'] as const;

function Item({ row, strandId, readOnly }: { row: ChecklistRow; strandId: string; readOnly: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [state, setState] = useState(row.state);
  const [reason, setReason] = useState(row.reason ?? '');
  const save = useAct((next: { state: ChecklistRow['state']; reason: string | null }) =>
    client.strands.answerItem({ id: strandId, item: row.item, version: row.version, ...next }),
  );
  const choose = (next: ChecklistRow['state']) => {
    setState(next);
    if (next !== 'waived') save.run({ state: next, reason: null });
  };
  const label = code('exitChecklistItem', row.item);
  const tone = { open: row.required ? 'warn' : 'neutral', present: 'good', waived: 'muted' } as const;
  if (readOnly)
    return (
      <Row spread>
        <span>{label}</span>
        <Status tone={tone[row.state]}>{t(`cases.checklist.${row.state}`)}</Status>
      </Row>
    );
  return (
    <div className={styles['item']}>
      <RadioGroup
        inline
        name={`checklist.${row.item}`}
        label={row.required ? label : t('cases.checklist.optional', { item: label })}
        hint={
          row.by && row.at
            ? t('cases.checklist.by', { name: row.by.name, at: formatMoment(row.at) })
            : undefined
        }
        options={states.map((id) => ({ id, label: t(`cases.checklist.${id}`) }))}
        value={state}
        onChange={choose}
        error={save.problems[0]?.remedy ?? save.failure}
      />
      {state === 'waived' && (
        <div className={styles['waiver']}>
          <ReasonField
            label={t('cases.checklist.why')}
            value={{ category: null, text: reason }}
            onChange={({ text }) => setReason(text)}
            least={20}
          />
          <Button
            size="small"
            pending={save.pending}
            isDisabled={row.state === 'waived' && row.reason === reason}
            onPress={() => save.run({ state: 'waived', reason })}
          >
            {t('cases.checklist.waive')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The pre-operational exit checklist of a strand. Each answer is kept at once, with who gave it. */
export function Checklist({
  strandId,
  rows,
  readOnly = false,
}: {
  strandId: string;
  rows: readonly ChecklistRow[];
  readOnly?: boolean;
}) {
  const sorted = rows.toSorted((a, b) => Number(b.required) - Number(a.required));
  return (
    <Stack gap="small">
      {sorted.map((row) => (
        <Item key={`${row.item}${row.version}`} row={row} strandId={strandId} readOnly={readOnly} />
      ))}
    </Stack>
  );
}
