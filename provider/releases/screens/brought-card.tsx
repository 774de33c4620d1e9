import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BROUGHT_URGENCIES } from '../../vocabulary/releases.ts';
import { api, client } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { Badge, Button, Card, Clock, Notice, Row, Select, Stack, Status } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Brought } from '../contract-bringing.ts';
import { optionsOf, refreshReleases, wordOf, type Release } from './shared.ts';

const tones: Readonly<Record<Brought['state'], Tone>> = {
  draft: 'neutral',
  offered: 'warn',
  accepted: 'good',
  declined: 'danger',
  withdrawn: 'muted',
  expired: 'muted',
};

/** A survivor who wants to report: the task force is told which release to read, and answers with a state. */
export function BroughtCard({ release }: { release: Release }) {
  const { t } = useWords();
  const found = useQuery(api.releases.brought.queryOptions({ input: { releaseId: release.id } }));
  const [urgency, setUrgency] = useState<Brought['urgency']>('this_week');
  const bring = useMutation({
    mutationFn: () => client.releases.bring({ releaseId: release.id, urgency }),
    onSuccess: refreshReleases,
  });
  if (!found.data || (found.data.rows.length === 0 && !found.data.mayBring)) return null;
  const problem = bring.error ? problemOf(bring.error) : undefined;
  return (
    <Card title={t('releases.brought.title')}>
      <Stack>
        {found.data.rows.length === 0 && <p>{t('releases.brought.lead')}</p>}
        {problem && <Notice tone="warn">{problem.fields[0]?.remedy ?? problem.sentence}</Notice>}
        {found.data.rows.map((one) => (
          <One key={one.id} one={one} release={release} />
        ))}
        {found.data.mayBring && (
          <Row>
            <Select
              label={t('releases.brought.urgency')}
              name="urgency"
              placeholder={t('ui.choose')}
              options={optionsOf(t, 'urgency', BROUGHT_URGENCIES)}
              value={urgency}
              onChange={setUrgency}
            />
            <Button pending={bring.isPending} onPress={() => bring.mutate()}>
              {t('releases.brought.bring')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

function One({ one, release }: { one: Brought; release: Release }) {
  const { t } = useWords();
  const step = { id: one.id, version: one.version };
  const offer = useMutation({
    mutationFn: () => client.releases.offerBrought(step),
    onSuccess: refreshReleases,
  });
  const withdraw = useMutation({
    mutationFn: () => client.releases.withdrawBrought(step),
    onSuccess: refreshReleases,
  });
  const error = offer.error ?? withdraw.error;
  const problem = error ? problemOf(error) : undefined;
  return (
    <Stack gap="small">
      <Row spread>
        <Row>
          <Status tone={tones[one.state]}>{wordOf(t, 'broughtState', one.state)}</Status>
          <Badge>{wordOf(t, 'urgency', one.urgency)}</Badge>
          {one.declineReason && <Badge>{wordOf(t, 'turnedDown', one.declineReason)}</Badge>}
        </Row>
        <Row>
          {one.may.includes('offered') && release.state === 'live' && (
            <Button look="primary" size="small" pending={offer.isPending} onPress={() => offer.mutate()}>
              {t('releases.brought.offer', { name: release.recipientName })}
            </Button>
          )}
          {one.may.includes('withdrawn') && (
            <Button size="small" pending={withdraw.isPending} onPress={() => withdraw.mutate()}>
              {t('releases.brought.withdraw')}
            </Button>
          )}
        </Row>
      </Row>
      {problem && <Notice tone="warn">{problem.fields[0]?.remedy ?? problem.sentence}</Notice>}
      <p>
        {t('releases.brought.by', { name: one.createdBy, when: formatMoment(one.createdAt) })}
        {one.state === 'draft' && release.state !== 'live' && ` · ${t('releases.brought.waits')}`}
        {one.state === 'offered' && one.answerBy && (
          <>
            {' · '}
            {t('releases.brought.answerBy')} <Clock due={one.answerBy} />
          </>
        )}
      </p>
    </Stack>
  );
}
