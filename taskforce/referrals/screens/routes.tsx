import type { RoomScreens } from '../../../web/rooms.ts';

const permission = 'referrals.read';
const area = 'referrals' as const;

export const routes: RoomScreens = {
  room: 'referrals',
  words: ['vocabulary', 'victims', 'releases', 'exports'],
  screens: [
    {
      path: '/referrals',
      load: () => import('./referral-list.tsx'),
      title: 'referrals.title',
      permission,
      area,
    },
    {
      path: '/referrals/new',
      load: () => import('./new-referral.tsx'),
      title: 'referrals.new.title',
      permission: 'referrals.write',
      area,
    },
    {
      path: '/referrals/rules',
      load: () => import('./rules-page.tsx'),
      title: 'referrals.rules.title',
      area,
    },
    {
      path: '/referrals/brought',
      load: () => import('./brought-list.tsx'),
      title: 'referrals.brought.title',
      permission: 'referrals.receive',
      area,
    },
    {
      path: '/referrals/$referralId',
      load: () => import('./referral-page.tsx'),
      title: 'referrals.referral',
      permission,
      area,
    },
  ],
  commands: [
    {
      id: 'referral.new',
      label: 'referrals.new.title',
      icon: 'people',
      permission: 'referrals.write',
      to: '/referrals/new',
      create: true,
    },
    {
      id: 'referral.brought',
      label: 'referrals.brought.title',
      icon: 'people',
      permission: 'referrals.receive',
      to: '/referrals/brought',
    },
    { id: 'referral.rules', label: 'referrals.rules.title', icon: 'brief', to: '/referrals/rules' },
  ],
};
