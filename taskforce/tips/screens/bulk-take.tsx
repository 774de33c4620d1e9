import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Button, ComboBox, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { TipRow } from '../contract-parts.ts';
import { refreshTips } from './actions.ts';

type Answer = Awaited<ReturnType<typeof client.tips.takeMany>>;

/** Takes the marked tips or gives them to a colleague. Nothing is decided about them here, and nothing about danger. */
export function BulkTake({ tips, onDone }: { tips: readonly TipRow[]; onDone: () => void }) {
  const { t } = useWords();
  const can = useCan();
  const [accountId, setAccountId] = useState<string | null>(null);
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {}, staleTime: 300_000 })).data;
  const give = useMutation({
    mutationFn: (to: string | null) =>
      client.tips.takeMany({
        tips: tips
          .slice(0, 100)
          .map(({ id, version }) => ({ id, version, ...(to === null ? {} : { accountId: to }) })),
      }),
    onSuccess: (answer) => {
      tell(answer, t);
      onDone();
      void refreshTips();
    },
  });
  if (!can('tips.triage')) return null;
  return (
    <>
      <Button size="small" pending={give.isPending} onPress={() => give.mutate(null)}>
        {t('tips.bulk.take', { n: tips.length })}
      </Button>
      <ComboBox
        label={t('tips.bulk.giveTo')}
        options={(people?.colleagues ?? [])
          .filter((one) => one.status === 'active')
          .map((one) => ({ id: one.id, label: one.displayName, description: one.agencyName }))}
        value={accountId}
        onChange={setAccountId}
        empty={t('tips.bulk.nobody')}
        required={false}
        {...(give.error ? { error: problemOf(give.error).sentence } : {})}
      />
      <Button
        size="small"
        pending={give.isPending}
        isDisabled={accountId === null}
        onPress={() => give.mutate(accountId)}
      >
        {t('tips.bulk.give', { n: tips.length })}
      </Button>
    </>
  );
}

/** How many were given, which ones were not and why; with the way back. */
function tell(answer: Answer, t: Translate): void {
  const given = answer.rows.filter((row) => row.outcome === 'given');
  const left = (['in_danger', 'changed', 'not_open'] as const).flatMap((outcome) => {
    const n = answer.rows.filter((row) => row.outcome === outcome).length;
    return n === 0 ? [] : [t(`tips.bulk.left.${outcome}`, { n })];
  });
  const back = given.flatMap(({ id, version, before }) =>
    version === null ? [] : [{ id, version, accountId: before }],
  );
  toast({
    text: [t('tips.bulk.done', { n: given.length }), ...left].join(' '),
    ...(left.length > 0 ? { tone: 'warn' as const, stay: 15_000 } : {}),
    ...(back.length > 0
      ? {
          undo: {
            label: t('tips.bulk.undo'),
            onUndo: () => void client.tips.takeMany({ tips: back }).then(() => refreshTips()),
          },
        }
      : {}),
  });
}
