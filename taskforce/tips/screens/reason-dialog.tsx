import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Form, FormActions, TextArea } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Props = {
  open: boolean;
  title: string;
  label: string;
  /** Path of the field in problems. */
  name: string;
  /** Name of the draft; what was typed outlives the lock. */
  draft: string;
  pending: boolean;
  error: unknown;
  onClose: () => void;
  /** `saved` throws the draft away. */
  onSave: (text: string, saved: () => void) => void;
};

/** A dialog that asks for one text: a reason, an answer, a finding. */
export function ReasonDialog(props: Props) {
  const { t } = useWords();
  if (!props.open) return null;
  return (
    <Dialog open onClose={props.onClose} title={props.title} closeLabel={t('ui.close')}>
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm({ title, label, name, draft: key, pending, error, onClose, onSave }: Props) {
  const { t } = useWords();
  const draft = useDraft(key, '');
  return (
    <Form
      onSubmit={() => onSave(draft.value, draft.discard)}
      problemsTitle={t('ui.problems')}
      {...formProblems(error)}
    >
      <TextArea
        name={name}
        label={label}
        rows={4}
        autoFocus
        maxLength={4000}
        value={draft.value}
        onChange={draft.setValue}
      />
      <FormActions>
        <Button type="submit" look="primary" pending={pending}>
          {title}
        </Button>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
