import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queries } from '../../api.ts';
import { formProblems } from '../../problem.ts';
import { signedIn, stateQuery } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import type { FieldProblem } from '../../ui/form-problems.ts';
import { useWords } from '../../words/index.ts';
import { ConnectApp } from './connect-app.tsx';
import { Frame } from './frame.tsx';
import { NewPasswordFields, passwordProblems } from './new-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const EMPTY = {
  setUpCode: '',
  installationName: '',
  agencyName: '',
  agencyShortName: '',
  displayName: '',
  email: '',
  timeZone: 'UTC',
};
type Given = typeof EMPTY;

/** The time zone of this browser: most task forces count their days where they are set up. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** First run: the owner's account in three steps. A problem found at the end leads back to its field. */
export function SetUp() {
  const { t } = useWords();
  const [given, setGiven] = useState(() => ({ ...EMPTY, timeZone: ownZone() }));
  const [chosen, setChosen] = useState({ password: '', again: '' });
  const begin = useMutation({ mutationFn: () => client.identity.beginSetUp({ email: given.email }) });
  const finish = useMutation({
    mutationFn: (code: string) =>
      client.identity.setUpOwner({
        ...given,
        password: chosen.password,
        enrolment: begin.data?.enrolment ?? '',
        code,
      }),
    onError: (error) => {
      if (formProblems(error).problems.some((one) => one.path !== 'code')) begin.reset();
    },
  });
  const step = finish.data ? 3 : begin.data ? 2 : 1;
  const titles = { 1: t('signIn.setUp.title'), 2: t('signIn.totp.title'), 3: t('signIn.codes.title') };
  const leads = { 1: t('signIn.setUp.lead'), 2: t('signIn.totp.lead'), 3: t('signIn.codes.lead') };
  const enter = () => {
    void queries.invalidateQueries({ queryKey: stateQuery().queryKey });
    void signedIn();
  };
  return (
    <Frame
      installation={t('shell.product')}
      title={titles[step]}
      lead={leads[step]}
      step={t('signIn.step', { n: step, of: 3 })}
    >
      {finish.data ? (
        <RecoveryCodes codes={finish.data.recoveryCodes} onDone={enter} />
      ) : begin.data ? (
        <ConnectApp
          enrolment={begin.data}
          pending={finish.isPending}
          error={finish.error}
          onConfirm={(code) => finish.mutate(code)}
          onBack={() => begin.reset()}
        />
      ) : (
        <OwnerForm
          given={given}
          onGiven={setGiven}
          chosen={chosen}
          onChosen={setChosen}
          pending={begin.isPending}
          error={begin.error ?? finish.error}
          onNext={() => begin.mutate()}
        />
      )}
    </Frame>
  );
}

function OwnerForm({
  given,
  onGiven,
  chosen,
  onChosen,
  pending,
  error,
  onNext,
}: {
  given: Given;
  onGiven: (given: Given) => void;
  chosen: { password: string; again: string };
  onChosen: (chosen: { password: string; again: string }) => void;
  pending: boolean;
  error: unknown;
  onNext: () => void;
}) {
  const { t } = useWords();
  const [own, setOwn] = useState<FieldProblem[] | null>(null);
  const field = (name: keyof Given) => ({
    name,
    value: given[name],
    onChange: (value: string) => onGiven({ ...given, [name]: value }),
  });
  const next = () => {
    const wrong = passwordProblems(chosen, t);
    setOwn(wrong.length > 0 ? wrong : null);
    if (wrong.length === 0) onNext();
  };
  const shown = own ? { problems: own, failure: undefined } : formProblems(error);
  return (
    <Form onSubmit={next} problemsTitle={t('ui.problems')} {...shown}>
      <TextField
        label={t('signIn.setUp.token')}
        hint={t('signIn.setUp.tokenHint')}
        code
        {...field('setUpCode')}
      />
      <TextField label={t('signIn.setUp.taskForce')} {...field('installationName')} />
      <TextField
        label={t('signIn.setUp.timeZone')}
        hint={t('signIn.setUp.timeZoneHint')}
        {...field('timeZone')}
      />
      <TextField label={t('signIn.setUp.agency')} autoComplete="organization" {...field('agencyName')} />
      <TextField
        label={t('signIn.setUp.agencyShort')}
        hint={t('signIn.setUp.agencyShortHint')}
        width="short"
        {...field('agencyShortName')}
      />
      <TextField label={t('signIn.setUp.name')} autoComplete="name" {...field('displayName')} />
      <TextField label={t('signIn.email')} type="email" autoComplete="username" {...field('email')} />
      <NewPasswordFields value={chosen} onChange={onChosen} />
      <FormActions>
        <Button look="primary" type="submit" pending={pending}>
          {t('signIn.setUp.next')}
        </Button>
      </FormActions>
    </Form>
  );
}
