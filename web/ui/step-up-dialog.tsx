import { useState } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';
import { Form, FormActions } from './form.tsx';
import type { FieldProblem } from './form-problems.ts';

export interface StepUpDialogProps {
  open: boolean;
  /** Why it is asked now, in one sentence. */
  reason: string;
  problems?: readonly FieldProblem[];
  failure?: string | undefined;
  pending?: boolean;
  onConfirm: (proof: { password: string; code: string }) => void;
  onCancel: () => void;
}

/** Asks for password and code once more, before something that a stolen session must not be able to do. */
export function StepUpDialog(props: StepUpDialogProps) {
  const { t } = useWords();
  return (
    <Dialog
      open={props.open}
      onClose={props.onCancel}
      title={t('ui.stepUp.title')}
      closeLabel={t('ui.close')}
    >
      {props.open && <Proof {...props} />}
    </Dialog>
  );
}

function Proof({ reason, problems = [], failure, pending, onConfirm, onCancel }: StepUpDialogProps) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <Form
      onSubmit={() => onConfirm({ password, code })}
      problems={problems}
      problemsTitle={t('ui.problems')}
      failure={failure}
    >
      <p>{reason}</p>
      <TextField
        label={t('ui.stepUp.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        autoFocus
      />
      <TextField
        label={t('ui.stepUp.code')}
        hint={t('ui.stepUp.codeHint')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        width="short"
        code
        value={code}
        onChange={setCode}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={pending ?? false}>
          {t('ui.stepUp.confirm')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
