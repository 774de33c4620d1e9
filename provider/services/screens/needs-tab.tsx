import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api-provider.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Badge, Button, Card, Dialog, EmptyState, Row, Stack, Status } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { horizons } from '../../vocabulary/needs.ts';
import { Assessment } from './assessment.tsx';
import { GivenCard } from './given.tsx';
import { NeedForm } from './need-form.tsx';
import { closedWord, needState, needTone, useMayWrite, type Need } from './shared.ts';
import styles from './services.module.css';

/** What the client needs, over three horizons, and what was done for it. */
export function NeedsTab({ client }: { client: Client }) {
  const { t } = useWords();
  const may = useMayWrite(client, 'services.write');
  const [open, setOpen] = useState<'all' | 'new' | Need | null>(null);
  const list = useQuery(api.needs.list.queryOptions({ input: { clientId: client.id } }));
  const close = () => setOpen(null);
  return (
    <Loaded query={list}>
      {({ rows }) => (
        <Stack>
          <Card
            title={t('services.needs.title')}
            count={rows.filter((one) => one.settledOn === null).length}
            actions={
              may && (
                <Row>
                  <Button size="small" look="primary" onPress={() => setOpen('all')}>
                    {t('services.needs.assess')}
                  </Button>
                  <Button size="small" icon="plus" onPress={() => setOpen('new')}>
                    {t('services.needs.add')}
                  </Button>
                </Row>
              )
            }
          >
            {rows.length === 0 ? (
              <EmptyState icon="info" title={t('services.needs.none')}>
                {t('services.needs.noneHint')}
              </EmptyState>
            ) : (
              <Stack>
                {[...horizons, 'settled' as const].map((part) => (
                  <Part
                    key={part}
                    title={part === 'settled' ? t('services.needs.settled') : closedWord(t, 'horizon', part)}
                    hint={part === 'settled' ? '' : closedWord(t, 'horizonHint', part)}
                    rows={rows.filter((one) =>
                      part === 'settled'
                        ? one.settledOn !== null
                        : one.settledOn === null && one.horizon === part,
                    )}
                    onEdit={may ? setOpen : undefined}
                  />
                ))}
              </Stack>
            )}
          </Card>
          <GivenCard client={client} needs={rows} />
          <Dialog
            open={open === 'all'}
            onClose={close}
            title={t('services.needs.assess')}
            closeLabel={t('ui.close')}
            shape="wide"
          >
            {open === 'all' && <Assessment client={client} needs={rows} onDone={close} />}
          </Dialog>
          <Dialog
            open={open !== null && open !== 'all'}
            onClose={close}
            title={t(open === 'new' ? 'services.needs.add' : 'services.needs.change')}
            closeLabel={t('ui.close')}
            shape="wide"
          >
            {open !== null && open !== 'all' && (
              <NeedForm client={client} need={open === 'new' ? null : open} onDone={close} />
            )}
          </Dialog>
        </Stack>
      )}
    </Loaded>
  );
}

function Part({
  title,
  hint,
  rows,
  onEdit,
}: {
  title: string;
  hint: string;
  rows: readonly Need[];
  onEdit: ((need: Need) => void) | undefined;
}) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        {title} {hint !== '' && <span className={styles['aside']}>({hint})</span>}
      </h3>
      {rows.map((need) => {
        const name = closedWord(t, 'need', need.kind);
        return (
          <div key={need.id} className={styles['entry']}>
            <Row spread>
              <Row>
                <strong>{name}</strong>
                <Status tone={needTone[need.status]}>{needState(t, need)}</Status>
                {need.wanted !== 'wanted' && <Badge>{closedWord(t, 'wish', need.wanted)}</Badge>}
              </Row>
              {onEdit && (
                <Button
                  size="small"
                  look="quiet"
                  icon="edit"
                  aria-label={t('services.needs.changeName', { name })}
                  onPress={() => onEdit(need)}
                >
                  {t('services.needs.edit')}
                </Button>
              )}
            </Row>
            <span className={styles['aside']}>
              {need.settledOn
                ? t('services.needs.fromTo', {
                    from: formatDate(need.openedOn),
                    to: formatDate(need.settledOn),
                  })
                : t('services.needs.since', { day: formatDate(need.openedOn) })}
              {need.byOther !== '' && ` · ${need.byOther}`}
              {need.services > 0 && ` · ${t('services.needs.given', { count: need.services })}`}
            </span>
            {need.words !== '' && <p>{need.words}</p>}
          </div>
        );
      })}
    </section>
  );
}
