import { Link } from 'react-aria-components';
import type { Client } from '../../../web/api.ts';
import { Card, Clock, Row, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Owed = Awaited<ReturnType<Client['operations']['owed']>>['rows'];

/** After-action reviews that ended operations owe, each with its clock. */
export default function ReviewsOwed({ rows }: { rows: Owed }) {
  const { t } = useWords();
  return (
    <Card title={t('home.afterwards.title')} count={rows.length}>
      <Stack gap="small">
        {rows.slice(0, 8).map((row) => (
          <Row key={row.operationId} spread>
            <Link href={`/operations/${row.operationId}/review`}>
              {row.number} {row.title}
            </Link>
            <Clock due={row.dueAt} />
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
