const WARN_MS = 2 * 60_000;

/** What the time since the last touch means: nothing, a warning with the minutes left, or the lock. */
export function idleStep(
  idleMs: number,
  allowedMs: number,
): { step: 'working' | 'warn' | 'lock'; minutes: number } {
  const left = allowedMs - idleMs;
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return { step: left <= 0 ? 'lock' : left <= WARN_MS ? 'warn' : 'working', minutes };
}
