import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import {
  Button,
  CheckboxGroup,
  ComboBox,
  DateField,
  Dialog,
  Form,
  FormActions,
  FormSection,
  Notice,
  RadioGroup,
  Row,
  Select,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { activityKinds, activityTraits, costKinds } from '../../vocabulary/activities.ts';
import type { ActivityKind, CostKind } from '../../vocabulary/activities.ts';
import { handlingLabels } from '../../vocabulary/handling.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { Offer } from '../contract-activities.ts';
import type { CasePage } from '../contract-cases.ts';
import { centsFromText, minutesFromText } from '../rules.ts';
import { MoveDialog } from './move-dialog.tsx';
import { useAct, useCode, useCodes } from './shared.ts';

type Draft = {
  kind: ActivityKind | null;
  strandId: string | null;
  title: string;
  description: string;
  day: string;
  engaged: 'yes' | 'no' | 'unknown' | null;
  hours: string;
  cost: string;
  costKind: CostKind | null;
  fundingSourceId: string | null;
  handling: HandlingLabel[];
};

/** Logs an activity; when it suggests a move of the phase, offers that next. */
export function ActivityDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [moving, setMoving] = useState(false);
  const strand = page.strands.find((one) => one.id === offer?.strandId);
  if (offer && strand && moving) return <MoveDialog strand={strand} offer={offer} onClose={onClose} />;
  if (offer)
    return (
      <Dialog open onClose={onClose} title={t('cases.offer.title')} closeLabel={t('ui.close')}>
        <Notice title={t('cases.offer.lead', { label: offer.strandLabel, phase: code('phase', offer.to) })}>
          {t('cases.offer.why', {
            event: code('transitionEvent', offer.event),
            day: formatDate(offer.effectiveOn),
          })}
        </Notice>
        <FormActions>
          <Row>
            <Button look="primary" onPress={() => setMoving(true)}>
              {t('cases.offer.do')}
            </Button>
            <Button onPress={onClose}>{t('cases.offer.later')}</Button>
          </Row>
        </FormActions>
      </Dialog>
    );
  return (
    <Dialog open onClose={onClose} title={t('cases.act.activity')} closeLabel={t('ui.close')} shape="wide">
      <ActivityForm
        page={page}
        onCancel={onClose}
        onDone={(next) => {
          toast({ text: t('cases.activity.saved'), tone: 'good' });
          if (next) setOffer(next);
          else onClose();
        }}
      />
    </Dialog>
  );
}

function blankOf(page: CasePage): Draft {
  const open = page.strands.filter((strand) => strand.place !== 'closed');
  return {
    kind: null,
    strandId: open.length === 1 ? open[0]!.id : null,
    title: '',
    description: '',
    day: page.today,
    engaged: null,
    hours: '',
    cost: '',
    costKind: null,
    fundingSourceId: null,
    handling: [],
  };
}

