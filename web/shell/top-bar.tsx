import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useCan } from '../session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/index.ts';
import { Bell } from './bell.tsx';
import { commandsFor, mayCreate } from './commands.ts';
import { setSearchTerm } from './search-term.ts';
import type { Above } from './shell.tsx';
import { UserMenu } from './user-menu.tsx';
import styles from './top-bar.module.css';

/** Search, danger, create, notifications, help, the reader. The same on every page. */
export function TopBar({ onOpen }: { onOpen: (above: Above) => void }) {
  const { t } = useWords();
  const can = useCan();
  return (
    <header className={styles['bar']}>
      <span className={styles['areas']}>
        <IconButton icon="menu" label={t('shell.openAreas')} onPress={() => onOpen('nav')} />
      </span>
      {can('search.use') ? <SearchBox /> : <span className={styles['gap']} />}
      <div className={styles['right']}>
        {can('danger.raise') && (
          <AriaButton
            className={styles['danger'] ?? ''}
            onPress={() => onOpen('danger')}
            aria-keyshortcuts="Shift+D"
          >
            <Icon name="danger" size={18} />
            <span className={styles['danger-long']}>{t('shell.danger.button')}</span>
            <span className={styles['danger-short']} aria-hidden="true">
              {t('shell.danger.short')}
            </span>
          </AriaButton>
        )}
        <CreateMenu />
        <Bell />
        <span className={styles['help']}>
          <IconButton icon="help" label={t('shell.help')} onPress={() => onOpen('keys')} />
        </span>
        <UserMenu />
      </div>
    </header>
  );
}

/** The one search box. It hands the term over in memory and goes to the search page; the address stays clean. */
function SearchBox() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [term, setTerm] = useState('');
  return (
    <search className={styles['search']}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (term.trim().length < 2) return;
          setSearchTerm(term.trim());
          void navigate({ to: '/search' as never });
        }}
      >
        <Icon name="search" size={18} />
        <input
          type="search"
          aria-label={t('shell.search.title')}
          placeholder={t('shell.search.hint')}
          value={term}
          onChange={(event) => setTerm(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          data-global-search
        />
        <span className={styles['hint']} aria-hidden="true">
          <KeyHint keys="/" />
        </span>
      </form>
    </search>
  );
}

/** What may be made here, from all rooms; left out where nothing may. */
function CreateMenu() {
  const { t } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const commands = commandsFor(can).filter((one) => one.create);
  if (!mayCreate(can)) return null;
  return (
    <span className={styles['create']} data-create-menu>
      <Menu
        label={t('shell.create')}
        trigger={
          <Button icon="plus" aria-label={t('shell.create')}>
            {t('shell.create')}
          </Button>
        }
        groups={[
          {
            id: 'create',
            actions: commands.map((command) => ({
              id: command.id,
              label: t(command.label),
              ...(command.icon === undefined ? {} : { icon: command.icon }),
              onAction: () => {
                if (command.run) command.run();
                else void navigate({ href: command.to ?? '/' });
              },
            })),
          },
        ]}
      />
    </span>
  );
}
