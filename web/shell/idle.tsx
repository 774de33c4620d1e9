import { useEffect, useState } from 'react';
import { client, lastAnswer } from '../api.ts';
import { useGates } from '../gates.ts';
import { useMe } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FormActions } from '../ui/form.tsx';
import { useWords } from '../words/index.ts';
import { idleStep } from './idle-step.ts';
import { lockNow } from './user-menu.tsx';

const KEEP_MS = 4 * 60_000;
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('concert.activity') : undefined;
let activeAt = Date.now();

/** Did somebody touch this browser's Concert (any tab) within the last two minutes? */
export const recentlyActive = (): boolean => Date.now() - activeAt < 2 * 60_000;

function noteActivity(): void {
  const now = Date.now();
  if (now - activeAt > 5000) channel?.postMessage(now);
  activeAt = now;
}

/** Watches for idleness: keeps the session of a typing reader open, warns two minutes before, then locks. */
export function IdleWarning() {
  const { t } = useWords();
  const { locked } = useGates();
  const allowed = useMe().session.idleMinutes * 60_000;
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    if (locked) return undefined;
    activeAt = Date.now();
    const touched = () => setMinutes((shown) => (shown === null ? (noteActivity(), null) : shown));
    const heard = (event: MessageEvent<number>) => {
      activeAt = Math.max(activeAt, event.data);
    };
    const watch = setInterval(() => {
      const idle = idleStep(Date.now() - activeAt, allowed);
      setMinutes(idle.step === 'warn' ? idle.minutes : null);
      if (idle.step === 'lock') void lockNow();
      if (recentlyActive() && Date.now() - lastAnswer() > KEEP_MS)
        void client.identity.me({}).catch(() => undefined);
    }, 5000);
    const events = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
    for (const event of events) addEventListener(event, touched, { passive: true, capture: true });
    channel?.addEventListener('message', heard);
    return () => {
      clearInterval(watch);
      setMinutes(null);
      for (const event of events) removeEventListener(event, touched, { capture: true });
      channel?.removeEventListener('message', heard);
    };
  }, [locked, allowed]);
  const stay = () => {
    noteActivity();
    setMinutes(null);
    void client.identity.me({}).catch(() => undefined);
  };
  return (
    <Dialog
      open={minutes !== null && !locked}
      onClose={stay}
      title={t('shell.lock.soon')}
      closeLabel={t('ui.close')}
    >
      <p>{t('shell.lock.soonHint', { n: minutes ?? 1 })}</p>
      <FormActions>
        <Button look="primary" onPress={stay} autoFocus>
          {t('shell.lock.stay')}
        </Button>
        <Button onPress={() => void lockNow()}>{t('shell.lock.now')}</Button>
      </FormActions>
    </Dialog>
  );
}
