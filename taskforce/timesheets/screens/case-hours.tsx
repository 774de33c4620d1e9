import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Button, Notice, Row } from '../../../web/ui/index.ts';
import { formatList, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import { clockText } from '../rules.ts';
import { RowDialog } from './row-dialog.tsx';
import { TimerBar } from './timer-bar.tsx';
import styles from './timesheets.module.css';

/** Hours of a case that no activity was written for, by strand and role, and the own timer. */
export function CaseHours({ caseId, mayWrite }: { caseId: string; mayWrite: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const rows = useQuery(api.timesheets.ofCase.queryOptions({ input: { caseId } })).data?.rows ?? [];
  const all = rows.reduce((sum, row) => sum + row.minutes, 0);
  const parts = rows.map(
    ({ strand, workRole, minutes }) =>
      `${strand ?? t('timesheets.wholeCase')}, ${code('workRole', workRole)} ${clockText(minutes)}`,
  );
  return (
    <div className={styles['below']}>
      {all > 0 && (
        <p className={styles['aside']}>
          {t('timesheets.withoutActivity', { time: clockText(all), parts: formatList(parts) })}
        </p>
      )}
      {mayWrite && <CaseTimer caseId={caseId} />}
    </div>
  );
}

function CaseTimer({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const [choosing, setChoosing] = useState(false);
  const timer = useQuery(api.timesheets.timer.queryOptions({ input: {} })).data?.timer;
  const role = useQuery(api.timesheets.week.queryOptions({ input: {} })).data?.workRole;
  const start = useAct(client.timesheets.startTimer);
  if (timer?.caseId === caseId) return <TimerBar timer={timer} />;
  if (timer !== null || role === undefined) return null;
  return (
    <Row>
      <Button size="small" icon="clock" pending={start.pending} onPress={() => setChoosing(true)}>
        {t('timesheets.startTimer')}
      </Button>
      {start.failure !== undefined && <Notice tone="danger" title={start.failure} />}
      {choosing && (
        <RowDialog
          title={t('timesheets.startTimer')}
          workRole={role}
          caseId={caseId}
          onChosen={({ strandId, workRole }) => start.run({ caseId, strandId, workRole })}
          onClose={() => setChoosing(false)}
        />
      )}
    </Row>
  );
}
