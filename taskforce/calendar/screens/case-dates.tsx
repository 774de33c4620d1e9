import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateField,
  EmptyState,
  FormDialog,
  Row,
  Select,
  Stack,
  Status,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, localDay, useWords } from '../../../web/words/index.ts';
import { LabelField } from '../../cases/screens/label-field.tsx';
import { useAct } from '../../cases/screens/shared.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import type { CaseDate } from '../contract-dates.ts';
import { changeCodes, dateKinds, type ChangeCode, type DateKind } from '../rules-dates.ts';

type Doing = { act: 'move' | 'settle' | 'cancel'; date: CaseDate };

/** Court dates and deadlines of a case, each with every day it was planned for. */
export default function CaseDates({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const found = useQuery(api.courtDates.list.queryOptions({ input: { caseId } }));
  if (found.error || !found.data) return <Unread query={found} title={t('calendar.failed')} lines={5} />;
  const { rows, mayAdd } = found.data;
  const add = mayAdd && (
    <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
      {t('calendar.dates.add')}
    </Button>
  );
  return (
    <Stack>
      {rows.length === 0 ? (
        <EmptyState icon="agenda" title={t('calendar.dates.none')} action={add || undefined}>
          {t('calendar.dates.noneWhat')}
        </EmptyState>
      ) : (
        <div>{add}</div>
      )}
      {rows.map((date) => (
        <DateCard key={date.id} date={date} onDo={(act) => setDoing({ act, date })} />
      ))}
      {adding && <AddDialog caseId={caseId} onClose={() => setAdding(false)} />}
      {doing?.act === 'settle' && <SettleDialog date={doing.date} onClose={() => setDoing(null)} />}
      {doing && doing.act !== 'settle' && (
        <ChangeDialog date={doing.date} cancels={doing.act === 'cancel'} onClose={() => setDoing(null)} />
      )}
    </Stack>
  );
}

function DateCard({ date, onDo }: { date: CaseDate; onDo: (act: Doing['act']) => void }) {
  const { t } = useWords();
  const when = [formatDate(date.plannedFor), date.fromTime, date.courtroom, date.forWhom]
    .filter(Boolean)
    .join(', ');
  const tone = date.state === 'happened' ? 'good' : date.state === 'cancelled' ? 'muted' : 'neutral';
  return (
    <Card title={t(`calendar.date.${date.kind}`)}>
      <Row>
        <Status tone={tone}>{t(`calendar.dates.state.${date.state}`)}</Status>
        <span>{when}</span>
        {date.slipDays !== null && date.slipDays !== 0 && (
          <Badge tone="warn">{t('calendar.dates.slip', { n: date.slipDays })}</Badge>
        )}
      </Row>
      {date.values.length > 1 && (
        <ol>
          {date.values.map((value) => (
            <li key={value.place}>
              {formatDate(value.plannedFor)}
              {value.reason !== null && `: ${t(`calendar.dates.why.${value.reason}`)}`}
              {value.note !== '' && `, ${value.note}`}
            </li>
          ))}
        </ol>
      )}
      {date.mayWrite && date.state === 'planned' && (
        <Row>
          <Button size="small" onPress={() => onDo('move')}>
            {t('calendar.dates.move')}
          </Button>
          <Button size="small" onPress={() => onDo('settle')}>
            {t('calendar.dates.settle')}
          </Button>
          <Button size="small" look="quiet" onPress={() => onDo('cancel')}>
            {t('calendar.dates.cancel')}
          </Button>
        </Row>
      )}
    </Card>
  );
}

function AddDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState({
    kind: 'status_conference' as DateKind,
    plannedFor: '',
    fromTime: '',
    courtroom: '',
    forWhom: '',
    handling: [] as HandlingLabel[],
  });
  const set = (part: Partial<typeof value>) => setValue((held) => ({ ...held, ...part }));
  const save = useAct(
    () =>
      client.courtDates.add({ caseId, ...value, fromTime: value.fromTime === '' ? null : value.fromTime }),
    onClose,
  );
  return (
    <FormDialog
      title={t('calendar.dates.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="kind"
        label={t('calendar.field.kind')}
        options={dateKinds.map((id) => ({ id, label: t(`calendar.date.${id}`) }))}
        value={value.kind}
        onChange={(kind) => set({ kind, ...(kind === 'grand_jury' ? { handling: ['grand_jury'] } : {}) })}
        placeholder={t('ui.choose')}
      />
      <DateField
        name="plannedFor"
        label={t('calendar.field.day')}
        value={value.plannedFor}
        onChange={(plannedFor) => set({ plannedFor })}
      />
      <TextField
        name="fromTime"
        label={t('calendar.field.time')}
        hint={t('calendar.dates.timeHint')}
        required={false}
        value={value.fromTime}
        onChange={(fromTime) => set({ fromTime })}
        maxLength={5}
      />
      <TextField
        name="courtroom"
        label={t('calendar.field.place')}
        required={false}
        value={value.courtroom}
        onChange={(courtroom) => set({ courtroom })}
        maxLength={120}
      />
      <TextField
        name="forWhom"
        label={t('calendar.dates.forWhom')}
        hint={t('calendar.dates.forWhomHint')}
        required={false}
        value={value.forWhom}
        onChange={(forWhom) => set({ forWhom })}
        maxLength={200}
      />
      <LabelField value={value.handling} onChange={(handling) => set({ handling })} />
    </FormDialog>
  );
}

function ChangeDialog({ date, cancels, onClose }: { date: CaseDate; cancels: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [plannedFor, setPlannedFor] = useState(date.plannedFor);
  const [fromTime, setFromTime] = useState(date.fromTime ?? '');
  const [changeCode, setCode] = useState<ChangeCode>('court_moved');
  const [changeNote, setNote] = useState('');
  const { id, version } = date;
  const save = useAct(
    () =>
      cancels
        ? client.courtDates.cancel({ id, version, changeCode, changeNote })
        : client.courtDates.move({
            id,
            version,
            plannedFor,
            fromTime: fromTime === '' ? null : fromTime,
            changeCode,
            changeNote,
          }),
    onClose,
  );
  return (
    <FormDialog
      title={t(cancels ? 'calendar.dates.cancel' : 'calendar.dates.move')}
      harmful={cancels}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      {!cancels && (
        <>
          <DateField
            name="plannedFor"
            label={t('calendar.field.day')}
            value={plannedFor}
            onChange={setPlannedFor}
          />
          <TextField
            name="fromTime"
            label={t('calendar.field.time')}
            hint={t('calendar.dates.timeHint')}
            required={false}
            value={fromTime}
            onChange={setFromTime}
            maxLength={5}
          />
        </>
      )}
      <Select
        name="changeCode"
        label={t('calendar.dates.reason')}
        options={changeCodes.map((one) => ({ id: one, label: t(`calendar.dates.why.${one}`) }))}
        value={changeCode}
        onChange={setCode}
        placeholder={t('ui.choose')}
      />
      <TextField
        name="changeNote"
        label={t('calendar.dates.note')}
        required={false}
        value={changeNote}
        onChange={setNote}
        maxLength={500}
      />
    </FormDialog>
  );
}

function SettleDialog({ date, onClose }: { date: CaseDate; onClose: () => void }) {
  const { t } = useWords();
  const [today] = useState(() => localDay(Date.now()));
  const [happenedOn, setOn] = useState(date.plannedFor < today ? date.plannedFor : today);
  const [addRestitution, setRestitution] = useState(date.kind === 'sentencing');
  const save = useAct(
    () => client.courtDates.settle({ id: date.id, version: date.version, happenedOn, addRestitution }),
    onClose,
  );
  return (
    <FormDialog
      title={t('calendar.dates.settle')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="happenedOn"
        label={t('calendar.dates.happenedOn')}
        value={happenedOn}
        onChange={setOn}
        max={today}
      />
      {date.kind === 'sentencing' && (
        <Checkbox name="addRestitution" checked={addRestitution} onChange={setRestitution}>
          {t('calendar.dates.restitution')}
        </Checkbox>
      )}
    </FormDialog>
  );
}
