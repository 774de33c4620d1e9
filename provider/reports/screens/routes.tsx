import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'clients.read';
const area = 'reports' as const;

export const routes: RoomScreens = {
  room: 'reports',
  words: ['disclosure', 'clients'],
  screens: [
    {
      path: '/reports',
      load: () => import('./report-list.tsx'),
      title: 'reports.list.title',
      permission,
      area,
    },
    {
      path: '/reports/new',
      load: () => import('./new-report.tsx'),
      title: 'reports.new.title',
      permission: 'reports.write',
      area,
    },
    {
      path: '/reports/rules',
      load: () => import('./rule-list.tsx'),
      title: 'reports.rules.title',
      permission,
      area,
    },
    {
      path: '/reports/$reportId',
      load: () => import('./report-page.tsx'),
      title: 'reports.page.title',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'reports.new',
      label: 'reports.new.command',
      icon: 'danger',
      to: '/reports/new',
      permission: 'reports.write',
      create: true,
      keys: 'n w',
    },
  ],
  danger: () => import('./danger-form.tsx'),
};
