import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { problemOf } from '../../../web/problem.ts';
import { Badge, Button, Card, EmptyState, Row, Stack, toast } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { CorrectGiven, QuickGiven } from './given-form.tsx';
import { closedWord, refreshServices, useMayWrite, type Given, type Need } from './shared.ts';
import styles from './services.module.css';

const PAGE = 50;
/** Services given: one line to write another, what they come to, and each of them. */
export function GivenCard({ client, needs }: { client: Client; needs: readonly Need[] }) {
  const { t } = useWords();
  const may = useMayWrite(client, 'services.write');
  const [page, setPage] = useState(1);
  const list = useQuery(
    api.services.list.queryOptions({
      input: { clientId: client.id, page },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Card title={t('services.given.title')} {...(list.data ? { count: list.data.total.count } : {})}>
      <Stack>
        {may && <QuickGiven client={client} needs={needs} />}
        <Loaded query={list}>
          {({ rows, sums, total }) =>
            rows.length === 0 ? (
              <EmptyState icon="info" title={t('services.given.none')} />
            ) : (
              <Stack>
                <Row>
                  {sums.map((one) => (
                    <Badge key={`${one.kind} ${one.unit ?? ''}`}>
                      {closedWord(t, 'need', one.kind)}: {t('services.given.times', { count: one.times })}
                      {one.unit && ` · ${one.amount} ${closedWord(t, 'unit', one.unit)}`}
                    </Badge>
                  ))}
                </Row>
                <div>
                  {rows.map((row) => (
                    <GivenLine key={row.id} row={row} needs={needs} may={may} />
                  ))}
                </div>
                {total.count > PAGE && (
                  <Row>
                    <Button isDisabled={page === 1} onPress={() => setPage(page - 1)}>
                      {t('services.given.newer')}
                    </Button>
                    <Button isDisabled={page * PAGE >= total.count} onPress={() => setPage(page + 1)}>
                      {t('services.given.older')}
                    </Button>
                  </Row>
                )}
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </Card>
  );
}

function GivenLine({ row, needs, may }: { row: Given; needs: readonly Need[]; may: boolean }) {
  const { t } = useWords();
  const [correcting, setCorrecting] = useState(false);
  const name = closedWord(t, 'need', row.kind);
  const need = needs.find((one) => one.id === row.needId);
  const withdraw = useMutation({
    mutationFn: () => ask.services.withdraw({ id: row.id, version: row.version }),
    onSuccess: refreshServices,
    onError: (error) => {
      const { sentence, fields } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  });
  return (
    <div className={styles['entry']}>
      <Row spread>
        <span className={row.withdrawn || row.correctedBy !== null ? styles['struck'] : ''}>
          {formatDate(row.givenOn)} · <strong>{name}</strong>
          {row.unit && ` · ${row.amount} ${closedWord(t, 'unit', row.unit)}`}
        </span>
        {row.withdrawn || row.correctedBy !== null ? (
          <Badge>{t(row.withdrawn ? 'services.given.withdrawn' : 'services.given.corrected')}</Badge>
        ) : (
          may && (
            <Row>
              <Button
                size="small"
                look="quiet"
                aria-label={t('services.given.correctName', { name, day: formatDate(row.givenOn) })}
                onPress={() => setCorrecting(true)}
              >
                {t('services.given.correct')}
              </Button>
              <Button
                size="small"
                look="quiet"
                pending={withdraw.isPending}
                aria-label={t('services.given.withdrawName', { name, day: formatDate(row.givenOn) })}
                onPress={() => withdraw.mutate()}
              >
                {t('services.given.withdraw')}
              </Button>
            </Row>
          )
        )}
      </Row>
      <span className={styles['aside']}>
        {row.givenByName}
        {need &&
          need.kind !== row.kind &&
          ` · ${t('services.given.for', { need: closedWord(t, 'need', need.kind) })}`}
      </span>
      {row.words !== '' && <p>{row.words}</p>}
      {row.reason !== '' && <p>{t('services.given.correctedBecause', { reason: row.reason })}</p>}
      {correcting && <CorrectGiven row={row} needs={needs} onClose={() => setCorrecting(false)} />}
    </div>
  );
}
