import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { client } from '../../../api.ts';
import { problemOf } from '../../../problem.ts';
import { AlertDialog, Button, Card, Facts, Notice, Stack, Status, toast, useNow } from '../../../ui/index.ts';
import type { Tone } from '../../../ui/index.ts';
import { formatDate, formatDistance, formatMoment, formatNumber, useWords } from '../../../words/index.ts';
import { ComparedNumber } from './compared-number.tsx';
import { bridgeChanged, type Pair } from './overview.ts';
import { Passed } from './passed.tsx';
import { Refusals } from './refusals.tsx';
import styles from './bridge.module.css';

/** From how many milliseconds of silence on the other side is said to be away; a call hangs on for 20 seconds. */
const SILENT = 10 * 60_000;

/** One live pair: to be confirmed by its number, or how it stands. */
export function PairCard({ pair }: { pair: Pair }) {
  const { t } = useWords();
  const [ending, setEnding] = useState(false);
  return (
    <Card
      title={pair.peerName}
      actions={
        <Button size="small" look="danger-quiet" onPress={() => setEnding(true)}>
          {t('bridge.finish.do')}
        </Button>
      }
    >
      {pair.state === 'unconfirmed' ? (
        <ComparedNumber pair={pair} onDiffers={() => setEnding(true)} />
      ) : (
        <OpenPair pair={pair} />
      )}
      {ending && <EndPair pair={pair} onClose={() => setEnding(false)} />}
    </Card>
  );
}

function OpenPair({ pair }: { pair: Pair }) {
  const { t } = useWords();
  const now = useNow();
  const state = standing(pair, now);
  return (
    <Stack>
      <Facts
        empty={t('bridge.pair.none')}
        facts={[
          {
            label: t('bridge.pair.state'),
            value: <Status tone={state.tone}>{t(`bridge.pair.${state.word}`)}</Status>,
          },
          {
            label: t('bridge.pair.heard'),
            value: pair.heardAt && (
              <time dateTime={pair.heardAt} title={formatMoment(pair.heardAt)}>
                {formatDistance(pair.heardAt, now)}
              </time>
            ),
          },
          { label: t('bridge.pair.address'), value: pair.peerAddress ?? t('bridge.pair.callsUs') },
          { label: t('bridge.pair.waiting'), value: waitingWords(pair, now, t) },
          {
            label: t('bridge.pair.number'),
            value: <code className={styles['key']}>{pair.fingerprint}</code>,
          },
          { label: t('bridge.pair.confirmed'), value: pair.confirmedAt && formatDate(pair.confirmedAt) },
        ]}
      />
      {pair.notUnderstood > 0 && (
        <Notice title={t('bridge.later.title', { n: pair.notUnderstood })}>
          {t('bridge.later.text', {
            kinds: pair.notUnderstoodKinds.map(({ kind }) => t(`bridge.kind.${kind}`)).join(', '),
          })}
        </Notice>
      )}
      <Part title={t('bridge.passed.title')}>
        <Passed passed={pair.passed} />
      </Part>
      {pair.refusals.length > 0 && (
        <Part title={t('bridge.refused.title')}>
          <Refusals refusals={pair.refusals} />
        </Part>
      )}
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function standing(pair: Pair, now: Date): { tone: Tone; word: 'stateNever' | 'stateSilent' | 'stateOpen' } {
  if (pair.heardAt === null) return { tone: 'warn', word: 'stateNever' };
  const silent = now.getTime() - Date.parse(pair.heardAt) > SILENT;
  return silent ? { tone: 'warn', word: 'stateSilent' } : { tone: 'good', word: 'stateOpen' };
}

function waitingWords(pair: Pair, now: Date, t: ReturnType<typeof useWords>['t']): string {
  if (pair.waitingSince === null) return t('bridge.pair.nothingWaits');
  const since = formatDistance(pair.waitingSince, now);
  return t('bridge.pair.waits', { n: pair.waiting, since });
}

function EndPair({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const { t } = useWords();
  const end = useMutation({
    mutationFn: () => client.bridge.end({ pairId: pair.id }),
    onSuccess: async () => {
      toast({ text: t('bridge.finish.done', { name: pair.peerName }) });
      await bridgeChanged();
      onClose();
    },
  });
  const consequences = ['stops', 'waiting', 'releases', 'anew'] as const;
  return (
    <AlertDialog
      open
      title={t('bridge.finish.title', { name: pair.peerName })}
      confirmLabel={t('bridge.finish.do')}
      cancelLabel={t('ui.cancel')}
      onConfirm={() => end.mutate()}
      onCancel={onClose}
      pending={end.isPending}
      harmful
    >
      <ul className={styles['consequences']}>
        {consequences.map((word) => (
          <li key={word}>{t(`bridge.finish.${word}`, { n: pair.waiting })}</li>
        ))}
      </ul>
      {end.isError && <Notice tone="danger">{problemOf(end.error).sentence}</Notice>}
    </AlertDialog>
  );
}

/** Pairs that are over: for the record. */
export function EndedPairs({ pairs }: { pairs: readonly Pair[] }) {
  const { t } = useWords();
  return (
    <Card title={t('bridge.ended.title')} count={pairs.length} flush>
      <ul className={styles['lines']}>
        {pairs.map((pair) => (
          <li key={pair.id}>
            <strong>{pair.peerName}</strong>
            <span>
              {t(pair.confirmedAt === null ? 'bridge.ended.never' : 'bridge.ended.line', {
                from: formatDate(pair.confirmedAt ?? pair.createdAt),
                until: formatDate(pair.endedAt ?? pair.createdAt),
                sent: formatNumber(pair.sent),
                received: formatNumber(pair.received),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
