import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Form, FormActions, Notice, RadioGroup } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useCodes } from '../../cases/screens/shared.ts';
import { victimUnmaskReasons, type VictimPart } from '../../vocabulary/victims.ts';

/** What this session has open of a victim; forgotten the second it ends, and never kept in the browser. */
export function useOpened(victimId: string, part: VictimPart, may: boolean) {
  const cache = useQueryClient();
  const options = api.victims.unmasked.queryOptions({ input: { id: victimId, part } });
  const found = useQuery({ ...options, enabled: may, staleTime: Infinity, gcTime: 0 });
  const until = found.data?.until ?? null;
  useEffect(() => {
    if (until === null) return undefined;
    const shut = () => cache.setQueryData(options.queryKey, { until: null, identity: null, contact: [] });
    const timer = setTimeout(shut, Math.max(0, Date.parse(until) - Date.now()));
    return () => clearTimeout(timer);
  }, [until, cache, options.queryKey]);
  return { opened: until === null ? null : found.data!, until, refetch: () => void found.refetch() };
}

/** Until when it is open, and the button that closes it before. */
export function OpenNotice({ victimId, until }: { victimId: string; until: string }) {
  const { t } = useWords();
  const cache = useQueryClient();
  const mask = useMutation({
    mutationFn: () => client.victims.mask({ id: victimId }),
    onSuccess: () => cache.invalidateQueries(),
  });
  return (
    <Notice
      tone="warn"
      title={t('victims.unmask.open')}
      action={
        <Button size="small" icon="lock" pending={mask.isPending} onPress={() => mask.mutate()}>
          {t('victims.unmask.close')}
        </Button>
      }
    >
      {t('victims.unmask.until', { at: formatMoment(until) })} {t('victims.unmask.listed')}
    </Notice>
  );
}

/** Asks for the reason. What is opened then comes from the server, with the page beneath read again. */
export function UnmaskDialog({
  victimId,
  part,
  onClose,
}: {
  victimId: string;
  part: VictimPart;
  onClose: () => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const cache = useQueryClient();
  const [reason, setReason] = useState<(typeof victimUnmaskReasons)[number] | null>(null);
  const unmask = useMutation({
    mutationFn: (why: NonNullable<typeof reason>) =>
      client.victims.unmask({ id: victimId, part, reason: why }),
    gcTime: 0,
    onSuccess: async () => {
      await cache.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t(`victims.unmask.title.${part}`)} closeLabel={t('ui.close')}>
      <Form
        label={t(`victims.unmask.title.${part}`)}
        onSubmit={() => {
          if (reason) unmask.mutate(reason);
        }}
        problemsTitle={t('ui.problems')}
        {...formProblems(unmask.error)}
      >
        <p>{t('victims.unmask.lead')}</p>
        <RadioGroup
          name="reason"
          label={t('victims.unmask.reason')}
          options={codes('victimUnmaskReason', victimUnmaskReasons)}
          value={reason}
          onChange={setReason}
        />
        <FormActions>
          <Button type="submit" look="primary" isDisabled={reason === null} pending={unmask.isPending}>
            {t('victims.unmask.show')}
          </Button>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
