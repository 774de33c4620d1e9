import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../web/api-provider.ts';
import { problemOf } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Clock,
  Columns,
  Menu,
  Notice,
  PageHeader,
  Stack,
  Status,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { BroughtCard } from './brought-card.tsx';
import { ExplainForm } from './explain-form.tsx';
import { ReleaseFacts, Readings, Texts } from './release-parts.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { handOut, recipientOf, refreshReleases, toneOf, wordOf, type Release } from './shared.ts';
import { SignForm } from './sign-form.tsx';

/** One release: what it says, the next step, and who asked to read it. Taking it back is one press away. */
export default function ReleasePage() {
  const { releaseId = '' } = useParams({ strict: false }) as { releaseId?: string };
  const read = useQuery(api.releases.read.queryOptions({ input: { id: releaseId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page key={read.data.id} release={read.data} />;
}

function Page({ release }: { release: Release }) {
  const { t } = useWords();
  const ended = release.endedAt !== null;
  const open = !ended && release.may.write;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('releases.page.crumb')}
            crumbs={[
              { label: t('releases.list.title'), href: '/releases' },
              { label: release.alias, href: `/clients/${release.clientId}?tab=releases` },
            ]}
          />
        }
        title={t('releases.page.of', { alias: release.alias })}
        type={`${wordOf(t, 'purpose', release.purpose)} · ${recipientOf(t, release)}`}
        badges={<Status tone={toneOf[release.state]}>{wordOf(t, 'state', release.state)}</Status>}
        deadline={release.state === 'live' && <Clock due={release.until} />}
        actions={<Actions release={release} />}
      />
      <Columns rail={<ReleaseFacts release={release} />}>
        <Stack>
          {ended && release.endedWhy === 'record_destroyed' && (
            <Notice tone="warn">{t('releases.page.destroyed')}</Notice>
          )}
          {open && release.state === 'draft' && (
            <Card title={t('releases.page.explain')}>
              <ExplainForm release={release} />
            </Card>
          )}
          {open && release.state === 'explained' && (
            <Card title={t('releases.page.sign')}>
              <SignForm release={release} />
            </Card>
          )}
          {open && release.state === 'signed' && <Share release={release} />}
          {release.recipientKind === 'task_force' && <BroughtCard release={release} />}
          <Texts release={release} />
          <Readings release={release} />
        </Stack>
      </Columns>
    </>
  );
}

function Share({ release }: { release: Release }) {
  const { t } = useWords();
  const share = useMutation({
    mutationFn: () => client.releases.open({ id: release.id, version: release.version }),
    onSuccess: refreshReleases,
  });
  const problem = share.error ? problemOf(share.error) : undefined;
  return (
    <Card title={t('releases.page.next')}>
      <Stack>
        {problem && <Notice tone="warn">{problem.fields[0]?.remedy ?? problem.sentence}</Notice>}
        <p>
          {release.recipientKind === 'task_force'
            ? t('releases.page.shareTaskForce', {
                name: release.recipientName,
                day: formatDate(release.until.slice(0, 10)),
              })
            : t('releases.page.shareOutside')}
        </p>
        <div>
          <Button look="primary" icon="link" pending={share.isPending} onPress={() => share.mutate()}>
            {t('releases.page.share')}
          </Button>
        </div>
      </Stack>
    </Card>
  );
}

function Actions({ release }: { release: Release }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [revoking, setRevoking] = useState(false);
  const failed = (error: unknown) => toast({ text: problemOf(error).sentence, tone: 'warn' });
  const print = useMutation({
    mutationFn: (language: 'en' | 'es') => client.releases.print({ id: release.id, language }),
    onSuccess: handOut,
    onError: failed,
    gcTime: 0,
  });
  const again = useMutation({
    mutationFn: () => client.releases.again({ id: release.id }),
    onSuccess: ({ id }) => {
      void refreshReleases();
      void navigate({ to: `/releases/${id}` as never });
    },
    onError: (error) => {
      const { fields, sentence } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  });
  const ended = release.endedAt !== null;
  const gone = release.endedWhy === 'record_destroyed';
  const live = release.state === 'live' || release.state === 'signed';
  return (
    <>
      {!ended && release.may.revoke && (
        <Button look={live ? 'danger' : 'plain'} icon="close" onPress={() => setRevoking(true)}>
          {live ? t('releases.page.revoke') : t('releases.page.setAside')}
        </Button>
      )}
      {release.state === 'draft' && release.may.write && (
        <ButtonLink icon="edit" href={`/releases/${release.id}/edit`}>
          {t('releases.page.edit')}
        </ButtonLink>
      )}
      {!gone && (
        <Menu
          label={t('releases.page.print')}
          trigger={
            <Button icon="print" pending={print.isPending}>
              {t('releases.page.print')}
            </Button>
          }
          groups={[
            {
              id: 'print',
              actions: (['en', 'es'] as const).map((id) => ({
                id,
                label: t(`releases.page.printIn.${id}`),
                onAction: () => print.mutate(id),
              })),
            },
          ]}
        />
      )}
      {ended && !gone && release.may.write && (
        <Button icon="copy" pending={again.isPending} onPress={() => again.mutate()}>
          {t('releases.page.again')}
        </Button>
      )}
      <RevokeDialog release={release} open={revoking} live={live} onClose={() => setRevoking(false)} />
    </>
  );
}
