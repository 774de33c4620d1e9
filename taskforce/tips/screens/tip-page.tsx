import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import type { TipPage } from '../contract-parts.ts';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Clock,
  Columns,
  Notice,
  PageHeader,
  Row,
  Skeleton,
  Stack,
  Status,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';
import { RecordFiles } from '../../files/screens/record-files.tsx';
import { BigFacts, Signs, Similar, Source, Told } from './facts.tsx';
import { nameOf } from './named.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import styles from './tips.module.css';
import { Hold, Purge } from './tip-keeping.tsx';
import { TipActions } from './tip-actions.tsx';
import { UnmaskDialog } from './unmask.tsx';

/** One tip with everything that belongs to it. */
export default function TipScreen() {
  const { t } = useWords();
  const { tipId = '' } = useParams({ strict: false }) as { tipId?: string };
  const found = useQuery(api.tips.open.queryOptions({ input: { id: tipId } }));
  if (found.error)
    return (
      <>
        <PageHeader title={t('tips.page.title')} />
        <ReadFailed query={found} title={t('tips.page.failed')} />
      </>
    );
  if (!found.data)
    return (
      <>
        <PageHeader title={t('tips.page.title')} />
        <Skeleton label={t('ui.reading')} lines={8} />
      </>
    );
  return <Shown tip={found.data} />;
}

function Shown({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const can = useCan();
  const triage = tip.clocks.find((clock) => clock.clock === 'triage');
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('tips.page.crumb')}
            crumbs={[{ label: t('tips.queue.title'), href: '/tips' }]}
          />
        }
        number={tip.number}
        title={nameOf(t, 'tipState', tip.state)}
        badges={
          <>
            {tip.inDanger && (
              <Badge tone="danger" icon="danger">
                {t('tips.part.dangers')}
              </Badge>
            )}
            {tip.legalHold && (
              <Badge tone="warn" icon="lock">
                {t('tips.page.hold')}
              </Badge>
            )}
          </>
        }
        owner={
          tip.assignedTo ? t('tips.queue.taken', { name: tip.assignedTo.displayName }) : t('tips.queue.free')
        }
        {...(triage && triage.metAt === null ? { deadline: <Clock due={triage.dueAt} /> } : {})}
      />
      <Stack>
        <div className={styles['actions']}>
          <TipActions tip={tip} />
        </div>
        {tip.dangers
          .filter((one) => one.standing !== 'ended')
          .map((one) => (
            <Notice
              key={one.id}
              tone="danger"
              title={t('tips.part.dangers')}
              action={
                <Link className={styles['link'] ?? ''} href="/tips/dangers">
                  {t('tips.danger.toBoard')}
                </Link>
              }
            >
              {formatMoment(one.raisedAt)}
            </Notice>
          ))}
        <BigFacts tip={tip} />
        <Columns rail={<Rail tip={tip} />}>
          <Card title={t('tips.part.told')}>
            <Told tip={tip} />
          </Card>
          {tip.state !== 'purged' && (
            <Card title={t('tips.part.files')}>
              <Stack>
                {tip.channel === 'public_form' && <p>{t('tips.part.files.note')}</p>}
                <RecordFiles scopeTable="tips" scopeId={tip.id} mayAdd={can('tips.receive')} />
              </Stack>
            </Card>
          )}
          <Similar tip={tip} />
          <Signs tip={tip} />
          <Messages tip={tip} />
          <Decisions tip={tip} />
          <Card title={t('tips.part.history')}>
            <AccessLog table="tips" id={tip.id} />
          </Card>
        </Columns>
      </Stack>
    </>
  );
}

