import { TextField } from '../../ui/field.tsx';
import type { FieldProblem } from '../../ui/form-problems.ts';
import { useWords } from '../../words/index.ts';
import type { Translate } from '../../words/index.ts';

export interface NewPassword {
  password: string;
  again: string;
}

/** The password typed twice; length alone is asked for, as NIST SP 800-63B-4 does. */
export function NewPasswordFields({
  value,
  onChange,
}: {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={t('signIn.newPassword')}
        hint={t('signIn.newPasswordHint')}
        name="password"
        type="password"
        autoComplete="new-password"
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
      />
      <TextField
        label={t('signIn.repeatPassword')}
        name="again"
        type="password"
        autoComplete="new-password"
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
      />
    </>
  );
}

/** What the screen itself can see to be wrong; the server decides about strength. */
export function passwordProblems({ password, again }: NewPassword, t: Translate): FieldProblem[] {
  if (password.length < 15)
    return [{ path: 'password', problem: 'too_small', remedy: t('signIn.newPasswordHint') }];
  if (password === again) return [];
  return [{ path: 'again', problem: t('signIn.mismatch'), remedy: t('signIn.mismatchRemedy') }];
}
