import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import type { DialogProps } from './dialog.tsx';
import { Form, FormActions } from './form.tsx';
import type { FieldProblem } from './form-problems.ts';

export interface FormDialogProps {
  title: string;
  /** The verb on the button that saves; the title when absent. */
  verb?: string;
  /** Saving takes something away or shuts something: a red button. */
  harmful?: boolean;
  shape?: DialogProps['shape'];
  /** Goes away and keeps what is typed, where it is a draft. */
  onClose: () => void;
  /** Goes away and throws away what is typed; like `onClose` when absent. */
  onCancel?: () => void;
  onSubmit: () => void;
  /** The save behind the form; `conflict` and `restored` come from an edit of a versioned record. */
  save: {
    pending: boolean;
    problems: readonly FieldProblem[];
    failure?: string | undefined;
    conflict?: ReactNode;
    restored?: ReactNode;
  };
  children: ReactNode;
}

/** A dialog that is one form: its fields, a button that saves, a button that does not. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useWords();
  const { title, save, onClose, onCancel = onClose } = props;
  return (
    <>
      <Dialog
        open
        onClose={onClose}
        title={title}
        closeLabel={t('ui.close')}
        {...(props.shape ? { shape: props.shape } : {})}
      >
        <Form
          label={title}
          onSubmit={props.onSubmit}
          problems={save.problems}
          failure={save.failure}
          problemsTitle={t('ui.problems')}
        >
          {save.restored}
          {props.children}
          <FormActions>
            <Button look={props.harmful ? 'danger' : 'primary'} type="submit" pending={save.pending}>
              {props.verb ?? title}
            </Button>
            <Button onPress={onCancel}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      </Dialog>
      {save.conflict}
    </>
  );
}
