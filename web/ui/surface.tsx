import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './surface.module.css';

/** A white sheet with a heading: the unit a page is made of. */
export function Card({
  title,
  count,
  actions,
  children,
  flush,
}: {
  title?: string;
  count?: string | number;
  actions?: ReactNode;
  children: ReactNode;
  /** No padding around the content: for lists and tables. */
  flush?: boolean;
}) {
  return (
    <section className={styles['card']} aria-label={title}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles['card-head']}>
          <h2>
            {title}
            {count !== undefined && <span className={styles['count']}>{count}</span>}
          </h2>
          {actions}
        </header>
      )}
      <div className={cx(!flush && styles['card-body'])}>{children}</div>
    </section>
  );
}

/** Things below one another with even gaps. */
export function Stack({
  children,
  gap = 'regular',
}: {
  children: ReactNode;
  gap?: 'small' | 'regular' | 'large';
}) {
  return <div className={cx(styles['stack'], styles[`gap-${gap}`])}>{children}</div>;
}

/** Things beside one another that wrap. */
export function Row({
  children,
  spread,
  align = 'center',
}: {
  children: ReactNode;
  spread?: boolean;
  align?: 'center' | 'start' | 'end';
}) {
  return (
    <div className={cx(styles['row'], spread && styles['spread'], styles[`align-${align}`])}>{children}</div>
  );
}

/** A page of main content and, where there is room, a rail beside it. */
export function Columns({ children, rail, even }: { children: ReactNode; rail?: ReactNode; even?: boolean }) {
  return (
    <div className={cx(styles['columns'], rail !== undefined && styles['with-rail'], even && styles['even'])}>
      {rail === undefined ? children : <div className={styles['main']}>{children}</div>}
      {rail !== undefined && <aside className={styles['rail']}>{rail}</aside>}
    </div>
  );
}

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Facts of a record: label and value; an empty value is shown as the given word, never left out silently. */
export function Facts({
  facts,
  empty,
  columns = 1,
}: {
  facts: readonly Fact[];
  empty: string;
  columns?: 1 | 2;
}) {
  return (
    <dl className={cx(styles['facts'], columns === 2 && styles['facts-two'])}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value === null || fact.value === undefined || fact.value === '' ? (
              <span className={styles['nothing']}>{empty}</span>
            ) : (
              fact.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One big figure with what it counts and, below, what to compare it with. */
export function Figure({
  value,
  label,
  note,
  href,
}: {
  value: string;
  label: string;
  note?: string;
  href?: string;
}) {
  const inside = (
    <>
      <span className={styles['figure-value']}>{value}</span>
      <span className={styles['figure-label']}>{label}</span>
      {note !== undefined && <span className={styles['figure-note']}>{note}</span>}
    </>
  );
  return href === undefined ? (
    <div className={styles['figure']}>{inside}</div>
  ) : (
    <a className={styles['figure']} href={href}>
      {inside}
    </a>
  );
}

/** A message in the page that stays: what is so, and what can be done. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
}: {
  tone?: 'info' | 'warn' | 'danger' | 'good';
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const icon: IconName = tone === 'good' ? 'check' : tone === 'info' ? 'info' : 'danger';
  return (
    <div className={cx(styles['notice'], styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className={styles['notice-body']}>
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** Nothing here yet: why, and the first thing to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles['empty']}>
      {icon && (
        <span className={styles['empty-icon']}>
          <Icon name={icon} size={24} />
        </span>
      )}
      <h3>{title}</h3>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** A failed read with the sentence to show and a way to try again. */
export function Failed({
  title,
  children,
  retryLabel,
  onRetry,
}: {
  title: string;
  children?: ReactNode;
  retryLabel: string;
  onRetry: () => void;
}) {
  return (
    <Notice
      tone="warn"
      title={title}
      action={
        <Button size="small" icon="refresh" onPress={onRetry}>
          {retryLabel}
        </Button>
      }
    >
      {children}
    </Notice>
  );
}

/** Grey bars in the place of what is being read; `label` is read aloud. */
export function Skeleton({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <div className={styles['skeleton']} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden="true" />
      ))}
    </div>
  );
}
