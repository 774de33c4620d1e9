import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../../api.ts';
import { formProblems } from '../../../problem.ts';
import { Button, Dialog, Form, FormActions, Notice, Stack } from '../../../ui/index.ts';
import { formatTime, useWords } from '../../../words/index.ts';
import { bridgeChanged, type Pair } from './overview.ts';
import styles from './bridge.module.css';

/** Makes a code and shows it once, to be read over the phone; tells when the other side has entered it. */
export function MakeCodeDialog({
  pairs,
  address,
  onClose,
}: {
  pairs: readonly Pair[];
  /** Where our end says that it can be reached. */
  address: string | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [before] = useState(() => new Set(pairs.map((pair) => pair.id)));
  const make = useMutation({ mutationFn: () => client.bridge.makeCode({}), onSuccess: bridgeChanged });
  const come = pairs.find((pair) => pair.state === 'unconfirmed' && !before.has(pair.id));
  return (
    <Dialog open onClose={onClose} title={t('bridge.make.title')} closeLabel={t('ui.close')}>
      {make.data === undefined ? (
        <Form onSubmit={() => make.mutate()} problemsTitle={t('ui.problems')} {...formProblems(make.error)}>
          <p>{t('bridge.make.lead')}</p>
          <ol className={styles['steps']}>
            {(['call', 'read', 'compare'] as const).map((step) => (
              <li key={step}>{t(`bridge.make.step.${step}`)}</li>
            ))}
          </ol>
          <FormActions>
            <Button look="primary" type="submit" pending={make.isPending} autoFocus>
              {t('bridge.make.do')}
            </Button>
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      ) : (
        <Stack>
          {come === undefined ? (
            <Code code={make.data.code} until={make.data.expiresAt} address={address ?? location.origin} />
          ) : (
            <Notice tone="good" title={t('bridge.make.come', { name: come.peerName })}>
              {t('bridge.make.comeNext')}
            </Notice>
          )}
          <FormActions>
            <Button look={come === undefined ? 'plain' : 'primary'} onPress={onClose}>
              {t(come === undefined ? 'ui.close' : 'bridge.make.toNumber')}
            </Button>
          </FormActions>
        </Stack>
      )}
    </Dialog>
  );
}

function Code({ code, until, address }: { code: string; until: string; address: string }) {
  const { t } = useWords();
  const left = useSecondsLeft(until);
  if (left === 0) return <Notice tone="warn">{t('bridge.make.over')}</Notice>;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <>
      <div className={styles['once']}>
        <span className={styles['label']} id="bridge-code">
          {t('bridge.make.code')}
        </span>
        <code className={styles['groups']} aria-labelledby="bridge-code">
          {code.split('-').map((group, i) => (
            <span key={i}>{group}</span>
          ))}
        </code>
        <span className={styles['clock']} role="timer" aria-label={t('bridge.make.left')}>
          {t('bridge.make.until', { clock, when: formatTime(until) })}
        </span>
      </div>
      <Notice tone="warn" title={t('bridge.make.warning')}>
        {t('bridge.make.warningWhy')}
      </Notice>
      <p>{t('bridge.make.address', { address })}</p>
      <p>{t('bridge.make.waiting')}</p>
    </>
  );
}

/** Whole seconds until a moment, never below nought; runs by the second. */
function useSecondsLeft(until: string): number {
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  });
  return seconds;
}
