import { useMutation } from '@tanstack/react-query';
import { client as ask } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import {
  Button,
  DateField,
  Form,
  FormActions,
  Notice,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import {
  horizons,
  metBy,
  needKinds,
  needStatuses,
  unmetReasons,
  wishes,
  type NeedKind,
} from '../../vocabulary/needs.ts';
import { horizonOf } from '../rules.ts';
import { closedOptions, localDay, refreshServices, type Need } from './shared.ts';

type Typed = Pick<
  Need,
  'horizon' | 'wanted' | 'status' | 'metBy' | 'unmetReason' | 'openedOn' | 'settledOn' | 'words' | 'byOther'
> & { kind: NeedKind | null };

const empty = (): Typed => ({
  kind: null,
  horizon: 'short',
  wanted: 'wanted',
  status: 'open',
  metBy: null,
  unmetReason: null,
  openedOn: localDay(),
  settledOn: null,
  words: '',
  byOther: '',
});

/** One need. What is typed is sealed; nothing here asks for a release. */
export function NeedForm({
  client,
  need,
  onDone,
}: {
  client: Client;
  need: Need | null;
  onDone: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft<Typed>(`client.${client.id}.need.${need?.id ?? 'new'}`, need ?? empty());
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const save = useMutation({
    mutationFn: async () => {
      const { horizon, wanted, status, openedOn, settledOn, words, byOther, unmetReason } = value;
      const facts = {
        horizon,
        wanted,
        status,
        unmetReason,
        metBy: value.metBy,
        openedOn,
        settledOn,
        words,
        byOther,
      };
      if (need) await ask.needs.change({ id: need.id, version: need.version, ...facts });
      // Nothing chosen is sent as nothing: the server names the field and what to do.
      else await ask.needs.add({ clientId: client.id, kind: value.kind as NeedKind, ...facts });
    },
    onSuccess: () => {
      draft.discard();
      void refreshServices();
      onDone();
    },
  });
  const stale = conflictOf(save.error) !== undefined;
  return (
    <Form
      onSubmit={() => save.mutate()}
      problemsTitle={t('ui.problems')}
      {...formProblems(stale ? null : save.error)}
    >
      {stale && <Notice tone="warn">{t('services.stale')}</Notice>}
      {!need && (
        <Select
          label={t('services.field.kind')}
          name="kind"
          placeholder={t('ui.choose')}
          options={closedOptions(t, 'need', needKinds)}
          value={value.kind}
          onChange={(kind) => set({ kind, horizon: horizonOf(kind) })}
        />
      )}
      <RadioGroup
        label={t('services.field.wanted')}
        name="wanted"
        inline
        options={closedOptions(t, 'wish', wishes)}
        value={value.wanted}
        onChange={(wanted) => set({ wanted, ...(wanted === 'not_wanted' ? { status: 'set_aside' } : {}) })}
      />
      <RadioGroup
        label={t('services.field.horizon')}
        name="horizon"
        inline
        options={horizons.map((id) => ({
          id,
          label: t(`vocabulary.horizon.${id}`),
          description: t(`vocabulary.horizonHint.${id}`),
        }))}
        value={value.horizon}
        onChange={(horizon) => set({ horizon })}
      />
      <Select
        label={t('services.field.status')}
        name="status"
        placeholder={t('ui.choose')}
        options={closedOptions(t, 'needStatus', needStatuses)}
        value={value.status}
        onChange={(status) => set({ status })}
      />
      {value.status === 'unmet' && (
        <Select
          label={t('services.field.unmetReason')}
          name="unmetReason"
          placeholder={t('ui.choose')}
          options={closedOptions(t, 'unmetReason', unmetReasons)}
          value={value.unmetReason}
          onChange={(unmetReason) => set({ unmetReason })}
        />
      )}
      {['open', 'under_way', 'met'].includes(value.status) && (
        <Select
          label={t('services.field.metBy')}
          name="metBy"
          required={value.status === 'met'}
          placeholder={t('ui.choose')}
          options={closedOptions(t, 'metBy', metBy)}
          value={value.metBy}
          onChange={(by) => set({ metBy: by })}
        />
      )}
      {value.metBy === 'other' && (
        <TextField
          label={t('services.field.byOther')}
          name="byOther"
          required={false}
          maxLength={200}
          autoComplete="off"
          value={value.byOther}
          onChange={(byOther) => set({ byOther })}
        />
      )}
      <DateField
        label={t('services.field.openedOn')}
        name="openedOn"
        max={localDay()}
        value={value.openedOn}
        onChange={(openedOn) => set({ openedOn })}
      />
      {['met', 'set_aside'].includes(value.status) && (
        <DateField
          label={t('services.field.settledOn')}
          name="settledOn"
          required={false}
          max={localDay()}
          value={value.settledOn ?? ''}
          onChange={(day) => set({ settledOn: day === '' ? null : day })}
        />
      )}
      <TextArea
        label={t('services.field.words')}
        hint={t('services.field.sealed')}
        name="words"
        required={false}
        rows={3}
        maxLength={2000}
        value={value.words}
        onChange={(words) => set({ words })}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending} isDisabled={stale}>
          {t('services.save')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
