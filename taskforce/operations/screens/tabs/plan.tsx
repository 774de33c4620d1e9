import { Card, Facts, Stack } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import type { OfOperation } from '../tabs.ts';

/** The plan of an operation, part by part. */
export default function PlanTab({ operation }: OfOperation) {
  const { t } = useWords();
  const moment = (at: string | null) => (at === null ? '' : formatMoment(at));
  return (
    <Stack>
      <Card title={t('operations.tab.plan')}>
        <Facts
          columns={2}
          empty={t('operations.notSet')}
          facts={[
            { label: t('operations.field.objective'), value: operation.objective },
            { label: t('operations.field.plannedFrom'), value: moment(operation.plannedFrom) },
            { label: t('operations.field.plannedUntil'), value: moment(operation.plannedUntil) },
          ]}
        />
      </Card>
    </Stack>
  );
}
