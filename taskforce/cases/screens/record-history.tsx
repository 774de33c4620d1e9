import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { Card, Skeleton, Stack, Timeline } from '../../../web/ui/index.ts';
import { formatMoment, type Translate, useWords } from '../../../web/words/index.ts';
import type { z } from 'zod';
import type { ChangeRow } from '../contract-cases.ts';
import { formerly, named } from './former.ts';

/** What one record said before it was changed; of an activity its hours and costs too. Nothing while it never was. */
export function RecordHistory({ caseId, recordId }: { caseId: string; recordId: string }) {
  const { t } = useWords();
  const found = useQuery(
    api.cases.changes.queryOptions({ input: { caseId, subjectId: recordId, limit: 100 } }),
  ).data;
  if (!found) return <Skeleton label={t('ui.reading')} />;
  if (found.rows.length === 0) return null;
  return (
    <Card title={t('cases.history.changes')} count={found.rows.length}>
      <Timeline label={t('cases.history.changes')} entries={found.rows.map((row) => changeEntry(t, row))} />
    </Card>
  );
}

/** A change as a line of a history: which record, when, by whom, and what its fields said before. */
export function changeEntry(t: Translate, row: z.infer<typeof ChangeRow>) {
  return {
    id: String(row.id),
    when: formatMoment(row.at),
    title: row.changed.includes('deleted')
      ? t('cases.history.takenAway', { what: named('table', row.table) })
      : named('table', row.table),
    by: row.by?.name ?? t('cases.history.program'),
    children: (
      <Stack gap="small">
        {formerly(row).map(({ field, value }) => (
          <p key={field}>{t('cases.history.was', { field, value })}</p>
        ))}
      </Stack>
    ),
  };
}
