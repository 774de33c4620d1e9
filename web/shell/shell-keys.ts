import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../session.ts';
import { useKeys } from '../ui/keys.ts';
import type { KeyBinding } from '../ui/keys.ts';
import { useWords } from '../words/index.ts';
import { areasFor } from './areas.ts';
import { commandsFor } from './commands.ts';
import type { Above } from './shell.tsx';
import { lockNow } from './user-menu.tsx';

/** The keys that work on every page. */
export function useShellKeys(open: (above: Above) => void): void {
  const { t } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const go = areasFor(can).map((item) => ({
    keys: `g ${item.letter}`,
    label: t('shell.keys.go', { area: t(`shell.nav.${item.area}`) }),
    run: () => void navigate({ href: item.to }),
  }));
  const bindings: (KeyBinding | false)[] = [
    { keys: 'Mod+K', label: t('shell.keys.palette'), run: () => open('palette'), always: true },
    { keys: '/', label: t('shell.keys.search'), run: () => find('[data-global-search]')?.focus() },
    { keys: 'c', label: t('shell.keys.create'), run: () => find('[data-create-menu] button')?.click() },
    can('danger.raise') && { keys: 'Shift+D', label: t('shell.keys.danger'), run: () => open('danger') },
    { keys: '?', label: t('shell.keys.list'), run: () => open('keys') },
    { keys: 'Shift+L', label: t('shell.keys.lock'), run: () => void lockNow() },
    ...go,
    ...commandsFor(can).flatMap((command) =>
      command.keys !== undefined
        ? [
            {
              keys: command.keys,
              label: t(command.label),
              run: () => (command.run ? command.run() : void navigate({ href: command.to ?? '/' })),
            },
          ]
        : [],
    ),
  ];
  useKeys(
    t('shell.keys.everywhere'),
    bindings.filter((binding) => binding !== false),
  );
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
