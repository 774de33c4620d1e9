import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  FormDialog,
  Notice,
  Row,
  Skeleton,
  Stack,
  Status,
  TextArea,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { ConflictList } from './conflict-list.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { EntryList } from './entry-list.tsx';
import { HandoffDialog, printSheet } from './handoff.tsx';
import { TargetDialog } from './target-dialog.tsx';

type Standing = Awaited<ReturnType<Client['deconfliction']['ofOperation']>>;
type Asks = 'contact' | 'target' | 'silence' | 'targets' | 'handoff';

/** Where an operation stands: its check, its conflicts, its targets, its hand-off to the regional systems. */
export function OperationDeconfliction({ operationId }: { operationId: string }) {
  const { t } = useWords();
  const [asks, setAsks] = useState<Asks | null>(null);
  const read = useQuery(api.deconfliction.ofOperation.queryOptions({ input: { operationId } }));
  if (read.isError) return <ReadFailed query={read} />;
  const standing = read.data;
  if (!standing) return <Skeleton label={t('ui.reading')} lines={6} />;
  const { entry } = standing;
  const close = () => setAsks(null);
  return (
    <Stack gap="large">
      <Check standing={standing} onAsk={setAsks} />
      {entry && (
        <>
          <Card
            title={t('deconfliction.conflicts.title')}
            count={standing.conflicts.filter((one) => one.state === 'open').length}
          >
            <ConflictList conflicts={standing.conflicts} coordinator={standing.coordinator} />
          </Card>
          <Card
            title={t('deconfliction.targets.title')}
            count={standing.targets.length}
            actions={
              <Row>
                <Button size="small" icon="search" onPress={() => setAsks('target')}>
                  {t('deconfliction.check')}
                </Button>
                <Button size="small" look="quiet" onPress={() => setAsks('targets')}>
                  {t('deconfliction.targets.none')}
                </Button>
              </Row>
            }
          >
            <Stack>
              {entry.noTargetsReason && (
                <Notice title={t('deconfliction.targets.noneBecause')}>{entry.noTargetsReason}</Notice>
              )}
              <EntryList entries={standing.targets} hint={t('deconfliction.targets.hint')} />
            </Stack>
          </Card>
          <Handoffs standing={standing} entryId={entry.id} onRecord={() => setAsks('handoff')} />
        </>
      )}
      {asks === 'contact' && entry && <ContactDialog entry={entry} onClose={close} />}
      {asks === 'target' && <TargetDialog operationId={operationId} onClose={close} />}
      {asks === 'targets' && (
        <NoTargets operationId={operationId} was={entry?.noTargetsReason ?? ''} onClose={close} />
      )}
      {asks === 'silence' && entry && <AskSilence id={entry.id} version={entry.version} onClose={close} />}
      {asks === 'handoff' && entry && (
        <HandoffDialog entryId={entry.id} systems={standing.systems} onClose={close} />
      )}
    </Stack>
  );
}

function Check({ standing, onAsk }: { standing: Standing; onAsk: (what: Asks) => void }) {
  const { t } = useWords();
  const can = useCan();
  const { entry, current, lacks, open } = standing;
  return (
    <Card
      title={t('deconfliction.standing.title')}
      actions={
        <Status tone={!current ? 'warn' : open > 0 ? 'danger' : 'good'}>
          {t(
            !current
              ? 'deconfliction.standing.lacking'
              : open > 0
                ? 'deconfliction.standing.open'
                : 'deconfliction.standing.clear',
          )}
        </Status>
      }
    >
      <Stack>
        {lacks.length > 0 && (
          <ul>
            {lacks.map((one) => (
              <li key={one}>{t(`deconfliction.lacks.${one}`)}</li>
            ))}
          </ul>
        )}
        <p>{t('deconfliction.standing.lead')}</p>
        {entry?.checkedAt && (
          <small>{t('deconfliction.comparedAt', { at: formatMoment(entry.checkedAt) })}</small>
        )}
        {entry && (
          <Row>
            <span>
              {t('deconfliction.contact.is', {
                name: [entry.contactName, entry.contactPhone].filter(Boolean).join(', '),
              })}
            </span>
            <Button size="small" look="quiet" onPress={() => onAsk('contact')}>
              {t('deconfliction.contact.set')}
            </Button>
          </Row>
        )}
        {entry && entry.silent !== 'no' && <p>{t(`deconfliction.silent.${entry.silent}`)}</p>}
        {entry && (entry.silent === 'no' || entry.silent === 'declined') && can('deconfliction.enter') && (
          <Row>
            <Button size="small" look="quiet" icon="lock" onPress={() => onAsk('silence')}>
              {t('deconfliction.silentAsk')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

function Handoffs({
  standing,
  entryId,
  onRecord,
}: {
  standing: Standing;
  entryId: string;
  onRecord: () => void;
}) {
  const { t } = useWords();
  const { handoffs, handedOff, handoffDue } = standing;
  return (
    <Card
      title={t('deconfliction.handoff.title')}
      actions={
        <Status tone={handedOff ? 'good' : 'warn'}>
          {t(handedOff ? 'deconfliction.handoff.done' : 'deconfliction.handoff.owed')}
        </Status>
      }
    >
      <Stack>
        <p>{t('deconfliction.handoff.lead')}</p>
        {!handedOff && handoffDue && (
          <p>{t('deconfliction.handoff.due', { at: formatMoment(handoffDue) })}</p>
        )}
        {handoffs.length > 0 && (
          <ul>
            {handoffs.map((one) => (
              <li key={one.id}>
                {[
                  one.system,
                  t(`deconfliction.handoff.states.${one.state}`),
                  one.reference,
                  one.result && t(`deconfliction.handoff.results.${one.result}`),
                  one.reason,
                  `${one.madeBy}, ${formatMoment(one.madeAt)}`,
                  !one.present && t('deconfliction.handoff.past'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        )}
        <Row>
          <Button size="small" onPress={onRecord}>
            {t('deconfliction.handoff.record')}
          </Button>
          {(['pdf', 'csv', 'json'] as const).map((format) => (
            <Button key={format} size="small" look="quiet" onPress={() => void printSheet(entryId, format)}>
              {t('deconfliction.handoff.sheet', { format: format.toUpperCase() })}
            </Button>
          ))}
        </Row>
      </Stack>
    </Card>
  );
}

function NoTargets({ operationId, was, onClose }: { operationId: string; was: string; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState(was);
  const save = useMutation({
    mutationFn: () =>
      client.deconfliction.setNoTargets({ operationId, reason: reason.trim() === '' ? null : reason }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.targets.none')}
      verb={t('deconfliction.targets.save')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <TextArea
        label={t('deconfliction.targets.why')}
        hint={t('deconfliction.targets.whyHint')}
        name="reason"
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}

function AskSilence({ id, version, onClose }: { id: string; version: number; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => client.deconfliction.askSilence({ id, version, reason }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.silentAsk')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Notice>{t('deconfliction.silentHint')}</Notice>
      <TextArea
        label={t('deconfliction.silentReason')}
        name="reason"
        rows={3}
        required
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
