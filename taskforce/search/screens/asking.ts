import { useSyncExternalStore } from 'react';
import type { Client } from '../../../web/api.ts';

type Input = Parameters<Client['search']['find']>[0];
export type Purpose = Input['purpose'];
export type OnBehalf = Input['onBehalf'];

/** Why and for whom one searches. Asked once and kept by this tab: closed words and ids, never a term. */
export interface Asking {
  purpose: Purpose | null;
  onBehalf: OnBehalf;
}

const place = 'concert.search.asking';
const nobody: Asking = { purpose: null, onBehalf: { kind: 'self' } };
let asking = read();
const listeners = new Set<() => void>();

function read(): Asking {
  try {
    return { ...nobody, ...(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Partial<Asking>) };
  } catch {
    return nobody;
  }
}

/** What was chosen last in this tab. */
export const askingNow = (): Asking => asking;

export function setAsking(next: Asking): void {
  asking = next;
  try {
    sessionStorage.setItem(place, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
  for (const listener of listeners) listener();
}

export function useAsking(): Asking {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
  );
}
