import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { VictimPage } from '../contract.ts';

/**
 * A tab of the page of a victim. A file of the room brings one by a line here: its id is the end of the deep link,
 * its default export is given the page.
 */
export type VictimTab = {
  id: string;
  /** Key of its word. */
  label: string;
  /** Without this permission the tab is not offered. */
  permission?: string;
  count?: (page: VictimPage) => number | undefined;
  content: LazyExoticComponent<ComponentType<{ page: VictimPage }>>;
};

export const victimTabs: readonly VictimTab[] = [
  { id: 'overview', label: 'victims.tab.overview', content: lazy(() => import('./overview-tab.tsx')) },
  {
    id: 'assessment',
    label: 'victims.tab.assessment',
    count: (page) => page.decisions.length || undefined,
    content: lazy(() => import('./assessment-tab.tsx')),
  },
  { id: 'screening', label: 'victims.tab.screening', content: lazy(() => import('./screening-tab.tsx')) },
  {
    id: 'contact',
    label: 'victims.tab.contact',
    count: (page) => page.channels.filter((one) => one.endedAt === null).length || undefined,
    content: lazy(() => import('./contact-tab.tsx')),
  },
  { id: 'rights', label: 'victims.tab.rights', content: lazy(() => import('./rights-tab.tsx')) },
  { id: 'interviews', label: 'victims.tab.interviews', content: lazy(() => import('./interviews-tab.tsx')) },
  { id: 'duties', label: 'victims.tab.duties', content: lazy(() => import('./duties-tab.tsx')) },
  { id: 'relief', label: 'victims.tab.relief', content: lazy(() => import('./relief-tab.tsx')) },
  {
    id: 'promises',
    label: 'victims.tab.promises',
    permission: 'promises.record',
    content: lazy(() => import('./promises-tab.tsx')),
  },
  { id: 'charges', label: 'victims.tab.charges', content: lazy(() => import('./charges-tab.tsx')) },
  {
    id: 'identity',
    label: 'victims.tab.identity',
    content: lazy(() => import('./identity-tab.tsx')),
  },
  { id: 'history', label: 'victims.tab.history', content: lazy(() => import('./history-tab.tsx')) },
];
