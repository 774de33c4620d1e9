import { useEffect, useState } from 'react';
import { Notice } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { takeHeld, type HeldPlan } from './device.ts';
import { LiveView } from './live-view.tsx';
import { useBoard } from './use-board.ts';
import styles from './board.module.css';

const idOf = (path: string) => /^\/operations\/([0-9a-f-]{36})\/board\/live$/.exec(path)?.[1] ?? '';

/**
 * The board after a reload without a connection: nobody can be signed in, so nothing is shown but the buttons and how
 * much waits; what is written is sealed to the server. `onRetry` asks for the session again.
 */
export default function AwayPage({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords();
  const [held, setHeld] = useState<HeldPlan | null | undefined>(undefined);
  useEffect(() => {
    void takeHeld(idOf(location.pathname)).then(setHeld, () => setHeld(null));
    const timer = setInterval(onRetry, 5000);
    addEventListener('online', onRetry);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onRetry);
    };
  }, [onRetry]);
  return (
    <main className={styles['page']}>
      <Notice tone="warn">{t('operations.live.away')}</Notice>
      {held ? <Away plan={held} /> : held === null && <p>{t('operations.live.nothingHeld')}</p>}
    </main>
  );
}

function Away({ plan }: { plan: HeldPlan }) {
  const { t } = useWords();
  const live = useBoard(plan, true);
  return (
    <>
      <h1 className={styles['number']}>{plan.operation.number}</h1>
      <p>{t('operations.live.sealed')}</p>
      <LiveView plan={plan} live={live} raiseDanger={() => void live.add('danger')} />
    </>
  );
}
