import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api-provider.ts';
import { CapacityFacts, CapacityFields } from '../../../web/house/offers/capacity.tsx';
import { capacityDraft, capacityOf } from '../../../web/house/offers/shared.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Card, EmptyState, FormDialog, Stack, toast } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';

type Told = Awaited<ReturnType<Client['directory']['overview']>>['capacities'];

/** The last numbers, and a press to tell new ones. */
export function CapacityCard({ capacities, keep }: { capacities: Told; keep: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const last = capacities[0];
  return (
    <Card
      title={t('directory.capacity.title')}
      actions={
        keep && (
          <Button size="small" look="primary" onPress={() => setOpen(true)}>
            {t('directory.capacity.tell')}
          </Button>
        )
      }
    >
      {last ? (
        <Stack gap="small">
          <CapacityFacts capacity={last} expired={last.expired} />
          <small>
            {t('directory.capacity.by', { at: formatMoment(last.toldAt), name: last.toldBy })}
            {' · '}
            {last.forNotice
              ? t('directory.capacity.forNotice')
              : t('directory.capacity.sentTo', { count: last.sentTo })}
          </small>
        </Stack>
      ) : (
        <EmptyState icon="clock" title={t('directory.capacity.none')}>
          {t('directory.capacity.noneHint')}
        </EmptyState>
      )}
      {open && <Tell last={last ?? null} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function Tell({ last, onClose }: { last: Told[number] | null; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(() => capacityDraft(last, new Date()));
  const save = useMutation({
    mutationFn: () => client.directory.tellCapacity({ capacity: capacityOf(value) }),
    onSuccess: () => {
      toast({ text: t('directory.capacity.done') });
      void queries.invalidateQueries({ queryKey: api.directory.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('directory.capacity.tell')}
      verb={t('directory.capacity.send')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <CapacityFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
    </FormDialog>
  );
}
