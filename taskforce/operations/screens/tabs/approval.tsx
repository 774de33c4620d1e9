import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { formProblems, problemOf } from '../../../../web/problem.ts';
import { Unread } from '../../../../web/unread.tsx';
import {
  Badge,
  Button,
  Card,
  Columns,
  Facts,
  FormDialog,
  Notice,
  ReasonField,
  Row,
  Stack,
  Status,
  toast,
} from '../../../../web/ui/index.ts';
import { formatList, formatMoment, useWords } from '../../../../web/words/index.ts';
import type { Approval } from '../../contract-approval.ts';
import { Differences } from '../gate/differences.tsx';
import { refreshOperation } from '../gate/refresh.ts';
import { StartCard } from '../gate/start-card.tsx';
import type { OfOperation } from '../tabs.ts';

/** Who signs, who signed, and what changed since. */
export default function ApprovalTab({ operation }: OfOperation) {
  const { t } = useWords();
  const read = useQuery(api.operations.approval.queryOptions({ input: { operationId: operation.id } }));
  if (read.error || !read.data) return <Unread query={read} title={t('operations.failed')} lines={8} />;
  const approval = read.data;
  return (
    <Columns rail={<StartCard operation={operation} blockers={approval.blockers} />}>
      <Stack gap="large">
        <Signing approval={approval} />
        <Changed approval={approval} />
        <Signatures approval={approval} />
        <Moves approval={approval} />
      </Stack>
    </Columns>
  );
}

const waits = (approval: Approval) => approval.state === 'requested' || approval.state === 'reviewed';

/** What the risk asks for, and what this person can do about it. */
function Signing({ approval }: { approval: Approval }) {
  const { t } = useWords();
  const [returning, setReturning] = useState(false);
  const at = { operationId: approval.operationId, version: approval.version };
  const done = (word: string) => async () => {
    await refreshOperation();
    toast({ text: t(word) });
  };
  const ask = useMutation({
    mutationFn: () => client.operations.askApproval(at),
    onSuccess: done('operations.sign.asked'),
  });
  const back = useMutation({
    mutationFn: () => client.operations.takeBack(at),
    onSuccess: done('operations.sign.takenBack'),
  });
  const sign = useMutation({
    mutationFn: () =>
      client.operations.sign({ operationId: approval.operationId, revision: approval.revision }),
    onSuccess: done('operations.sign.signed'),
  });
  const failed = ask.error ?? back.error ?? sign.error;
  const changed = approval.state === 'approved' && approval.revision !== approval.signedRevision;
  return (
    <Card title={t('operations.approval.title')}>
      <Stack>
        {failed && <Notice tone="danger">{problemOf(failed).sentence}</Notice>}
        {changed && <Notice tone="warn">{t('operations.sign.changed')}</Notice>}
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('operations.field.risk'), value: t(`operations.risk.${approval.risk}`) },
            {
              label: t('operations.sign.needed'),
              value: formatList(approval.needed.map((one) => t(`operations.sign.capacity.${one}`))),
            },
            {
              label: t('operations.sign.why'),
              value:
                approval.riskReasons.length > 0
                  ? formatList(approval.riskReasons.map((one) => t(`operations.sign.reason.${one}`)))
                  : t('operations.sign.noReason'),
            },
            ...(waits(approval) && approval.wanted.length > 0
              ? [
                  {
                    label: t('operations.sign.wanted'),
                    value: formatList(approval.wanted.map((one) => t(`operations.sign.capacity.${one}`))),
                  },
                ]
              : []),
            ...(waits(approval) && approval.requestedBy !== null && approval.requestedAt !== null
              ? [
                  {
                    label: t('operations.sign.askedBy'),
                    value: `${approval.requestedBy.displayName}, ${formatMoment(approval.requestedAt)}`,
                  },
                ]
              : []),
          ]}
        />
        <Row>
          {approval.may.plan && (approval.state === 'planning' || changed) && (
            <Button look="primary" pending={ask.isPending} onPress={() => ask.mutate()}>
              {t(changed ? 'operations.sign.askAgain' : 'operations.sign.ask')}
            </Button>
          )}
          {waits(approval) && approval.may.takeBack && (
            <Button pending={back.isPending} onPress={() => back.mutate()}>
              {t('operations.sign.takeBack')}
            </Button>
          )}
          {waits(approval) && approval.may.approve && approval.may.whyNotSign === null && (
            <Button look="primary" pending={sign.isPending} onPress={() => sign.mutate()}>
              {t('operations.sign.sign', { n: approval.revision })}
            </Button>
          )}
          {waits(approval) && approval.may.approve && approval.may.whyNotSign !== 'four_eyes' && (
            <Button onPress={() => setReturning(true)}>{t('operations.sign.return')}</Button>
          )}
        </Row>
        {waits(approval) && approval.may.approve && approval.may.whyNotSign !== null && (
          <small>{t(`operations.sign.whyNot.${approval.may.whyNotSign}`)}</small>
        )}
      </Stack>
      {returning && <Return approval={approval} onClose={() => setReturning(false)} />}
    </Card>
  );
}

