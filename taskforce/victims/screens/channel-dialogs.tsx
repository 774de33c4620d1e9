import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  FormDialog,
  Notice,
  RadioGroup,
  Row,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import { channelSafeties, victimChannels, weekdays } from '../../vocabulary/victims.ts';
import type { Channel } from '../contract-parts.ts';
import type { VictimPage } from '../contract.ts';

type Use = Pick<Channel, 'leaveMessage' | 'days' | 'fromTime' | 'untilTime' | 'saidOn'> & {
  safety: Channel['safety'] | null;
};

function UseFields({
  value,
  set,
  page,
}: {
  value: Use;
  set: (part: Partial<Use>) => void;
  page: VictimPage;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const time = (text: string) => (text.trim() === '' ? null : text.trim());
  return (
    <>
      <RadioGroup
        name="safety"
        label={t('victims.channel.safety')}
        hint={t('victims.channel.safetyHint')}
        options={codes('channelSafety', channelSafeties)}
        value={value.safety}
        onChange={(safety) => set({ safety })}
      />
      {value.safety !== 'unsafe' && (
        <>
          <Checkbox
            name="leaveMessage"
            checked={value.leaveMessage}
            onChange={(leaveMessage) => set({ leaveMessage })}
          >
            {t('victims.channel.leaveMessage')}
          </Checkbox>
          <CheckboxGroup
            name="days"
            label={t('victims.channel.days')}
            hint={t('victims.channel.daysHint')}
            required={false}
            columns={2}
            options={codes('weekday', weekdays)}
            value={value.days}
            onChange={(days) => set({ days })}
          />
          <Row align="start">
            <TextField
              name="fromTime"
              label={t('victims.channel.fromTime')}
              hint={t('victims.channel.timeHint')}
              required={false}
              value={value.fromTime ?? ''}
              onChange={(text) => set({ fromTime: time(text) })}
              maxLength={5}
            />
            <TextField
              name="untilTime"
              label={t('victims.channel.untilTime')}
              required={false}
              value={value.untilTime ?? ''}
              onChange={(text) => set({ untilTime: time(text) })}
              maxLength={5}
            />
          </Row>
        </>
      )}
      <DateField
        name="saidOn"
        label={t('victims.channel.saidOn')}
        value={value.saidOn}
        onChange={(saidOn) => set({ saidOn })}
        max={page.today}
      />
    </>
  );
}

/** Records a way to reach a victim. Number and code word live in this dialog only, then sealed. */
export function NewChannel({ page, onClose }: { page: VictimPage; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [kind, setKind] = useState<Channel['kind'] | null>(null);
  const [details, setDetails] = useState({ address: '', codeWord: '', heed: '' });
  const [use, setUse] = useState<Use>({
    safety: null,
    leaveMessage: false,
    days: [],
    fromTime: null,
    untilTime: null,
    saidOn: page.today,
  });
  const save = useAct(
    () => client.victims.addChannel({ id: page.id, kind: kind!, details, ...use, safety: use.safety! }),
    onClose,
  );
  const type = (part: Partial<typeof details>) => setDetails((now) => ({ ...now, ...part }));
  return (
    <FormDialog
      title={t('victims.channel.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.channel.lead')}</Notice>
      <Select
        name="kind"
        label={t('victims.channel.kind')}
        options={codes('victimChannel', victimChannels)}
        value={kind}
        onChange={setKind}
        placeholder={t('ui.choose')}
      />
      <TextField
        name="details.address"
        label={t('victims.channel.address')}
        value={details.address}
        onChange={(address) => type({ address })}
        maxLength={300}
        autoComplete="off"
      />
      <UseFields value={use} set={(part) => setUse((now) => ({ ...now, ...part }))} page={page} />
      <TextField
        name="details.codeWord"
        label={t('victims.channel.codeWord')}
        required={false}
        value={details.codeWord}
        onChange={(codeWord) => type({ codeWord })}
        maxLength={80}
        autoComplete="off"
      />
      <TextArea
        name="details.heed"
        label={t('victims.channel.heed')}
        hint={t('victims.channel.heedHint')}
        required={false}
        rows={2}
        maxLength={1000}
        value={details.heed}
        onChange={(heed) => type({ heed })}
      />
    </FormDialog>
  );
}

type Changed = Use & { reason: string; inUse: boolean };

/** Changes whether and when a way is safe. What was unsafe or ended comes back only with the victim's reason. */
export function ChangeChannel({
  channel,
  page,
  onClose,
}: {
  channel: Channel;
  page: VictimPage;
  onClose: () => void;
}) {
  const { t } = useWords();
  const code = useCode();
  const { safety, leaveMessage, days, fromTime, untilTime } = channel;
  const yes = (on: boolean) => t(`victims.answer.${on ? 'yes' : 'no'}`);
  const edit = useEdit<Changed, unknown>({
    draft: `victims.channel.${channel.id}`,
    version: channel.version,
    value: {
      safety,
      leaveMessage,
      days,
      fromTime,
      untilTime,
      saidOn: page.today,
      reason: '',
      inUse: channel.endedAt === null,
    },
    current: (record) => ({
      ...(record as Use),
      reason: '',
      inUse: record['endedAt'] === null,
    }),
    compared: {
      safety: {
        label: t('victims.channel.safety'),
        show: (one) => (one === null ? '' : code('channelSafety', one)),
      },
      leaveMessage: { label: t('victims.channel.leaveMessage'), show: yes },
      days: {
        label: t('victims.channel.days'),
        show: (some) => some.map((one) => code('weekday', one)).join(', '),
      },
      fromTime: { label: t('victims.channel.fromTime') },
      untilTime: { label: t('victims.channel.untilTime') },
      saidOn: { label: t('victims.channel.saidOn'), show: (day) => formatDate(day) },
      reason: { label: t('victims.channel.reason') },
      inUse: { label: t('victims.channel.inUse'), show: yes },
    },
    save: ({ reason, safety: chosen, ...use }, version) =>
      client.victims.changeChannel({
        id: channel.id,
        version,
        ...use,
        safety: chosen!,
        reason: reason.trim() === '' ? null : reason,
      }),
    done: onClose,
  });
  const { value, set } = edit;
  const back =
    (safety === 'unsafe' && value.safety !== 'unsafe') || (channel.endedAt !== null && value.inUse);
  return (
    <FormDialog
      title={t('victims.channel.changeName', { kind: code('victimChannel', channel.kind) })}
      verb={t('victims.save')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <UseFields value={value} set={set} page={page} />
      <Checkbox name="inUse" checked={value.inUse} onChange={(inUse) => set({ inUse })}>
        {t('victims.channel.inUse')}
      </Checkbox>
      {back && (
        <TextArea
          name="reason"
          label={t('victims.channel.reason')}
          hint={t('victims.channel.reasonHint')}
          rows={2}
          maxLength={2000}
          value={value.reason}
          onChange={(reason) => set({ reason })}
        />
      )}
    </FormDialog>
  );
}
