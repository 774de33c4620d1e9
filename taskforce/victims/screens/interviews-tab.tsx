import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Badge, Button, Card, EmptyState, Notice, Row, Stack, Status } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import type { InterviewState } from '../../vocabulary/victim-work.ts';
import type { InterviewPlan } from '../contract-interviews.ts';
import {
  ChangePlanDialog,
  HoldDialog,
  PlanDialog,
  PostponeDialog,
  ReportDialog,
} from './interview-dialogs.tsx';
import { EarlierVersions, PlanFacts } from './interview-versions.tsx';
import type { Around } from './interview-fields.tsx';
import { Read } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

const tones: Record<InterviewState, Tone> = {
  planned: 'accent',
  held: 'good',
  postponed: 'warn',
  stopped: 'neutral',
  called_off: 'muted',
};

/** Interviews of a victim: how many there were, what is planned, what became of each. */
export default function InterviewsTab({ page }: OfVictim) {
  const { t } = useWords();
  const [planning, setPlanning] = useState(false);
  return (
    <Read query={api.interviews.list.queryOptions({ input: { victimId: page.id } })}>
      {(data) => {
        const around: Around = { minor: data.minor, prior: data.priorHere, usual: data.usual };
        return (
          <Stack>
            <Notice tone={data.priorHere > 0 ? 'warn' : 'info'}>
              {t('victims.interview.prior', { n: data.priorHere })} {t('victims.interview.notesHint')}
            </Notice>
            {data.may.plan && (
              <Row>
                <Button look="primary" icon="plus" onPress={() => setPlanning(true)}>
                  {t('victims.interview.plan')}
                </Button>
              </Row>
            )}
            {data.rows.length === 0 && (
              <EmptyState icon="people" title={t('victims.interview.none')}>
                {t('victims.interview.noneHint')}
              </EmptyState>
            )}
            {data.rows.map((plan) => (
              <PlanCard key={plan.id} plan={plan} around={around} may={data.may.plan} />
            ))}
            {planning && <PlanDialog victimId={page.id} around={around} onClose={() => setPlanning(false)} />}
          </Stack>
        );
      }}
    </Read>
  );
}

type Asked = 'change' | 'held' | 'stopped' | 'postpone' | 'report' | 'versions' | null;

function PlanCard({ plan, around, may }: { plan: InterviewPlan; around: Around; may: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [asked, setAsked] = useState<Asked>(null);
  const callOff = useAct(() =>
    client.interviews.postpone({ id: plan.id, version: plan.version, state: 'called_off' }),
  );
  const close = () => setAsked(null);
  const verb = (id: Exclude<Asked, null>, quiet = true) => (
    <Button size="small" {...(quiet ? { look: 'quiet' as const } : {})} onPress={() => setAsked(id)}>
      {t(`victims.interview.${id}`)}
    </Button>
  );
  return (
    <Card
      title={`${code('interviewPurpose', plan.purpose)}, ${formatMoment(plan.plannedFor)}`}
      actions={
        <Row>
          {may && plan.state === 'planned' && (
            <>
              {verb('held', false)}
              {verb('stopped')}
              {verb('postpone')}
              {verb('change')}
              <Button
                size="small"
                look="quiet"
                pending={callOff.pending}
                onPress={() => callOff.run(undefined)}
              >
                {t('victims.interview.callOff')}
              </Button>
            </>
          )}
          {plan.mayReport && verb('report', false)}
          {plan.version > 1 && verb('versions')}
        </Row>
      }
    >
      <Stack gap="small">
        <Row>
          <Status tone={tones[plan.state]}>{code('interviewState', plan.state)}</Status>
          {plan.heldOn !== null && <span>{formatDate(plan.heldOn)}</span>}
          {plan.postponeReason !== null && <span>{code('postponeReason', plan.postponeReason)}</span>}
          {plan.missing.length > 0 && (
            <Badge tone="warn">
              {t('victims.interview.missing', {
                list: plan.missing.map((name) => t(`victims.interview.short.${name}`)).join(', '),
              })}
            </Badge>
          )}
        </Row>
        {callOff.failure !== undefined && <Notice tone="warn">{callOff.failure}</Notice>}
        <PlanFacts plan={plan} />
      </Stack>
      {asked === 'change' && <ChangePlanDialog plan={plan} around={around} onClose={close} />}
      {(asked === 'held' || asked === 'stopped') && <HoldDialog plan={plan} state={asked} onClose={close} />}
      {asked === 'postpone' && <PostponeDialog plan={plan} onClose={close} />}
      {asked === 'report' && <ReportDialog plan={plan} onClose={close} />}
      {asked === 'versions' && <EarlierVersions plan={plan} onClose={close} />}
    </Card>
  );
}
