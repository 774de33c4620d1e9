import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api } from '../../../web/api-provider.ts';
import { useCan } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  ButtonLink,
  Clock,
  Notice,
  PageHeader,
  Row,
  Skeleton,
  Stack,
  Status,
  Tabs,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { OwnTab } from '../../record/screens/own-tab.tsx';
import { NeedsTab } from '../../services/screens/needs-tab.tsx';
import { NotesTab } from '../../services/screens/notes-tab.tsx';
import { PlansTab } from '../../services/screens/plans-tab.tsx';
import { DetailsTab } from './details-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RecordTab } from './record-tab.tsx';
import { ScreeningTab } from './screening-tab.tsx';
import { wordOf, type Client } from './shared.ts';

const ClientReferrals = lazy(() => import('../../referrals/screens/client-referrals.tsx'));
const ClientReleases = lazy(() => import('../../releases/screens/client-releases.tsx'));
const PARTS = [
  'overview',
  'details',
  'screening',
  'needs',
  'plans',
  'notes',
  'releases',
  'referrals',
  'own',
  'record',
] as const;
type Part = (typeof PARTS)[number];

/** One client: by alias above, sealed details behind a press that is written down. */
export default function ClientPage() {
  const { clientId = '' } = useParams({ strict: false }) as { clientId?: string };
  const read = useQuery(api.clients.read.queryOptions({ input: { id: clientId }, staleTime: 60_000 }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page client={read.data} />;
}

function Page({ client }: { client: Client }) {
  const { t } = useWords();
  const can = useCan();
  const search = useSearch({ strict: false }) as { tab?: string };
  const parts = PARTS.filter((part) => mayOpen(part, can));
  const part = parts.find((one) => one === search.tab) ?? 'overview';
  const next = client.clocks.find((clock) => clock.endedAt === null);
  const address = (one: Part) => `/clients/${client.id}${one === 'overview' ? '' : `?tab=${one}`}`;
  const contents: Record<Part, () => React.ReactNode> = {
    overview: () => <OverviewTab client={client} />,
    details: () => <DetailsTab key={client.id} client={client} />,
    screening: () => <ScreeningTab client={client} />,
    releases: () => (
      <Suspense fallback={<Skeleton label={t('ui.reading')} lines={4} />}>
        <ClientReleases clientId={client.id} open={client.state !== 'destroyed'} />
      </Suspense>
    ),
    referrals: () => (
      <Suspense fallback={<Skeleton label={t('ui.reading')} lines={4} />}>
        <ClientReferrals clientId={client.id} />
      </Suspense>
    ),
    needs: () => <NeedsTab client={client} />,
    plans: () => <PlansTab key={client.id} client={client} />,
    notes: () => <NotesTab key={client.id} client={client} />,
    own: () => <OwnTab client={client} />,
    record: () => <RecordTab client={client} />,
  };
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('clients.page.crumb')}
            crumbs={[{ label: t('clients.list.title'), href: '/clients' }]}
          />
        }
        title={client.alias}
        number={client.number}
        badges={
          <>
            <Status tone={client.state === 'active' ? 'good' : 'neutral'}>
              {wordOf(t, 'state', client.state)}
            </Status>
            {client.closedCircle && <Badge icon="lock">{t('clients.field.circle')}</Badge>}
            {client.legalHold && <Badge tone="warn">{t('clients.record.held')}</Badge>}
          </>
        }
        actions={
          client.state !== 'destroyed' && (
            <Row>
              {can('reports.write') && (
                <ButtonLink icon="danger" href={`/reports/new?client=${client.id}`}>
                  {t('clients.page.report')}
                </ButtonLink>
              )}
              {can('compelled.write') && (
                <ButtonLink href={`/compelled/new?client=${client.id}`}>
                  {t('clients.page.compelled')}
                </ButtonLink>
              )}
            </Row>
          )
        }
        deadline={
          next && (
            <span>
              {wordOf(t, 'clock', next.kind)} <Clock due={next.dueAt} />
            </span>
          )
        }
      />
      <Stack>
        {client.state === 'destroyed' && <Notice tone="warn">{t('clients.record.destroyed')}</Notice>}
        <Tabs
          label={client.number}
          selected={part}
          onSelect={() => undefined}
          parts={parts.map((id) => ({
            id,
            label: t(`clients.tab.${id}`),
            href: address(id),
            content: id === part ? contents[id]() : null,
          }))}
        />
      </Stack>
    </>
  );
}

/** What a part asks for; one that is not named is open to every reader of the client. */
const asked: Partial<Record<Part, string>> = {
  details: 'clients.details',
  screening: 'clients.screen',
  needs: 'services.read',
  plans: 'plans.read',
  notes: 'notes.read',
  releases: 'releases.read',
  referrals: 'clients.details',
};

function mayOpen(part: Part, can: (permission: string) => boolean): boolean {
  const permission = asked[part];
  return permission === undefined || can(permission);
}
