import { useState } from 'react';
import type { z } from 'zod';
import { client } from '../../../web/api.ts';
import { Button, DateField, FormDialog } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { Run, StrandEstimate } from '../contract.ts';
import { waitInWords } from './sentences.ts';
import styles from './estimates.module.css';

/** How planned days have held; null: too few to tell. */
export type Slip = z.infer<typeof Run>['slip'];

/** The day on the calendar that a range rests on, and how such days have held. */
export function RestsOn({ planned, slip }: { planned: StrandEstimate['planned']; slip: Slip }) {
  const { t } = useWords();
  if (planned === null) return null;
  const held =
    slip === null
      ? t('estimates.slipNotKnown')
      : t(slip.middle === null ? 'estimates.slipNone' : 'estimates.slip', {
          held: formatNumber(slip.held),
          of: slip.held + slip.slipped,
          wait: slip.middle === null ? '' : waitInWords(t, slip.middle),
        });
  return (
    <p>
      {t(`estimates.restsOn.${planned.kind}`, { day: formatDate(planned.day) })} {held}
    </p>
  );
}

/** What the people on the case guessed at entry, beside the promise; or the button to guess. */
export function GuessLine({ one }: { one: StrandEstimate }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  if (one.guess)
    return (
      <p className={styles['aside']}>
        {t('estimates.guessed', {
          day: formatDate(one.guess.guessedOn),
          p10: formatDate(one.guess.p10),
          p50: formatDate(one.guess.p50),
          p90: formatDate(one.guess.p90),
        })}
      </p>
    );
  if (!one.mayGuess) return null;
  return (
    <div>
      <Button size="small" icon="edit" onPress={() => setAsking(true)}>
        {t('estimates.guess')}
      </Button>
      {asking && <GuessDialog one={one} onClose={() => setAsking(false)} />}
    </div>
  );
}

function GuessDialog({ one, onClose }: { one: StrandEstimate; onClose: () => void }) {
  const { t } = useWords();
  const [days, setDays] = useState({ p10: '', p50: '', p90: '' });
  const { strandId, phase, enteredOn } = one;
  const save = useAct(() => client.estimates.guess({ strandId, phase, enteredOn, ...days }), onClose);
  const filled = days.p10 !== '' && days.p50 !== '' && days.p90 !== '';
  return (
    <FormDialog
      title={t('estimates.guess')}
      verb={t('estimates.guessKeep')}
      save={save}
      onSubmit={() => {
        if (filled) save.run(undefined);
      }}
      onClose={onClose}
    >
      <p>{t('estimates.guessLead')}</p>
      {(['p10', 'p50', 'p90'] as const).map((name) => (
        <DateField
          key={name}
          name={name}
          label={t(`estimates.guessDay.${name}`)}
          required
          min={enteredOn}
          value={days[name]}
          onChange={(day) => setDays({ ...days, [name]: day })}
        />
      ))}
    </FormDialog>
  );
}
