import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, Card, DataList, EmptyState, PageHeader } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { ReleaseFacts } from '../contract.ts';
import { LinkDialog } from './link-dialog.tsx';
import { TimeLeft } from './time-left.tsx';
import { wordOf } from './shared.ts';

/** Releases that nobody has put to a case yet: facts about them, never what they say. */
export default function Waiting() {
  const { t } = useWords();
  const [linking, setLinking] = useState<ReleaseFacts | null>(null);
  const found = useQuery(api.releases.waiting.queryOptions({ input: {}, refetchInterval: 60_000 }));
  return (
    <>
      <PageHeader title={t('releases.title')} lead={t('releases.lead')} />
      <ReadFailed query={found} />
      <Card title={t('releases.waitingTitle')} flush>
        <DataList<ReleaseFacts>
          id="releases-waiting"
          label={t('releases.waitingTitle')}
          rows={found.data?.rows}
          rowId={(row) => row.id}
          rowName={(row) => row.releasedBy}
          columns={[
            {
              id: 'from',
              label: t('releases.from'),
              primary: true,
              cell: (row) => <strong>{row.releasedBy}</strong>,
            },
            {
              id: 'purpose',
              label: t('releases.purposeLabel'),
              cell: (row) => wordOf(t, 'purpose', row.purpose),
            },
            {
              id: 'fields',
              label: t('releases.fieldsLabel'),
              cell: (row) => row.fields.map((field) => wordOf(t, 'field', field)).join(' · '),
            },
            { id: 'until', label: t('releases.until'), cell: (row) => <TimeLeft until={row.until} /> },
            {
              id: 'received',
              label: t('releases.received'),
              nowrap: true,
              cell: (row) => formatMoment(row.receivedAt),
            },
            {
              id: 'link',
              label: t('releases.link.command'),
              cell: (row) => (
                <Button size="small" icon="case" onPress={() => setLinking(row)}>
                  {t('releases.link.command')}
                </Button>
              ),
            },
          ]}
          empty={
            <EmptyState icon="lock" title={t('releases.waitingNone')}>
              {t('releases.waitingNoneHint')}
            </EmptyState>
          }
        />
      </Card>
      {linking && <LinkDialog key={linking.id} release={linking} onClose={() => setLinking(null)} />}
    </>
  );
}
