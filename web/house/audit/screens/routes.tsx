import type { RoomScreens } from '../../../rooms.ts';

const permission = 'audit.read';
const area = 'audit' as const;

export const routes: RoomScreens = {
  room: 'audit',
  words: ['vocabulary', 'exports'],
  screens: [
    { path: '/audit', load: () => import('./audit-list.tsx'), title: 'audit.title', permission, area },
    {
      path: '/audit/reviews',
      load: () => import('./reviews.tsx'),
      title: 'audit.reviews.title',
      permission,
      area,
    },
    { path: '/audit/proof', load: () => import('./proof.tsx'), title: 'audit.proof.title', permission, area },
    {
      path: '/audit/records/$table/$id',
      load: () => import('./record-log.tsx'),
      title: 'audit.record.title',
      permission,
      area,
    },
  ],
};
