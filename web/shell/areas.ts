import type { Area, AreaItem } from '../rooms.ts';
import { rooms } from '../rooms.ts';
import { wing } from '../wing.ts';

/** The areas open to a reader: permitted, and brought by a room of this installation. */
export function areasFor(can: (permission: string) => boolean, brought = rooms): AreaItem[] {
  const paths = new Set(brought.flatMap((room) => room.screens.map((screen) => screen.path)));
  return wing.areas.filter(
    (item) => paths.has(item.to) && (item.permissions.length === 0 || item.permissions.some(can)),
  );
}

/** The area of an address: the longest that it begins with. */
export function areaOf(path: string): Area | undefined {
  const fits = wing.areas.filter(
    (item) => path === item.to || (item.to !== '/' && path.startsWith(`${item.to}/`)),
  );
  return fits.toSorted((a, b) => b.to.length - a.to.length)[0]?.area;
}
