import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TipDecision } from '../../vocabulary/tips.ts';
import { tipDecisions } from '../../vocabulary/tips.ts';
import type { TipPage } from '../contract-parts.ts';
import { api } from '../../../web/api.ts';
import { conflictOf, problemOf } from '../../../web/problem.ts';
import { useCan, useMe } from '../../../web/session.ts';
import { Button, toast, useKeys } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { DecideDialog } from './decide.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

const KEYS: Record<TipDecision, string> = {
  open_case: 'o',
  attach: 'a',
  refer_out: 'r',
  ask_back: 'b',
  no_action: 'n',
};

/** What can be done with a tip: taking it and the decisions, each with its key; taking a decision back. */
export function TipActions({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const [open, setOpen] = useState<TipDecision | 'reopen' | 'give' | null>(null);
  const take = useMutation(api.tips.take.mutationOptions());
  const give = useMutation(api.tips.take.mutationOptions());
  const reopen = useMutation(api.tips.reopen.mutationOptions());
  const mine = tip.assignedTo?.id === me.account.id;
  const decidable = tip.state === 'received' || tip.state === 'asked_back';
  const told = (error: unknown) => {
    const stale = conflictOf(error) !== undefined;
    toast({ text: stale ? t('tips.conflict') : problemOf(error).sentence, tone: 'warn' });
    void refreshTips();
  };
  const takeIt = () =>
    take.mutate(
      { id: tip.id, version: tip.version, ...(mine ? { accountId: null } : {}) },
      {
        onSuccess: () => {
          toast({ text: t(mine ? 'tips.done.putBack' : 'tips.done.take') });
          void refreshTips();
        },
        onError: told,
      },
    );
  const may = can('tips.triage');
  useKeys(
    t('tips.queue.keys'),
    may
      ? [
          { keys: 't', label: t('tips.do.take'), run: takeIt },
          { keys: 'Shift+T', label: t('tips.do.give'), run: () => setOpen('give') },
          ...tipDecisions.map((decision) => ({
            keys: KEYS[decision],
            label: t(`tips.do.${decision}`),
            when: () => decidable,
            run: () => setOpen(decision),
          })),
        ]
      : [],
  );
  if (!may) return null;
  return (
    <>
      <Button onPress={takeIt} pending={take.isPending}>
        {t(mine ? 'tips.do.putBack' : 'tips.do.take')}
      </Button>
      <Button onPress={() => setOpen('give')}>{t('tips.do.give')}</Button>
      {decidable ? (
        tipDecisions.map((decision) => (
          <Button
            key={decision}
            look={decision === 'open_case' ? 'primary' : 'plain'}
            onPress={() => setOpen(decision)}
          >
            {t(`tips.do.${decision}`)}
          </Button>
        ))
      ) : (
        <Button onPress={() => setOpen('reopen')} isDisabled={tip.state === 'purged'}>
          {t('tips.do.reopen')}
        </Button>
      )}
      <DecideDialog
        decision={open === 'reopen' || open === 'give' ? null : open}
        tip={tip}
        onClose={() => setOpen(null)}
      />
      {open === 'give' && (
        <AssignDialog
          duty="tips.triage"
          title={t('tips.do.give')}
          present={tip.assignedTo?.id ?? null}
          pending={give.isPending}
          error={give.error}
          onAssign={(accountId) =>
            give.mutate(
              { id: tip.id, version: tip.version, accountId },
              {
                onSuccess: () => {
                  toast({ text: t('tips.done.give') });
                  setOpen(null);
                },
                onSettled: () => void refreshTips(),
              },
            )
          }
          onClose={() => setOpen(null)}
        />
      )}
      <ReasonDialog
        open={open === 'reopen'}
        title={t('tips.do.reopen')}
        label={t('tips.decide.reopen.reason')}
        name="reason"
        draft={`tip.reopen.${tip.id}`}
        pending={reopen.isPending}
        error={reopen.error}
        onClose={() => setOpen(null)}
        onSave={(reason, saved) =>
          reopen.mutate(
            { id: tip.id, version: tip.version, reason },
            {
              onSuccess: () => {
                saved();
                toast({ text: t('tips.done.reopen') });
                void refreshTips();
                setOpen(null);
              },
            },
          )
        }
      />
    </>
  );
}
