import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { client, queries } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { useEdit } from '../../../web/edit.tsx';
import {
  Button,
  Dialog,
  FormActions,
  FormDialog,
  FormSection,
  Notice,
  Row,
  toast,
} from '../../../web/ui/index.ts';
import { problemOf } from '../../../web/problem.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { CostKind } from '../../vocabulary/activities.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { Activity, Offer } from '../contract-activities.ts';
import type { CasePage } from '../contract-cases.ts';
import { centsFromText, minutesFromText } from '../rules.ts';
import { ActivityFields, activitySent } from './activity-fields.tsx';
import type { ActivityValue, Engaged } from './activity-fields.tsx';
import { blankCost, blankHours, CostFields, HoursFields } from './effort-fields.tsx';
import type { CostValue, HoursValue } from './effort-fields.tsx';
import { LabelField } from './label-field.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { useAct, useCode, useLabels } from './shared.ts';

/** What the dialogs of an activity need of its case. */
type Case = Pick<CasePage, 'id' | 'strands' | 'today'>;

/** A form whose save may suggest a move of the phase: offers that next. */
function WithOffer({
  page,
  onClose,
  children,
}: {
  page: Case;
  onClose: () => void;
  children: (saved: (offer: Offer | null) => void) => ReactNode;
}) {
  const { t } = useWords();
  const code = useCode();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [moving, setMoving] = useState(false);
  const strand = page.strands.find((one) => one.id === offer?.strandId);
  if (offer && strand && moving) return <MoveDialog strand={strand} offer={offer} onClose={onClose} />;
  if (!offer) return children((next) => (next ? setOffer(next) : onClose()));
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
}

type Dialogue = { page: Case; onClose: () => void };

/** Logs an activity with one's own hours and a cost; when it suggests a move of the phase, offers that next. */
export function ActivityDialog({ page, onClose }: Dialogue) {
  return (
    <WithOffer page={page} onClose={onClose}>
      {(saved) => <LogForm page={page} onClose={onClose} saved={saved} />}
    </WithOffer>
  );
}

type Draft = ActivityValue & HoursValue & CostValue;

/** Where the form shows what the server says of the lines of effort. */
const fieldOf: Record<string, string> = { 'costs.0.kind': 'costKind', 'costs.0.amountCents': 'amount' };

function blankOf(page: Case): Draft {
  const open = page.strands.filter((strand) => strand.place !== 'closed');
  return {
    kind: null,
    strandId: open.length === 1 ? open[0]!.id : null,
    title: '',
    description: '',
    day: page.today,
    engaged: null,
    handling: [],
    ...blankHours,
    ...blankCost,
  };
}

function LogForm({ page, onClose, saved }: Dialogue & { saved: (offer: Offer | null) => void }) {
  const { t } = useWords();
  const blank = useMemo(() => blankOf(page), [page]);
  const { value, setValue, discard } = useDraft(`case.activity.${page.id}`, blank);
  const set = (part: Partial<Draft>) => setValue((held) => ({ ...held, ...part }));
  const minutes = value.hours.trim() === '' ? 0 : minutesFromText(value.hours);
  const cents = value.cost.trim() === '' ? 0 : centsFromText(value.cost);
  const save = useAct(
    () =>
      client.activities.log({
        caseId: page.id,
        ...activitySent(value),
        work: minutes ? [{ minutes, reason: value.hoursReason.trim() || null }] : [],
        // Without a kind the server refuses the cost by name; leaving it out would lose it.
        costs: cents
          ? [
              {
                kind: value.costKind as CostKind,
                amountCents: cents,
                fundingSourceId: value.fundingSourceId,
                reason: value.reason.trim() || null,
              },
            ]
          : [],
      }),
    ({ id, offer }) => {
      discard();
      toast({
        text: t('cases.activity.saved'),
        tone: 'good',
        // Nobody can have changed it yet: it is in its first version.
        undo: { label: t('ui.undo'), onUndo: () => void takeBack(id, t('cases.activity.undoReason')) },
      });
      saved(offer);
    },
  );
  const problems = save.problems.map((one) => ({ ...one, path: fieldOf[one.path] ?? one.path }));
  const overADay = problems.some((one) => one.problem === 'over_a_day') || value.hoursReason !== '';
  return (
    <FormDialog
      title={t('cases.act.activity')}
      verb={t('cases.activity.do')}
      shape="wide"
      save={{ ...save, problems }}
      onSubmit={() => {
        if (minutes !== null && cents !== null) save.run(undefined);
      }}
      onClose={onClose}
      onCancel={() => (discard(), onClose())}
    >
      <ActivityFields value={value} set={set} strands={page.strands} today={page.today} />
      <FormSection title={t('cases.activity.effort')} hint={t('cases.activity.effortHint')}>
        <HoursFields value={value} set={set} required={false} overADay={overADay} wrong={minutes === null} />
        <CostFields value={value} set={set} required={false} cents={cents} />
      </FormSection>
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
    </FormDialog>
  );
}