function ActivityForm({
  page,
  onDone,
  onCancel,
}: {
  page: CasePage;
  onDone: (offer: Offer | null) => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const blank = useMemo(() => blankOf(page), [page]);
  const { value, setValue, discard } = useDraft(`case.activity.${page.id}`, blank);
  const set = (part: Partial<Draft>) => setValue((held) => ({ ...held, ...part }));
  const funding = useQuery(api.activities.fundingSources.queryOptions({ input: {} })).data?.rows ?? [];
  const minutes = value.hours.trim() === '' ? 0 : minutesFromText(value.hours);
  const cents = value.cost.trim() === '' ? 0 : centsFromText(value.cost);
  const asks = value.kind !== null && activityTraits[value.kind].engagesTarget === 'may';
  const save = useAct(
    () =>
      client.activities.log({
        caseId: page.id,
        strandId: value.strandId,
        kind: value.kind as ActivityKind,
        title: value.title,
        description: value.description,
        happenedOn: value.day,
        engagesTarget:
          !asks || value.engaged === null || value.engaged === 'unknown' ? null : value.engaged === 'yes',
        handling: value.handling,
        work: minutes ? [{ minutes }] : [],
        costs:
          cents && value.costKind
            ? [{ kind: value.costKind, amountCents: cents, fundingSourceId: value.fundingSourceId }]
            : [],
      }),
    ({ offer }) => {
      discard();
      onDone(offer);
    },
  );
  const wrong = minutes === null || cents === null;
  return (
    <Form
      label={t('cases.act.activity')}
      onSubmit={() => {
        if (!wrong) save.run(undefined);
      }}
      problems={save.problems}
      failure={save.failure}
      problemsTitle={t('ui.problems')}
    >
      <ComboBox
        name="kind"
        label={t('cases.activity.kind')}
        options={codes('activityKind', activityKinds)}
        value={value.kind}
        onChange={(kind) => set({ kind })}
        empty={t('cases.nothingFits')}
      />
      <Select
        name="strandId"
        label={t('cases.activity.strand')}
        hint={t('cases.activity.strandHint')}
        required={false}
        options={page.strands.map((strand) => ({ id: strand.id, label: strand.label }))}
        value={value.strandId}
        onChange={(strandId) => set({ strandId })}
        placeholder={t('cases.wholeCase')}
      />
      <TextField
        name="title"
        label={t('cases.activity.title')}
        value={value.title}
        onChange={(title) => set({ title })}
        maxLength={200}
      />
      <DateField
        name="happenedOn"
        label={t('cases.activity.day')}
        value={value.day}
        onChange={(day) => set({ day })}
        max={page.today}
      />
      {asks && (
        <RadioGroup
          inline
          name="engagesTarget"
          label={t('cases.activity.engaged')}
          hint={t('cases.activity.engagedHint')}
          options={(['yes', 'no', 'unknown'] as const).map((id) => ({ id, label: t(`cases.answer.${id}`) }))}
          value={value.engaged}
          onChange={(engaged) => set({ engaged })}
        />
      )}
      <TextArea
        name="description"
        label={t('cases.activity.description')}
        required={false}
        value={value.description}
        onChange={(description) => set({ description })}
        rows={4}
      />
      <FormSection title={t('cases.activity.effort')} hint={t('cases.activity.effortHint')}>
        <TextField
          name="hours"
          label={t('cases.activity.hours')}
          hint={t('cases.activity.hoursHint')}
          required={false}
          width="short"
          value={value.hours}
          onChange={(hours) => set({ hours })}
          error={minutes === null ? t('cases.activity.hoursWrong') : undefined}
        />
        <TextField
          name="amount"
          label={t('cases.activity.cost')}
          required={false}
          width="short"
          value={value.cost}
          onChange={(cost) => set({ cost })}
          error={cents === null ? t('cases.activity.costWrong') : undefined}
        />
        {cents !== null && cents !== 0 && (
          <>
            <Select
              name="costKind"
              label={t('cases.activity.costKind')}
              options={codes('costKind', costKinds)}
              value={value.costKind}
              onChange={(costKind) => set({ costKind })}
              placeholder={t('ui.choose')}
            />
            <Select
              name="fundingSourceId"
              label={t('cases.activity.funding')}
              required={false}
              options={funding.map((one) => ({ id: one.id, label: one.name }))}
              value={value.fundingSourceId}
              onChange={(fundingSourceId) => set({ fundingSourceId })}
              placeholder={t('ui.choose')}
            />
          </>
        )}
      </FormSection>
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
      <FormActions>
        <Button look="primary" type="submit" pending={save.pending}>
          {t('cases.activity.do')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

/** Handling labels, folded away while none is set. */
export function LabelField({
  value,
  onChange,
}: {
  value: HandlingLabel[];
  onChange: (labels: HandlingLabel[]) => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const [open, setOpen] = useState(value.length > 0);
  if (!open)
    return (
      <div>
        <Button size="small" look="quiet" icon="lock" onPress={() => setOpen(true)}>
          {t('cases.labels.add')}
        </Button>
      </div>
    );
  return (
    <CheckboxGroup
      name="handling"
      label={t('cases.labels.title')}
      hint={t('cases.labels.hint')}
      required={false}
      columns={2}
      options={codes('handlingLabel', handlingLabels)}
      value={value}
      onChange={onChange}
    />
  );
}
