import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'regular' | 'airy';

/** What a reader chooses for this browser. It holds nothing about cases or people. */
export interface Preferences {
  theme: Theme;
  density: Density;
  language: string | undefined;
}

const KEY = 'concert.preferences';
const DEFAULTS: Preferences = { theme: 'system', density: 'regular', language: undefined };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

/** Writes theme and density on the root element, where tokens.css reads them. */
export function applyPreferences(): void {
  document.documentElement.dataset['theme'] = current.theme;
  document.documentElement.dataset['density'] = current.density;
}

/** Changes one or more preferences, keeps them for the next visit and applies them at once. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that refuses storage still shows the choice until the page is closed.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

export const preferences = (): Preferences => current;

/** The reader's preferences; the component is drawn again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
