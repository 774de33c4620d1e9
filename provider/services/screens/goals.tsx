import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { problemOf } from '../../../web/problem.ts';
import { Button, Card, Clock, Dialog, EmptyState, Row, Stack, Status, toast } from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { GoalForm, StepForm } from './goal-forms.tsx';
import { closedWord, refreshServices, useMayWrite, type Goal } from './shared.ts';
import styles from './services.module.css';

const tones: Record<Goal['state'], Tone> = {
  open: 'accent',
  reached: 'good',
  changed: 'neutral',
  set_aside: 'muted',
};
type Step = Goal['steps'][number];
type Open = { goal: Goal | null } | { goal: Goal; step: Step | null };

/** The case plan: what the client wants to reach, in their own words, and the steps to it. */
export function GoalsCard({ client }: { client: Client }) {
  const { t } = useWords();
  const may = useMayWrite(client, 'plans.write');
  const [open, setOpen] = useState<Open | null>(null);
  const read = useQuery(
    api.plans.goals.queryOptions({ input: { clientId: client.id }, refetchOnWindowFocus: false }),
  );
  const step = open !== null && 'step' in open;
  const close = () => setOpen(null);
  return (
    <Card
      title={t('services.goals.title')}
      actions={
        may && (
          <Button size="small" icon="plus" onPress={() => setOpen({ goal: null })}>
            {t('services.goals.add')}
          </Button>
        )
      }
    >
      <Loaded query={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon="info" title={t('services.goals.none')}>
              {t('services.goals.noneHint')}
            </EmptyState>
          ) : (
            <Stack>
              {rows.map((goal) => (
                <OneGoal key={goal.id} goal={goal} onOpen={may ? setOpen : undefined} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Dialog
        open={open !== null}
        onClose={close}
        title={t(step ? 'services.goals.step' : 'services.goals.goal')}
        closeLabel={t('ui.close')}
        shape="wide"
      >
        {open !== null &&
          ('step' in open ? (
            <StepForm client={client} goal={open.goal} step={open.step} onDone={close} />
          ) : (
            <GoalForm client={client} goal={open.goal} onDone={close} />
          ))}
      </Dialog>
    </Card>
  );
}

function OneGoal({ goal, onOpen }: { goal: Goal; onOpen: ((open: Open) => void) | undefined }) {
  const { t } = useWords();
  return (
    <section className={styles['entry']} aria-label={goal.words}>
      <Row spread>
        <Row>
          <strong>“{goal.words}”</strong>
          <Status tone={tones[goal.state]}>{closedWord(t, 'goalState', goal.state)}</Status>
        </Row>
        {onOpen && (
          <Row>
            <Button size="small" look="quiet" icon="edit" onPress={() => onOpen({ goal })}>
              {t('services.goals.edit')}
            </Button>
            <Button size="small" icon="plus" onPress={() => onOpen({ goal, step: null })}>
              {t('services.goals.addStep')}
            </Button>
          </Row>
        )}
      </Row>
      <span className={styles['aside']}>{t('services.goals.since', { day: formatDate(goal.setOn) })}</span>
      {goal.steps.map((step) => (
        <OneStep key={step.id} step={step} onOpen={onOpen && (() => onOpen({ goal, step }))} />
      ))}
    </section>
  );
}

function OneStep({ step, onOpen }: { step: Step; onOpen: (() => void) | undefined }) {
  const { t } = useWords();
  const done = useMutation({
    mutationFn: () => {
      const { id, version, words, byWhom, accountId, dueOn } = step;
      return ask.plans.changeStep({ id, version, words, byWhom, accountId, dueOn, state: 'done' });
    },
    onSuccess: refreshServices,
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  return (
    <Row spread>
      <span>
        <Status tone={step.state === 'done' ? 'good' : step.state === 'open' ? 'warn' : 'muted'}>
          {closedWord(t, 'stepState', step.state)}
        </Status>{' '}
        <strong>{step.words}</strong> · {step.who ?? closedWord(t, 'stepDoer', step.byWhom)}{' '}
        {step.state === 'open' && step.dueOn && <Clock due={`${step.dueOn}T23:59:59Z`} />}
        {step.doneOn && <span className={styles['aside']}>{formatDate(step.doneOn)}</span>}
      </span>
      {onOpen && (
        <Row>
          {step.state === 'open' && (
            <Button
              size="small"
              look="quiet"
              icon="check"
              pending={done.isPending}
              aria-label={t('services.goals.doneName', { name: step.words })}
              onPress={() => done.mutate()}
            >
              {t('services.goals.done')}
            </Button>
          )}
          <Button
            size="small"
            look="quiet"
            icon="edit"
            aria-label={t('services.goals.editName', { name: step.words })}
            onPress={onOpen}
          >
            {t('services.goals.edit')}
          </Button>
        </Row>
      )}
    </Row>
  );
}
