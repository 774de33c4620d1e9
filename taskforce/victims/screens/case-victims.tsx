import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, DataList, EmptyState, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { VictimStatus } from '../../vocabulary/victims.ts';
import { NewVictim } from './victim-form.tsx';
import { statusTone } from './shared.ts';

type Line = { id: string; codeName: string; status: VictimStatus; statusSince: string | null; open: boolean };

/** The victims of a case by code name and status; the record itself opens to those who may read it. */
export default function CaseVictims({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const code = useCode();
  const [adding, setAdding] = useState(false);
  const found = useQuery(api.victims.ofCase.queryOptions({ input: { caseId } }));
  if (found.error) return <ReadFailed query={found} title={t('victims.failed')} />;
  const columns: Column<Line>[] = [
    { id: 'codeName', label: t('victims.field.codeName'), cell: (row) => row.codeName, primary: true },
    {
      id: 'status',
      label: t('victims.field.status'),
      cell: (row) => <Status tone={statusTone[row.status]}>{code('victimStatus', row.status)}</Status>,
    },
    {
      id: 'since',
      label: t('victims.field.statusSince'),
      cell: (row) => (row.statusSince === null ? '' : formatDate(row.statusSince)),
      nowrap: true,
    },
  ];
  const mayOpen = found.data?.rows.some((row) => row.open) ?? false;
  const add = found.data?.mayAdd && (
    <Button size="small" icon="plus" onPress={() => setAdding(true)}>
      {t('victims.new.title')}
    </Button>
  );
  return (
    <>
      <DataList
        id="case-victims"
        label={t('victims.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.codeName}
        {...(mayOpen ? { href: (row: Line) => `/victims/${row.id}` } : {})}
        tools={add}
        empty={
          <EmptyState icon="people" title={t('victims.case.none')}>
            {found.data?.mayAdd ? t('victims.case.noneHint') : ''}
          </EmptyState>
        }
      />
      {adding && <NewVictim caseId={caseId} onClose={() => setAdding(false)} />}
    </>
  );
}
