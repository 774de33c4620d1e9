import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { Button, RadioGroup, ReasonField, Row, Stack, Status } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { ChecklistRow } from '../contract-strands.ts';
import styles from './checklist.module.css';
import { useCode } from './shared.ts';

const states = ['open', 'present', 'waived'] as const;

type Answer = { state: ChecklistRow['state']; reason: string };

function Item({ row, strandId, readOnly }: { row: ChecklistRow; strandId: string; readOnly: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const label = code('exitChecklistItem', row.item);
  const edit = useEdit<Answer, unknown>({
    draft: `checklist.${strandId}.${row.item}`,
    version: row.version,
    value: { state: row.state, reason: row.reason ?? '' },
    current: (record) => ({
      state: record['state'] as ChecklistRow['state'],
      reason: (record['reason'] as string | null) ?? '',
    }),
    compared: {
      state: { label, show: (state) => t(`cases.checklist.${state}`) },
      reason: { label: t('cases.checklist.why') },
    },
    save: ({ state, reason }, version) =>
      client.strands.answerItem({
        id: strandId,
        item: row.item,
        version,
        state,
        reason: state === 'waived' ? reason : null,
      }),
  });
  const { state, reason } = edit.value;
  const choose = (next: ChecklistRow['state']) => {
    edit.set({ state: next });
    if (next !== 'waived') edit.run({ state: next, reason: '' });
  };
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
        error={edit.problems[0]?.remedy ?? edit.failure}
      />
      {state === 'waived' && (
        <div className={styles['waiver']}>
          <ReasonField
            label={t('cases.checklist.why')}
            value={{ category: null, text: reason }}
            onChange={({ text }) => edit.set({ reason: text })}
            least={20}
          />
          <Button
            size="small"
            pending={edit.pending}
            isDisabled={row.state === 'waived' && row.reason === reason}
            onPress={() => edit.run({ state: 'waived' })}
          >
            {t('cases.checklist.waive')}
          </Button>
        </div>
      )}
      {edit.conflict}
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
        <Item key={row.item} row={row} strandId={strandId} readOnly={readOnly} />
      ))}
    </Stack>
  );
}
