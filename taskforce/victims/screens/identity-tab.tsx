import { useState } from 'react';
import { Button, Card, DataList, EmptyState, Facts, Stack } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { Unmasking, VictimPage } from '../contract.ts';
import { IdentityDialog } from './identity-dialog.tsx';
import { OpenNotice, UnmaskDialog, useOpened } from './opened.tsx';

/** Who a victim is: sealed, opened against a reason for a short time, and everybody who opened it listed below. */
export default function IdentityTab({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [writing, setWriting] = useState(false);
  const { opened, until } = useOpened(page.id, 'identity', page.may.unmask && page.identity !== null);
  const identity = opened?.identity ?? null;
  const write = (
    <Button size="small" icon="edit" onPress={() => setWriting(true)}>
      {t(identity ? 'victims.identity.change' : 'victims.identity.write')}
    </Button>
  );
  return (
    <Stack>
      {until !== null && <OpenNotice victimId={page.id} until={until} />}
      <Card title={t('victims.identity.title')} actions={identity && write}>
        {identity ? (
          <Facts
            columns={2}
            empty={t('ui.nothing')}
            facts={[
              { label: t('victims.identity.name'), value: identity.name },
              { label: t('victims.identity.otherNames'), value: identity.otherNames.join(', ') },
              {
                label: t('victims.identity.bornOn'),
                value: identity.bornOn === null ? '' : formatDate(identity.bornOn),
              },
              { label: t('victims.identity.papers'), value: identity.papers },
              { label: t('victims.identity.whereabouts'), value: identity.whereabouts },
            ]}
          />
        ) : page.identity === null ? (
          <EmptyState icon="lock" title={t('victims.identity.none')} action={page.may.unmask && write}>
            {t(page.may.unmask ? 'victims.identity.noneHint' : 'victims.identity.membersOnly')}
          </EmptyState>
        ) : (
          <EmptyState
            icon="lock"
            title={t('victims.identity.sealed')}
            action={
              page.may.unmask && (
                <Button look="primary" icon="lock" onPress={() => setAsking(true)}>
                  {t('victims.unmask.do')}
                </Button>
              )
            }
          >
            {page.may.unmask
              ? t('victims.identity.sealedBy', {
                  name: page.identity.sealedBy.name,
                  at: formatMoment(page.identity.sealedAt),
                })
              : t('victims.identity.membersOnly')}
          </EmptyState>
        )}
      </Card>
      <Openings rows={page.unmaskings} />
      {asking && <UnmaskDialog victimId={page.id} part="identity" onClose={() => setAsking(false)} />}
      {writing && <IdentityDialog page={page} identity={identity} onClose={() => setWriting(false)} />}
    </Stack>
  );
}

function Openings({ rows }: { rows: readonly Unmasking[] }) {
  const { t } = useWords();
  const code = useCode();
  const columns: Column<Unmasking>[] = [
    { id: 'by', label: t('victims.openings.by'), cell: (row) => row.by.name, primary: true },
    { id: 'at', label: t('victims.openings.at'), cell: (row) => formatMoment(row.openedAt), nowrap: true },
    { id: 'part', label: t('victims.openings.part'), cell: (row) => code('victimPart', row.part) },
    {
      id: 'reason',
      label: t('victims.openings.reason'),
      cell: (row) => code('victimUnmaskReason', row.reason),
    },
    {
      id: 'until',
      label: t('victims.openings.until'),
      cell: (row) => formatMoment(row.closedAt ?? row.endsAt),
      nowrap: true,
    },
  ];
  return (
    <Card title={t('victims.openings.title')} count={rows.length} flush>
      <DataList
        id="victim-openings"
        label={t('victims.openings.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.by.name}
        empty={<EmptyState icon="lock" title={t('victims.openings.none')} />}
      />
    </Card>
  );
}
