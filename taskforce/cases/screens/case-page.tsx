import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  ButtonLink,
  Clock,
  EmptyState,
  IconButton,
  Menu,
  Notice,
  PageHeader,
  Tabs,
  useKeys,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { CasePage as Page } from '../contract-cases.ts';
import { ActivityDialog } from './activity-dialog.tsx';
import { CloseDialog, EditDialog } from './case-dialogs.tsx';
import { ReopenDialog, SealDialog, UnsealDialog } from './seal-dialogs.tsx';
import { useCode } from './shared.ts';
import { StrandDialog } from './strand-dialogs.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { tabsOf } from './tabs.tsx';

type Open = 'activity' | 'task' | 'strand' | 'edit' | 'close' | 'reopen' | 'seal' | 'unseal' | null;

function Badges({ page }: { page: Page }) {
  const { t } = useWords();
  const code = useCode();
  return (
    <>
      {page.danger && (
        <Badge tone="danger" icon="danger">
          {t('cases.danger')}
        </Badge>
      )}
      {page.sealed && (
        <Badge tone="warn" icon="seal">
          {t('cases.sealed')}
        </Badge>
      )}
      {page.closedOn !== null && <Badge>{t('cases.closedOn', { day: formatDate(page.closedOn) })}</Badge>}
      {page.handling.map((label) => (
        <Badge key={label} icon="lock">
          {code('handlingLabel', label as never)}
        </Badge>
      ))}
      {page.counts.requests > 0 && (
        <Badge tone="warn" icon="edit">
          {t('cases.requestsWaiting', { n: page.counts.requests })}
        </Badge>
      )}
    </>
  );
}

function Actions({ page, onOpen }: { page: Page; onOpen: (what: Open) => void }) {
  const { t } = useWords();
  const item = (id: Exclude<Open, null>, icon: 'plus', harmful = false) => ({
    id,
    label: t(`cases.act.${id}`),
    icon,
    harmful,
    onAction: () => onOpen(id),
  });
  const can = useCan();
  const navigate = useNavigate();
  const { write, seal } = page.may;
  if (!write && !seal) return null;
  const open = page.closedOn === null;
  const standBy = {
    id: 'standBy',
    label: t('cases.act.standBy'),
    icon: 'bell' as 'plus',
    harmful: false,
    onAction: () => void navigate({ to: '/stand-by/new', search: { case: page.id } } as never),
  };
  return (
    <>
      {write && (
        <Button look="primary" icon="plus" onPress={() => onOpen('activity')}>
          {t('cases.act.activity')}
        </Button>
      )}
      {write && (
        <Button icon="check" onPress={() => onOpen('task')}>
          {t('cases.act.task')}
        </Button>
      )}
      <Menu
        label={t('cases.act.more')}
        trigger={<IconButton icon="more" label={t('cases.act.more')} />}
        groups={[
          ...(write
            ? [
                {
                  id: 'write',
                  actions: [
                    item('strand', 'plus'),
                    item('edit', 'edit' as 'plus'),
                    ...(can('standby.send') ? [standBy] : []),
                  ],
                },
              ]
            : []),
          {
            id: 'state',
            actions: [
              ...(write
                ? [item(open ? 'close' : 'reopen', (open ? 'close' : 'refresh') as 'plus', open)]
                : []),
              ...(seal && !page.sealed ? [item('seal', 'seal' as 'plus', true)] : []),
              ...(write && page.sealed ? [item('unseal', 'seal' as 'plus')] : []),
            ],
          },
        ]}
      />
    </>
  );
}

function Dialogs({ page, open, onClose }: { page: Page; open: Open; onClose: () => void }) {
  switch (open) {
    case 'activity':
      return <ActivityDialog page={page} onClose={onClose} />;
    case 'task':
      return <TaskDialog page={page} onClose={onClose} />;
    case 'strand':
      return <StrandDialog page={page} onClose={onClose} />;
    case 'edit':
      return <EditDialog page={page} onClose={onClose} />;
    case 'close':
      return <CloseDialog page={page} onClose={onClose} />;
    case 'reopen':
      return <ReopenDialog page={page} onClose={onClose} />;
    case 'seal':
      return <SealDialog page={page} onClose={onClose} />;
    case 'unseal':
      return <UnsealDialog page={page} onClose={onClose} />;
    case null:
      return null;
  }
}

/** What dangers on this case still owe: their after-action reviews, each with its clock. */
function ReviewsOwed({ page }: { page: Page }) {
  const { t } = useWords();
  return page.reviewsOwed.map((one) => (
    <Notice
      key={one.dangerId}
      tone="warn"
      title={t('cases.reviewOwed')}
      action={
        <ButtonLink size="small" href={`/tips/dangers/${one.dangerId}`}>
          {t('cases.reviewOpen')}
        </ButtonLink>
      }
    >
      <Clock due={one.dueAt} /> {t('cases.reviewOwedHint')}
    </Notice>
  ));
}

/** A case: its header and, under deep links of their own, everything that belongs to it. */
export default function CasePage() {
  const { t } = useWords();
  const code = useCode();
  const can = useCan();
  const { caseId, tab = 'overview' } = useParams({ strict: false }) as { caseId: string; tab?: string };
  const [open, setOpen] = useState<Open>(null);
  const found = useQuery(api.cases.read.queryOptions({ input: { id: caseId } }));
  const mayWrite = () => found.data?.may.write === true;
  useKeys(t('cases.case'), [
    { keys: 'l', label: t('cases.act.activity'), when: mayWrite, run: () => setOpen('activity') },
    { keys: 't', label: t('cases.act.task'), when: mayWrite, run: () => setOpen('task') },
    { keys: 's', label: t('cases.act.strand'), when: mayWrite, run: () => setOpen('strand') },
    { keys: 'e', label: t('cases.act.edit'), when: mayWrite, run: () => setOpen('edit') },
  ]);
  if (found.error || !found.data)
    return (
      <Unread
        query={found}
        title={t('cases.failed')}
        lines={8}
        missing={<EmptyState icon="case" title={t('cases.missing')} />}
      />
    );
  const page = found.data;
  const lead = page.members.find((member) => member.capacity === 'lead');
  const parts = tabsOf(page, t, can);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('cases.here')} crumbs={[{ label: t('cases.title'), href: '/cases' }]} />
        }
        number={page.number}
        title={page.title}
        type={`${code('traffickingType', page.type)}, ${code('originMode', page.originMode).toLowerCase()}`}
        badges={<Badges page={page} />}
        owner={
          lead
            ? t('cases.ledBy', { name: lead.account.name, agency: page.leadAgency.name })
            : page.leadAgency.name
        }
        deadline={page.nextDeadline !== null && <Clock due={page.nextDeadline} />}
        actions={<Actions page={page} onOpen={setOpen} />}
      />
      {page.sealed && (
        <Notice tone="warn" title={t('cases.sealedNotice')}>
          {page.sealReason}
        </Notice>
      )}
      <ReviewsOwed page={page} />
      <Tabs
        label={t('cases.parts')}
        selected={parts.some((part) => part.id === tab) ? tab : 'overview'}
        // The links of the tabs lead there; going twice would go nowhere.
        onSelect={() => undefined}
        parts={parts}
      />
      <Dialogs page={page} open={open} onClose={() => setOpen(null)} />
    </>
  );
}
