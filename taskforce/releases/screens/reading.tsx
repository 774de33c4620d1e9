import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Button, Facts, Form, FormActions, Notice, RadioGroup, Stack } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { wordOf, refreshReleases } from './shared.ts';
import { TimeLeft } from './time-left.tsx';
import styles from './reading.module.css';

const reasons = ['case_work', 'interview', 'court', 'safety', 'benefits'] as const;
/** How long a text stands on an unattended screen, in milliseconds. */
const LONGEST = 10 * 60_000;

/**
 * One reading. The text lives in this component alone: in no cache, no draft, no address; it goes when it is closed,
 * when the release ends, and after ten minutes.
 */
export function Reading({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useWords();
  const [why, setWhy] = useState<(typeof reasons)[number] | null>(null);
  const read = useMutation({
    mutationFn: (reason: (typeof reasons)[number]) => client.releases.open({ id, why: reason }),
    onSuccess: (reading) => {
      if (reading.state === 'over') void refreshReleases();
    },
    gcTime: 0,
  });
  const reading = read.data;
  const until = reading?.state === 'live' ? reading.until : undefined;
  useEffect(() => {
    if (until === undefined) return undefined;
    const left = Math.min(LONGEST, Math.max(0, new Date(until).getTime() - Date.now()));
    const timer = setTimeout(onDone, left);
    return () => clearTimeout(timer);
  }, [until, onDone]);
  if (reading?.state === 'over')
    return (
      <Notice tone="warn" title={t(`releases.read.${reading.ended}`)}>
        {t('releases.read.overHint')}
      </Notice>
    );
  if (reading?.state === 'live')
    return (
      <Stack>
        <Notice
          tone="warn"
          title={t('releases.read.banner', {
            provider: reading.releasedBy,
            purpose: wordOf(t, 'purpose', reading.purpose).toLowerCase(),
            until: formatMoment(reading.until),
          })}
        >
          <TimeLeft until={reading.until} />
        </Notice>
        <div data-released>
          <Facts
            empty={t('ui.nothing')}
            facts={reading.texts.map(({ field, text }) => ({
              label: wordOf(t, 'field', field),
              value: (
                <span className={styles['text']} lang={reading.language}>
                  {text}
                </span>
              ),
            }))}
          />
        </div>
        <div>
          <Button icon="close" onPress={onDone}>
            {t('releases.read.hide')}
          </Button>
        </div>
      </Stack>
    );
  return (
    <Form
      label={t('releases.read.command')}
      onSubmit={() => {
        if (why !== null) read.mutate(why);
      }}
      problemsTitle={t('ui.problems')}
      failure={read.error ? problemOf(read.error).sentence : undefined}
    >
      {reading?.state === 'not_confirmed' && (
        <Notice tone="warn" title={t('releases.read.notConfirmed')}>
          {t('releases.read.notConfirmedHint')}
        </Notice>
      )}
      <RadioGroup
        label={t('releases.read.why')}
        hint={t('releases.read.whyHint')}
        name="why"
        options={reasons.map((one) => ({ id: one, label: wordOf(t, 'why', one) }))}
        value={why}
        onChange={setWhy}
      />
      <FormActions>
        <Button look="primary" icon="lock" type="submit" pending={read.isPending} isDisabled={why === null}>
          {t('releases.read.ask')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
