import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'referrals.read';
const area = 'referrals' as const;

export const routes: RoomScreens = {
  room: 'referrals',
  words: ['clients'],
  screens: [
    {
      path: '/referrals',
      load: () => import('./offer-list.tsx'),
      title: 'referrals.title',
      permission,
      area,
    },
    {
      path: '/referrals/$offerId',
      load: () => import('./offer-page.tsx'),
      title: 'referrals.offer',
      permission,
      area,
    },
  ],
};
