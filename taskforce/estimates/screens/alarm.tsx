import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Button, FormDialog, Notice, TextArea } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { shortestReason } from '../../vocabulary/refusals.ts';
import type { Alarm } from '../contract-track.ts';

/** The red banner while an alarm stands: promises fail too often, so the ranges are wider; a commander ends it. */
export function AlarmBanner() {
  const { t } = useWords();
  const keep = useCan()('estimates.keep');
  const [ending, setEnding] = useState(false);
  const alarm = useQuery(api.trackRecord.alarm.queryOptions({ input: {} })).data?.standing ?? null;
  if (alarm === null) return null;
  const button = keep && <Button onPress={() => setEnding(true)}>{t('estimates.alarm.end')}</Button>;
  return (
    <>
      <Notice tone="danger" title={t('estimates.alarm.title')} action={button}>
        {t('estimates.alarm.text', {
          day: formatDate(alarm.raisedAt.slice(0, 10)),
          n: alarm.resolved,
          missed: formatNumber(alarm.missed),
        })}
      </Notice>
      {ending && <EndAlarm alarm={alarm} onClose={() => setEnding(false)} />}
    </>
  );
}

function EndAlarm({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useAct(() => client.trackRecord.endAlarm({ id: alarm.id, reason: reason.trim() }), onClose);
  return (
    <FormDialog
      title={t('estimates.alarm.end')}
      verb={t('estimates.alarm.end')}
      save={save}
      onSubmit={() => reason.trim().length >= shortestReason && save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('estimates.alarm.endLead')}</p>
      <TextArea
        name="reason"
        label={t('estimates.alarm.reason')}
        hint={t('estimates.alarm.reasonHint')}
        required
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
