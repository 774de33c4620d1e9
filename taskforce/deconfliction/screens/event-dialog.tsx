import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Checkbox,
  FormDialog,
  MomentField,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Entry } from '../contract-parts.ts';
import { coordinatesIn, coordinatesInWords } from '../../vocabulary/coordinates.ts';
import { activities, type Activity } from '../rules.ts';

const inHours = (count: number) =>
  new Date(Math.ceil(Date.now() / 3_600_000 + count) * 3_600_000).toISOString();

/** An event of one's own: a buy, a surveillance. Entered or changed, it is compared at once. */
export function EventDialog({ entry, onClose }: { entry?: Entry; onClose: () => void }) {
  const { t } = useWords();
  const [activity, setActivity] = useState<Activity>(entry?.activity ?? 'surveillance');
  const [from, setFrom] = useState(entry?.from ?? inHours(24));
  const [until, setUntil] = useState(entry?.until ?? inHours(28));
  const [place, setPlace] = useState(entry?.place ?? '');
  const [coordinates, setCoordinates] = useState(entry?.lat == null ? '' : `${entry.lat}, ${entry.lon}`);
  const [phone, setPhone] = useState(entry?.contactPhone ?? '');
  const [silent, setSilent] = useState(false);
  const [reason, setReason] = useState('');
  const [unread, setUnread] = useState(false);
  const save = useMutation({
    mutationFn: async (at: { lat: number; lon: number }) => {
      const event = { activity, from, until, place, ...at, phone: phone === '' ? null : phone };
      return entry
        ? client.deconfliction.changeEvent({ id: entry.id, version: entry.version, ...event })
        : client.deconfliction.enterEvent({ ...event, silentReason: silent ? reason : null });
    },
    onSuccess: ({ told }) => {
      toast({ text: t(`deconfliction.told.${told}`), tone: told === 'hit' ? 'warn' : 'good' });
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      onClose();
    },
  });
  const understood = coordinatesIn(coordinates);
  const submit = () => {
    setUnread(understood === null);
    if (understood) save.mutate(understood);
  };
  return (
    <FormDialog
      title={t(entry ? 'deconfliction.change' : 'deconfliction.enterEvent')}
      shape="wide"
      onClose={onClose}
      onSubmit={submit}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('deconfliction.event.activity')}
        name="activity"
        placeholder={t('ui.choose')}
        options={activities.map((id) => ({ id, label: t(`deconfliction.activity.${id}`) }))}
        value={activity}
        onChange={setActivity}
      />
      <MomentField
        label={t('deconfliction.event.from')}
        name="from"
        required
        value={from}
        onChange={setFrom}
      />
      <MomentField
        label={t('deconfliction.event.until')}
        name="until"
        required
        value={until}
        onChange={setUntil}
      />
      <TextField
        label={t('deconfliction.event.place')}
        hint={t('deconfliction.event.placeHint')}
        name="place"
        maxLength={300}
        autoComplete="off"
        required
        value={place}
        onChange={setPlace}
      />
      <TextField
        label={t('deconfliction.event.coordinates')}
        hint={
          understood === null
            ? t('deconfliction.event.coordinatesHint')
            : t('deconfliction.event.understood', { place: coordinatesInWords(understood) })
        }
        name="lat"
        width="full"
        maxLength={2000}
        autoComplete="off"
        required
        error={unread ? t('deconfliction.event.coordinatesWrong') : undefined}
        value={coordinates}
        onChange={setCoordinates}
      />
      <TextField
        label={t('deconfliction.phone')}
        hint={t('deconfliction.phoneHint')}
        name="phone"
        width="medium"
        maxLength={40}
        autoComplete="off"
        required={false}
        value={phone}
        onChange={setPhone}
      />
      {!entry && (
        <Checkbox name="silent" checked={silent} onChange={setSilent} hint={t('deconfliction.silentHint')}>
          {t('deconfliction.silentAsk')}
        </Checkbox>
      )}
      {silent && (
        <TextArea
          label={t('deconfliction.silentReason')}
          name="silentReason"
          rows={3}
          required
          value={reason}
          onChange={setReason}
        />
      )}
    </FormDialog>
  );
}
