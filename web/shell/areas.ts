import type { Area } from '../rooms.ts';
import { rooms } from '../rooms.ts';
import type { IconName } from '../ui/icon.tsx';

export interface AreaItem {
  area: Area;
  to: string;
  icon: IconName;
  /** Letter after `g`. */
  letter: string;
  /** Any of these opens the area; none needed when empty. */
  permissions: readonly string[];
}

const AREAS: readonly AreaItem[] = [
  { area: 'home', to: '/', icon: 'home', letter: 'h', permissions: [] },
  { area: 'tips', to: '/tips', icon: 'tip', letter: 't', permissions: ['tips.read', 'tips.triage'] },
  { area: 'cases', to: '/cases', icon: 'case', letter: 'c', permissions: ['cases.read'] },
  { area: 'agenda', to: '/agenda', icon: 'agenda', letter: 'a', permissions: ['cases.read'] },
  { area: 'briefs', to: '/briefs', icon: 'brief', letter: 'b', permissions: ['briefs.make'] },
  { area: 'imports', to: '/imports', icon: 'import', letter: 'i', permissions: ['imports.run'] },
  {
    area: 'administration',
    to: '/administration',
    icon: 'admin',
    letter: 'm',
    permissions: ['accounts.manage', 'settings.manage'],
  },
  { area: 'audit', to: '/audit', icon: 'audit', letter: 'u', permissions: ['audit.read'] },
];

/** The areas open to a reader: permitted, and brought by a room of this installation. */
export function areasFor(can: (permission: string) => boolean, brought = rooms): AreaItem[] {
  const paths = new Set(brought.flatMap((room) => room.screens.map((screen) => screen.path)));
  return AREAS.filter(
    (item) => paths.has(item.to) && (item.permissions.length === 0 || item.permissions.some(can)),
  );
}

/** The area of an address: the longest that it begins with. */
export function areaOf(path: string): Area | undefined {
  const fits = AREAS.filter(
    (item) => path === item.to || (item.to !== '/' && path.startsWith(`${item.to}/`)),
  );
  return fits.toSorted((a, b) => b.to.length - a.to.length)[0]?.area;
}
