import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Card, Clock } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { Lines } from './waiting.tsx';

/**
 * What is owed to victims of my cases: duties with a clock and notices of what happens in court or custody; and what
 * runs out of the operations I plan, and the reviews owed by those I run.
 */
export function useOwed() {
  const can = useCan();
  const reads = { enabled: can('victims.read'), refetchInterval: 60_000 };
  const duties = useQuery({ ...api.duties.mine.queryOptions({ input: {} }), ...reads }).data?.rows ?? [];
  const notices = useQuery({ ...api.rights.mine.queryOptions({ input: {} }), ...reads }).data?.rows ?? [];
  const expiring =
    useQuery({
      ...api.operations.expiring.queryOptions({ input: {} }),
      enabled: can('operations.plan'),
      refetchInterval: 60_000,
    }).data?.rows ?? [];
  const afterwards =
    useQuery({
      ...api.operations.owed.queryOptions({ input: { mine: true } }),
      enabled: can('operations.run') && can('operations.read'),
      refetchInterval: 60_000,
    }).data?.rows ?? [];
  return { duties, notices, expiring, afterwards };
}

/** By code name, the most pressing first; each leads to the tab where it is settled. */
export function Owed({ duties, notices }: Pick<ReturnType<typeof useOwed>, 'duties' | 'notices'>) {
  const { t } = useWords();
  const lines = [
    ...duties.map((one) => ({
      id: one.id,
      dueAt: one.dueAt,
      to: `/victims/${one.victim.id}/${one.kind.startsWith('relief') ? 'relief' : 'duties'}`,
      title: t(`vocabulary.dutyKind.${one.kind}.label`),
      meta: `${one.victim.codeName} · ${one.case.number}`,
    })),
    ...notices.map((one) => ({
      id: one.id,
      dueAt: one.dueAt,
      to: `/victims/${one.victim.id}/rights`,
      title: t('home.owed.notice', { event: t(`vocabulary.noticeEvent.${one.kind}.label`) }),
      meta: `${one.victim.codeName} · ${one.case.number}`,
    })),
  ].toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const late = [...duties, ...notices].filter((one) => one.overdue).length;
  return (
    <Card flush title={t('home.owed.title')} count={t('home.owed.count', { n: late })}>
      <Lines lines={lines.map((line) => ({ ...line, side: <Clock due={line.dueAt} /> }))} />
    </Card>
  );
}
