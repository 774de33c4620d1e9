import type { ReactNode } from 'react';
import { setPreferences, usePreferences } from '../../theme/preferences.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { LANGUAGES, setLanguage, useWords } from '../../words/index.ts';
import type { Language } from '../../words/index.ts';
import { wing } from '../../wing.ts';
import { Mark } from '../mark.tsx';
import styles from './frame.module.css';

/** The frame of every page before the house: whose installation this is, one form, language and appearance. */
export function Frame({
  installation,
  title,
  step,
  lead,
  aside,
  children,
}: {
  installation: string;
  title: string;
  /** "Step 1 of 3". */
  step?: string;
  lead?: ReactNode;
  /** What is to be read beside the form. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className={styles['frame']}>
      <header className={styles['head']}>
        <span className={styles['brand']}>
          <Mark />
          <span>
            <strong>{t(wing.name === 'provider' ? 'shell.productProvider' : 'shell.product')}</strong>
            {installation !== t('shell.product') && <span>{installation}</span>}
          </span>
        </span>
        <Choices />
      </header>
      <main className={styles['main']}>
        <div className={styles['card']}>
          {step !== undefined && <p className={styles['step']}>{step}</p>}
          <h1>{title}</h1>
          {wing.name === 'provider' && <p className={styles['wall']}>{t('shell.banner.provider')}</p>}
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
          {children}
        </div>
        {aside !== undefined && <aside className={styles['aside']}>{aside}</aside>}
      </main>
    </div>
  );
}

function Choices() {
  const { t, language } = useWords();
  const { theme } = usePreferences();
  return (
    <div className={styles['choices']}>
      <Menu
        label={t('shell.user.language')}
        trigger={<IconButton icon="globe" label={t('shell.user.language')} />}
        groups={[
          {
            id: 'language',
            chosen: language,
            onChoose: (chosen) => void setLanguage(chosen as Language),
            actions: Object.entries(LANGUAGES).map(([id, label]) => ({ id, label })),
          },
        ]}
      />
      <Menu
        label={t('shell.user.theme')}
        trigger={<IconButton icon="theme" label={t('shell.user.theme')} />}
        groups={[
          {
            id: 'theme',
            chosen: theme,
            onChoose: (chosen) => setPreferences({ theme: chosen as typeof theme }),
            actions: ['system', 'light', 'dark'].map((id) => ({ id, label: t(`shell.user.theme.${id}`) })),
          },
        ]}
      />
    </div>
  );
}
