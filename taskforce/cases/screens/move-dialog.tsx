import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Button,
  DateField,
  Dialog,
  Form,
  FormActions,
  FormSection,
  Notice,
  PHASES,
  RadioGroup,
  ReasonField,
  Select,
  Skeleton,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Phase } from '../../vocabulary/cases.ts';
import { daysBetween } from '../../vocabulary/days.ts';
import { eventsOfMove } from '../../vocabulary/transitions.ts';
import type { TransitionEvent } from '../../vocabulary/transitions.ts';
import type { Offer } from '../contract-activities.ts';
import { directionOf, needsSupervisor } from '../rules.ts';
import { Checklist } from './checklist.tsx';
import { useAct, useCode, useCodes } from './shared.ts';

type Place = Phase | 'closed';
type Props = {
  strand: { id: string; label: string; place: Place };
  /** An activity that suggests the move: its fields are filled in. */
  offer?: Offer;
  onClose: () => void;
};

/**
 * Records that a strand entered another phase. Which event, whether a reason and a signature are needed, and what
 * the checklist still asks for follow from the move, by the same rules that the server and the database apply.
 */
export function MoveDialog({ strand, offer, onClose }: Props) {
  const { t } = useWords();
  const found = useQuery(api.strands.read.queryOptions({ input: { id: strand.id } })).data;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cases.move.title', { label: strand.label })}
      closeLabel={t('ui.close')}
      shape="wide"
    >
      {found ? (
        <MoveForm found={found} offer={offer} onClose={onClose} />
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
    </Dialog>
  );
}

type Found = Awaited<ReturnType<typeof client.strands.read>>;

function MoveForm({
  found,
  offer,
  onClose,
}: {
  found: Found;
  offer: Offer | undefined;
  onClose: () => void;
}) {
  const { t } = useWords();
  const code = useCode();
  const codes = useCodes();
  const from = found.strand.phase;
  const ahead = PHASES.find((phase) => directionOf(from, phase) === 'forward');
  const [to, setTo] = useState<Phase | null>(offer?.to ?? ahead ?? null);
  const [event, setEvent] = useState<TransitionEvent | null>(offer?.event ?? null);
  const [day, setDay] = useState(offer?.effectiveOn ?? found.today);
  const [reason, setReason] = useState('');
  const events = to === null ? [] : eventsOfMove[`${from}>${to}`];
  const chosen = event !== null && events.includes(event) ? event : events.length === 1 ? events[0]! : null;
  const signed = to !== null && needsSupervisor(from, to);
  const late = day === '' ? 0 : daysBetween(day, found.today);
  const move = {
    to: to as Phase,
    event: chosen as TransitionEvent,
    effectiveOn: day,
    reason: reason.trim() === '' ? null : reason,
    activityId: offer?.activityId ?? null,
  };
  const record = useAct(
    () => client.strands.move({ id: found.strand.id, version: found.strand.version, ...move }),
    () => {
      toast({ text: t('cases.move.done'), tone: 'good' });
      onClose();
    },
  );
  const ask = useAct(
    () => client.requests.ask({ kind: 'move', strandId: found.strand.id, ...move }),
    () => {
      toast({ text: t('cases.move.asked'), tone: 'good' });
      onClose();
    },
  );
  // In danger an arrest may skip a phase without waiting for a signature; the entry says so.
  const mayPass = found.danger && signed && to !== null && directionOf(from, to) === 'skipping';
  const act = signed && !mayPass ? ask : record;
  const gate = from === 'pre_operational' && to !== null && directionOf(from, to) === 'forward';
  return (
    <Form
      label={t('cases.move.title', { label: found.strand.label })}
      onSubmit={() => act.run(undefined)}
      problems={act.problems}
      failure={act.failure}
      problemsTitle={t('ui.problems')}
    >
      {found.danger && <Notice tone="danger" title={t('cases.move.danger')} />}
      <RadioGroup
        name="to"
        label={t('cases.move.to')}
        hint={t('cases.move.from', { phase: code('phase', from) })}
        options={PHASES.filter((phase) => phase !== from).map((phase) => ({
          id: phase,
          label: code('phase', phase),
          description: t(`cases.move.${directionOf(from, phase) ?? 'forward'}`),
        }))}
        value={to}
        onChange={setTo}
      />
      <Select
        name="event"
        label={t('cases.move.event')}
        hint={t('cases.move.eventHint')}
        options={codes('transitionEvent', events)}
        value={chosen}
        onChange={setEvent}
        placeholder={t('ui.choose')}
        width="medium"
      />
      <DateField
        name="effectiveOn"
        label={t('cases.move.day')}
        hint={late > 0 ? t('cases.move.late', { n: late }) : t('cases.move.dayHint')}
        value={day}
        onChange={setDay}
        min={found.strand.phaseSince}
        max={found.today}
      />
      {signed && (
        <ReasonField
          name="reason"
          label={t('cases.move.reason')}
          hint={t(mayPass ? 'cases.move.reasonDanger' : 'cases.move.reasonHint')}
          value={{ category: null, text: reason }}
          onChange={({ text }) => setReason(text)}
          least={20}
        />
      )}
      {gate && (
        <FormSection title={t('cases.checklist.title')} hint={t('cases.checklist.hint')}>
          <Checklist strandId={found.strand.id} rows={found.checklist} />
        </FormSection>
      )}
      <FormActions>
        <Button look="primary" type="submit" pending={act.pending}>
          {t(signed && !mayPass ? 'cases.move.ask' : 'cases.move.do')}
        </Button>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
