import { Button as AriaButton } from 'react-aria-components';
import { client } from '../api.ts';
import { showLock } from '../gates.ts';
import { rooms } from '../rooms.ts';
import { signOut, useMe } from '../session.ts';
import { setPreferences, usePreferences } from '../theme/preferences.ts';
import type { Density, Theme } from '../theme/preferences.ts';
import { Menu } from '../ui/menu.tsx';
import type { MenuGroup } from '../ui/menu.tsx';
import { LANGUAGES, formatList, setLanguage, useWords } from '../words/index.ts';
import type { Language, Translate } from '../words/index.ts';
import { roleName } from './role-name.ts';
import styles from './user-menu.module.css';

const DENSITIES: readonly Density[] = ['compact', 'regular', 'airy'];
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Who is working here, for which agency and in which roles: always in sight. */
export function UserMenu() {
  const { t, language } = useWords();
  const me = useMe();
  const { theme, density } = usePreferences();
  const roles = formatList(me.account.roles.map((role) => roleName(role, t)));
  const trigger = (
    <AriaButton
      className={styles['user'] ?? ''}
      aria-label={`${t('shell.user.menu')}: ${me.account.displayName}, ${me.account.agency.name}, ${roles}`}
    >
      <span className={styles['initials']} aria-hidden="true">
        {initials(me.account.displayName)}
      </span>
      <span className={styles['who']}>
        <strong>{me.account.displayName}</strong>
        <span>
          {me.account.agency.shortName} · {roles}
        </span>
      </span>
    </AriaButton>
  );
  return (
    <Menu
      trigger={trigger}
      label={t('shell.user.menu')}
      head={
        <div className={styles['head']}>
          <strong>{me.account.displayName}</strong>
          <span>{me.account.agency.name}</span>
          <span>{roles}</span>
        </div>
      }
      groups={[...own(t), ...choices(t, theme, density, language), leaving(t)]}
    />
  );
}

const OWN = [
  { id: 'account', to: '/account', icon: 'user' },
  { id: 'work', to: '/work', icon: 'clock' },
] as const;

/** The reader's own pages, where a room of this installation brings them. */
function own(t: Translate): MenuGroup[] {
  const paths = new Set(rooms.flatMap((room) => room.screens.map((screen) => screen.path)));
  const actions = OWN.filter((one) => paths.has(one.to)).map(({ id, to, icon }) => ({
    id,
    icon,
    label: t(`shell.user.${id}`),
    href: to,
  }));
  return actions.length === 0 ? [] : [{ id: 'own', actions }];
}

function choices(t: Translate, theme: Theme, density: Density, language: Language): MenuGroup[] {
  return [
    {
      id: 'language',
      title: t('shell.user.language'),
      chosen: language,
      onChoose: (chosen) => {
        void setLanguage(chosen as Language);
        void client.identity.setLanguage({ language: chosen as Language }).catch(() => undefined);
      },
      actions: Object.entries(LANGUAGES).map(([id, label]) => ({ id, label })),
    },
    {
      id: 'theme',
      title: t('shell.user.theme'),
      chosen: theme,
      onChoose: (chosen) => setPreferences({ theme: chosen as Theme }),
      actions: THEMES.map((id) => ({ id, label: t(`shell.user.theme.${id}`) })),
    },
    {
      id: 'density',
      title: t('shell.user.density'),
      chosen: density,
      onChoose: (chosen) => setPreferences({ density: chosen as Density }),
      actions: DENSITIES.map((id) => ({ id, label: t(`shell.user.density.${id}`) })),
    },
  ];
}

function leaving(t: Translate): MenuGroup {
  return {
    id: 'leave',
    actions: [
      { id: 'lock', icon: 'lock', label: t('shell.user.lock'), onAction: () => void lockNow() },
      { id: 'out', icon: 'leave', label: t('shell.user.signOut'), onAction: () => void signOut() },
    ],
  };
}

/** Locks the screen at once and tells the server; the screen is covered even if the server is away. */
export async function lockNow(): Promise<void> {
  showLock();
  await client.identity.lock({}).catch(() => undefined);
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}
