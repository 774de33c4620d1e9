import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, ReasonField, Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { phases, strandCloseReasons } from '../../vocabulary/cases.ts';
import type { Phase, StrandCloseReason } from '../../vocabulary/cases.ts';
import type { TransitionEvent } from '../../vocabulary/transitions.ts';
import type { CasePage, StrandRow } from '../contract-cases.ts';
import { needsSupervisor, reopenEvents } from '../rules.ts';
import { useAct, useCode, useCodes } from './shared.ts';

type OnStrand = { strand: StrandRow; page: CasePage; onClose: () => void };

/** Closes a strand, with a reason from the closed list. */
export function CloseStrandDialog({ strand, page, onClose }: OnStrand) {
  const { t } = useWords();
  const codes = useCodes();
  const [closeReason, setCloseReason] = useState<StrandCloseReason | null>(null);
  const [day, setDay] = useState(page.today);
  const [reason, setReason] = useState('');
  const save = useAct(
    () =>
      client.strands.close({
        id: strand.id,
        version: strand.version,
        closeReason: closeReason as StrandCloseReason,
        effectiveOn: day,
        reason: reason.trim() === '' ? null : reason,
      }),
    onClose,
  );
  const title = t('cases.strand.closeTitle', { label: strand.label });
  return (
    <FormDialog
      title={title}
      verb={t('cases.strand.act.close')}
      harmful
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="closeReason"
        label={t('cases.close.reason')}
        options={codes('strandCloseReason', strandCloseReasons)}
        value={closeReason}
        onChange={setCloseReason}
        placeholder={t('ui.choose')}
      />
      <DateField
        name="effectiveOn"
        label={t('cases.close.day')}
        value={day}
        onChange={setDay}
        min={strand.phaseSince}
        max={page.today}
      />
      <ReasonField
        name="reason"
        label={t('cases.close.why')}
        hint={t('cases.close.whyHint')}
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
      />
    </FormDialog>
  );
}

/** Opens a closed strand again: in the phase it was closed in, or with a signature in an earlier one. */
export function ReopenStrandDialog({ strand, page, onClose }: OnStrand) {
  const { t } = useWords();
  const code = useCode();
  const codes = useCodes();
  const [to, setTo] = useState<Phase>(strand.phase);
  const [event, setEvent] = useState<TransitionEvent | null>(null);
  const [day, setDay] = useState(page.today);
  const [reason, setReason] = useState('');
  const signed = needsSupervisor(strand.phase, to);
  const asked = { to, event: event as TransitionEvent, effectiveOn: day, reason };
  const save = useAct(
    async () =>
      signed
        ? client.requests.ask({ kind: 'reopen', strandId: strand.id, ...asked })
        : client.strands.reopen({ id: strand.id, version: strand.version, ...asked }),
    onClose,
  );
  const title = t('cases.strand.reopenTitle', { label: strand.label });
  const until = phases.indexOf(strand.phase);
  return (
    <FormDialog
      title={title}
      verb={t(signed ? 'cases.move.ask' : 'cases.strand.act.reopen')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="to"
        label={t('cases.move.to')}
        hint={t('cases.strand.reopenHint', { phase: code('phase', strand.phase) })}
        options={codes('phase', phases.slice(0, until + 1))}
        value={to}
        onChange={setTo}
        placeholder={t('ui.choose')}
      />
      <Select
        name="event"
        label={t('cases.move.event')}
        options={codes('transitionEvent', reopenEvents)}
        value={event}
        onChange={setEvent}
        placeholder={t('ui.choose')}
      />
      <DateField
        name="effectiveOn"
        label={t('cases.move.day')}
        value={day}
        onChange={setDay}
        max={page.today}
        {...(strand.closedOn === null ? {} : { min: strand.closedOn })}
      />
      <ReasonField
        name="reason"
        label={t('cases.move.reason')}
        value={{ category: null, text: reason }}
        onChange={({ text }) => setReason(text)}
        least={20}
      />
    </FormDialog>
  );
}
