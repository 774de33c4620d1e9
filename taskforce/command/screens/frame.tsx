import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../../web/api.ts';
import { Badge, Breadcrumbs, PageHeader, Row, Stack, Tabs } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';

type Frame = {
  title: string;
  lead: string;
  part: string;
  parts: Record<string, string>;
  words: string;
  actions?: ReactNode;
  children: ReactNode;
};

/** Pages that belong together, with the ways between them. */
function Framed({ title, lead, part, parts, words, actions, children }: Frame) {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={title} lead={lead} {...(actions ? { actions } : {})} />
      <Tabs
        label={title}
        selected={part}
        onSelect={() => undefined}
        parts={Object.entries(parts).map(([id, href]) => ({
          id,
          label: t(`${words}.${id}`),
          href,
          content: id === part ? children : null,
        }))}
      />
    </>
  );
}

const BRIEFS = {
  portfolio: '/briefs',
  estimates: '/briefs/estimates',
  requests: '/briefs/requests',
  budgets: '/briefs/budgets',
  made: '/briefs/made',
  check: '/briefs/check',
};
const AGENDA = { meetings: '/agenda', decisions: '/agenda/decisions' };

export function BriefsFrame(props: { part: keyof typeof BRIEFS; actions?: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const lead = t(`command.briefsLead.${props.part}`);
  return (
    <Framed title={t('command.briefs')} lead={lead} parts={BRIEFS} words="command.briefsPart" {...props} />
  );
}

export function AgendaFrame(props: { part: keyof typeof AGENDA; actions?: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const lead = t(`command.agendaLead.${props.part}`);
  return (
    <Framed
      title={t('command.agenda.title')}
      lead={lead}
      parts={AGENDA}
      words="command.agendaPart"
      {...props}
    />
  );
}

/** A part of a case below the header and the tabs of its page: what it is, what can be done, and its content. */
export function CasePart({
  lead,
  actions,
  children,
}: {
  lead: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack>
      <Row spread>
        <span className={styles['aside']}>{lead}</span>
        {actions}
      </Row>
      {children}
    </Stack>
  );
}

/** The head of a page that leads away from a case and back to it. */
export function CaseFrame({
  caseId,
  title,
  lead,
  actions,
  children,
}: {
  caseId: string;
  title: string;
  lead: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  const one = useQuery(api.cases.read.queryOptions({ input: { id: caseId } }));
  const crumbs = [
    { label: t('command.cases'), href: '/cases' },
    { label: one.data?.number ?? t('command.case'), href: `/cases/${caseId}` },
  ];
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        crumbs={<Breadcrumbs label={t('command.here')} crumbs={crumbs} />}
        {...(one.data ? { number: one.data.number, type: one.data.title } : {})}
        {...(one.data?.sealed
          ? {
              badges: (
                <Badge tone="warn" icon="seal">
                  {t('command.sealed')}
                </Badge>
              ),
            }
          : {})}
        {...(actions ? { actions } : {})}
      />
      {children}
    </>
  );
}
