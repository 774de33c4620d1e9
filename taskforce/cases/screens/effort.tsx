import { useState } from 'react';
import { client } from '../../../web/api.ts';
import {
  Button,
  Card,
  ComboBox,
  DateField,
  FormDialog,
  Menu,
  IconButton,
  Row,
  Stack,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, formatMoney, formatNumber, useWords } from '../../../web/words/index.ts';
import { useMe } from '../../../web/session.ts';
import type { CostKind } from '../../vocabulary/activities.ts';
import type { Activity, Cost, Work } from '../contract-activities.ts';
import { centsFromText, minutesFromText } from '../rules.ts';
import { blankCost, blankHours, CostFields, HoursFields } from './effort-fields.tsx';
import styles from './effort.module.css';
import { hoursOf, useAct, useCode, usePeople } from './shared.ts';

type Open = { what: 'work'; line: Work | null } | { what: 'cost'; line: Cost | null } | null;

/** Hours and costs of an activity line by line: added later, corrected, taken away. */
export function Effort({ activity, write, today }: { activity: Activity; write: boolean; today: string }) {
  const { t } = useWords();
  const code = useCode();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Card title={t('cases.activity.effort')}>
        <Stack gap="small">
          {activity.work.length === 0 && activity.costs.length === 0 && <p>{t('cases.effort.none')}</p>}
          <ul className={styles['lines']}>
            {activity.work.map((line) => (
              <Line
                key={line.id}
                said={t('cases.effort.work', { who: line.who, hours: formatNumber(hoursOf(line.minutes)) })}
                more={[formatDate(line.day), line.reason]}
                recorded={line}
                write={write}
                onCorrect={() => setOpen({ what: 'work', line })}
                drop={() => client.activities.dropWork({ id: line.id })}
              />
            ))}
            {activity.costs.map((line) => (
              <Line
                key={line.id}
                said={`${code('costKind', line.kind)}: ${formatMoney(line.amountCents / 100, true)}`}
                more={[line.fundingSource, line.reason]}
                recorded={line}
                write={write}
                onCorrect={() => setOpen({ what: 'cost', line })}
                drop={() => client.activities.dropCost({ id: line.id })}
              />
            ))}
          </ul>
          {write && (
            <Row>
              <Button size="small" icon="plus" onPress={() => setOpen({ what: 'work', line: null })}>
                {t('cases.effort.addWork')}
              </Button>
              <Button size="small" icon="plus" onPress={() => setOpen({ what: 'cost', line: null })}>
                {t('cases.effort.addCost')}
              </Button>
            </Row>
          )}
        </Stack>
      </Card>
      {open?.what === 'work' && (
        <WorkDialog activity={activity} line={open.line} today={today} onClose={close} />
      )}
      {open?.what === 'cost' && <CostDialog activity={activity} line={open.line} onClose={close} />}
    </>
  );
}

function Line({
  said,
  more,
  recorded,
  write,
  onCorrect,
  drop,
}: {
  said: string;
  more: (string | null)[];
  recorded: { recordedAt: string; recordedBy: string | null };
  write: boolean;
  onCorrect: () => void;
  drop: () => Promise<unknown>;
}) {
  const { t } = useWords();
  const taken = useAct(drop, () => toast({ text: t('cases.effort.dropped') }));
  return (
    <li>
      <div>
        <strong>{said}</strong>
        <div className={styles['quiet']}>{more.filter(Boolean).join(' · ')}</div>
        <div className={styles['quiet']}>
          {t('cases.note.by', { name: recorded.recordedBy ?? '', at: formatMoment(recorded.recordedAt) })}
        </div>
        {taken.failure !== undefined && <div role="alert">{taken.failure}</div>}
      </div>
      {write && (
        <Menu
          label={t('cases.effort.more', { line: said })}
          trigger={<IconButton size="small" icon="more" label={t('cases.effort.more', { line: said })} />}
          groups={[
            {
              id: 'do',
              actions: [
                { id: 'correct', label: t('cases.effort.correct'), onAction: onCorrect },
                {
                  id: 'drop',
                  label: t('cases.effort.drop'),
                  harmful: true,
                  onAction: () => taken.run(undefined),
                },
              ],
            },
          ]}
        />
      )}
    </li>
  );
}

