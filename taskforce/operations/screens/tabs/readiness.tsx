import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../web/api.ts';
import { Unread } from '../../../../web/unread.tsx';
import { Columns, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { GateList } from '../gate/gate-list.tsx';
import { StandbyCard } from '../gate/standby-card.tsx';
import { StartCard } from '../gate/start-card.tsx';
import type { OfOperation } from '../tabs.ts';

/** The readiness gate: what holds up the start, every item, and the providers that stand by. */
export default function ReadinessTab({ operation }: OfOperation) {
  const { t } = useWords();
  const read = useQuery(
    api.operations.gate.queryOptions({ input: { operationId: operation.id }, refetchInterval: 30_000 }),
  );
  if (read.error || !read.data) return <Unread query={read} title={t('operations.failed')} lines={8} />;
  const gate = read.data;
  return (
    <Columns
      rail={
        <Stack gap="large">
          <StartCard operation={operation} blockers={gate.blockers} />
          <StandbyCard gate={gate} mayPlan={operation.may.plan} />
        </Stack>
      }
    >
      <GateList gate={gate} />
    </Columns>
  );
}
