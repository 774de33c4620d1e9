import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { problemOf } from '../../../../web/problem.ts';
import { useCan } from '../../../../web/session.ts';
import { AlertDialog, Button, ButtonLink, Notice, Row, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { BoardPlan } from '../../contract-run.ts';
import { HoldsUp, type Blocker } from '../gate/holds-up.tsx';
import type { LiveBoard } from './use-board.ts';

type Props = { plan: BoardPlan; line: LiveBoard['line'] };

/** Whoever runs the operation begins it here and ends it; afterwards the board leads to the review. */
export function StartAndEnd({ plan, line }: Props) {
  const { state } = plan.operation;
  if (['ended', 'closed', 'aborted'].includes(state)) return <Over plan={plan} />;
  if (!plan.may.run) return null;
  if (state === 'started') return <End plan={plan} line={line} />;
  return state === 'approved' ? <Start plan={plan} line={line} /> : null;
}

/** Refused: what holds it up, by name. Danger passes over all of it, and that is written down. */
function Start({ plan, line }: Props) {
  const { t } = useWords();
  const { id, number, version } = plan.operation;
  const at = { operationId: id, version };
  const start = useAct(() => client.operations.start(at));
  const danger = useAct(() =>
    client.operations.startThroughDanger({
      ...at,
      what: t('operations.start.dangerWhat', { number }),
      reason: t('operations.start.dangerReason'),
    }),
  );
  const away = line !== 'open';
  const blockers = blockersIn(start.error);
  const failed = danger.error ?? (blockers.length === 0 ? start.error : null);
  return (
    <Stack>
      {failed && <Notice tone="danger">{problemOf(failed).sentence}</Notice>}
      {blockers.length > 0 && (
        <>
          <HoldsUp blockers={blockers} />
          <Row>
            <ButtonLink href={`/operations/${id}/readiness`} size="small">
              {t('operations.start.gate')}
            </ButtonLink>
          </Row>
        </>
      )}
      <Button
        look="primary"
        wide
        isDisabled={away}
        pending={start.pending}
        onPress={() => start.run(undefined)}
      >
        {t('operations.start.start')}
      </Button>
      <small>{t(away ? 'operations.start.noLine' : 'operations.live.startHint')}</small>
      <Button
        look="danger-quiet"
        icon="danger"
        wide
        isDisabled={away}
        pending={danger.pending}
        onPress={() => danger.run(undefined)}
      >
        {t('operations.start.danger')}
      </Button>
      <small>{t('operations.start.dangerHint')}</small>
    </Stack>
  );
}

/** Every blocker comes as a field of the refusal: an item of the gate, or the approval. */
const blockersIn = (error: unknown): Blocker[] =>
  problemOf(error)
    .fields.filter(({ path }) => path !== 'state')
    .map(({ path, problem }) => ({ problem, item: path === 'approval' ? null : path }));

function End({ plan, line }: Props) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { id, version } = plan.operation;
  const end = useAct(
    () => client.operations.end({ operationId: id, version }),
    () => setAsking(false),
  );
  return (
    <Stack>
      {end.error && <Notice tone="danger">{problemOf(end.error).sentence}</Notice>}
      <Button wide isDisabled={line !== 'open'} onPress={() => setAsking(true)}>
        {t('operations.live.end')}
      </Button>
      {line !== 'open' && <small>{t('operations.start.noLine')}</small>}
      <AlertDialog
        open={asking}
        title={t('operations.live.end')}
        confirmLabel={t('operations.live.end')}
        cancelLabel={t('ui.cancel')}
        pending={end.pending}
        onConfirm={() => end.run(undefined)}
        onCancel={() => setAsking(false)}
      >
        {t('operations.live.endHint')}
      </AlertDialog>
    </Stack>
  );
}

const overWords: Readonly<Record<string, string>> = {
  ended: 'operations.live.over',
  closed: 'operations.live.closed',
  aborted: 'operations.live.brokenOff',
};

function Over({ plan }: { plan: BoardPlan }) {
  const { t } = useWords();
  const can = useCan();
  const { id, state, startedAt } = plan.operation;
  if (startedAt === null) return null;
  return (
    <Notice tone="good" title={t(overWords[state] ?? 'operations.live.over')}>
      {state !== 'closed' && <p>{t('operations.live.overHint')}</p>}
      {can('operations.read') && (
        <ButtonLink href={`/operations/${id}/review`} look="primary">
          {t('operations.live.toReview')}
        </ButtonLink>
      )}
    </Notice>
  );
}
