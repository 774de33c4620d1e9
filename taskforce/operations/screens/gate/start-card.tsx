import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { problemOf } from '../../../../web/problem.ts';
import { Button, Card, FormDialog, Notice, ReasonField, Stack, toast } from '../../../../web/ui/index.ts';
import { formProblems } from '../../../../web/problem.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Plan } from '../../contract-plan.ts';
import { beforeStart } from '../../rules-gate.ts';
import { HoldsUp, type Blocker } from './holds-up.tsx';
import { refreshOperation } from './refresh.ts';

/** What holds up the start, the button that starts, and imminent danger, which starts whatever the gate says. */
export function StartCard({ operation, blockers }: { operation: Plan; blockers: readonly Blocker[] }) {
  const { t } = useWords();
  const [asking, setAsking] = useState<'postpone' | 'abort' | null>(null);
  const at = { operationId: operation.id, version: operation.version };
  const after = (word: string) => async () => {
    await refreshOperation();
    toast({ text: t(word) });
  };
  const start = useMutation({
    mutationFn: () => client.operations.start(at),
    onSuccess: after('operations.start.started'),
    onError: () => void refreshOperation(),
  });
  const move = useMutation({
    mutationFn: (to: 'end' | 'close' | 'planAgain') => client.operations[to](at),
    onSuccess: after('operations.start.moved'),
    onError: () => void refreshOperation(),
  });
  const danger = useMutation({
    mutationFn: () =>
      client.operations.startThroughDanger({
        ...at,
        what: t('operations.start.dangerWhat', { number: operation.number }),
        reason: t('operations.start.dangerReason'),
      }),
    onSuccess: after('operations.start.throughDanger'),
    onError: () => void refreshOperation(),
  });
  const before = beforeStart(operation.state);
  const failed = start.error ?? move.error ?? danger.error;
  const mayMove = operation.may.plan || operation.may.run;
  return (
    <Card title={t('operations.start.title')}>
      <Stack>
        {failed && <Notice tone="danger">{problemOf(failed).sentence}</Notice>}
        {before && blockers.length === 0 && <Notice tone="good">{t('operations.start.clear')}</Notice>}
        {before && blockers.length > 0 && <HoldsUp blockers={blockers} />}
        {operation.may.run && operation.state === 'approved' && (
          <Button
            look="primary"
            isDisabled={blockers.length > 0}
            pending={start.isPending}
            onPress={() => start.mutate()}
          >
            {t('operations.start.start')}
          </Button>
        )}
        {operation.may.run && operation.state === 'started' && (
          <Button look="primary" pending={move.isPending} onPress={() => move.mutate('end')}>
            {t('operations.start.end')}
          </Button>
        )}
        {mayMove && operation.state === 'ended' && (
          <Button pending={move.isPending} onPress={() => move.mutate('close')}>
            {t('operations.start.close')}
          </Button>
        )}
        {operation.may.plan && operation.state === 'postponed' && (
          <Button look="primary" pending={move.isPending} onPress={() => move.mutate('planAgain')}>
            {t('operations.start.planAgain')}
          </Button>
        )}
        {mayMove && before && operation.state !== 'postponed' && (
          <Button onPress={() => setAsking('postpone')}>{t('operations.start.postpone')}</Button>
        )}
        {mayMove && (before || operation.state === 'started') && (
          <Button look="danger-quiet" onPress={() => setAsking('abort')}>
            {t('operations.start.abort')}
          </Button>
        )}
        {operation.may.run && before && (
          <>
            <Button look="danger" icon="danger" pending={danger.isPending} onPress={() => danger.mutate()}>
              {t('operations.start.danger')}
            </Button>
            <small>{t('operations.start.dangerHint')}</small>
          </>
        )}
      </Stack>
      {asking !== null && <WithReason move={asking} operation={operation} onClose={() => setAsking(null)} />}
    </Card>
  );
}

function WithReason({
  move,
  operation,
  onClose,
}: {
  move: 'postpone' | 'abort';
  operation: Plan;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      client.operations[move]({ operationId: operation.id, version: operation.version, reason }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.start.moved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(`operations.start.${move}`)}
      harmful={move === 'abort'}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <ReasonField
        label={t('operations.gate.reason')}
        hint={t(`operations.start.${move}Hint`)}
        name="reason"
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
      />
    </FormDialog>
  );
}
