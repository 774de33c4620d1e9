import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { AlertDialog, Button, Card, Facts, Row, Stack, Status, toast } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { CaseRelease } from '../contract.ts';
import { Reading } from './reading.tsx';
import { TimeLeft } from './time-left.tsx';
import { languageName, refreshReleases, wordOf } from './shared.ts';

const TONES = { live: 'good', ended: 'muted', expired: 'muted' } as const;

/** A release put to a case: what it is, how long it lives, and one reading at a time. */
export function ReleaseCard({ release }: { release: CaseRelease }) {
  const { t, language } = useWords();
  const [reading, setReading] = useState(false);
  const stop = useCallback(() => setReading(false), []);
  const live = release.state === 'live';
  return (
    <Card
      title={t('releases.by', { provider: release.releasedBy })}
      actions={<Status tone={TONES[release.state]}>{wordOf(t, 'state', release.state)}</Status>}
    >
      <Stack>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('releases.purposeLabel'), value: wordOf(t, 'purpose', release.purpose) },
            {
              label: t('releases.until'),
              value: live ? (
                <TimeLeft until={release.until} />
              ) : (
                formatMoment(release.endedAt ?? release.until)
              ),
            },
            {
              label: t('releases.fieldsLabel'),
              value: release.fields.map((field) => wordOf(t, 'field', field)).join(' · '),
            },
            { label: t('releases.languageLabel'), value: languageName(release.language, language) },
            ...(release.victim ? [{ label: t('releases.about'), value: release.victim }] : []),
            { label: t('releases.received'), value: formatMoment(release.receivedAt) },
          ]}
        />
        {live && reading && <Reading id={release.id} onDone={stop} />}
        <Row>
          {live && !reading && (
            <Button look="primary" icon="lock" onPress={() => setReading(true)}>
              {t('releases.read.command')}
            </Button>
          )}
          <TakeOut release={release} />
        </Row>
      </Stack>
    </Card>
  );
}

/** Puts a release back among those that wait, where it was put to the wrong case. */
function TakeOut({ release }: { release: CaseRelease }) {
  const { t } = useWords();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const back = useMutation({
    mutationFn: () => client.releases.link({ id: release.id, version: release.version, caseId: null }),
    onSuccess: refreshReleases,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (!can('releases.link') || release.state !== 'live') return null;
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('releases.link.back')}
      </Button>
      <AlertDialog
        open={asking}
        title={t('releases.link.backTitle')}
        confirmLabel={t('releases.link.back')}
        cancelLabel={t('ui.cancel')}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          back.mutate();
        }}
      >
        {t('releases.link.backHint')}
      </AlertDialog>
    </>
  );
}
