import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Button, ButtonLink, Card, PageHeader, Skeleton, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ConflictList } from './conflict-list.tsx';
import { EntryList } from './entry-list.tsx';
import { EventDialog } from './event-dialog.tsx';
import { TargetDialog } from './target-dialog.tsx';

/** What I entered, whom it meets, and the two checks. The open dialog is in the address, so that it can be linked to. */
export default function DeconflictionPage() {
  const { t } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const { do: act } = useSearch({ strict: false }) as { do?: string };
  const show = (what?: 'target' | 'event') =>
    void navigate({ to: '/deconfliction', search: what ? { do: what } : {} } as never);
  const read = useQuery(api.deconfliction.mine.queryOptions({ input: {} }));
  // Operations have pages of their own; they stand here only where a conflict is about one.
  const entered = read.data?.entries.filter(({ subject }) => subject !== 'operation') ?? [];
  return (
    <>
      <PageHeader
        title={t('deconfliction.title')}
        lead={t(can('deconfliction.enter') ? 'deconfliction.lead' : 'deconfliction.leadOneWay')}
        actions={
          <>
            <Button look="primary" icon="search" onPress={() => show('target')}>
              {t('deconfliction.check')}
            </Button>
            {can('deconfliction.enter') && (
              <Button icon="plus" onPress={() => show('event')}>
                {t('deconfliction.enterEvent')}
              </Button>
            )}
            {can('deconfliction.coordinate') && (
              <ButtonLink href="/deconfliction/coordination">
                {t('deconfliction.coordination.title')}
              </ButtonLink>
            )}
            <ButtonLink look="quiet" href="/deconfliction/log">
              {t('deconfliction.log.title')}
            </ButtonLink>
          </>
        }
      />
      {read.isError ? (
        <ReadFailed query={read} />
      ) : read.data ? (
        <Stack gap="large">
          <Card
            title={t('deconfliction.conflicts.title')}
            count={read.data.conflicts.filter((one) => one.state === 'open').length}
          >
            <ConflictList
              conflicts={read.data.conflicts}
              entries={read.data.entries}
              coordinator={read.data.coordinator}
            />
          </Card>
          <Card title={t('deconfliction.entries.title')} count={entered.length}>
            <EntryList entries={entered} />
          </Card>
        </Stack>
      ) : (
        <Skeleton label={t('ui.reading')} lines={6} />
      )}
      {act === 'target' && <TargetDialog onClose={() => show()} />}
      {act === 'event' && can('deconfliction.enter') && <EventDialog onClose={() => show()} />}
    </>
  );
}
