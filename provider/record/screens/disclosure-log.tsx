import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client as ask, type Client as ProviderClient } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  MomentField,
  Row,
  Status,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { closedWord, refreshServices } from '../../services/screens/shared.ts';
import styles from '../../services/screens/services.module.css';

type Line = Awaited<ReturnType<ProviderClient['record']['log']>>['rows'][number];

/** Who received what of the client. Rows are written by the rooms that give something out, never by hand. */
export function DisclosureLog({ client }: { client: Client }) {
  const { t } = useWords();
  const can = useCan();
  const [telling, setTelling] = useState<Line | null>(null);
  const list = useQuery(api.record.log.queryOptions({ input: { clientId: client.id } }));
  const may = can('disclosures.write') && client.state !== 'destroyed';
  return (
    <Card title={t('record.log.title')} {...(list.data ? { count: list.data.rows.length } : {})}>
      <Loaded query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon="check" title={t('record.log.none')}>
              {t('record.log.noneHint')}
            </EmptyState>
          ) : (
            <div>
              {rows.map((row) => (
                <div key={row.id} className={styles['entry']}>
                  <Row spread>
                    <Row>
                      <strong>{row.recipient || closedWord(t, 'recipientKind', row.recipientKind)}</strong>
                      <span className={styles['aside']}>
                        {closedWord(t, 'recipientKind', row.recipientKind)}
                      </span>
                    </Row>
                    {row.toldClientAt ? (
                      <Status tone="good">
                        {t('record.log.told', { when: formatMoment(row.toldClientAt) })}
                      </Status>
                    ) : (
                      <Row>
                        <Status tone="warn">{t('record.log.notTold')}</Status>
                        {may && (
                          <Button
                            size="small"
                            aria-label={t('record.log.tellName', { when: formatMoment(row.at) })}
                            onPress={() => setTelling(row)}
                          >
                            {t('record.log.tell')}
                          </Button>
                        )}
                      </Row>
                    )}
                  </Row>
                  <span className={styles['aside']}>
                    {formatMoment(row.at)} · {closedWord(t, 'disclosureKind', row.kind)} ·{' '}
                    {closedWord(t, 'disclosureBasis', row.basis)}
                    {row.recordedBy && ` · ${row.recordedBy}`}
                  </span>
                  {row.fields.length > 0 && (
                    <p>
                      {row.fields
                        .map((one) => closedWord(t, 'givenField', one.replaceAll('.', '_')))
                        .join(', ')}
                    </p>
                  )}
                </div>
              ))}
            </div>
          )
        }
      </Loaded>
      <Dialog
        open={telling !== null}
        onClose={() => setTelling(null)}
        title={t('record.log.tell')}
        closeLabel={t('ui.close')}
      >
        {telling && <TellForm line={telling} onDone={() => setTelling(null)} />}
      </Dialog>
    </Card>
  );
}

function TellForm({ line, onDone }: { line: Line; onDone: () => void }) {
  const { t } = useWords();
  const [on, setOn] = useState(() => new Date().toISOString());
  const save = useMutation({
    mutationFn: () => ask.record.told({ id: line.id, version: line.version, on }),
    onSuccess: () => {
      void refreshServices();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => save.mutate()} problemsTitle={t('ui.problems')} {...formProblems(save.error)}>
      <MomentField label={t('record.log.when')} name="on" value={on} onChange={setOn} />
      <FormActions>
        <Button look="primary" type="submit" pending={save.isPending}>
          {t('record.log.tell')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
