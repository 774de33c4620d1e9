import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Checkbox,
  DateField,
  FormDialog,
  RadioGroup,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { localDay, useWords } from '../../../web/words/index.ts';

export type Provider = Awaited<ReturnType<Client['providers']['read']>>['provider'];

const blank = {
  name: '',
  withoutBridge: 'phone' as const,
  dutyContact: null,
  dutyPhone: null,
  mail: null,
  note: null,
  trainedOn: null,
  active: true,
};
type Typed = Omit<Provider, 'id' | 'channel' | 'version'>;

/** What is known of a provider. There is no field for an address. */
export function ProviderForm({ provider, onClose }: { provider: Provider | null; onClose: () => void }) {
  const { t } = useWords();
  const [today] = useState(() => localDay(new Date()));
  const [value, setValue] = useState<Typed>(() => provider ?? blank);
  const set = (change: Partial<Typed>) => setValue({ ...value, ...change });
  const save = useMutation({
    mutationFn: async (): Promise<unknown> => {
      const { name, withoutBridge, dutyContact, dutyPhone, mail, note, trainedOn, active } = value;
      const facts = { name, withoutBridge, dutyContact, dutyPhone, mail, note, trainedOn };
      return provider
        ? client.providers.change({ id: provider.id, version: provider.version, ...facts, active })
        : client.providers.add(facts);
    },
    onSuccess: () => {
      toast({ text: t('providers.saved') });
      void queries.invalidateQueries({ queryKey: api.providers.key() });
      onClose();
    },
  });
  const text = (
    key: 'dutyContact' | 'dutyPhone' | 'mail',
    type: 'text' | 'tel' | 'email',
    maxLength: number,
  ) => (
    <TextField
      label={t(`providers.field.${key}`)}
      name={key}
      type={type}
      maxLength={maxLength}
      autoComplete="off"
      value={value[key] ?? ''}
      onChange={(typed) => set({ [key]: typed.trim() === '' ? null : typed })}
      required={false}
    />
  );
  return (
    <FormDialog
      title={t(provider ? 'providers.edit' : 'providers.add')}
      verb={t('providers.save')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <TextField
        label={t('providers.field.name')}
        name="name"
        maxLength={120}
        value={value.name}
        onChange={(name) => set({ name })}
        required
      />
      <RadioGroup
        label={t('providers.field.withoutBridge')}
        name="withoutBridge"
        options={(['phone', 'guest_link'] as const).map((id) => ({
          id,
          label: t(`providers.channel.${id}`),
        }))}
        value={value.withoutBridge}
        onChange={(withoutBridge) => set({ withoutBridge })}
        inline
      />
      {text('dutyContact', 'text', 120)}
      {text('dutyPhone', 'tel', 40)}
      {text('mail', 'email', 200)}
      <DateField
        label={t('providers.field.trainedOn')}
        name="trainedOn"
        value={value.trainedOn ?? ''}
        max={today}
        onChange={(day) => set({ trainedOn: day === '' ? null : day })}
        required={false}
      />
      <TextArea
        label={t('providers.field.note')}
        hint={t('providers.field.noteHint')}
        name="note"
        maxLength={2000}
        value={value.note ?? ''}
        onChange={(note) => set({ note: note.trim() === '' ? null : note })}
        required={false}
      />
      {provider && (
        <Checkbox name="active" checked={value.active} onChange={(active) => set({ active })}>
          {t('providers.field.active')}
        </Checkbox>
      )}
    </FormDialog>
  );
}