function Rail({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const can = useCan();
  const [unmasking, setUnmasking] = useState(false);
  return (
    <Stack>
      {tip.cases.length > 0 && (
        <Card title={t('tips.part.cases')}>
          <Stack gap="small">
            {tip.cases.map((one) => (
              <Link key={one.id} href={`/cases/${one.id}`} className={styles['link'] ?? ''}>
                {one.number} {one.title}
              </Link>
            ))}
          </Stack>
        </Card>
      )}
      <Card title={t('tips.part.clocks')}>
        <dl className={styles['clocks']}>
          {tip.clocks.map((one) => (
            <div key={one.clock}>
              <dt>{nameOf(t, 'tipClock', one.clock)}</dt>
              <dd>
                <Clock due={one.dueAt} {...(one.metAt === null ? {} : { metAt: one.metAt })} />
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card title={t('tips.fact.channel')}>
        <Stack gap="small">
          <Source tip={tip} />
          {tip.reporter.hasContact && can('tips.unmask') && (
            <Button size="small" icon="lock" onPress={() => setUnmasking(true)}>
              {t('tips.do.unmask')}
            </Button>
          )}
          {can('tips.hold') && <Hold tip={tip} />}
          {can('tips.purge') && tip.state === 'expired' && <Purge tip={tip} />}
        </Stack>
      </Card>
      {unmasking && <UnmaskDialog tipId={tip.id} onClose={() => setUnmasking(false)} />}
    </Stack>
  );
}

function Messages({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState(false);
  const record = useMutation(api.tips.recordAnswer.mutationOptions());
  if (tip.messages.length === 0) return null;
  return (
    <Card
      title={t('tips.part.messages')}
      actions={
        can('tips.triage') && tip.state === 'asked_back' ? (
          <Button size="small" onPress={() => setOpen(true)}>
            {t('tips.do.answer')}
          </Button>
        ) : undefined
      }
    >
      <Timeline
        label={t('tips.part.messages')}
        entries={tip.messages.map((one) => ({
          id: one.id,
          when: formatMoment(one.sentAt),
          dateTime: one.sentAt,
          title: t(`tips.page.${one.direction}`),
          by: one.author?.displayName ?? t('tips.page.byReporter'),
          weight: one.direction === 'answer' ? 'strong' : 'plain',
          children: <p className={styles['message']}>{one.body}</p>,
        }))}
      />
      <ReasonDialog
        open={open}
        title={t('tips.do.answer')}
        label={t('tips.decide.answer')}
        name="body"
        draft={`tip.answer.${tip.id}`}
        pending={record.isPending}
        error={record.error}
        onClose={() => setOpen(false)}
        onSave={(body, saved) =>
          record.mutate(
            { id: tip.id, version: tip.version, body },
            {
              onSuccess: () => {
                saved();
                toast({ text: t('tips.done.answer') });
                setOpen(false);
                void refreshTips();
              },
            },
          )
        }
      />
    </Card>
  );
}

function Decisions({ tip }: { tip: TipPage }) {
  const { t } = useWords();
  return (
    <Card title={t('tips.part.decisions')} count={tip.decisions.length}>
      {tip.decisions.length === 0 ? (
        <p className={styles['note']}>{t('tips.part.decisions.none')}</p>
      ) : (
        <Timeline
          label={t('tips.part.decisions')}
          entries={tip.decisions.toReversed().map((one) => ({
            id: one.id,
            when: formatMoment(one.decidedAt),
            dateTime: one.decidedAt,
            title: titleOf(t, one.decision),
            by: one.decidedBy.displayName,
            children: (
              <Stack gap="small">
                <Row>
                  {one.reasonCode && <Status>{nameOf(t, 'noActionReason', one.reasonCode)}</Status>}
                  {one.recipient && (
                    <Status>
                      {nameOf(t, 'referralRecipient', one.recipient)}
                      {one.recipientName !== '' && `: ${one.recipientName}`}
                    </Status>
                  )}
                  {one.duplicateOf && (
                    <Link href={`/tips/${one.duplicateOf.id}`} className={styles['link'] ?? ''}>
                      {one.duplicateOf.number}
                    </Link>
                  )}
                </Row>
                {one.reason !== '' && <p className={styles['message']}>{one.reason}</p>}
              </Stack>
            ),
          }))}
        />
      )}
    </Card>
  );
}

const titleOf = (t: Translate, decision: TipPage['decisions'][number]['decision']) =>
  decision === 'reopen' ? t('tips.done.reopen') : nameOf(t, 'tipDecision', decision);
