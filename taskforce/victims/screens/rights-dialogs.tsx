import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  CheckboxGroup,
  ComboBox,
  DateField,
  FormDialog,
  MomentField,
  Notice,
  RadioGroup,
  Select,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import * as lists from '../../vocabulary/victim-work.ts';
import type { Notice as Owed, RightStanding } from '../contract-rights.ts';
import { useLanguages } from './shared.ts';
import { CodeField, WhyField, todayHere } from './work-parts.tsx';

export type SafeChannel = { id: string; kind: string; leaveMessage: boolean; codeWord: boolean };

function useSaved(onClose: () => void) {
  const { t } = useWords();
  return () => {
    toast({ text: t('victims.work.saved'), tone: 'good' });
    onClose();
  };
}

/** Which rights were told; those not told yet are ticked to begin with. */
export function TellDialog({
  victimId,
  rights: standing,
  onClose,
}: {
  victimId: string;
  rights: readonly RightStanding[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const languages = useLanguages();
  const [rights, setRights] = useState<lists.VictimRight[]>(
    standing.filter((one) => one.told === null).map((one) => one.right),
  );
  const [language, setLanguage] = useState<string | null>('en');
  const [way, setWay] = useState<lists.TellingWay>('in_person');
  const [understood, setUnderstood] = useState<lists.OwnAnswer>('not_asked');
  const [toldOn, setToldOn] = useState(todayHere());
  const saved = useSaved(onClose);
  const save = useAct(
    () => client.rights.tell({ victimId, rights, language: language ?? '', way, understood, toldOn }),
    saved,
  );
  return (
    <FormDialog
      title={t('victims.right.tell')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <CheckboxGroup
        name="rights"
        label={t('victims.right.title')}
        options={codes('victimRight', lists.victimRights)}
        value={rights}
        onChange={setRights}
      />
      <ComboBox
        name="language"
        label={t('victims.right.language')}
        options={languages.options}
        value={language}
        onChange={setLanguage}
        empty={t('cases.nothingFits')}
      />
      <CodeField
        name="way"
        list="tellingWay"
        codes={lists.tellingWays}
        label={t('victims.right.way')}
        value={way}
        onChange={setWay}
      />
      <RadioGroup
        name="understood"
        label={t('victims.right.understoodLabel')}
        inline
        options={codes('ownAnswer', lists.ownAnswers)}
        value={understood}
        onChange={setUnderstood}
      />
      <DateField
        name="toldOn"
        label={t('victims.right.toldOn')}
        value={toldOn}
        onChange={setToldOn}
        max={todayHere()}
      />
    </FormDialog>
  );
}

export function ChooseDialog({ victimId, onClose }: { victimId: string; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [events, setEvents] = useState<lists.NoticeEvent[]>([]);
  const [choice, setChoice] = useState<lists.NoticeChoice | null>(null);
  const [saidOn, setSaidOn] = useState(todayHere());
  const saved = useSaved(onClose);
  const save = useAct(
    () => client.rights.choose({ victimId, events, choice: choice ?? ('' as 'in'), saidOn }),
    saved,
  );
  return (
    <FormDialog
      title={t('victims.right.choose')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <CheckboxGroup
        name="events"
        label={t('victims.right.events')}
        options={codes('noticeEvent', lists.noticeEvents)}
        value={events}
        onChange={setEvents}
        columns={2}
      />
      <RadioGroup
        name="choice"
        label={t('victims.right.choice')}
        options={codes('noticeChoice', lists.noticeChoices)}
        value={choice}
        onChange={setChoice}
      />
      <DateField
        name="saidOn"
        label={t('victims.right.saidOn')}
        value={saidOn}
        onChange={setSaidOn}
        max={todayHere()}
      />
    </FormDialog>
  );
}

/** What happens in court or custody: every victim of the case is owed notice of it. */
export function EventDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<lists.NoticeEvent | null>(null);
  const [concerning, setConcerning] = useState('');
  const [happensAt, setHappensAt] = useState('');
  const [court, setCourt] = useState('');
  const saved = useSaved(onClose);
  const save = useAct(
    () => client.rights.addEvent({ caseId, kind: kind ?? ('' as 'hearing'), concerning, happensAt, court }),
    saved,
  );
  return (
    <FormDialog
      title={t('victims.right.event')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.right.eventHint')}</Notice>
      <CodeField
        name="kind"
        list="noticeEvent"
        codes={lists.noticeEvents}
        label={t('victims.right.kind')}
        value={kind}
        onChange={setKind}
      />
      <TextField
        name="concerning"
        label={t('victims.right.concerning')}
        value={concerning}
        onChange={setConcerning}
        maxLength={120}
      />
      <MomentField
        name="happensAt"
        label={t('victims.right.happensAt')}
        value={happensAt}
        onChange={setHappensAt}
      />
      <TextField
        name="court"
        label={t('victims.right.court')}
        required={false}
        value={court}
        onChange={setCourt}
        maxLength={200}
      />
    </FormDialog>
  );
}

/** A try to tell the victim. Only channels the victim called safe are offered, and how to go about each is said. */
export function TryDialog({
  notice,
  channels,
  onClose,
}: {
  notice: Owed;
  channels: readonly SafeChannel[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const code = useCode();
  const [channelId, setChannel] = useState<string | null>(null);
  const [triedAt, setTriedAt] = useState(() => new Date().toISOString());
  const [outcome, setOutcome] = useState<lists.TryOutcome | null>(null);
  const [proof, setProof] = useState<lists.NoticeProof | null>(null);
  const [reference, setReference] = useState('');
  const saved = useSaved(onClose);
  const save = useAct(
    () =>
      client.rights.tryNotice({
        noticeId: notice.id,
        channelId: channelId ?? '',
        triedAt,
        outcome: outcome ?? ('' as 'told'),
        proof: outcome === 'told' ? proof : null,
        reference: reference || null,
      }),
    saved,
  );
  const manner = (one: SafeChannel) =>
    [
      t(one.leaveMessage ? 'victims.right.mayLeave' : 'victims.right.leaveNothing'),
      one.codeWord ? t('victims.right.codeWord') : '',
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <FormDialog
      title={t('victims.right.try')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.right.tryHint')}</Notice>
      <Select
        name="channelId"
        label={t('victims.right.channel')}
        options={channels.map((one, at) => ({
          id: one.id,
          label: `${at + 1}. ${code('victimChannel', one.kind as never)}`,
          description: manner(one),
        }))}
        value={channelId}
        onChange={setChannel}
        placeholder={t('ui.choose')}
      />
      <MomentField name="triedAt" label={t('victims.right.triedAt')} value={triedAt} onChange={setTriedAt} />
      <CodeField
        name="outcome"
        list="tryOutcome"
        codes={lists.tryOutcomes}
        label={t('victims.right.outcome')}
        value={outcome}
        onChange={setOutcome}
      />
      {outcome === 'told' && (
        <CodeField
          name="proof"
          list="noticeProof"
          codes={lists.noticeProofs}
          label={t('victims.right.proof')}
          value={proof}
          onChange={setProof}
        />
      )}
      <TextField
        name="reference"
        label={t('victims.right.reference')}
        required={false}
        value={reference}
        onChange={setReference}
        maxLength={120}
      />
    </FormDialog>
  );
}

export function GiveUpDialog({ notice, onClose }: { notice: Owed; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<string | null>(null);
  const saved = useSaved(onClose);
  const save = useAct(
    () => client.rights.giveUp({ noticeId: notice.id, version: notice.version, reason: reason ?? '' }),
    saved,
  );
  return (
    <FormDialog
      title={t('victims.right.giveUp')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <WhyField name="reason" label={t('victims.right.why')} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
