import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { formProblems } from '../../../../web/problem.ts';
import {
  ComboBox,
  FormDialog,
  MomentField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Gate, StandbyOfOperation } from '../../contract-gate.ts';
import { answers, tellings } from '../../rules-standby.ts';
import { refreshOperation } from './refresh.ts';

/** Asks a provider of the directory to stand by. */
export function AddStandby({ gate, onClose }: { gate: Gate; onClose: () => void }) {
  const { t } = useWords();
  const providers = useQuery(api.providers.list.queryOptions({ input: {} })).data?.rows ?? [];
  const [providerId, setProviderId] = useState<string | null>(null);
  const [contact, setContact] = useState('');
  const [phone, setPhone] = useState('');
  const [placeId, setPlaceId] = useState<string | null>(gate.stagingPlaces[0]?.id ?? null);
  const there = new Set(gate.standbys.map(({ provider }) => provider.id));
  const save = useMutation({
    mutationFn: () =>
      client.operations.addStandby({
        operationId: gate.operationId,
        providerId: providerId ?? '',
        contact,
        phone: phone.trim() === '' ? null : phone,
        stagingPlaceId: placeId,
      }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.gate.saved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('operations.standby.add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <ComboBox
        label={t('operations.standby.provider')}
        name="providerId"
        empty={t('ui.nothing')}
        options={providers.filter(({ id }) => !there.has(id)).map(({ id, name }) => ({ id, label: name }))}
        value={providerId}
        onChange={(id) => {
          setProviderId(id);
          const chosen = providers.find((one) => one.id === id);
          if (contact === '') setContact(chosen?.dutyContact ?? '');
          if (phone === '') setPhone(chosen?.dutyPhone ?? '');
        }}
        required
      />
      <TextField
        label={t('operations.standby.contact')}
        name="contact"
        maxLength={120}
        autoComplete="off"
        value={contact}
        onChange={setContact}
        required
      />
      <TextField
        label={t('operations.standby.phone')}
        name="phone"
        type="tel"
        autoComplete="off"
        value={phone}
        onChange={setPhone}
        required={false}
      />
      <Select
        label={t('operations.standby.place')}
        name="stagingPlaceId"
        hint={t('operations.standby.placeHint')}
        placeholder={t('ui.choose')}
        options={gate.stagingPlaces.map(({ id, label }) => ({ id, label }))}
        value={placeId}
        onChange={setPlaceId}
        required={false}
      />
    </FormDialog>
  );
}

/** Writes down that a person told the provider, and what it answered. */
export function TellStandby({ one, onClose }: { one: StandbyOfOperation; onClose: () => void }) {
  const { t } = useWords();
  const [how, setHow] = useState<(typeof tellings)[number]>('phone');
  const [whom, setWhom] = useState(one.contact);
  const [at, setAt] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  const [answer, setAnswer] = useState<(typeof answers)[number]>('ready');
  const [note, setNote] = useState('');
  const save = useMutation({
    mutationFn: () =>
      client.operations.tellStandby({
        id: one.id,
        version: one.version,
        how,
        whom: whom.trim() === '' ? null : whom,
        at,
        answer,
        note: note.trim() === '' ? null : note,
      }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.gate.saved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('operations.standby.tell')}: ${one.provider.name}`}
      verb={t('operations.gate.save')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        label={t('operations.standby.how')}
        name="how"
        placeholder={t('ui.choose')}
        options={tellings.map((id) => ({ id, label: t(`standby.how.${id}`) }))}
        value={how}
        onChange={setHow}
      />
      <TextField
        label={t('operations.standby.whom')}
        name="whom"
        maxLength={120}
        autoComplete="off"
        value={whom}
        onChange={setWhom}
        required={false}
      />
      <MomentField label={t('operations.standby.when')} name="at" value={at} onChange={setAt} required />
      <RadioGroup
        label={t('operations.standby.answered')}
        name="answer"
        options={answers.map((id) => ({ id, label: t(`operations.standby.answer.${id}`) }))}
        value={answer}
        onChange={setAnswer}
        required
      />
      <TextArea
        label={t('operations.standby.note')}
        hint={t('operations.standby.noteHint')}
        name="note"
        maxLength={500}
        value={note}
        onChange={setNote}
        required={false}
      />
    </FormDialog>
  );
}
