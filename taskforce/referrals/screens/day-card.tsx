import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { api } from '../../../web/api.ts';
import { ButtonLink, Card, Clock, Row, Stack, Status } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { stateTone, useWordsOf } from './shared.ts';

/** My referrals that wait for an answer or for the next provider, the shortest time first; nothing when there are none. */
export default function ReferralsOfMine() {
  const { t } = useWords();
  const { word } = useWordsOf();
  const found = useQuery({
    ...api.referrals.list.queryOptions({ input: { mine: true, states: ['offered', 'declined', 'expired'] } }),
    refetchInterval: 60_000,
  });
  const { rows = [], total } = found.data ?? {};
  if (rows.length === 0) return null;
  return (
    <Card
      title={t('referrals.title')}
      {...(total ? { count: total.count } : {})}
      actions={
        <ButtonLink href="/referrals?only=mine" size="small" look="quiet">
          {t('referrals.all')}
        </ButtonLink>
      }
    >
      <Stack gap="small">
        {rows.slice(0, 8).map((row) => (
          <Row key={row.id} spread>
            <Link href={`/referrals/${row.id}`}>{`${row.number} ${row.provider?.name ?? ''}`}</Link>
            <Row>
              <Status tone={stateTone[row.state]}>{word('state', row.state)}</Status>
              {row.answerBy && <Clock due={row.answerBy} />}
            </Row>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
