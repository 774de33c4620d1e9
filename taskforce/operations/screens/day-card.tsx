import { Link } from 'react-aria-components';
import { Badge, Card, Clock, Row, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Expiring } from '../contract-parts.ts';

/** Authorities and techniques of operations I plan that run out within a week. */
export default function ExpiringSoon({ rows }: { rows: readonly Expiring[] }) {
  const { t } = useWords();
  return (
    <Card title={t('home.expiring.title')} count={rows.length}>
      <Stack gap="small">
        {rows.slice(0, 8).map((row) => (
          <Row key={row.id} spread>
            <Link href={`/operations/${row.operation.id}`}>
              {t(`home.expiring.${row.what}`, { number: row.operation.number, title: row.operation.title })}
            </Link>
            <Row>
              {row.tooEarly && <Badge tone="danger">{t('home.expiring.tooEarly')}</Badge>}
              <Clock due={row.expiresAt} />
            </Row>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