function Return({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const save = useMutation({
    mutationFn: () =>
      client.operations.returnPlan({
        operationId: approval.operationId,
        revision: approval.revision,
        note,
      }),
    onSuccess: async () => {
      await refreshOperation();
      toast({ text: t('operations.sign.returned') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('operations.sign.return')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <ReasonField
        label={t('operations.gate.reason')}
        name="note"
        value={{ category: null, text: note }}
        onChange={({ text }) => setNote(text)}
      />
    </FormDialog>
  );
}

function Changed({ approval }: { approval: Approval }) {
  const { t } = useWords();
  if (approval.comparedWith === null) return null;
  const { revision, at, by } = approval.comparedWith;
  return (
    <Card title={t('operations.difference.title')} count={approval.differences.length}>
      <Stack>
        <p>{t('operations.difference.since', { n: revision, name: by, at: formatMoment(at) })}</p>
        {approval.differences.length === 0 ? (
          <p>{t('operations.difference.none')}</p>
        ) : (
          <Differences differences={approval.differences} names={approval.names} />
        )}
      </Stack>
    </Card>
  );
}

function Signatures({ approval }: { approval: Approval }) {
  const { t } = useWords();
  return (
    <Card title={t('operations.sign.signatures')} count={approval.signatures.length}>
      <Stack>
        {approval.signatures.length === 0 && <p>{t('operations.sign.none')}</p>}
        {approval.signatures.map((one) => (
          <section key={one.id} aria-label={one.by.displayName}>
            <Row spread>
              <strong>{one.by.displayName}</strong>
              <Row>
                {!one.counts && one.decision === 'signed' && <Badge>{t('operations.sign.past')}</Badge>}
                <Status tone={one.decision === 'signed' ? (one.counts ? 'good' : 'muted') : 'warn'}>
                  {t(`operations.sign.decision.${one.decision}`)}
                </Status>
              </Row>
            </Row>
            <small>
              {`${t('operations.revision', { n: one.revision })} · ${t(`operations.risk.${one.risk}`)} · ${formatMoment(one.at)}`}
            </small>
            {one.note !== null && <p>{one.note}</p>}
          </section>
        ))}
      </Stack>
    </Card>
  );
}

function Moves({ approval }: { approval: Approval }) {
  const { t } = useWords();
  if (approval.moves.length === 0) return null;
  return (
    <Card title={t('operations.sign.moves')} count={approval.moves.length}>
      <Stack gap="small">
        {approval.moves.map((one) => (
          <p key={one.id}>
            {`${formatMoment(one.at)}: ${t(`operations.state.${one.from}`)} → ${t(`operations.state.${one.to}`)}`}
            {one.by !== null && `, ${one.by}`}
            {one.danger && ` (${t('operations.start.danger')})`}
            {one.reason !== null && `. ${one.reason}`}
          </p>
        ))}
      </Stack>
    </Card>
  );
}