/** Hours of oneself, of a colleague, or of somebody without an account. */
function WorkDialog({
  activity,
  line,
  today,
  onClose,
}: {
  activity: Activity;
  line: Work | null;
  today: string;
  onClose: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const { people } = usePeople();
  const [value, setValue] = useState(() => ({
    ...blankHours,
    accountId: line ? line.accountId : me.account.id,
    who: line && line.accountId === null ? line.who : '',
    day: line?.day ?? activity.happenedOn,
    ...(line ? { hours: String(hoursOf(line.minutes)), hoursReason: line.reason ?? '' } : {}),
  }));
  const set = (part: Partial<typeof value>) => setValue((held) => ({ ...held, ...part }));
  const minutes = minutesFromText(value.hours);
  const entry = {
    accountId: value.accountId,
    who: value.accountId === null ? value.who : null,
    day: value.day,
    minutes: minutes ?? 0,
    reason: value.hoursReason.trim() || null,
  };
  const save = useAct(async () => {
    if (line) await client.activities.correctWork({ id: line.id, ...entry });
    else await client.activities.addWork({ activityId: activity.id, ...entry });
  }, onClose);
  const title = t(line ? 'cases.effort.correctWork' : 'cases.effort.addWork');
  return (
    <FormDialog
      title={title}
      verb={t('cases.save')}
      save={save}
      onSubmit={() => {
        if (minutes !== null) save.run(undefined);
      }}
      onClose={onClose}
    >
      <ComboBox
        name="accountId"
        label={t('cases.effort.who')}
        hint={t('cases.effort.whoHint')}
        required={false}
        options={people}
        value={value.accountId}
        onChange={(accountId) => set({ accountId })}
        empty={t('cases.nothingFits')}
      />
      {value.accountId === null && (
        <TextField
          name="who"
          label={t('cases.effort.name')}
          value={value.who}
          onChange={(who) => set({ who })}
          maxLength={120}
        />
      )}
      <DateField
        name="day"
        label={t('cases.effort.day')}
        value={value.day}
        onChange={(day) => set({ day })}
        max={today}
      />
      <HoursFields
        value={value}
        set={set}
        required
        wrong={value.hours !== '' && minutes === null}
        overADay={value.hoursReason !== '' || save.problems.some((one) => one.problem === 'over_a_day')}
      />
    </FormDialog>
  );
}

function CostDialog({
  activity,
  line,
  onClose,
}: {
  activity: Activity;
  line: Cost | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [value, setValue] = useState(() =>
    line
      ? {
          cost: (line.amountCents / 100).toFixed(2),
          costKind: line.kind as CostKind | null,
          fundingSourceId: line.fundingSourceId,
          reason: line.reason ?? '',
        }
      : blankCost,
  );
  const cents = value.cost.trim() === '' ? 0 : centsFromText(value.cost);
  const entry = {
    kind: value.costKind as CostKind,
    amountCents: cents ?? 0,
    fundingSourceId: value.fundingSourceId,
    reason: value.reason.trim() || null,
  };
  const save = useAct(async () => {
    if (line) await client.activities.correctCost({ id: line.id, ...entry });
    else await client.activities.addCost({ activityId: activity.id, ...entry });
  }, onClose);
  const title = t(line ? 'cases.effort.correctCost' : 'cases.effort.addCost');
  const problems = save.problems.map((one) => ({
    ...one,
    path: one.path === 'kind' ? 'costKind' : one.path,
  }));
  return (
    <FormDialog
      title={title}
      verb={t('cases.save')}
      save={{ ...save, problems }}
      onSubmit={() => {
        if (cents !== null) save.run(undefined);
      }}
      onClose={onClose}
    >
      <CostFields
        value={value}
        set={(part) => setValue((held) => ({ ...held, ...part }))}
        required
        cents={cents}
      />
    </FormDialog>
  );
}
