import { existsSync, lstatSync, readdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { openKeys } from '../../kit/crypto/keys.ts';
import type { Place } from '../place.ts';
import { type Finding, ok, warn, wrong } from './finding.ts';

const OLDEST_NODE = 24;
const GiB = 1024 ** 3;
/** Below the first nothing can be written safely; below the second it is time to act. */
const SPACE = { wrong: GiB / 4, warn: 2 * GiB };

export function checkNode(version = process.versions.node): Finding {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return ok('node', `Node ${version}`);
  return wrong('node', `Node ${version} is too old.`, `Use ./concert, which brings Node ${OLDEST_NODE}.`);
}

/** Free space where the data lies. */
export function checkDisk(place: Place): Finding {
  const dir = existsSync(place.dir) ? place.dir : path.dirname(place.dir);
  if (!existsSync(dir))
    return warn('disk', `${place.dir} is not there yet.`, 'Run ./concert start, which makes it.');
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const sentence = `${(free / GiB).toFixed(1)} GiB free for ${place.dir}`;
  if (free < SPACE.wrong)
    return wrong('disk', sentence, 'Free some space at once: writes will soon be refused.');
  if (free < SPACE.warn) return warn('disk', sentence, 'Free some space, or move the data to a larger disk.');
  return ok('disk', sentence);
}

/** The data and key folders are closed to everybody else (0700, secret files 0600), and the keys complete. */
export async function checkKeys(place: Place): Promise<Finding[]> {
  if (!existsSync(place.inside)) {
    return [
      warn(
        'keys',
        `There is no installation in ${place.dir} yet.`,
        'Run ./concert start, or name it with --data DIR.',
      ),
    ];
  }
  const open = [place.inside, place.keys, place.files, place.database]
    .filter((dir) => existsSync(dir) && isOpen(dir))
    .concat(existsSync(place.keys) ? openKeyFiles(place.keys) : []);
  const findings = open.map((name) =>
    wrong(
      'permissions',
      `Others can look into ${name}.`,
      `chmod ${lstatSync(name).isDirectory() ? '700' : '600'} ${name}`,
    ),
  );
  if (findings.length === 0) findings.push(ok('permissions', 'Data and keys are closed to others'));
  return [...findings, await keysOpen(place)];
}

async function keysOpen(place: Place): Promise<Finding> {
  try {
    const keys = await openKeys(place.keys, { create: false });
    return ok('keys', `Complete; newest wrapping key ${keys.newestKek}, audit key ${keys.audit.id}`);
  } catch (error) {
    const { remedy } = error as { remedy?: string };
    if (!(error instanceof Error) || remedy === undefined) throw error;
    return wrong('keys', error.message.replace(remedy, '').trim(), remedy);
  }
}

function openKeyFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.pub.pem'))
    .map((name) => path.join(folder, name))
    .filter(isOpen);
}

function isOpen(place: string): boolean {
  return (lstatSync(place).mode & 0o077) !== 0;
}
