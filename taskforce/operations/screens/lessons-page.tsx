import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Card,
  EmptyState,
  PageHeader,
  Row,
  Select,
  Skeleton,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { operationKinds, type OperationKind } from '../../vocabulary/operations.ts';
import { OneLesson } from './lessons-card.tsx';

/** What earlier operations taught, found by kind and words. */
export default function LessonsPage() {
  const { t } = useWords();
  const [kind, setKind] = useState<OperationKind | 'all'>('all');
  const [find, setFind] = useState('');
  const found = useQuery(
    api.operations.lessons.queryOptions({
      input: { kind: kind === 'all' ? null : kind, find: find.trim().slice(0, 80) },
      placeholderData: keepPreviousData,
    }),
  );
  const { rows, reminders = [] } = found.data ?? {};
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('operations.here')}
            crumbs={[{ label: t('operations.title'), href: '/operations' }]}
          />
        }
        title={t('operations.review.lessons.page')}
        lead={t('operations.review.lessons.pageLead')}
      />
      <Stack>
        <Row align="end">
          <Select
            label={t('operations.review.lessons.kind')}
            placeholder={t('ui.choose')}
            options={[
              { id: 'all' as const, label: t('operations.review.lessons.all') },
              ...operationKinds.map((id) => ({ id, label: t(`operations.kind.${id}`) })),
            ]}
            value={kind}
            onChange={setKind}
          />
          <TextField label={t('operations.review.lessons.find')} value={find} onChange={setFind} />
        </Row>
        <ReadFailed query={found} title={t('operations.failed')} />
        {!rows && !found.error && <Skeleton label={t('ui.reading')} lines={5} />}
        {reminders.length > 0 && (
          <Card title={t('operations.review.lessons.reminders')}>
            <ul>
              {reminders.map((reminder) => (
                <li key={reminder.id}>{reminder.text}</li>
              ))}
            </ul>
          </Card>
        )}
        {rows?.length === 0 && <EmptyState icon="search" title={t('operations.review.lessons.noneFound')} />}
        {rows?.map((lesson) => (
          <Card key={lesson.id}>
            <Link href={`/operations/${lesson.operation.id}/review`}>
              {`${lesson.operation.number} ${lesson.operation.title}`}
            </Link>
            <OneLesson lesson={lesson} decides={false} />
          </Card>
        ))}
      </Stack>
    </>
  );
}
