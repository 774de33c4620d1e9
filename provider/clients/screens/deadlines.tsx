import { useMutation } from '@tanstack/react-query';
import { client as ask } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { Button, Card, Clock, EmptyState, Row, Stack, Status, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { clockOutcomes } from '../../vocabulary/clients.ts';
import { treatedAsMinor } from '../rules.ts';
import { refreshClients, wordOf, type Client } from './shared.ts';

/** Deadlines of a client, and how each was settled. */
export function Deadlines({ client }: { client: Client }) {
  const { t } = useWords();
  const live = client.may.write && client.state !== 'destroyed';
  const failed = (error: unknown) => toast({ text: problemOf(error).sentence, tone: 'warn' });
  const settle = useMutation({
    mutationFn: (input: Parameters<typeof ask.clients.settleClock>[0]) => ask.clients.settleClock(input),
    onSuccess: refreshClients,
    onError: failed,
  });
  const start = useMutation({
    mutationFn: (input: Parameters<typeof ask.clients.startClock>[0]) => ask.clients.startClock(input),
    onSuccess: refreshClients,
    onError: failed,
  });
  const running = (kind: string) => client.clocks.some((clock) => clock.kind === kind && !clock.endedAt);
  const startable = (['hhs_notice', 'child_abuse_report'] as const).filter((kind) => !running(kind));
  return (
    <Card title={t('clients.clocks.title')}>
      <Stack>
        {client.clocks.length === 0 && <EmptyState icon="clock" title={t('clients.clocks.none')} />}
        {client.clocks.map((clock) => (
          <Stack key={clock.id} gap="small">
            <strong>{wordOf(t, 'clock', clock.kind)}</strong>
            <Clock due={clock.dueAt} exact {...(clock.endedAt ? { metAt: clock.endedAt } : {})} />
            {clock.outcome ? (
              <Status tone="muted">{wordOf(t, 'outcome', clock.outcome)}</Status>
            ) : (
              live && (
                <Row>
                  {clockOutcomes.map((outcome) => (
                    <Button
                      key={outcome}
                      size="small"
                      onPress={() => settle.mutate({ clockId: clock.id, version: clock.version, outcome })}
                    >
                      {wordOf(t, 'outcome', outcome)}
                    </Button>
                  ))}
                </Row>
              )
            )}
          </Stack>
        ))}
        {live && treatedAsMinor(client.ageGroup) && startable.length > 0 && (
          <Row>
            {startable.map((kind) => (
              <Button
                key={kind}
                size="small"
                icon="clock"
                onPress={() => start.mutate({ id: client.id, kind })}
              >
                {t(`clients.clocks.start.${kind}`)}
              </Button>
            ))}
          </Row>
        )}
      </Stack>
    </Card>
  );
}
