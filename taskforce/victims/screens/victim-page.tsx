import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  EmptyState,
  PageHeader,
  Skeleton,
  Status,
  Tabs,
  useKeys,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { VictimPage } from '../contract.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { EditVictim } from './victim-form.tsx';
import { statusTone } from './shared.ts';
import { victimTabs } from './tabs.ts';

function Badges({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <>
      <Status tone={statusTone[page.status]}>{code('victimStatus', page.status)}</Status>
      {page.minorNow && <Badge tone="warn">{t('victims.minorNow')}</Badge>}
      {page.meansRequired === 'no' && <Badge tone="accent">{t('victims.meansNotRequired')}</Badge>}
      {page.interpreter === 'needed' && <Badge icon="globe">{t('victims.interpreterNeeded')}</Badge>}
      {page.rescreenOn !== null && (
        <Badge tone={page.rescreenOn <= page.today ? 'warn' : 'neutral'} icon="clock">
          {t('victims.rescreenOn', { day: formatDate(page.rescreenOn) })}
        </Badge>
      )}
      {page.handling.map((label) => (
        <Badge key={label} icon="lock">
          {code('handlingLabel', label)}
        </Badge>
      ))}
    </>
  );
}

/** A victim by code name. Who they are stands on no page and in no address; it is opened on its tab, with a reason. */
export default function VictimPageScreen() {
  const { t } = useWords();
  const { victimId } = useParams({ strict: false }) as { victimId: string };
  const found = useQuery(api.victims.read.queryOptions({ input: { id: victimId } }));
  if (found.error || !found.data)
    return (
      <Unread
        query={found}
        title={t('victims.failed')}
        lines={8}
        missing={<EmptyState icon="people" title={t('victims.missing')} />}
      />
    );
  return <Page key={victimId} page={found.data} />;
}

function Page({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const can = useCan();
  const { tab = 'overview' } = useParams({ strict: false }) as { tab?: string };
  const [open, setOpen] = useState<'edit' | 'decide' | null>(null);
  useKeys(t('victims.victim'), [
    { keys: 'e', label: t('victims.edit'), when: () => page.may.write, run: () => setOpen('edit') },
    { keys: 'd', label: t('victims.decide.title'), when: () => page.may.write, run: () => setOpen('decide') },
  ]);
  const parts = victimTabs.filter((part) => part.permission === undefined || can(part.permission));
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('cases.here')}
            crumbs={[
              { label: t('victims.title'), href: '/victims' },
              { label: page.case.number, href: `/cases/${page.case.id}/victims` },
            ]}
          />
        }
        title={page.codeName}
        badges={<Badges page={page} />}
        actions={
          page.may.write && (
            <>
              <Button look="primary" icon="check" onPress={() => setOpen('decide')}>
                {t('victims.decide.title')}
              </Button>
              <Button icon="edit" onPress={() => setOpen('edit')}>
                {t('victims.edit')}
              </Button>
            </>
          )
        }
      />
      <Tabs
        label={t('victims.parts')}
        selected={parts.some((part) => part.id === tab) ? tab : 'overview'}
        onSelect={() => undefined}
        parts={parts.map(({ id, label, count, content: Content }) => {
          const number = count?.(page);
          return {
            id,
            label: t(label),
            href: `/victims/${page.id}${id === 'overview' ? '' : `/${id}`}`,
            content: (
              <Suspense fallback={<Skeleton label={t('ui.reading')} lines={6} />}>
                <Content page={page} />
              </Suspense>
            ),
            ...(number === undefined ? {} : { count: number }),
          };
        })}
      />
      {open === 'edit' && <EditVictim page={page} onClose={() => setOpen(null)} />}
      {open === 'decide' && <DecideDialog page={page} onClose={() => setOpen(null)} />}
    </>
  );
}
