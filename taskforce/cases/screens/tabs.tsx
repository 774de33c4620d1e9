import { Suspense, lazy } from 'react';
import { Skeleton } from '../../../web/ui/index.ts';
import type { TabPart } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import type { CasePage } from '../contract-cases.ts';
import { ActivitiesTab } from './activities-tab.tsx';
import { RecordFiles } from '../../files/screens/record-files.tsx';
import { HistoryTab } from './history-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { Overview } from './overview.tsx';
import { CaseTasks } from './tasks-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';

// What the command makes of a case is read with its tab, so that the page of a case does not carry it.
const CaseDecisions = lazy(() => import('../../command/screens/case-decisions.tsx'));
const CaseBriefs = lazy(() => import('../../command/screens/case-briefs.tsx'));
const CaseEstimates = lazy(() => import('../../estimates/screens/case-estimates.tsx'));
const Lineage = lazy(() => import('../../command/screens/lineage.tsx'));
const CaseVictims = lazy(() => import('../../victims/screens/case-victims.tsx'));
const CaseDates = lazy(() => import('../../calendar/screens/case-dates.tsx'));
const CaseOperations = lazy(() => import('../../operations/screens/case-operations.tsx'));
const CaseReferrals = lazy(() => import('../../referrals/screens/case-referrals.tsx'));
const CaseReleases = lazy(() => import('../../releases/screens/case-releases.tsx'));

function OfCommand({ part: Part, page }: { part: typeof Lineage; page: CasePage }) {
  const { t } = useWords();
  return (
    <Suspense fallback={<Skeleton label={t('ui.reading')} lines={6} />}>
      <Part key={page.id} caseId={page.id} />
    </Suspense>
  );
}

/** A part of the case page that another file brings: its id is the end of the deep link. */
export type CaseTab = {
  id: string;
  /** Key of its word. */
  label: string;
  /** Without it the tab is not there. */
  permission?: string;
  count?: (page: CasePage) => string | number | undefined;
  content: (page: CasePage) => TabPart['content'];
};

/** The tabs of a case in their order. */
export const caseTabs: readonly CaseTab[] = [
  { id: 'overview', label: 'cases.tab.overview', content: (page) => <Overview page={page} /> },
  { id: 'timeline', label: 'cases.tab.timeline', content: (page) => <TimelineTab page={page} /> },
  {
    id: 'activities',
    label: 'cases.tab.activities',
    count: (page) => page.counts.activities || undefined,
    content: (page) => <ActivitiesTab page={page} />,
  },
  {
    id: 'tasks',
    label: 'cases.tab.tasks',
    count: (page) => page.counts.openTasks || undefined,
    content: (page) => <CaseTasks page={page} />,
  },
  {
    id: 'notes',
    label: 'cases.tab.notes',
    count: (page) => page.counts.notes || undefined,
    content: (page) => <NotesTab page={page} />,
  },
  {
    id: 'files',
    label: 'cases.tab.files',
    count: (page) => page.counts.files || undefined,
    content: (page) => <RecordFiles scopeTable="cases" scopeId={page.id} mayAdd={page.may.write} />,
  },
  {
    id: 'victims',
    label: 'cases.tab.victims',
    content: (page) => <OfCommand part={CaseVictims} page={page} />,
  },
  {
    id: 'members',
    label: 'cases.tab.members',
    count: (page) => page.members.length,
    content: (page) => <MembersTab page={page} />,
  },
  {
    id: 'decisions',
    label: 'cases.tab.decisions',
    content: (page) => <OfCommand part={CaseDecisions} page={page} />,
  },
  { id: 'briefs', label: 'cases.tab.briefs', content: (page) => <OfCommand part={CaseBriefs} page={page} /> },
  {
    id: 'estimates',
    label: 'cases.tab.estimates',
    content: (page) => <OfCommand part={CaseEstimates} page={page} />,
  },
  {
    id: 'dates',
    label: 'calendar.dates.tab',
    content: (page) => <OfCommand part={CaseDates} page={page} />,
  },
  {
    id: 'operations',
    label: 'operations.title',
    permission: 'operations.read',
    content: (page) => <OfCommand part={CaseOperations} page={page} />,
  },
  {
    id: 'referrals',
    label: 'referrals.tab',
    permission: 'referrals.read',
    content: (page) => <OfCommand part={CaseReferrals} page={page} />,
  },
  {
    id: 'released',
    label: 'releases.tab',
    permission: 'releases.read',
    content: (page) => <OfCommand part={CaseReleases} page={page} />,
  },
  { id: 'lineage', label: 'cases.tab.lineage', content: (page) => <OfCommand part={Lineage} page={page} /> },
  { id: 'history', label: 'cases.tab.history', content: (page) => <HistoryTab page={page} /> },
];

export function tabsOf(page: CasePage, t: Translate, can: (permission: string) => boolean): TabPart[] {
  const open = caseTabs.filter(({ permission }) => permission === undefined || can(permission));
  return open.map(({ id, label, count, content }) => {
    const number = count?.(page);
    return {
      id,
      label: t(label),
      content: content(page),
      href: `/cases/${page.id}${id === 'overview' ? '' : `/${id}`}`,
      ...(number === undefined ? {} : { count: number }),
    };
  });
}
