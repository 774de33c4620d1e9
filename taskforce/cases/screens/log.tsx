import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import {
  Breadcrumbs,
  Card,
  ComboBox,
  EmptyState,
  PageHeader,
  Skeleton,
  Stack,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ActivityDialog } from './activity-dialog.tsx';

/** Logs an activity from anywhere in two steps: the case, then what was done. */
export default function LogPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const [saved, setSaved] = useState(0);
  const found = useQuery(
    api.cases.list.queryOptions({ input: { mine: true, sort: 'activity', limit: 100 } }),
  ).data;
  // Who has a single case need not choose it.
  const only = found?.rows.length === 1 ? found.rows[0]!.id : null;
  const caseId = chosen ?? (saved === 0 ? only : null);
  const page = useQuery(
    api.cases.read.queryOptions({ input: { id: caseId ?? '' }, enabled: caseId !== null }),
  ).data;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('cases.here')} crumbs={[{ label: t('cases.title'), href: '/cases' }]} />
        }
        title={t('cases.act.activity')}
        lead={t('cases.log.lead')}
      />
      <Card>
        {!found && <Skeleton label={t('ui.reading')} />}
        {found?.rows.length === 0 && <EmptyState icon="case" title={t('cases.log.none')} />}
        {found && found.rows.length > 0 && (
          <Stack>
            <ComboBox
              key={saved}
              label={t('cases.case')}
              hint={t('cases.log.hint')}
              options={found.rows.map((row) => ({
                id: row.id,
                label: `${row.number} ${row.title}`,
                description: row.lead?.name,
              }))}
              value={chosen}
              onChange={setChosen}
              empty={t('cases.nothingFits')}
              autoFocus
            />
          </Stack>
        )}
      </Card>
      {page && caseId !== null && page.id === caseId && (
        <ActivityDialog
          page={page}
          onClose={() => {
            setChosen(null);
            setSaved((n) => n + 1);
            if (only !== null) void navigate({ href: `/cases/${only}/activities` });
          }}
        />
      )}
    </>
  );
}
