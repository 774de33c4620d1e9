import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { api, client as ask } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  Card,
  CheckboxGroup,
  Clock,
  EmptyState,
  FormDialog,
  MomentField,
  Notice,
  RadioGroup,
  Row,
  Select,
  Stack,
  Status,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { askedPlaces, DECLINES, NEEDS, passedFacts, passedWays } from '../../vocabulary/referrals.ts';
import { refreshReferrals, stateTone, useWordsOf, type Onward } from './shared.ts';

/** What was asked of others for a client, by paper or telephone, and the offers that became this client. */
export default function ClientReferrals({ clientId }: { clientId: string }) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const [open, setOpen] = useState<'new' | { edit: Onward } | { decline: Onward } | null>(null);
  const found = useQuery(api.onward.list.queryOptions({ input: { clientId } }));
  const came = useQuery(api.offers.ofClient.queryOptions({ input: { clientId } })).data?.rows ?? [];
  if (found.error || !found.data) return <Unread query={found} lines={4} />;
  const { rows, mayWrite } = found.data;
  return (
    <Stack>
      {came.map((row) => (
        <Row key={row.id}>
          <Link href={`/referrals/${row.id}`}>{t('referrals.onward.came', { from: row.from })}</Link>
          <Status tone={stateTone[row.state]}>{word('state', row.state)}</Status>
        </Row>
      ))}
      <Row spread>
        <p>{t('referrals.onward.lead')}</p>
        {mayWrite && (
          <Button icon="plus" size="small" onPress={() => setOpen('new')}>
            {t('referrals.onward.new')}
          </Button>
        )}
      </Row>
      {rows.length === 0 && (
        <EmptyState icon="link" title={t('referrals.onward.none')}>
          {t('referrals.onward.noneHint')}
        </EmptyState>
      )}
      {rows.map((row) => (
        <OneOnward
          key={row.id}
          row={row}
          mayWrite={mayWrite}
          onEdit={() => setOpen({ edit: row })}
          onDecline={() => setOpen({ decline: row })}
        />
      ))}
      {open === 'new' && <OnwardDialog clientId={clientId} row={null} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'new' && 'edit' in open && (
        <OnwardDialog clientId={clientId} row={open.edit} onClose={() => setOpen(null)} />
      )}
      {open !== null && open !== 'new' && 'decline' in open && (
        <DeclineDialog row={open.decline} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}

type LineProps = { row: Onward; mayWrite: boolean; onEdit: () => void; onDecline: () => void };
function OneOnward({ row, mayWrite, onEdit, onDecline }: LineProps) {
  const { t } = useWords();
  const { word } = useWordsOf();
  const [problem, setProblem] = useState<string | null>(null);
  const move = useMutation({
    mutationFn: (to: Onward['state']) => ask.onward.move({ id: row.id, version: row.version, to }),
    onError: (error) => setProblem(problemOf(error).sentence),
    onSettled: refreshReferrals,
  });
  return (
    <Card
      title={row.content?.recipient ?? '–'}
      actions={
        <Row>
          {mayWrite && row.state === 'draft' && (
            <Button size="small" icon="edit" onPress={onEdit}>
              {t('referrals.onward.edit')}
            </Button>
          )}
          {row.may.map((to) => (
            <Button
              key={to}
              size="small"
              pending={move.isPending && move.variables === to}
              onPress={() => (to === 'declined' ? onDecline() : move.mutate(to))}
            >
              {t(`referrals.onwardMove.${to}`)}
            </Button>
          ))}
        </Row>
      }
    >
      <Stack gap="small">
        <Row>
          <Status tone={stateTone[row.state]}>{word('state', row.state)}</Status>
          {row.declineReason && row.state === 'declined' && (
            <Badge>{word('decline', row.declineReason)}</Badge>
          )}
          {row.needs.map((need) => (
            <Badge key={need}>{word('need', need)}</Badge>
          ))}
          {row.answerBy !== null && (row.state === 'draft' || row.state === 'offered') && (
            <span>
              {t('referrals.field.answerBy')} <Clock due={row.answerBy} />
            </span>
          )}
        </Row>
        {problem && <Notice tone="warn">{problem}</Notice>}
        <p>
          {word('way', row.passedHow)}
          {row.passed.length > 0 && `: ${row.passed.map((one) => word('fact', one)).join(', ')}`}
        </p>
        {row.content?.reach && <p>{row.content.reach}</p>}
        {row.content?.note && <p>{row.content.note}</p>}
        <p>{row.moves.map((one) => `${word('state', one.to)} ${formatMoment(one.at)}`).join(' → ')}</p>
      </Stack>
    </Card>
  );
}

function OnwardDialog({
  clientId,
  row,
  onClose,
}: {
  clientId: string;
  row: Onward | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [value, setValue] = useState({
    toKind: row?.toKind ?? ('other_provider' as Onward['toKind']),
    needs: row?.needs ?? [],
    passed: row?.passed ?? [],
    passedHow: row?.passedHow ?? ('client_goes_alone' as Onward['passedHow']),
    answerBy: row?.answerBy ?? null,
    content: row?.content ?? { recipient: '', reach: '', note: '' },
  });
  const set = (part: Partial<typeof value>) => setValue((now) => ({ ...now, ...part }));
  const content = (part: Partial<typeof value.content>) => set({ content: { ...value.content, ...part } });
  const save = useMutation({
    mutationFn: async () => {
      if (row) await ask.onward.change({ id: row.id, version: row.version, ...value });
      else await ask.onward.draft({ clientId, ...value });
    },
    onSuccess: () => {
      void refreshReferrals();
      onClose();
    },
  });
  const alone = value.passedHow === 'client_goes_alone';
  return (
    <FormDialog
      title={t(row ? 'referrals.onward.edit' : 'referrals.onward.new')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        name="toKind"
        label={t('referrals.onward.toKind')}
        placeholder={t('ui.choose')}
        options={options('place', askedPlaces)}
        value={value.toKind}
        onChange={(toKind) => set({ toKind })}
      />
      <TextField
        name="content.recipient"
        maxLength={200}
        autoComplete="off"
        label={t('referrals.onward.recipient')}
        value={value.content.recipient}
        onChange={(recipient) => content({ recipient })}
      />
      <TextField
        name="content.reach"
        required={false}
        maxLength={200}
        autoComplete="off"
        label={t('referrals.onward.reach')}
        value={value.content.reach ?? ''}
        onChange={(reach) => content({ reach })}
      />
      <CheckboxGroup
        name="needs"
        columns={2}
        label={t('referrals.field.needs')}
        options={options('need', NEEDS)}
        value={value.needs}
        onChange={(needs) => set({ needs })}
      />
      <RadioGroup
        name="passedHow"
        label={t('referrals.onward.how')}
        hint={t('referrals.onward.howHint')}
        options={options('way', passedWays)}
        value={value.passedHow}
        onChange={(passedHow) =>
          set({ passedHow, ...(passedHow === 'client_goes_alone' ? { passed: [] } : {}) })
        }
      />
      {!alone && (
        <CheckboxGroup
          name="passed"
          required={false}
          columns={2}
          label={t('referrals.onward.passed')}
          hint={t('referrals.onward.passedHint')}
          options={options('fact', passedFacts)}
          value={value.passed}
          onChange={(passed) => set({ passed })}
        />
      )}
      <MomentField
        name="answerBy"
        required={false}
        label={t('referrals.field.answerBy')}
        hint={t('referrals.onward.answerByHint')}
        value={value.answerBy ?? ''}
        onChange={(at) => set({ answerBy: at === '' ? null : at })}
      />
      <TextArea
        name="content.note"
        required={false}
        maxLength={4000}
        label={t('referrals.onward.note')}
        value={value.content.note ?? ''}
        onChange={(note) => content({ note })}
      />
    </FormDialog>
  );
}

function DeclineDialog({ row, onClose }: { row: Onward; onClose: () => void }) {
  const { t } = useWords();
  const { options } = useWordsOf();
  const [reason, setReason] = useState<(typeof DECLINES)[number] | null>(null);
  const save = useMutation({
    mutationFn: () => ask.onward.move({ id: row.id, version: row.version, to: 'declined', reason }),
    onSuccess: () => {
      void refreshReferrals();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('referrals.onwardMove.declined')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Select
        name="reason"
        label={t('referrals.why')}
        placeholder={t('ui.choose')}
        options={options('decline', DECLINES)}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