/** Takes back what was logged a moment ago. */
async function takeBack(id: string, reason: string): Promise<void> {
  try {
    await client.activities.withdraw({ id, version: 1, reason });
  } catch (error) {
    toast({ text: problemOf(error).sentence, tone: 'warn' });
  }
  await queries.invalidateQueries();
}

/** Corrects what an activity says; its hours and costs have dialogs of their own. */
export function EditActivityDialog({ activity, page, onClose }: Dialogue & { activity: Activity }) {
  return (
    <WithOffer page={page} onClose={onClose}>
      {(saved) => <EditForm activity={activity} page={page} onClose={onClose} saved={saved} />}
    </WithOffer>
  );
}

const engagedAs = (engages: unknown): Engaged =>
  typeof engages !== 'boolean' ? 'unknown' : engages ? 'yes' : 'no';

function EditForm({
  activity,
  page,
  onClose,
  saved,
}: Dialogue & { activity: Activity; saved: (offer: Offer | null) => void }) {
  const { t } = useWords();
  const code = useCode();
  const labels = useLabels();
  const edit = useEdit<ActivityValue, { offer: Offer | null }>({
    draft: `activities.${activity.id}`,
    version: activity.version,
    value: {
      kind: activity.kind,
      strandId: activity.strand?.id ?? null,
      title: activity.title,
      description: activity.description,
      day: activity.happenedOn,
      engaged: engagedAs(activity.engagesTarget),
      handling: activity.handling as HandlingLabel[],
    },
    current: (record) => ({
      ...(record as ActivityValue),
      day: record['happenedOn'] as string,
      engaged: engagedAs(record['engagesTarget']),
    }),
    compared: {
      kind: { label: t('cases.activity.kind'), show: (kind) => kind && code('activityKind', kind) },
      strandId: {
        label: t('cases.activity.strand'),
        show: (id) => page.strands.find((one) => one.id === id)?.label ?? t('cases.wholeCase'),
      },
      title: { label: t('cases.activity.title') },
      day: { label: t('cases.activity.day'), show: (day) => formatDate(day) },
      engaged: {
        label: t('cases.activity.engaged'),
        show: (engaged) => t(`cases.answer.${engaged ?? 'unknown'}`),
      },
      description: { label: t('cases.activity.description') },
      handling: { label: t('cases.column.handling'), show: labels },
    },
    save: (value, version) =>
      client.activities.change({
        id: activity.id,
        version,
        ...activitySent(value),
        happenedAt: value.day === activity.happenedOn ? activity.happenedAt : null,
      }),
    done: ({ offer }) => {
      toast({ text: t('cases.saved'), tone: 'good' });
      saved(offer);
    },
  });
  return (
    <FormDialog
      title={t('cases.activity.change')}
      verb={t('cases.save')}
      shape="wide"
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <ActivityFields value={edit.value} set={edit.set} strands={page.strands} today={page.today} />
      <LabelField value={edit.value.handling} onChange={(handling) => edit.set({ handling })} />
    </FormDialog>
  );
}
