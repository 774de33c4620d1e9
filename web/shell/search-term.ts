import { useSyncExternalStore } from 'react';

let term = '';
const listeners = new Set<() => void>();

/** Hands a search term to the search screen. It lives in memory alone: not in the address, history or storage. */
export function setSearchTerm(next: string): void {
  term = next;
  for (const listener of listeners) listener();
}

/** The term to search for now; '' after a reload or when the screen was opened by its address. */
export function useSearchTerm(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => term,
  );
}
