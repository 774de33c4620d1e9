import { totalmem } from 'node:os';

export type ServerSettings = {
  socketDir: string;
  port: number;
  maxConnections: number;
  /** false only for test clusters, whose data nobody needs after the run. */
  durable: boolean;
};

const MiB = 1024 * 1024;

/**
 * The server's settings, given on its command line at each start so that nothing drifts in a file.
 * The log keeps what the operator needs (start, recovery, fatal) and no statement, parameter or key
 * value: an error of a statement goes to the one who sent it, never to a log.
 */
export function serverSettings(wanted: ServerSettings): string[] {
  const memory = Math.min(process.constrainedMemory() || Infinity, totalmem()) / MiB;
  const sync = wanted.durable ? 'on' : 'off';
  const settings: Record<string, string | number> = {
    listen_addresses: '',
    unix_socket_directories: wanted.socketDir,
    unix_socket_permissions: '0700',
    port: wanted.port,
    max_connections: wanted.maxConnections,
    superuser_reserved_connections: 5,
    fsync: sync,
    full_page_writes: sync,
    synchronous_commit: sync,
    wal_level: 'replica',
    max_wal_senders: 0,
    max_wal_size: '2GB',
    shared_buffers: `${clamp(memory / 8, 64, 1024)}MB`,
    effective_cache_size: `${clamp(memory / 2, 128, 16384)}MB`,
    maintenance_work_mem: `${clamp(memory / 32, 32, 256)}MB`,
    work_mem: '16MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_statement: 'none',
    log_checkpoints: 'off',
    idle_in_transaction_session_timeout: '5min',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** `value` within low…high, rounded down to a whole number. */
function clamp(value: number, low: number, high: number): number {
  return Math.floor(Math.max(low, Math.min(high, value)));
}
