import { useMutation } from '@tanstack/react-query';
import { client } from '../api.ts';
import { openGate, useGates } from '../gates.ts';
import { formProblems } from '../problem.ts';
import { useSession } from '../session.ts';
import { StepUpDialog } from '../ui/step-up-dialog.tsx';
import { useWords } from '../words/index.ts';
import { useDemoFactors } from './demo-factors.ts';
import { LockScreen } from './lock-screen.tsx';

/** Shows whatever gate a request is waiting at. */
export function Gatekeeper() {
  const gates = useGates();
  return (
    <>
      <StepUp open={gates.stepUp && !gates.locked} />
      {gates.locked && <LockScreen />}
    </>
  );
}

function StepUp({ open }: { open: boolean }) {
  const { t } = useWords();
  const { data: me } = useSession();
  const demo = useDemoFactors(open && me?.installation.demo === true);
  const prove = useMutation({
    mutationFn: (proof: { password: string; code: string }) => client.identity.stepUp(proof),
    onSuccess: () => openGate('stepUp', true),
  });
  return (
    <StepUpDialog
      open={open}
      reason={demo ? `${t('shell.stepUpReason')} ${t('signIn.demo.again', demo)}` : t('shell.stepUpReason')}
      pending={prove.isPending}
      {...formProblems(prove.error)}
      onConfirm={(proof) => prove.mutate(proof)}
      onCancel={() => {
        prove.reset();
        openGate('stepUp', false);
      }}
    />
  );
}
