import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import type { DangerRow } from '../contract-danger.ts';
import { api } from '../../../web/api.ts';
import { conflictOf, problemOf } from '../../../web/problem.ts';
import { useCan, useMe } from '../../../web/session.ts';
import { Badge, Button, Clock, Row, Status, toast } from '../../../web/ui/index.ts';
import { formatMoment, formatTime, useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { DangerDialogs } from './danger-dialogs.tsx';
import type { DangerStep } from './danger-dialogs.tsx';
import { nameOf } from './named.ts';
import styles from './tips.module.css';

/** One danger: what, whose, whom one tried, what was passed over, and what to do next. */
export function DangerCard({ danger }: { danger: DangerRow }) {
  const { t } = useWords();
  const [step, setStep] = useState<DangerStep | null>(null);
  const place = danger.place || danger.tip?.place || '';
  const by = danger.imported
    ? t('tips.danger.byImport', {
        name: danger.raisedBy?.displayName ?? '',
        when: formatMoment(danger.raisedAt),
        told: danger.tip ? formatMoment(danger.tip.receivedAt) : '',
      })
    : danger.raisedBy
      ? t('tips.danger.by', { name: danger.raisedBy.displayName, when: formatMoment(danger.raisedAt) })
      : t('tips.danger.byForm', { when: formatMoment(danger.raisedAt) });
  return (
    <article className={styles['danger']} data-standing={danger.standing} aria-label={standingOf()}>
      <Row spread>
        <Status
          tone={
            danger.standing === 'nobody_accountable'
              ? 'danger'
              : danger.standing === 'accepted'
                ? 'warn'
                : 'muted'
          }
        >
          {standingOf()}
        </Status>
        {danger.stale && danger.standing !== 'ended' && (
          <Badge tone="warn" icon="clock">
            {t('tips.danger.stale')}
          </Badge>
        )}
        <span className={styles['note']}>{by}</span>
      </Row>
      <p className={styles['danger-what']}>{danger.what || danger.tip?.what || t('tips.danger.pressed')}</p>
      <Row>
        {place !== '' && <b>{place}</b>}
        {danger.tip && (
          <Link className={styles['link'] ?? ''} href={`/tips/${danger.tip.id}`}>
            {t('tips.danger.aboutTip', { number: danger.tip.number })}
          </Link>
        )}
        {danger.case && (
          <Link className={styles['link'] ?? ''} href={`/cases/${danger.case.id}`}>
            {t('tips.danger.aboutCase', { number: danger.case.number })}
          </Link>
        )}
        {danger.operation && (
          <Link className={styles['link'] ?? ''} href={`/operations/${danger.operation.id}`}>
            {t('tips.danger.aboutOperation', { number: danger.operation.number })}
          </Link>
        )}
      </Row>
      <div className={styles['danger-columns']}>
        <Clocks danger={danger} />
        <Tries danger={danger} />
        <Bypasses danger={danger} />
      </div>
      {danger.endedSummary !== null && <p className={styles['message']}>{danger.endedSummary}</p>}
      {danger.review?.findings && <p className={styles['message']}>{danger.review.findings}</p>}
      <Actions danger={danger} onStep={setStep} />
      <DangerDialogs danger={danger} step={step} onClose={() => setStep(null)} />
    </article>
  );

  function standingOf(): string {
    if (danger.standing === 'ended')
      return t('tips.danger.ended', {
        ending: danger.ending ? nameOf(t, 'dangerEnding', danger.ending) : '',
      });
    return danger.accountable
      ? t('tips.danger.accepted', { name: danger.accountable.displayName })
      : t('tips.danger.nobody_accountable');
  }
}

function Clocks({ danger }: { danger: DangerRow }) {
  const { t } = useWords();
  const clocks = [
    { name: 'officer', due: danger.officerDueAt, met: danger.acceptedAt },
    { name: 'contact', due: danger.contactDueAt, met: danger.contactMetAt },
    ...(danger.review ? [{ name: 'review', due: danger.review.dueAt, met: danger.review.doneAt }] : []),
  ];
  return (
    <section>
      <h3>{t('tips.part.clocks')}</h3>
      <dl className={styles['clocks']}>
        {clocks.map(({ name, due, met }) => (
          <div key={name}>
            <dt>{t(`tips.danger.${name}`)}</dt>
            <dd>
              <Clock due={due} soonMs={15 * 60_000} {...(met === null ? {} : { metAt: met })} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Tries({ danger }: { danger: DangerRow }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t('tips.danger.tried')}</h3>
      {danger.contacts.length === 0 ? (
        <p className={styles['note']}>{t('tips.danger.tried.none')}</p>
      ) : (
        <ul className={styles['tries']}>
          {danger.contacts.map((one) => (
            <li key={one.id}>
              <b>{nameOf(t, 'dangerContactKind', one.kind)}</b> {one.whom} {formatTime(one.triedAt)}
              <br />
              {nameOf(t, 'dangerContactOutcome', one.outcome)} {one.note !== '' && `· ${one.note}`}
              {one.told !== '' && (
                <>
                  <br />
                  {t('tips.danger.told', { what: one.told })}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Bypasses({ danger }: { danger: DangerRow }) {
  const { t } = useWords();
  if (danger.bypasses.length === 0) return null;
  return (
    <section>
      <h3>{t('tips.danger.bypassed')}</h3>
      <ul className={styles['tries']}>
        {danger.bypasses.map((one) => (
          <li key={one.id}>
            <b>{nameOf(t, 'dangerGate', one.gate)}</b> {one.recordedBy.displayName}
            <br />
            {one.reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ danger, onStep }: { danger: DangerRow; onStep: (step: DangerStep) => void }) {
  const { t } = useWords();
  const me = useMe();
  const can = useCan();
  const accept = useMutation(api.danger.accept.mutationOptions());
  const handOver = useMutation(api.danger.handOver.mutationOptions());
  const [giving, setGiving] = useState(false);
  const mine = danger.accountable?.id === me.account.id;
  if (danger.standing === 'ended')
    return danger.review?.doneAt === null && can('danger.review') ? (
      <Row>
        <Button look="primary" onPress={() => onStep('review')}>
          {t('tips.danger.doReview')}
        </Button>
      </Row>
    ) : null;
  if (!can('danger.answer')) return null;
  return (
    <Row>
      {!mine && (
        <Button
          look={danger.accountable ? 'plain' : 'danger'}
          pending={accept.isPending}
          onPress={() =>
            accept.mutate(
              { id: danger.id, version: danger.version },
              {
                onSettled: () => void refreshTips(),
                onError: (error) =>
                  toast({
                    text: conflictOf(error) ? t('tips.danger.conflict') : problemOf(error).sentence,
                    tone: 'warn',
                  }),
              },
            )
          }
        >
          {t(danger.accountable ? 'tips.danger.takeOver' : 'tips.danger.accept')}
        </Button>
      )}
      <Button onPress={() => setGiving(true)}>{t('tips.danger.handOver')}</Button>
      {giving && (
        <AssignDialog
          duty="danger.answer"
          title={t('tips.danger.handOver')}
          present={danger.accountable?.id ?? null}
          pending={handOver.isPending}
          error={handOver.error}
          onAssign={(accountId) =>
            handOver.mutate(
              { id: danger.id, version: danger.version, accountId },
              {
                onSuccess: () => {
                  toast({ text: t('tips.danger.handedOver') });
                  setGiving(false);
                },
                onSettled: () => void refreshTips(),
              },
            )
          }
          onClose={() => setGiving(false)}
        />
      )}
      <Button onPress={() => onStep('contact')}>{t('tips.danger.log')}</Button>
      <Button onPress={() => onStep('bypass')}>{t('tips.danger.bypass')}</Button>
      {mine && <Button onPress={() => onStep('end')}>{t('tips.danger.end')}</Button>}
    </Row>
  );
}
