import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { clientKeysAt } from '../../provider/clients/keeping.ts';
import type { Place } from '../place.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

/** A mirror older than this many days may lack the keys of clients taken in since. */
const DAYS = 7;

/** Where the last mirroring of the clients' keys is noted: its time, and nothing else. */
export const mirroredAt = (place: Place): string => `${clientKeysAt(place.inside)}.mirrored`;

/** The clients' keys of a provider: closed to everybody else, and mirrored lately. Without them no detail opens. */
export function checkClientKeys(place: Place): Finding[] {
  const dir = clientKeysAt(place.inside);
  if (!existsSync(dir)) return [];
  const all = [
    dir,
    ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => path.join(dir, name)),
  ];
  const open = all.filter((name) => (lstatSync(name).mode & 0o077) !== 0);
  const keys = path.join(dir, 'keys');
  const any = existsSync(keys) && readdirSync(keys).length > 0;
  return [
    open.length === 0
      ? ok('client keys', "The clients' keys are closed to others")
      : wrong(
          'client keys',
          `Others can look into ${open[0]} and ${open.length - 1} more.`,
          `chmod -R go= ${dir}`,
        ),
    ...(any ? [mirror(place)] : []),
  ];
}

function mirror(place: Place): Finding {
  const note = mirroredAt(place);
  const remedy = 'Run ./concert keys mirror DIR, onto another disk, every day: no backup holds these keys.';
  if (!existsSync(note)) return warn('keys mirror', "The clients' keys were never mirrored.", remedy);
  const days = Math.floor((Date.now() - statSync(note).mtimeMs) / 86_400_000);
  if (days > DAYS) return warn('keys mirror', `The clients' keys were mirrored ${days} days ago.`, remedy);
  return ok('keys mirror', `The clients' keys were mirrored ${days === 0 ? 'today' : `${days} days ago`}`);
}
