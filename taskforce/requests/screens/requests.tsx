import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Badge, Button, Card, EmptyState, Stack, Wide } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import { MakeDialog } from './make-dialog.tsx';
import styles from '../../estimates/screens/estimates.module.css';

/** Requests for resources, newest first. */
export default function RequestsPage() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const list = useQuery(api.resources.list.queryOptions({ input: {} }));
  const actions = useCan()('resources.write') && (
    <Button look="primary" icon="plus" onPress={() => setOpen(true)}>
      {t('requests.fromOffice')}
    </Button>
  );
  return (
    <BriefsFrame part="requests" actions={actions}>
      <Loaded query={list}>
        {({ rows }) => (
          <Stack>
            <Card title={t('requests.title')} count={rows.length}>
              {rows.length === 0 ? (
                <EmptyState icon="clock" title={t('requests.none')}>
                  {t('requests.noneHint')}
                </EmptyState>
              ) : (
                <Wide label={t('requests.title')}>
                  <table className={styles['table']}>
                    <thead>
                      <tr>
                        {(['one', 'state', 'madeBy', 'madeAt'] as const).map((head) => (
                          <th key={head} scope="col">
                            {t(`requests.${head}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <tr key={row.id}>
                          <th scope="row">
                            <a href={`/briefs/requests/${row.id}`}>{row.title}</a>
                          </th>
                          <td>
                            <Badge tone={row.state === 'approved' ? 'good' : 'neutral'}>
                              {t(`requests.states.${row.state}`)}
                            </Badge>
                          </td>
                          <td>{row.madeBy}</td>
                          <td>{formatMoment(row.madeAt)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Wide>
              )}
            </Card>
            <p>
              <a href="/briefs/estimates/what-ifs">{t('estimates.whatIf.link')}</a>
            </p>
            {open && <MakeDialog whatIfId={null} name="" onClose={() => setOpen(false)} />}
          </Stack>
        )}
      </Loaded>
    </BriefsFrame>
  );
}
