import { useEdit } from '../../../web/edit.tsx';
import { Button, Form, FormActions, TextArea } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';

type Ending = { at: string; reason: string };

/**
 * Ends a record with a reason: a link, a case on an agenda. Had somebody ended it meanwhile, both reasons stand side
 * by side. `at` and `why` are the columns of the record that tell of its end.
 */
export function ReasonForm({
  draft,
  version,
  at,
  why,
  label,
  verb,
  hint,
  end,
  onDone,
  onCancel,
}: {
  draft: string;
  version: number;
  at: string;
  why: string;
  label: string;
  verb: string;
  hint?: string;
  end: (version: number, reason: string) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const none = { at: '', reason: '' };
  const edit = useEdit<Ending, unknown>({
    draft: `${draft}.end`,
    version,
    value: { at: 'now', reason: '' },
    before: none,
    current: (record) => ({
      at: (record[at] as string | null) ?? '',
      reason: (record[why] as string | null) ?? '',
    }),
    compared: {
      at: {
        label: verb,
        show: (moment) => (moment === 'now' ? t('command.now') : moment === '' ? '' : formatMoment(moment)),
      },
      reason: { label },
    },
    save: ({ reason }, seen) => end(seen, reason),
    done: onDone,
  });
  return (
    <>
      <Form
        onSubmit={() => edit.run()}
        problemsTitle={t('ui.problems')}
        problems={edit.problems}
        failure={edit.failure}
      >
        {edit.restored}
        <TextArea
          label={label}
          hint={hint}
          name="reason"
          rows={2}
          maxLength={2000}
          autoFocus
          value={edit.value.reason}
          onChange={(reason) => edit.set({ reason })}
        />
        <FormActions>
          <Button look="danger" type="submit" pending={edit.pending}>
            {verb}
          </Button>
          <Button onPress={() => (edit.discard(), onCancel())}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
      {edit.conflict}
    </>
  );
}
