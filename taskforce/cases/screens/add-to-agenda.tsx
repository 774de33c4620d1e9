import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan, useMe } from '../../../web/session.ts';
import {
  Button,
  ButtonLink,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  Notice,
  Select,
  Skeleton,
  Stack,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatList, useWords } from '../../../web/words/index.ts';

type Answer = Awaited<ReturnType<typeof client.meetings.addCases>>;

/** Puts the marked cases on the agenda of the next meeting that the reader chairs, or of another one. */
export function AddToAgenda({ caseIds, onDone }: { caseIds: string[]; onDone: () => void }) {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (!can('meetings.hold')) return null;
  return (
    <>
      <Button size="small" icon="agenda" onPress={() => setOpen(true)}>
        {t('cases.agenda.do')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('cases.agenda.do')}
        closeLabel={t('ui.close')}
      >
        {open && (
          <Choosing
            caseIds={caseIds}
            onClose={() => setOpen(false)}
            onDone={() => {
              setOpen(false);
              onDone();
            }}
          />
        )}
      </Dialog>
    </>
  );
}

function Choosing({
  caseIds,
  onClose,
  onDone,
}: {
  caseIds: string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const found = useQuery(api.meetings.list.queryOptions({ input: { limit: 100 } })).data;
  const mine = (found?.rows ?? [])
    .filter((one) => one.state === 'planned' && one.chairId === me.account.id)
    .toSorted((a, b) => a.heldOn.localeCompare(b.heldOn));
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const meetingId = chosen ?? mine[0]?.id ?? null;
  const add = useMutation({
    mutationFn: (id: string) => client.meetings.addCases({ meetingId: id, caseIds, reason }),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: api.meetings.key() });
      if (answer.rows.every((row) => row.outcome === 'added')) {
        tell(answer, t);
        onDone();
      }
    },
  });
  if (!found) return <Skeleton label={t('ui.reading')} />;
  if (mine.length === 0)
    return (
      <EmptyState icon="agenda" title={t('cases.agenda.none')}>
        <ButtonLink href="/agenda">{t('cases.agenda.prepare')}</ButtonLink>
      </EmptyState>
    );
  if (add.data)
    return (
      <Report answer={add.data} onClose={onDone} onUndo={() => void takeBack(add.data, t).then(onDone)} />
    );
  return (
    <Form
      onSubmit={() => (meetingId === null ? undefined : add.mutate(meetingId))}
      problemsTitle={t('ui.problems')}
      {...formProblems(add.error)}
    >
      <Select
        label={t('cases.agenda.meeting')}
        hint={t('cases.agenda.meetingHint')}
        name="meetingId"
        required
        placeholder={t('cases.agenda.meeting')}
        options={mine.map((one) => ({ id: one.id, label: `${formatDate(one.heldOn)}, ${one.title}` }))}
        value={meetingId}
        onChange={setChosen}
      />
      <TextField
        label={t('cases.agenda.reason')}
        hint={t('cases.agenda.reasonHint')}
        name="reason"
        required
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={add.isPending}>
          {t('cases.agenda.add', { n: caseIds.length })}
        </Button>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}

type Words = ReturnType<typeof useWords>['t'];
const added = (answer: Answer) =>
  answer.rows.flatMap(({ outcome, itemId, version }) =>
    outcome === 'added' && itemId !== null && version !== null ? [{ itemId, version }] : [],
  );

function tell(answer: Answer, t: Words): void {
  toast({
    text: t('cases.agenda.added', { n: added(answer).length }),
    undo: { label: t('cases.agenda.undo'), onUndo: () => void takeBack(answer, t) },
  });
}

/** Takes off again what was just put on. */
async function takeBack(answer: Answer, t: Words): Promise<void> {
  const items = added(answer);
  if (items.length === 0) return;
  await client.meetings.removeItems({ items, reason: t('cases.agenda.mistake') });
  await queries.invalidateQueries({ queryKey: api.meetings.key() });
  toast({ text: t('cases.agenda.undone', { n: items.length }) });
}

/** What came of each case, where not all of them were new on the agenda. */
function Report({ answer, onClose, onUndo }: { answer: Answer; onClose: () => void; onUndo: () => void }) {
  const { t } = useWords();
  const numbers = (outcome: string) =>
    answer.rows.flatMap((row) => (row.outcome === outcome && row.number !== null ? [row.number] : []));
  const closed = answer.rows.filter((row) => row.outcome === 'not_open').length;
  const n = added(answer).length;
  return (
    <Stack>
      {n > 0 && (
        <Notice tone="good" title={t('cases.agenda.added', { n })}>
          {formatList(numbers('added'))}
        </Notice>
      )}
      {numbers('already').length > 0 && (
        <Notice title={t('cases.agenda.already', { n: numbers('already').length })}>
          {formatList(numbers('already'))}
        </Notice>
      )}
      {closed > 0 && <Notice tone="warn" title={t('cases.agenda.notOpen', { n: closed })} />}
      <FormActions>
        <Button look="primary" onPress={onClose}>
          {t('ui.close')}
        </Button>
        {n > 0 && <Button onPress={onUndo}>{t('cases.agenda.undo')}</Button>}
      </FormActions>
    </Stack>
  );
}
