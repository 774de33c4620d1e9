import './types.ts';
import pg from 'pg';

/** A pool that survives a database that goes away: its connections, idle or not, may break at any time. */
export function quietPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, ...config });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
