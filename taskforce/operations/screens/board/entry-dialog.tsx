import { useState } from 'react';
import { Button, FormDialog, Select, TextArea } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import {
  countNames,
  handOverPlaces,
  noCounts,
  people,
  type Counts,
  type DraftEntry,
  type EntryKind,
} from '../../rules-run.ts';
import type { HeldPlan } from './device.ts';
import styles from './board.module.css';

/** What cannot be said with one press. */
export type Asking = { kind: 'victims_met' | 'hand_over' | 'note' | 'abort' };

type Props = {
  plan: HeldPlan;
  asking: Asking;
  onWrite: (kind: EntryKind, more: Partial<DraftEntry>) => void;
  onClose: () => void;
};

const onlyOne = (providers: HeldPlan['providers']): string | null =>
  providers.length === 1 ? providers[0]!.id : null;

/** Asks for the numbers, the provider or the sentence that an entry needs. */
export function EntryDialog({ plan, asking: { kind }, onWrite, onClose }: Props) {
  const { t } = useWords();
  const [counts, setCounts] = useState<Counts>(noCounts);
  const [providerId, setProvider] = useState<string | null>(
    onlyOne(plan.providers.filter(({ standsBy }) => standsBy)) ?? onlyOne(plan.providers),
  );
  const [placeKind, setPlace] = useState<(typeof handOverPlaces)[number]>('service_staging');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const counting = kind === 'victims_met' || kind === 'hand_over';
  const problems = [
    ...(counting && people(counts) === 0
      ? [{ path: 'counts', problem: 'counts', remedy: t('operations.live.ask.count') }]
      : []),
    ...(kind === 'hand_over' && providerId === null && note.trim() === ''
      ? [{ path: 'providerId', problem: 'provider', remedy: t('operations.live.ask.provider') }]
      : []),
    ...(kind === 'note' && note.trim() === ''
      ? [{ path: 'note', problem: 'note', remedy: t('operations.live.ask.note') }]
      : []),
  ];
  const submit = () => {
    setTried(true);
    if (problems.length > 0) return;
    onWrite(kind, {
      note: note.trim(),
      ...(counting ? { counts } : {}),
      ...(kind === 'hand_over' ? { providerId, placeKind } : {}),
    });
  };
  return (
    <FormDialog
      title={t(`operations.live.kind.${kind}`)}
      verb={t('operations.live.save')}
      harmful={kind === 'abort'}
      save={{ pending: false, problems: tried ? problems : [] }}
      onSubmit={submit}
      onClose={onClose}
    >
      {counting && <CountFields counts={counts} onChange={setCounts} />}
      {kind === 'hand_over' && (
        <>
          <Select
            name="providerId"
            label={t('operations.live.provider')}
            options={plan.providers.map(({ id, name, standsBy }) => ({
              id,
              label: standsBy ? t('operations.live.standsBy', { name }) : name,
            }))}
            value={providerId}
            onChange={setProvider}
            placeholder={t('operations.live.choose')}
            required={false}
          />
          <Select
            name="placeKind"
            label={t('operations.live.place')}
            options={handOverPlaces.map((id) => ({ id, label: t(`operations.live.places.${id}`) }))}
            value={placeKind}
            onChange={setPlace}
            placeholder={t('operations.live.choose')}
          />
        </>
      )}
      {kind === 'abort' && <p>{t('operations.live.abortHint')}</p>}
      <TextArea
        name="note"
        label={t('operations.live.note')}
        hint={t('operations.live.noNames')}
        rows={2}
        maxLength={280}
        required={kind === 'note'}
        value={note}
        onChange={setNote}
        autoFocus={!counting}
      />
    </FormDialog>
  );
}

/** How many of whom, with large plus and minus: numbers only, never a name. */
function CountFields({ counts, onChange }: { counts: Counts; onChange: (counts: Counts) => void }) {
  const { t } = useWords();
  return (
    <div className={styles['counts']} role="group" aria-label={t('operations.live.howMany')}>
      {countNames.map((name) => {
        const label = t(`operations.live.counts.${name}`);
        const set = (by: number) => onChange({ ...counts, [name]: Math.max(0, counts[name] + by) });
        return (
          <div key={name} className={styles['count']} role="group" aria-label={label}>
            <span>{label}</span>
            <Button
              aria-label={t('operations.live.fewer', { label })}
              onPress={() => set(-1)}
              isDisabled={counts[name] === 0}
            >
              −
            </Button>
            <output aria-live="polite">{counts[name]}</output>
            <Button aria-label={t('operations.live.more', { label })} onPress={() => set(1)}>
              +
            </Button>
          </div>
        );
      })}
    </div>
  );
}
