import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api.ts';
import { formProblems } from '../../problem.ts';
import { signedIn } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import type { FieldProblem } from '../../ui/form-problems.ts';
import { useWords } from '../../words/index.ts';
import { ConnectApp } from './connect-app.tsx';
import { Frame } from './frame.tsx';
import { NewPasswordFields, passwordProblems } from './new-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Joining with an invitation: the code, a password, the second factor, the recovery codes. */
export function Invitation({ installation, onBack }: { installation: string; onBack: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState({ password: '', again: '' });
  const [own, setOwn] = useState<FieldProblem[] | null>(null);
  const [passwordSet, setPasswordSet] = useState(false);
  const begin = useMutation({
    mutationFn: () => client.identity.beginInvitation({ invitation: code.trim() }),
  });
  const finish = useMutation({
    mutationFn: (appCode: string) =>
      client.identity.acceptInvitation({
        invitation: code.trim(),
        password: chosen.password,
        enrolment: begin.data?.enrolment ?? '',
        code: appCode,
      }),
    onError: (error) => {
      const paths = formProblems(error).problems.map((one) => one.path);
      if (paths.some((path) => path !== 'code')) setPasswordSet(false);
      if (paths.includes('invitation') || paths.includes('enrolment')) begin.reset();
    },
  });
  const choosePassword = () => {
    const wrong = passwordProblems(chosen, t);
    setOwn(wrong.length > 0 ? wrong : null);
    setPasswordSet(wrong.length === 0);
  };
  const step = finish.data ? 4 : !begin.data ? 1 : passwordSet ? 3 : 2;
  const titles = [
    t('signIn.invite.title'),
    t('signIn.newPassword'),
    t('signIn.totp.title'),
    t('signIn.codes.title'),
  ];
  const leads = [
    t('signIn.invite.leadPlain'),
    t('signIn.invite.leadNamed', { name: begin.data?.displayName ?? '', email: begin.data?.email ?? '' }),
    t('signIn.totp.lead'),
    t('signIn.codes.lead'),
  ];
  return (
    <Frame
      installation={installation}
      title={titles[step - 1] ?? ''}
      lead={leads[step - 1] ?? ''}
      step={t('signIn.step', { n: step, of: 4 })}
    >
      {step === 1 && (
        <Form
          onSubmit={() => begin.mutate()}
          problemsTitle={t('ui.problems')}
          {...formProblems(begin.error ?? finish.error)}
        >
          <TextField
            label={t('signIn.invitationCode')}
            hint={t('signIn.invitationCodeHint')}
            name="invitation"
            code
            value={code}
            onChange={setCode}
            autoFocus
          />
          <FormActions>
            <Button look="primary" type="submit" pending={begin.isPending}>
              {t('signIn.invite.next')}
            </Button>
            <Button onPress={onBack}>{t('signIn.toSignIn')}</Button>
          </FormActions>
        </Form>
      )}
      {step === 2 && (
        <Form
          onSubmit={choosePassword}
          problemsTitle={t('ui.problems')}
          {...(own ? { problems: own } : formProblems(finish.error))}
        >
          <NewPasswordFields value={chosen} onChange={setChosen} />
          <FormActions>
            <Button look="primary" type="submit">
              {t('signIn.invite.next')}
            </Button>
          </FormActions>
        </Form>
      )}
      {step === 3 && begin.data && (
        <ConnectApp
          enrolment={begin.data}
          pending={finish.isPending}
          error={finish.error}
          onConfirm={(appCode) => finish.mutate(appCode)}
          onBack={() => setPasswordSet(false)}
        />
      )}
      {finish.data && <RecoveryCodes codes={finish.data.recoveryCodes} onDone={() => void signedIn()} />}
    </Frame>
  );
}
