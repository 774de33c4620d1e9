import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Button, Card, Facts, Notice, Row, Skeleton, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { ReportPath } from '../../vocabulary/reports.ts';
import { wordOf } from './shared.ts';

/** The least that a report needs, out of the record. Opened by a press that is written down. */
export function Preview({ clientId, path }: { clientId: string; path: ReportPath }) {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState(false);
  const read = useQuery({
    ...api.reports.preview.queryOptions({ input: { clientId, path } }),
    enabled: open,
    staleTime: 300_000,
  });
  if (!can('clients.details')) return null;
  return (
    <Card title={t('reports.preview.title')}>
      <Stack gap="small">
        <p>{t('reports.preview.lead')}</p>
        {!open && (
          <Row>
            <Button icon="lock" onPress={() => setOpen(true)}>
              {t('reports.preview.open')}
            </Button>
          </Row>
        )}
        {read.error && <Notice tone="warn">{problemOf(read.error).sentence}</Notice>}
        {open && !read.data && !read.error && <Skeleton label={t('ui.reading')} lines={4} />}
        {read.data && (
          <Facts
            columns={2}
            empty={t('reports.preview.empty')}
            facts={read.data.fields.map(({ part, value }) => ({
              label: wordOf(t, 'part', part),
              value: part === 'age_group' ? wordOf(t, 'age', value) : value,
            }))}
          />
        )}
      </Stack>
    </Card>
  );
}
