import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  ButtonLink,
  EmptyState,
  Notice,
  PageHeader,
  Row,
  Stack,
  useKeys,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { addDays, isDay } from '../../vocabulary/days.ts';
import type { TimesheetRow } from '../contract.ts';
import { clockText, daysOfWeek, rowKey } from '../rules.ts';
import { HoursGrid } from './grid.tsx';
import { useHours, weekQuery, type Trouble, type Week } from './hours.ts';
import { RowDialog } from './row-dialog.tsx';
import { TimerBar } from './timer-bar.tsx';
import styles from './timesheets.module.css';

/** The own hours of a week: typed into a grid, measured by a timer, or taken from activities. */
export default function TimesheetPage() {
  const { t } = useWords();
  const params = useParams({ strict: false }) as { day?: string };
  const day = params.day !== undefined && isDay(params.day) ? params.day : null;
  const found = useQuery(weekQuery(day));
  return (
    <>
      <PageHeader title={t('timesheets.title')} lead={t('timesheets.lead')} />
      <Loaded query={found}>{(week) => <WeekOfHours key={week.monday} week={week} day={day} />}</Loaded>
    </>
  );
}

function WeekOfHours({ week, day }: { week: Week; day: string | null }) {
  const { t } = useWords();
  const go = useNavigate();
  const hours = useHours(day);
  const [added, setAdded] = useState<TimesheetRow[]>([]);
  const [choosing, setChoosing] = useState<'row' | 'timer' | null>(null);
  const start = useAct(({ caseId, strandId, workRole }: TimesheetRow) =>
    client.timesheets.startTimer({ caseId, strandId, workRole }),
  );
  const { monday, today } = week;
  const rows = joined(week.rows, added);
  const add = (more: readonly TimesheetRow[]) =>
    setAdded(
      joined(
        added,
        more.map((row) => ({ ...row, minutes: [0, 0, 0, 0, 0, 0, 0] })),
      ),
    );
  const at = (weeks: number) => `/timesheet/${addDays(monday, 7 * weeks)}`;
  const copy = () => add(week.before);
  useKeys(t('timesheets.title'), [
    { keys: 'p', label: t('timesheets.previous'), run: () => void go({ href: at(-1) }) },
    { keys: 'n', label: t('timesheets.next'), run: () => void go({ href: at(1) }) },
    { keys: 't', label: t('timesheets.thisWeek'), run: () => void go({ href: '/timesheet' }) },
    { keys: 'a', label: t('timesheets.addRow'), run: () => setChoosing('row') },
    { keys: 'c', label: t('timesheets.copy'), run: copy },
    { keys: 'u', label: t('timesheets.undo'), run: () => hours.undo(monday) },
  ]);
  return (
    <Stack>
      {week.timer && <TimerBar timer={week.timer} />}
      <div className={styles['bar']}>
        <h2>{t('timesheets.week', { from: formatDate(monday), until: formatDate(addDays(monday, 6)) })}</h2>
        <nav aria-label={t('timesheets.weeks')} className={styles['weeks']}>
          <ButtonLink href={at(-1)}>{t('timesheets.previous')}</ButtonLink>
          <ButtonLink href="/timesheet">{t('timesheets.thisWeek')}</ButtonLink>
          <ButtonLink href={at(1)}>{t('timesheets.next')}</ButtonLink>
        </nav>
      </div>
      <Row>
        <Button look="primary" icon="plus" onPress={() => setChoosing('row')}>
          {t('timesheets.addRow')}
        </Button>
        {week.before.length > 0 && (
          <Button icon="copy" onPress={copy}>
            {t('timesheets.copy')}
          </Button>
        )}
        {!week.timer && (
          <Button icon="clock" onPress={() => setChoosing('timer')}>
            {t('timesheets.startTimer')}
          </Button>
        )}
        <Button look="quiet" isDisabled={!hours.canUndo} onPress={() => hours.undo(monday)}>
          {t('timesheets.undo')}
        </Button>
        <span role="status" className={styles['aside']}>
          {t(hours.saving ? 'timesheets.saving' : 'timesheets.saved')}
        </span>
      </Row>
      {start.failure !== undefined && <Notice tone="danger" title={start.failure} />}
      {start.problems.length > 0 && <Notice tone="warn" title={t('timesheets.timerRuns')} />}
      {hours.trouble && (
        <TroubleNotice
          trouble={hours.trouble}
          day={daysOfWeek(monday)[hours.trouble.place]!}
          onRetry={() => hours.retry(monday)}
          onLeave={hours.leave}
        />
      )}
      {rows.length === 0 ? (
        <EmptyState icon="clock" title={t('timesheets.empty')}>
          {t('timesheets.emptyHint')}
        </EmptyState>
      ) : (
        <>
          <HoursGrid
            days={daysOfWeek(monday)}
            today={today}
            rows={rows}
            onSet={(row, place, after) =>
              hours.set({ row, place, before: row.minutes[place]!, after }, monday)
            }
            onUndo={() => hours.undo(monday)}
            {...(week.timer ? {} : { onStart: start.run })}
          />
          <p className={styles['aside']}>{t('timesheets.typing')}</p>
        </>
      )}
      {choosing && (
        <RowDialog
          title={t(choosing === 'row' ? 'timesheets.addRow' : 'timesheets.startTimer')}
          workRole={week.workRole}
          onChosen={(row) => (choosing === 'row' ? add([row]) : start.run(row))}
          onClose={() => setChoosing(null)}
        />
      )}
    </Stack>
  );
}

/** What could not be saved, with both times where another window was faster. */
function TroubleNotice({
  trouble,
  day,
  onRetry,
  onLeave,
}: {
  trouble: Trouble;
  day: string;
  onRetry: () => void;
  onLeave: () => void;
}) {
  const { t } = useWords();
  const { row, after, theirs } = trouble;
  const cell = `${row.caseNumber}, ${formatDate(day)}`;
  const told =
    theirs === null
      ? trouble.sentence
      : t('timesheets.conflict', { theirs: clockText(theirs), mine: clockText(after) });
  return (
    <Notice tone="danger" title={t('timesheets.notSaved', { cell })}>
      <Stack gap="small">
        <span>{told}</span>
        <Row>
          <Button onPress={onRetry}>
            {theirs === null ? t('ui.retry') : t('timesheets.keepMine', { mine: clockText(after) })}
          </Button>
          <Button look="quiet" onPress={onLeave}>
            {theirs === null
              ? t('timesheets.leave')
              : t('timesheets.keepTheirs', { theirs: clockText(theirs) })}
          </Button>
        </Row>
      </Stack>
    </Notice>
  );
}

/** Rows in their order, those that are there already left out of what is added. */
function joined(rows: readonly TimesheetRow[], more: readonly TimesheetRow[]): TimesheetRow[] {
  const known = new Set(rows.map((row) => rowKey(row)));
  return [...rows, ...more.filter((row) => !known.has(rowKey(row)))];
}
