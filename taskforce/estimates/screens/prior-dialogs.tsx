import { useMemo, useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, NumberField, Select, TextArea } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { labelOf } from '../../command/screens/names.ts';
import { shortestReason } from '../../vocabulary/refusals.ts';
import type { PhasePriors } from '../contract-track.ts';
import { previewOf } from '../rules-preview.ts';
import { shippedPrior, withSite, type PriorBasis, type SitePrior } from '../rules-priors.ts';
import styles from './estimates.module.css';

const today = () => new Date().toISOString().slice(0, 10);
const bases: readonly PriorBasis[] = ['measured', 'published', 'judgement'];

/** Replaces the prior of a phase from a day on; what changes is shown while it is written. */
export function PriorDialog({ one, onClose }: { one: PhasePriors; onClose: () => void }) {
  const { t } = useWords();
  const [prior, setPrior] = useState<SitePrior>({ ...one.inForce, basis: 'judgement' });
  const [fromOn, setFromOn] = useState(today());
  const [reason, setReason] = useState('');
  const save = useAct(
    () => client.priors.set({ phase: one.phase, fromOn, reason: reason.trim(), prior }),
    onClose,
  );
  const whole = [prior.medianDays, prior.spread, prior.speedWorth, prior.tie, prior.exitsWorth].every(
    Number.isFinite,
  );
  const number = (
    name: 'medianDays' | 'spread' | 'speedWorth' | 'tie' | 'exitsWorth',
    min: number,
    max: number,
    step: number,
  ) => (
    <NumberField
      name={`prior.${name}`}
      label={t(`estimates.prior.${name}`)}
      hint={t(`estimates.prior.${name}Hint`)}
      required
      min={min}
      max={max}
      step={step}
      value={prior[name]}
      onChange={(value) => setPrior({ ...prior, [name]: value })}
    />
  );
  return (
    <FormDialog
      title={`${t('estimates.prior.replace')}: ${labelOf(t, 'phase', one.phase)}`}
      verb={t('estimates.prior.set')}
      save={save}
      onSubmit={() => whole && reason.trim().length >= shortestReason && save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="fromOn"
        label={t('estimates.prior.fromOn')}
        required
        value={fromOn}
        onChange={setFromOn}
      />
      {number('medianDays', 1, 7300, 1)}
      {number('spread', 0.2, 3, 0.05)}
      {number('speedWorth', 1, 100, 0.5)}
      {number('tie', 0.1, 4, 0.1)}
      <Shares prior={prior} onChange={setPrior} which="exitsEarly" />
      <Shares prior={prior} onChange={setPrior} which="exitsLate" />
      {number('exitsWorth', 1, 100, 1)}
      <Select
        name="prior.basis"
        label={t('estimates.prior.basis')}
        required
        placeholder={t('ui.choose')}
        options={bases.map((id) => ({ id, label: t(`estimates.source.${id}`) }))}
        value={prior.basis}
        onChange={(basis) => setPrior({ ...prior, basis })}
      />
      {whole && <Preview one={one} prior={prior} />}
      <Why reason={reason} onChange={setReason} />
    </FormDialog>
  );
}

function Why({ reason, onChange }: { reason: string; onChange: (text: string) => void }) {
  const { t } = useWords();
  return (
    <TextArea
      name="reason"
      label={t('estimates.alarm.reason')}
      hint={t('estimates.alarm.reasonHint')}
      required
      value={reason}
      onChange={onChange}
    />
  );
}

/** The shares of the exits, in hundredths as people say them. */
function Shares({
  prior,
  onChange,
  which,
}: {
  prior: SitePrior;
  onChange: (prior: SitePrior) => void;
  which: 'exitsEarly' | 'exitsLate';
}) {
  const { t } = useWords();
  return Object.entries(prior[which]).map(([exit, share]) => (
    <NumberField
      key={exit}
      name={`${which}.${exit}`}
      label={t(`estimates.prior.${which}`, { exit: t(`estimates.exit.${exit.replaceAll(' ', '_')}`) })}
      required
      min={0}
      max={100}
      step={1}
      value={Math.round(share * 100)}
      onChange={(value) => onChange({ ...prior, [which]: { ...prior[which], [exit]: value / 100 } })}
    />
  ));
}

/** How the range of a strand that enters the phase today changes, before own data have their say. */
function Preview({ one, prior }: { one: PhasePriors; prior: SitePrior }) {
  const { t } = useWords();
  const shipped = shippedPrior(one.phase);
  const before = useMemo(() => previewOf(withSite(shipped, one.inForce)), [shipped, one.inForce]);
  const after = useMemo(() => previewOf(withSite(shipped, prior)), [shipped, prior]);
  const told = (range: typeof before) => ({
    p50: formatNumber(range.p50),
    p80: formatNumber(range.p80),
    p95: formatNumber(range.p95),
  });
  return (
    <div role="status">
      <p className={styles['line']}>{t('estimates.prior.previewNew', told(after))}</p>
      <p className={styles['aside']}>
        {t('estimates.prior.previewNow', told(before))} {t('estimates.prior.previewHow')}
      </p>
    </div>
  );
}

/** Goes back to the shipped prior from a day on. */
export function ShippedDialog({ one, onClose }: { one: PhasePriors; onClose: () => void }) {
  const { t } = useWords();
  const [fromOn, setFromOn] = useState(today());
  const [reason, setReason] = useState('');
  const save = useAct(
    () => client.priors.set({ phase: one.phase, fromOn, reason: reason.trim(), prior: null }),
    onClose,
  );
  return (
    <FormDialog
      title={`${t('estimates.prior.toShipped')}: ${labelOf(t, 'phase', one.phase)}`}
      verb={t('estimates.prior.set')}
      save={save}
      onSubmit={() => reason.trim().length >= shortestReason && save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="fromOn"
        label={t('estimates.prior.fromOn')}
        required
        value={fromOn}
        onChange={setFromOn}
      />
      <Preview one={one} prior={one.shipped} />
      <Why reason={reason} onChange={setReason} />
    </FormDialog>
  );
}
