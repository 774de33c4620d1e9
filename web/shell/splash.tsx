import { useWords } from '../words/index.ts';
import { Mark } from './mark.tsx';
import styles from './splash.module.css';

/** While the session is read: the mark and one word, no motion. */
export function SplashScreen() {
  const { t } = useWords();
  return (
    <main className={styles['splash']} aria-busy="true">
      <Mark size={40} />
      <p role="status">{t('shell.loading')}</p>
    </main>
  );
}
