import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { ButtonLink, Card, Clock, Status } from '../../../web/ui/index.ts';
import { formatDate, formatList, formatMoment, useWords } from '../../../web/words/index.ts';
import type { Mine } from './my-day.tsx';
import styles from './home.module.css';

interface Line {
  id: string;
  to: string;
  title: string;
  meta: string;
  side?: ReactNode;
}

/** Rows of a card: what it is, where it belongs, its clock. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className={styles['lines']}>
      {lines.map((line) => (
        <li key={line.id}>
          <div>
            <Link href={line.to} className={styles['what'] ?? ''}>
              {line.title}
            </Link>
            <p className={styles['meta']}>{line.meta}</p>
          </div>
          {line.side !== undefined && <div className={styles['side']}>{line.side}</div>}
        </li>
      ))}
    </ul>
  );
}

const named = (inCase: { number: string; title: string }) => `${inCase.number} · ${inCase.title}`;

/** My open tasks, the overdue first. */
export function Tasks({ tasks }: { tasks: Mine['tasks'] }) {
  const { t } = useWords();
  const lines = tasks.rows.map((task) => ({
    id: task.id,
    to: `/cases/${task.case.id}/tasks?open=${task.id}`,
    title: task.title,
    meta: named(task.case),
    side:
      task.dueOn === null ? (
        <Status tone="muted">{t('home.tasks.noDay')}</Status>
      ) : (
        <Status tone={task.overdue ? 'danger' : 'neutral'}>
          {t(task.overdue ? 'home.tasks.wasDue' : 'home.tasks.due', { day: formatDate(task.dueOn) })}
        </Status>
      ),
  }));
  return (
    <Card
      flush
      title={t('home.tasks.title')}
      count={t('home.tasks.count', { overdue: tasks.overdue, week: tasks.week })}
      actions={
        <ButtonLink href="/tasks" size="small" look="quiet">
          {t('home.tasks.all')}
        </ButtonLink>
      }
    >
      <Lines lines={lines} />
    </Card>
  );
}

/** Questions of which I am the person named. */
export function Decisions({ rows }: { rows: Mine['decisions'] }) {
  const { t } = useWords();
  const lines = rows.map((one) => ({
    id: one.id,
    to: `/cases/${one.case.id}`,
    title: one.question,
    meta: named(one.case),
    ...(one.neededBy === null
      ? {}
      : { side: <Status tone="warn">{t('home.decisions.by', { day: formatDate(one.neededBy) })}</Status> }),
  }));
  return (
    <Card flush title={t('home.decisions.title')} count={rows.length}>
      <Lines lines={lines} />
    </Card>
  );
}

/** What others ask a supervisor to sign. */
export function Approvals({ rows }: { rows: Mine['approvals'] }) {
  const { t } = useWords();
  const lines = rows.map((one) => ({
    id: one.id,
    to: '/approvals',
    title: t(`home.approvals.kind.${one.kind}`),
    meta: named(one.case),
    side: t('home.approvals.asked', { name: one.askedBy.name, when: formatMoment(one.askedAt) }),
  }));
  return (
    <Card flush title={t('home.approvals.title')} count={rows.length}>
      <Lines lines={lines} />
    </Card>
  );
}

/** Reviews that ended dangers owe. */
export function Reviews({ rows }: { rows: Mine['reviews'] }) {
  const { t } = useWords();
  const lines = rows.map((one) => ({
    id: one.id,
    to: `/tips/dangers/${one.dangerId}`,
    title: t('home.reviews.one'),
    meta: [one.case && named(one.case), t(one.mayWrite ? 'home.reviews.hint' : 'home.reviews.byCommander')]
      .filter(Boolean)
      .join(' · '),
    side: <Clock due={one.dueAt} />,
  }));
  return (
    <Card flush title={t('home.reviews.title')} count={rows.length}>
      <Lines lines={lines} />
    </Card>
  );
}

/** What others recorded in my cases since I was last here. */
export function Changes({ rows, since }: { rows: Mine['changes']; since: string }) {
  const { t } = useWords();
  const lines = rows.map((one) => ({
    id: one.case.id,
    to: `/cases/${one.case.id}/timeline`,
    title: named(one.case),
    meta: formatList(one.changes.map(({ kind, count }) => t(`home.changes.${kind}`, { count }))),
    side: formatMoment(one.lastActivityAt),
  }));
  return (
    <Card
      flush
      title={t('home.changes.title')}
      count={t('home.changes.since', { when: formatMoment(since) })}
    >
      <Lines lines={lines} />
    </Card>
  );
}
