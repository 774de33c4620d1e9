import styles from './key-hint.module.css';

/** Keys to press, each as a key cap: "Ctrl K", "g c". */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((key, index) => (
        <kbd key={`${index}${key}`}>{key}</kbd>
      ))}
    </span>
  );
}
