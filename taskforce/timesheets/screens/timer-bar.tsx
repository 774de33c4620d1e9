import { useEffect, useState, type ReactNode } from 'react';
import { client } from '../../../web/api.ts';
import { Button, Form, FormActions, Notice, Row, Stack, TextField } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import type { Timer } from '../contract.ts';
import { cellMinutes, clockText, isForgotten, minutesRun } from '../rules.ts';

/** The moment it is, again every half minute. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(ticking);
  }, []);
  return now;
}

/** The running timer: what it runs for, and how to stop it; a forgotten one asks how long the work took. */
export function TimerBar({ timer }: { timer: Timer }) {
  const { t } = useWords();
  const code = useCode();
  const now = useNow();
  const startedAt = new Date(timer.startedAt);
  const stop = useAct((minutes: number | null) => client.timesheets.stopTimer({ id: timer.id, minutes }));
  const drop = useAct(() => client.timesheets.dropTimer({ id: timer.id }));
  const what = [
    timer.caseNumber === null ? t('timesheets.closedCase') : `${timer.caseNumber} ${timer.caseTitle ?? ''}`,
    timer.strand ?? t('timesheets.wholeCase'),
    code('workRole', timer.workRole),
  ].join(' · ');
  const away = (
    <Button look="quiet" pending={drop.pending} onPress={() => drop.run(undefined)}>
      {t('timesheets.drop')}
    </Button>
  );
  if (isForgotten(startedAt, now))
    return <Forgotten what={what} since={formatMoment(timer.startedAt)} stop={stop} away={away} />;
  return (
    <Notice title={t('timesheets.running', { time: clockText(minutesRun(startedAt, now)) })}>
      <Stack gap="small">
        <span>{what}</span>
        {(stop.failure ?? stop.problems[0]) && (
          <span role="alert">{stop.failure ?? t('timesheets.notKept')}</span>
        )}
        <Row>
          <Button look="primary" icon="check" pending={stop.pending} onPress={() => stop.run(null)}>
            {t('timesheets.stop')}
          </Button>
          {away}
        </Row>
      </Stack>
    </Notice>
  );
}

function Forgotten({
  what,
  since,
  stop,
  away,
}: {
  what: string;
  since: string;
  stop: ReturnType<typeof useAct<number | null, unknown>>;
  away: ReactNode;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const minutes = cellMinutes(typed);
  return (
    <Notice tone="warn" title={t('timesheets.forgotten', { since })}>
      <Form
        label={t('timesheets.forgotten', { since })}
        onSubmit={() => {
          if (minutes !== null && minutes > 0) stop.run(minutes);
        }}
        problems={stop.problems}
        failure={stop.failure}
        problemsTitle={t('ui.problems')}
      >
        <span>{what}</span>
        <TextField
          name="minutes"
          label={t('timesheets.worked')}
          hint={t('timesheets.typing')}
          width="short"
          value={typed}
          onChange={setTyped}
          error={typed !== '' && minutes === null ? t('timesheets.wrong') : undefined}
        />
        <FormActions>
          <Button type="submit" look="primary" pending={stop.pending}>
            {t('timesheets.stop')}
          </Button>
          {away}
        </FormActions>
      </Form>
    </Notice>
  );
}
