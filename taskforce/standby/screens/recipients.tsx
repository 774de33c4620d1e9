import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { CapacityFacts, CapacityFields } from '../../../web/house/offers/capacity.tsx';
import { capacityDraft, capacityOf } from '../../../web/house/offers/shared.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Button,
  Card,
  Checkbox,
  FormDialog,
  MomentField,
  Notice,
  Row,
  Select,
  Stack,
  Status,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { StandbyNotice } from './notice-page.tsx';

type Recipient = StandbyNotice['recipients'][number];
const tones = {
  to_tell: 'warn',
  sent: 'neutral',
  delivered: 'accent',
  acknowledged: 'good',
  answered: 'good',
  withdrawn: 'muted',
  expired: 'muted',
} as const;

/** Providers that are told, how far it came with each, and what they answered. */
export function Recipients({ notice }: { notice: StandbyNotice }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Recipient | null>(null);
  const live = notice.state === 'live' && notice.may.send;
  return (
    <Card title={t('standby.recipients')} count={notice.recipients.length}>
      <Stack gap="large">
        {notice.recipients.map((one) => (
          <section key={one.id} aria-label={one.provider}>
            <Stack gap="small">
              <Row spread>
                <h3>{one.provider}</h3>
                <Status tone={tones[one.standing]}>{t(`standby.standing.${one.standing}`)}</Status>
              </Row>
              {one.earlier && <Notice tone="warn">{t('standby.earlier')}</Notice>}
              <Trail one={one} />
              {one.capacity && <CapacityFacts capacity={one.capacity} expired={one.capacityExpired} />}
              {live && (
                <Row>
                  <Button size="small" onPress={() => setOpen(one)}>
                    {t('standby.actions.record')}
                  </Button>
                </Row>
              )}
            </Stack>
          </section>
        ))}
      </Stack>
      {open && <Record one={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Trail({ one }: { one: Recipient }) {
  const { t } = useWords();
  const parts = [
    `${t(`providers.channel.${one.channel}`)}${one.dutyPhone ? `, ${one.dutyPhone}` : ''}`,
    one.told &&
      t('standby.toldBy', {
        at: formatMoment(one.told.at),
        name: one.told.by,
        how: t(`standby.how.${one.told.how}`),
      }),
    one.told?.whom && t('standby.toldWhom', { name: one.told.whom }),
    !one.told && one.sentAt && t('standby.sentAt', { at: formatMoment(one.sentAt) }),
    one.deliveredAt && t('standby.deliveredAt', { at: formatMoment(one.deliveredAt) }),
    one.acknowledgedAt && t('standby.acknowledgedAt', { at: formatMoment(one.acknowledgedAt) }),
  ].filter((part) => typeof part === 'string' && part !== '');
  return <small>{parts.join(' · ')}</small>;
}

const HOW = ['phone', 'in_person', 'mail', 'other'] as const;

/** What was said on the phone: by which channel, with whom, when, and the numbers. */
function Record({ one, onClose }: { one: Recipient; onClose: () => void }) {
  const { t } = useWords();
  const [how, setHow] = useState<(typeof HOW)[number]>('phone');
  const [whom, setWhom] = useState('');
  const [at, setAt] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  const [understood, setUnderstood] = useState(true);
  const [numbers, setNumbers] = useState(false);
  const [capacity, setCapacity] = useState(() => capacityDraft(one.capacity, new Date()));
  const save = useMutation({
    mutationFn: () =>
      client.standby.recordTold({
        recipientId: one.id,
        version: one.version,
        how,
        whom: whom.trim() === '' ? null : whom,
        at,
        understood,
        capacity: numbers ? capacityOf(capacity) : null,
      }),
    onSuccess: () => {
      toast({ text: t('providers.saved') });
      void queries.invalidateQueries({ queryKey: api.standby.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('standby.actions.record')}: ${one.provider}`}
      verb={t('standby.record.save')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('standby.record.how')}
        name="how"
        placeholder={t('ui.choose')}
        options={HOW.map((id) => ({ id, label: t(`standby.how.${id}`) }))}
        value={how}
        onChange={setHow}
      />
      <TextField
        label={t('standby.record.whom')}
        name="whom"
        maxLength={120}
        autoComplete="off"
        value={whom}
        onChange={setWhom}
        required={false}
      />
      <MomentField label={t('standby.record.at')} name="at" value={at} onChange={setAt} required />
      <Checkbox name="understood" checked={understood} onChange={setUnderstood}>
        {t('standby.record.understood')}
      </Checkbox>
      <Checkbox name="numbers" checked={numbers} onChange={setNumbers}>
        {t('standby.record.numbers')}
      </Checkbox>
      {numbers && (
        <CapacityFields value={capacity} onChange={(change) => setCapacity({ ...capacity, ...change })} />
      )}
    </FormDialog>
  );
}
