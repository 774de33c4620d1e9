import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queries } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { AlertDialog, Button, Notice, Stack, toast } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import type { ReferralRow } from '../contract.ts';
import { mayOf } from '../rules.ts';

/** Takes the marked referrals back: the number stands on the button, the referrals by name in the question. */
export function BulkWithdraw({
  referrals,
  onDone,
}: {
  referrals: readonly ReferralRow[];
  onDone: () => void;
}) {
  const { t } = useWords();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const open = referrals.filter((one) => mayOf(one.state).withdraw).slice(0, 100);
  const n = open.length;
  const save = useMutation({
    mutationFn: () =>
      client.referrals.withdrawMany({
        referrals: open.map(({ id, version }) => ({ id, version })),
        number: n,
      }),
    onSuccess: async ({ rows }) => {
      setAsking(false);
      onDone();
      await queries.invalidateQueries();
      const done = rows.filter((row) => row.outcome === 'withdrawn').length;
      const left = rows.length - done;
      toast({
        text: [
          t('referrals.bulk.done', { n: done }),
          ...(left > 0 ? [t('referrals.bulk.left', { n: left })] : []),
        ].join(' '),
        ...(left > 0 ? { tone: 'warn' as const, stay: 15_000 } : {}),
      });
    },
  });
  if (!can('referrals.write')) return null;
  return (
    <>
      <Button size="small" isDisabled={n === 0} onPress={() => setAsking(true)}>
        {t('referrals.bulk.withdraw', { n })}
      </Button>
      <AlertDialog
        open={asking}
        title={t('referrals.bulk.withdraw', { n })}
        confirmLabel={t('referrals.bulk.withdraw', { n })}
        cancelLabel={t('ui.cancel')}
        harmful
        pending={save.isPending}
        onConfirm={() => save.mutate()}
        onCancel={() => setAsking(false)}
      >
        <Stack gap="small">
          <p>{t('referrals.bulk.which', { list: formatList(open.map((one) => one.number)) })}</p>
          <p>{t('referrals.withdraw.hint')}</p>
          {referrals.length > n && <p>{t('referrals.bulk.past', { n: referrals.length - n })}</p>}
          {save.error && <Notice tone="warn">{problemOf(save.error).sentence}</Notice>}
        </Stack>
      </AlertDialog>
    </>
  );
}
