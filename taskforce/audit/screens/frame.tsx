import type { ReactNode } from 'react';
import { PageHeader, Tabs } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

const PARTS = {
  list: '/audit',
  searches: '/audit/searches',
  reviews: '/audit/reviews',
  proof: '/audit/proof',
};
type Part = keyof typeof PARTS;

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
        parts={(Object.keys(PARTS) as Part[]).map((id) => ({
          id,
          label: t(`audit.part.${id}`),
          href: PARTS[id],
          content: id === part ? children : null,
        }))}
      />
    </>
  );
}
