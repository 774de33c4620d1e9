import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import { useCan } from '../../../../web/session.ts';
import {
  Button,
  ButtonLink,
  Card,
  Notice,
  Row,
  Stack,
  Status,
  toast,
  type Tone,
} from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import { ReadinessCard } from '../../../standby/screens/readiness-card.tsx';
import type { Gate, StandbyOfOperation } from '../../contract-gate.ts';
import { beforeStart } from '../../rules-gate.ts';
import { refreshOperation } from './refresh.ts';
import { AddStandby, TellStandby } from './standby-dialogs.tsx';

const answerTones: Readonly<Record<'ready' | 'partly' | 'cannot', Tone>> = {
  ready: 'good',
  partly: 'warn',
  cannot: 'danger',
};

/** Providers that stand by: who, where away from the scene, how they were told, and what they answered (R-021). */
export function StandbyCard({ gate, mayPlan }: { gate: Gate; mayPlan: boolean }) {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState<'add' | StandbyOfOperation | null>(null);
  const changeable = mayPlan && beforeStart(gate.state);
  const untold = gate.standbys.filter(({ knows }) => !knows);
  return (
    <Stack gap="large">
      <Card
        title={t('operations.standby.title')}
        count={gate.standbys.length}
        actions={
          changeable && (
            <Button size="small" onPress={() => setOpen('add')}>
              {t('operations.standby.add')}
            </Button>
          )
        }
      >
        <Stack gap="large">
          {gate.standbys.length === 0 && <p>{t('operations.standby.none')}</p>}
          {gate.standbys.map((one) => (
            <Standby key={one.id} one={one} changeable={changeable} onTell={() => setOpen(one)} />
          ))}
          {changeable && untold.length > 0 && gate.caseId !== null && can('standby.send') && (
            <ButtonLink
              href={`/stand-by/new?case=${gate.caseId}&operation=${gate.operationId}`}
              look="primary"
            >
              {t('operations.standby.notice')}
            </ButtonLink>
          )}
          {changeable && gate.caseId === null && <Notice>{t('operations.standby.noCase')}</Notice>}
        </Stack>
      </Card>
      {gate.notices.map((one) => (
        <ReadinessCard key={one.id} readiness={one.readiness} />
      ))}
      {open === 'add' && <AddStandby gate={gate} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'add' && <TellStandby one={open} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function Standby({
  one,
  changeable,
  onTell,
}: {
  one: StandbyOfOperation;
  changeable: boolean;
  onTell: () => void;
}) {
  const { t } = useWords();
  const end = useMutation({
    mutationFn: () => client.operations.endStandby({ id: one.id, version: one.version }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.standby.ended') });
    },
  });
  return (
    <section aria-label={one.provider.name}>
      <Stack gap="small">
        <Row spread>
          <h3>{one.provider.name}</h3>
          <Status tone={one.knows ? 'good' : 'warn'}>
            {t(one.knows ? 'operations.standby.knows' : 'operations.standby.untold')}
          </Status>
        </Row>
        {one.askAgain && <Notice tone="warn">{t('operations.standby.askAgain')}</Notice>}
        <Trail one={one} />
        {changeable && (
          <Row>
            <Button size="small" onPress={onTell}>
              {t('operations.standby.tell')}
            </Button>
            <Button size="small" look="quiet" pending={end.isPending} onPress={() => end.mutate()}>
              {t('operations.standby.end')}
            </Button>
          </Row>
        )}
      </Stack>
    </section>
  );
}

function Trail({ one }: { one: StandbyOfOperation }) {
  const { t } = useWords();
  const lines = [
    `${one.contact}${one.phone ? `, ${one.phone}` : ''}`,
    one.stagingPlace
      ? t('operations.standby.at', { place: one.stagingPlace.label })
      : t('operations.standby.noPlace'),
    one.earliestAt && t('operations.standby.from', { at: formatMoment(one.earliestAt) }),
    one.notice?.standing && t(`standby.standing.${one.notice.standing}`),
    one.told &&
      t('operations.standby.toldBy', {
        name: one.told.by,
        how: t(`standby.how.${one.told.how}`),
        at: formatMoment(one.told.at),
      }),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  return (
    <>
      <small>{lines.join(' · ')}</small>
      {one.answer !== null && (
        <Status tone={answerTones[one.answer]}>{t(`operations.standby.answer.${one.answer}`)}</Status>
      )}
      {one.answerNote !== null && <p>{one.answerNote}</p>}
    </>
  );
}
