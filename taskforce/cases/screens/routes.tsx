import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'cases.read';
const area = 'cases' as const;
const casePage = () => import('./case-page.tsx');

export const routes: RoomScreens = {
  room: 'cases',
  words: [
    'vocabulary',
    'exports',
    'files',
    'audit',
    'command',
    'deconfliction',
    'victims',
    'estimates',
    'budgets',
    'timesheets',
    'releases',
    'referrals',
    'operations',
    'calendar',
  ],
  screens: [
    { path: '/cases', load: () => import('./case-list.tsx'), title: 'cases.title', permission, area },
    {
      path: '/cases/new',
      load: () => import('./new-case.tsx'),
      title: 'cases.new.title',
      permission: 'cases.open',
      area,
    },
    {
      path: '/cases/log',
      load: () => import('./log.tsx'),
      title: 'cases.act.activity',
      permission: 'cases.write',
      area,
    },
    { path: '/cases/$caseId', load: casePage, title: 'cases.case', permission, area },
    { path: '/cases/$caseId/$tab', load: casePage, title: 'cases.case', permission, area },
    { path: '/tasks', load: () => import('./my-tasks.tsx'), title: 'cases.tasks.mine', permission, area },
    {
      path: '/approvals',
      load: () => import('./approvals.tsx'),
      title: 'cases.approvals.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'case.new',
      label: 'cases.new.title',
      icon: 'case',
      permission: 'cases.open',
      to: '/cases/new',
      create: true,
    },
    {
      id: 'case.log',
      label: 'cases.act.activity',
      icon: 'agenda',
      permission: 'cases.write',
      to: '/cases/log',
      create: true,
      keys: 'g l',
    },
    { id: 'tasks', label: 'cases.tasks.mine', icon: 'check', permission, to: '/tasks', keys: 'g k' },
    {
      id: 'approvals',
      label: 'cases.approvals.title',
      icon: 'edit',
      permission,
      to: '/approvals',
      keys: 'g p',
    },
  ],
};
