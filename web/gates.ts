import { useSyncExternalStore } from 'react';

/**
 * What stands between a request and its answer: a locked session, a second proof, a server that is away.
 * The request waits here; the shell shows the gate; the page beneath stays mounted with all that was typed.
 */
export interface Gates {
  locked: boolean;
  stepUp: boolean;
  /** The server cannot be reached and requests are being sent again. */
  retrying: boolean;
}

let gates: Gates = { locked: false, stepUp: false, retrying: false };
const listeners = new Set<() => void>();
const waiting: { lock: ((passed: boolean) => void)[]; stepUp: ((passed: boolean) => void)[] } = {
  lock: [],
  stepUp: [],
};

function change(part: Partial<Gates>): void {
  gates = { ...gates, ...part };
  for (const listener of listeners) listener();
}

/** Waits until the reader has passed the gate; false when they turned away. */
export function passGate(kind: 'lock' | 'stepUp'): Promise<boolean> {
  change(kind === 'lock' ? { locked: true } : { stepUp: true });
  return new Promise((resolve) => waiting[kind].push(resolve));
}

/** Closes a gate and lets every waiting request go on, or gives it back refused. */
export function openGate(kind: 'lock' | 'stepUp', passed: boolean): void {
  change(kind === 'lock' ? { locked: false } : { stepUp: false });
  for (const resolve of waiting[kind].splice(0)) resolve(passed);
}

/** Shows the lock screen now; nothing need be waiting. */
export function showLock(): void {
  change({ locked: true });
}

export function setRetrying(retrying: boolean): void {
  if (gates.retrying !== retrying) change({ retrying });
}

export function useGates(): Gates {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => gates,
  );
}
