import type { ReactNode } from 'react';
import { rooms } from '../../../rooms.ts';
import { PageHeader, Tabs } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';

const PARTS = {
  list: '/audit',
  searches: '/audit/searches',
  reviews: '/audit/reviews',
  proof: '/audit/proof',
};
type Part = keyof typeof PARTS;

const addresses = new Set(rooms.flatMap((room) => room.screens.map((screen) => screen.path)));

/** The head of the audit's pages and the ways between them. */
export function AuditFrame({
  part,
  actions,
  children,
}: {
  part: Part;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('audit.title')} lead={t(`audit.lead.${part}`)} {...(actions ? { actions } : {})} />
      <Tabs
        label={t('audit.title')}
        selected={part}
        onSelect={() => undefined}
        parts={(Object.keys(PARTS) as Part[])
          .filter((id) => addresses.has(PARTS[id]))
          .map((id) => ({
            id,
            label: t(`audit.part.${id}`),
            href: PARTS[id],
            content: id === part ? children : null,
          }))}
      />
    </>
  );
}
