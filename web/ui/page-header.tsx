import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Icon } from './icon.tsx';
import styles from './page-header.module.css';

export interface Crumb {
  label: string;
  href: string;
}

/** The way back up. The page itself is not a crumb: its heading says where one is. */
export function Breadcrumbs({ label, crumbs }: { label: string; crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={label} className={styles['crumbs']}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <Link href={crumb.href} className={styles['crumb'] ?? ''}>
              {crumb.label}
            </Link>
            <Icon name="next" size={14} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface PageHeaderProps {
  title: string;
  /** The human number of a record, before the title. */
  number?: string;
  /** What kind of record it is. */
  type?: string;
  /** State, seals, consent: Status and Badge. */
  badges?: ReactNode;
  owner?: ReactNode;
  /** The next deadline: a Clock with its word. */
  deadline?: ReactNode;
  crumbs?: ReactNode;
  /** One primary action, then the quiet ones. */
  actions?: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
}

/** The head of a page: what it is, how it stands, whose it is, what is next, what to do. */
export function PageHeader({
  title,
  number,
  type,
  badges,
  owner,
  deadline,
  crumbs,
  actions,
  lead,
}: PageHeaderProps) {
  const line = [type, owner, deadline].some((part) => part !== undefined);
  return (
    <header className={styles['header']}>
      {crumbs}
      <div className={styles['top']}>
        <div className={styles['title']}>
          <h1 tabIndex={-1} data-page-title>
            {number !== undefined && <span className={styles['number']}>{number}</span>}
            {title}
          </h1>
          {badges !== undefined && <div className={styles['badges']}>{badges}</div>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      {line && (
        <div className={styles['line']}>
          {type !== undefined && <span>{type}</span>}
          {owner !== undefined && <span>{owner}</span>}
          {deadline !== undefined && <span>{deadline}</span>}
        </div>
      )}
    </header>
  );
}
