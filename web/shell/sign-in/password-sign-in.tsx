import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api.ts';
import type { Client } from '../../api.ts';
import { formProblems } from '../../problem.ts';
import { signedIn } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Select } from '../../ui/select.tsx';
import { formatList, useWords } from '../../words/index.ts';
import { useDemoFactors } from '../demo-factors.ts';
import type { DemoFactors } from '../demo-factors.ts';
import { roleName } from '../role-name.ts';
import { Frame } from './frame.tsx';
import { OtherWays } from './other-ways.tsx';
import styles from './sign-in.module.css';

type State = Awaited<ReturnType<Client['identity']['state']>>;

/** E-mail, password and code on one page; the notice of use is read and accepted each time. */
export function PasswordSignIn({ state, onInvitation }: { state: State; onInvitation: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState({ email: '', password: '', code: '' });
  const [accepted, setAccepted] = useState(false);
  const [recovering, setRecovering] = useState(false);
  const [missing, setMissing] = useState(false);
  const demo = useDemoFactors(
    state.people.some((one) => one.email === given.email),
    given.email,
  );
  const filled = {
    ...given,
    password: given.password || (demo?.password ?? ''),
    code: given.code || (demo && !recovering ? demo.code : ''),
  };
  const put = (name: keyof typeof given) => (value: string) =>
    setGiven((before) => ({ ...before, [name]: value }));
  const signIn = useMutation({
    mutationFn: () => client.identity.signIn({ ...filled, code: filled.code.trim(), noticeAccepted: true }),
    onSuccess: signedIn,
    onError: () => setGiven((before) => ({ ...before, code: '' })),
  });
  const problems = missing
    ? { problems: [{ path: 'noticeAccepted', problem: 'required', remedy: t('signIn.notice.needed') }] }
    : formProblems(signIn.error);
  const submit = () => {
    setMissing(!accepted);
    if (accepted) signIn.mutate();
  };
  return (
    <Frame
      installation={state.installation}
      title={t('signIn.title')}
      aside={
        <>
          <section>
            <h2>{t('signIn.notice.title')}</h2>
            <p>{state.notice}</p>
          </section>
          <p>{t('signIn.trouble')}</p>
        </>
      }
    >
      {state.people.length > 0 && (
        <DemoPeople people={state.people} email={given.email} factors={demo} onChoose={put('email')} />
      )}
      <Form onSubmit={submit} problemsTitle={t('ui.problems')} {...problems}>
        <TextField
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          value={given.email}
          onChange={put('email')}
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={filled.password}
          onChange={put('password')}
        />
        <div>
          <TextField
            key={String(recovering)}
            label={t(recovering ? 'signIn.recovery' : 'signIn.code')}
            hint={t(recovering ? 'signIn.recoveryHint' : 'signIn.codeHint')}
            name="code"
            inputMode={recovering ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            width={recovering ? 'full' : 'short'}
            code
            value={filled.code}
            onChange={put('code')}
          />
          <button type="button" className={styles['link']} onClick={() => setRecovering(!recovering)}>
            {t(recovering ? 'signIn.useApp' : 'signIn.useRecovery')}
          </button>
        </div>
        <Checkbox checked={accepted} onChange={setAccepted} name="noticeAccepted">
          {t('signIn.notice.accept')}
        </Checkbox>
        <FormActions>
          <Button look="primary" type="submit" pending={signIn.isPending} wide>
            {t('signIn.submit')}
          </Button>
        </FormActions>
      </Form>
      <OtherWays methods={state.methods} />
      <p className={styles['foot']}>
        <button type="button" className={styles['link']} onClick={onInvitation}>
          {t('signIn.haveInvitation')}
        </button>
      </p>
    </Frame>
  );
}

/** In the demonstration: whom to be. */
function DemoPeople({
  people,
  email,
  factors,
  onChoose,
}: {
  people: State['people'];
  email: string;
  factors: DemoFactors | undefined;
  onChoose: (email: string) => void;
}) {
  const { t } = useWords();
  return (
    <div className={styles['demo']}>
      <Select
        label={t('signIn.demo.title')}
        hint={t('signIn.demo.hint')}
        placeholder={t('signIn.demo.choose')}
        width="full"
        value={people.some((person) => person.email === email) ? email : null}
        onChange={onChoose}
        options={people.map((person) => ({
          id: person.email,
          label: person.displayName,
          description: formatList(person.roles.map((role) => roleName(role, t))),
        }))}
      />
      {factors && (
        <p className={styles['demo-factors']} role="status">
          {t('signIn.demo.filled', { code: factors.code })}
        </p>
      )}
    </div>
  );
}
