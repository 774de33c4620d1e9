import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { formProblems } from '../../problem.ts';
import { useWords } from '../../words/index.ts';
import { Qr } from './qr.tsx';
import styles from './sign-in.module.css';

export interface Enrolment {
  enrolment: string;
  secret: string;
  qr: readonly string[];
}

/** The second factor: a picture to scan, the same secret as text, and a code to prove that it works. */
export function ConnectApp({
  enrolment,
  pending,
  error,
  onConfirm,
  onBack,
}: {
  enrolment: Enrolment;
  pending: boolean;
  error: unknown;
  onConfirm: (code: string) => void;
  onBack: () => void;
}) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  return (
    <Form onSubmit={() => onConfirm(code.trim())} problemsTitle={t('ui.problems')} {...formProblems(error)}>
      <div className={styles['scan']}>
        <Qr rows={enrolment.qr} label={t('signIn.totp.picture')} />
        <div>
          <p className={styles['secret-label']}>{t('signIn.totp.secret')}</p>
          <code className={styles['secret']}>{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code>
        </div>
      </div>
      <TextField
        label={t('signIn.totp.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        width="short"
        code
        value={code}
        onChange={setCode}
        autoFocus
      />
      <FormActions>
        <Button look="primary" type="submit" pending={pending}>
          {t('signIn.totp.confirm')}
        </Button>
        <Button onPress={onBack}>{t('signIn.back')}</Button>
      </FormActions>
    </Form>
  );
}
