import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * What somebody typed and has not saved yet. It outlives the lock screen, an ended session, a reload and a crash
 * of the browser; it never leaves the browser.
 *
 * - In memory while the page lives.
 * - In sessionStorage (this tab only) encrypted with AES-GCM. The key is made here, cannot be exported, and lies
 *   in IndexedDB bound to the account: the storage alone is unreadable, and another account that signs in on the
 *   same browser destroys the key and with it every draft.
 * - `endDrafts()` at sign-out throws away key and drafts. An ended session (12 h) does not.
 */

const PREFIX = 'concert.draft.';
const memory = new Map<string, Kept>();
let key: CryptoKey | undefined;

interface Kept {
  value: unknown;
  /** When it was last typed in, as ISO 8601. */
  at: string;
}

function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('concert', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB refused.'));
    opening.onsuccess = () => resolve(opening.result.transaction('keys', mode).objectStore('keys'));
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused.'));
  });
}

function forgetStored(): void {
  memory.clear();
  const names = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '');
  for (const name of names) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}

/** Opens the drafts of an account after sign-in. Drafts of another account are destroyed first. */
export async function beginDrafts(account: string): Promise<void> {
  try {
    const kept = (await done((await store('readonly')).get('drafts'))) as
      { account: string; key: CryptoKey } | undefined;
    if (kept?.account === account) {
      key = kept.key;
      return;
    }
    forgetStored();
    key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await done((await store('readwrite')).put({ account, key }, 'drafts'));
  } catch {
    // Without IndexedDB drafts live in memory alone: through the lock, not through a reload.
    key = undefined;
  }
}

/** Destroys every draft and the key: at sign-out. */
export async function endDrafts(): Promise<void> {
  forgetStored();
  key = undefined;
  try {
    await done((await store('readwrite')).delete('drafts'));
  } catch {
    // Nothing was kept where nothing can be kept.
  }
}

async function write(name: string, kept: Kept): Promise<void> {
  memory.set(name, kept);
  if (!key) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(kept));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  if (memory.get(name) !== kept) return;
  try {
    sessionStorage.setItem(PREFIX + name, btoa(String.fromCharCode(...iv, ...sealed)));
  } catch {
    // A full store keeps the draft in memory.
  }
}

async function read(name: string): Promise<Kept | undefined> {
  const held = memory.get(name);
  if (held) return held;
  const text = sessionStorage.getItem(PREFIX + name);
  if (text === null || !key) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(0, 12) },
      key,
      bytes.slice(12),
    );
    return JSON.parse(new TextDecoder().decode(plain)) as Kept;
  } catch {
    sessionStorage.removeItem(PREFIX + name);
    return undefined;
  }
}

/** Throws one draft away: after saving, or when the writer discards it. */
export function dropDraft(name: string): void {
  memory.delete(name);
  sessionStorage.removeItem(PREFIX + name);
}

export interface Draft<T> {
  value: T;
  setValue: (next: T | ((before: T) => T)) => void;
  /** When the restored draft was typed; undefined when nothing was restored. */
  restoredAt: string | undefined;
  /** Throws the draft away and begins anew: call it after saving too. */
  discard: () => void;
}

/**
 * Form state that survives. `name` is unique for form and record (`case.edit.<id>`), never a person's name.
 * `initial` is used when there is no draft.
 */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const held = memory.get(name);
  const [value, show] = useState<T>(held ? (held.value as T) : initial);
  const [restoredAt, setRestoredAt] = useState<string | undefined>(held?.at);
  const typed = useRef(held !== undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(value);

  useEffect(() => {
    let here = true;
    void read(name).then((kept) => {
      if (!here || !kept || typed.current) return;
      latest.current = kept.value as T;
      show(kept.value as T);
      setRestoredAt(kept.at);
    });
    return () => {
      here = false;
    };
  }, [name]);

  const setValue = useCallback(
    (next: T | ((before: T) => T)) => {
      typed.current = true;
      latest.current = typeof next === 'function' ? (next as (before: T) => T)(latest.current) : next;
      show(latest.current);
      const kept = { value: latest.current, at: new Date().toISOString() };
      memory.set(name, kept);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void write(name, kept), 300);
    },
    [name],
  );
  const discard = useCallback(() => {
    clearTimeout(timer.current);
    dropDraft(name);
    typed.current = false;
    latest.current = initial;
    show(initial);
    setRestoredAt(undefined);
  }, [name, initial]);
  return { value, setValue, restoredAt, discard };
}
