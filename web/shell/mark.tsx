import styles from './mark.module.css';

/** The mark of Concert: two open rings, one within the other, that share an opening. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg className={styles['mark']} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M22.5 10.6a8.4 8.4 0 1 0 0 10.8" />
      <path d="M19 13.6a4 4 0 1 0 0 4.8" />
    </svg>
  );
}
