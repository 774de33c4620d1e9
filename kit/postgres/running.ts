import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PoolConfig } from 'pg';
import { isServerOf, trueName } from './directory.ts';
import { OWNER } from './embedded.ts';

/**
 * How to reach the embedded server that runs in `dir` now, whoever started it; undefined if none does.
 * @param owner the user that owns the cluster
 */
export function runningCluster(dir: string, owner = OWNER): PoolConfig | undefined {
  try {
    const place = trueName(dir);
    // The lock file's lines: process, data directory, start time, port, socket directory, ..., state.
    const lines = readFileSync(path.join(place, 'postmaster.pid'), 'utf8').split('\n');
    if (!isServerOf(Number(lines[0]), place) || lines[7]?.trim() !== 'ready') return undefined;
    return {
      host: lines[4] ?? '',
      port: Number(lines[3]),
      user: owner,
      password: '',
      database: 'postgres',
      ssl: false,
    };
  } catch {
    return undefined;
  }
}
