import { useMutation } from '@tanstack/react-query';
import type { TipPage } from '../contract-parts.ts';
import { api } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Button, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';

/** Keeps a tip beyond its retention, or lifts that. */
export function Hold({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const hold = useMutation(api.tips.hold.mutationOptions());
  return (
    <Button
      size="small"
      pending={hold.isPending}
      onPress={() =>
        hold.mutate(
          { id: tip.id, version: tip.version, hold: !tip.legalHold },
          {
            onSettled: () => void refreshTips(),
            onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
          },
        )
      }
    >
      {t(tip.legalHold ? 'tips.do.unhold' : 'tips.do.hold')}
    </Button>
  );
}

/** The purge of an expired tip takes two people: one asks, another agrees. */
export function Purge({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const purge = useMutation(api.tips.purge.mutationOptions());
  return (
    <Button
      size="small"
      look="danger-quiet"
      pending={purge.isPending}
      onPress={() =>
        purge.mutate(
          { id: tip.id, version: tip.version },
          {
            onSuccess: ({ purged }) => toast({ text: t(purged ? 'tips.done.purge' : 'tips.done.askPurge') }),
            onError: (error) => toast({ text: firstRemedy(error), tone: 'warn' }),
            onSettled: () => void refreshTips(),
          },
        )
      }
    >
      {t(tip.purgeAskedBy ? 'tips.do.purge' : 'tips.do.askPurge')}
    </Button>
  );
}

function firstRemedy(error: unknown): string {
  const problem = problemOf(error);
  return problem.fields[0]?.remedy ?? problem.sentence;
}
