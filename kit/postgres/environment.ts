import type { Native } from './native.ts';

/**
 * The environment of initdb and postgres: no PG* or locale settings of the caller leak in, and the
 * server knows which process supervises it (read again by directory.ts after a crash).
 */
export function childEnvironment(native: Native): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    CONCERT_SUPERVISOR: String(process.pid),
    ...(native.libraryPath === undefined ? {} : { LD_LIBRARY_PATH: native.libraryPath }),
  };
}
