import { useGates } from '../gates.ts';
import { useMe } from '../session.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/index.ts';
import { wing } from '../wing.ts';
import styles from './banners.module.css';

/** What is true for the whole screen: demonstration data, and a server that is being asked again. */
export function Banners() {
  const { t } = useWords();
  const me = useMe();
  const { retrying } = useGates();
  return (
    <div className={styles['banners']}>
      {wing.name === 'provider' && (
        <p className={styles['wall']}>
          <Icon name="lock" size={16} />
          {t('shell.banner.provider')}
        </p>
      )}
      {me.installation.demo && (
        <p className={styles['demo']}>
          <Icon name="info" size={16} />
          {t('shell.banner.demo')}
        </p>
      )}
      <div role="status">
        {retrying && (
          <p className={styles['retrying']}>
            <Icon name="refresh" size={16} />
            {t('shell.quiet.retrying')}
          </p>
        )}
      </div>
    </div>
  );
}
