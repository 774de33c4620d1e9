import { client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import {
  CheckboxGroup,
  DateField,
  FormDialog,
  Notice,
  RadioGroup,
  Select,
  TextArea,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct, useCodes } from '../../cases/screens/shared.ts';
import { notIdentifiedReasons, victimBases, victimConfirmers } from '../../vocabulary/victims.ts';
import type { VictimPage } from '../contract.ts';
import { demeanourIn, nextStatuses, type DecisionAsked } from '../rules.ts';

type To = DecisionAsked['to'];
type Typed = Omit<DecisionAsked, 'to' | 'rescreenOn' | 'basis'> & {
  to: To | null;
  basis: DecisionAsked['basis'][number][];
  rescreenOn: string;
};

/** Where the assessment goes next, and on what that rests. */
export function DecideDialog({ page, onClose }: { page: VictimPage; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const draft = useDraft<Typed>(`victims.${page.id}.decide`, {
    to: null,
    decidedOn: page.today,
    basis: [],
    confirmedBy: null,
    reason: null,
    rescreenOn: '',
    note: '',
  });
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const steps = nextStatuses[page.status].filter(
    (to) => page.may.confirm || to === 'indicators' || to === 'likely',
  );
  const aside = value.to === 'not_identified';
  const confirmed = value.to === 'confirmed';
  const heard = demeanourIn(value.note).length > 0;
  const save = useAct(
    () =>
      client.victims.decide({
        id: page.id,
        version: page.version,
        ...value,
        to: value.to as To,
        confirmedBy: confirmed ? value.confirmedBy : null,
        reason: aside ? value.reason : null,
        rescreenOn: aside && value.rescreenOn !== '' ? value.rescreenOn : null,
      }),
    () => (draft.discard(), onClose()),
  );
  return (
    <FormDialog
      title={t('victims.decide.title')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
      onCancel={() => (draft.discard(), onClose())}
    >
      <Notice>{t('victims.decide.lead')}</Notice>
      <RadioGroup
        name="to"
        label={t('victims.decide.to')}
        options={codes('victimStatus', steps)}
        value={value.to}
        onChange={(to) => set({ to })}
      />
      {aside && (
        <>
          <Notice tone="warn" title={t('victims.decide.noDemeanour')}>
            {t('victims.decide.noDemeanourHint')}
          </Notice>
          <Select
            name="reason"
            label={t('victims.decide.reason')}
            options={codes('notIdentifiedReason', notIdentifiedReasons)}
            value={value.reason}
            onChange={(reason) => set({ reason })}
            placeholder={t('ui.choose')}
          />
          <DateField
            name="rescreenOn"
            label={t('victims.decide.rescreenOn')}
            hint={t('victims.decide.rescreenHint')}
            value={value.rescreenOn}
            onChange={(rescreenOn) => set({ rescreenOn })}
            min={page.today}
          />
        </>
      )}
      {confirmed && (
        <Select
          name="confirmedBy"
          label={t('victims.decide.confirmedBy')}
          options={codes('victimConfirmer', victimConfirmers)}
          value={value.confirmedBy}
          onChange={(confirmedBy) => set({ confirmedBy })}
          placeholder={t('ui.choose')}
        />
      )}
      <CheckboxGroup
        name="basis"
        label={t('victims.decide.basis')}
        columns={2}
        options={codes('victimBasis', victimBases)}
        value={value.basis}
        onChange={(basis) => set({ basis })}
      />
      <DateField
        name="decidedOn"
        label={t('victims.decide.day')}
        value={value.decidedOn}
        onChange={(decidedOn) => set({ decidedOn })}
        max={page.today}
      />
      <TextArea
        name="note"
        label={t('victims.decide.note')}
        hint={t('victims.decide.noteHint')}
        required={false}
        rows={4}
        maxLength={4000}
        value={value.note}
        onChange={(note) => set({ note })}
      />
      {heard && <Notice tone="warn">{t('victims.decide.heard')}</Notice>}
    </FormDialog>
  );
}
