import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { stateQuery } from '../../session.ts';
import { useWords } from '../../words/index.ts';
import { ServerAway } from '../page-states.tsx';
import { SplashScreen } from '../splash.tsx';
import { Invitation } from './invitation.tsx';
import { PasswordSignIn } from './password-sign-in.tsx';
import { SetUp } from './set-up.tsx';

/** Signing in, joining with an invitation, or setting up a fresh installation: as the server says. */
export default function SignInPages() {
  const { t } = useWords();
  const state = useQuery(stateQuery());
  const [joining, setJoining] = useState(false);
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('shell.product')}`;
  }, [t]);
  if (state.isError) return <ServerAway onRetry={() => void state.refetch()} />;
  if (!state.data) return <SplashScreen />;
  if (!state.data.ready) return <SetUp />;
  if (joining) return <Invitation installation={state.data.installation} onBack={() => setJoining(false)} />;
  return <PasswordSignIn state={state.data} onInvitation={() => setJoining(true)} />;
}
