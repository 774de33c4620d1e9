import type { ReactNode } from 'react';
import { rooms } from '../../../rooms.ts';
import { useCan } from '../../../session.ts';
import { PageHeader, Tabs } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';

const PARTS = [
  { id: 'accounts', href: '/administration', permission: 'accounts.manage' },
  { id: 'agencies', href: '/administration/agencies', permission: 'accounts.manage' },
  { id: 'organisations', href: '/administration/organisations', permission: 'organisations.open' },
  { id: 'bridge', href: '/administration/bridge', permission: 'bridge.manage' },
  { id: 'settings', href: '/administration/settings', permission: 'settings.manage' },
  { id: 'protocol', href: '/administration/protocol', permission: 'settings.manage' },
  { id: 'victims', href: '/administration/victims', permission: 'settings.manage' },
  { id: 'standby', href: '/administration/stand-by', permission: 'settings.manage' },
  { id: 'deconfliction', href: '/administration/deconfliction', permission: 'settings.manage' },
  { id: 'operations', href: '/administration/operations', permission: 'settings.manage' },
  { id: 'tipPages', href: '/administration/tip-pages', permission: 'settings.manage' },
] as const;
type Part = Exclude<(typeof PARTS)[number]['id'], 'tipPages'>;

const addresses = new Set(rooms.flatMap((room) => room.screens.map((screen) => screen.path)));

/** The head of the administration's pages and the ways between them. */
export function AdministrationFrame({
  part,
  actions,
  children,
}: {
  part: Part;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  const can = useCan();
  return (
    <>
      <PageHeader
        title={t(`administration.${part}.title`)}
        lead={t(`administration.${part}.lead`)}
        {...(actions === undefined ? {} : { actions })}
      />
      <Tabs
        label={t('shell.nav.administration')}
        selected={part}
        onSelect={() => undefined}
        parts={PARTS.filter((one) => addresses.has(one.href) && can(one.permission)).map(({ id, href }) => ({
          id,
          href,
          label: t(`administration.${id}.title`),
          content: id === part ? children : null,
        }))}
      />
    </>
  );
}
