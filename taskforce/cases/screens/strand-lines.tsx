import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, Notice, ReasonField, Select, toast } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { strandCloseReasons } from '../../vocabulary/cases.ts';
import { eventsOfMove } from '../../vocabulary/transitions.ts';
import type { StrandRow } from '../contract-cases.ts';
import type { HistoryLine } from '../contract-strands.ts';
import { needsSupervisor } from '../rules.ts';
import { useAct, useCodes } from './shared.ts';

/** Asks a supervisor to take a line back as never having happened. The line stays, and says so. */
export function RetractDialog({
  line,
  what,
  strandId,
  onClose,
}: {
  line: HistoryLine;
  what: string;
  strandId: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useAct(
    () => client.requests.ask({ kind: 'retract', strandId, entryId: line.id, reason }),
    () => {
      toast({ text: t('cases.line.retractAsked'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('cases.line.retractTitle')}
      verb={t('cases.move.ask')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice title={t('cases.line.was', { what, day: formatDate(line.effectiveOn) })}>
        {t('cases.line.retractHint')}
      </Notice>
      <ReasonField
        name="reason"
        label={t('cases.move.reason')}
        hint={t('cases.move.reasonHint')}
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
        least={20}
      />
    </FormDialog>
  );
}

/** Corrects the day, the event or the reason of closing of a line. The line stays; the correction takes its place. */
export function CorrectDialog({
  line,
  strand,
  today,
  onClose,
}: {
  line: HistoryLine;
  strand: StrandRow;
  today: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const [day, setDay] = useState(line.effectiveOn);
  const [event, setEvent] = useState(line.event);
  const [closeReason, setCloseReason] = useState(line.closeReason);
  const [reason, setReason] = useState('');
  const signed = line.from !== null && line.to !== 'closed' && needsSupervisor(line.from, line.to);
  const events = line.from === null || line.to === 'closed' ? [] : eventsOfMove[`${line.from}>${line.to}`];
  const asked = { entryId: line.id, effectiveOn: day, event, closeReason, reason };
  const save = useAct(
    async () =>
      signed
        ? client.requests.ask({ kind: 'correct', strandId: strand.id, ...asked })
        : client.strands.correct({ id: strand.id, version: strand.version, ...asked }),
    () => {
      toast({ text: t(signed ? 'cases.move.asked' : 'cases.line.corrected'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('cases.line.correctTitle')}
      verb={t(signed ? 'cases.move.ask' : 'cases.line.correct')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField name="effectiveOn" label={t('cases.move.day')} value={day} onChange={setDay} max={today} />
      {events.length > 1 && (
        <Select
          name="event"
          label={t('cases.move.event')}
          options={codes('transitionEvent', events)}
          value={event}
          onChange={setEvent}
          placeholder={t('ui.choose')}
        />
      )}
      {line.to === 'closed' && (
        <Select
          name="closeReason"
          label={t('cases.close.reason')}
          options={codes('strandCloseReason', strandCloseReasons)}
          value={closeReason}
          onChange={setCloseReason}
          placeholder={t('ui.choose')}
        />
      )}
      <ReasonField
        name="reason"
        label={t('cases.move.reason')}
        hint={t('cases.line.correctHint')}
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
        least={20}
      />
    </FormDialog>
  );
}
