import type { BoardPlan } from '../../contract-run.ts';
import type { Shelf, Waiting } from './outbox.ts';

/**
 * What a device keeps of one operation while somebody stands on its roster. docs/decisions/0053 says against
 * whom.
 *
 * - `waiting`: entries that were not sent yet, sealed to the server; nothing here opens them.
 * - `held`: the words of the buttons (stages, posts, providers), so that the board works after a reload without a
 *   connection. Sealed with AES-GCM under a key that cannot be exported; both go at the end of the operation or of the
 *   session, at sign-out, and when somebody else signs in. No entry and no count of people is in it.
 */

type Held = {
  operationId: string;
  accountId: string;
  until: string;
  key: CryptoKey;
  nonce: Uint8Array;
  sealed: ArrayBuffer;
};

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('concert-board', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('waiting', { keyPath: 'id' });
      opening.result.createObjectStore('held', { keyPath: 'operationId' });
    };
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB refused.'));
    opening.onsuccess = () => resolve(opening.result);
  });
}

/** Runs one transaction to its end: what it wrote is on disk when this resolves. */
async function within<T>(
  store: 'waiting' | 'held',
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const database = await open();
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      const work = database.transaction(store, mode, { durability: 'strict' });
      const request = act(work.objectStore(store));
      work.oncomplete = () => resolve(request?.result);
      work.onabort = () => reject(work.error ?? new Error('IndexedDB refused.'));
    });
  } finally {
    database.close();
  }
}

/** Days after which a sealed entry is thrown away unsent. */
const KEEP_DAYS = 30;
const madeAt = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** The shelf of this browser. */
export const deviceShelf: Shelf = {
  all: async (operationId, accountId) => {
    const all = ((await within('waiting', 'readonly', (store) => store.getAll())) ?? []) as Waiting[];
    const old = all.filter((one) => Date.now() - madeAt(one.id) > KEEP_DAYS * 86_400_000);
    if (old.length > 0) await deviceShelf.remove(old.map(({ id }) => id));
    return all.filter(
      (one) => one.operationId === operationId && one.accountId === accountId && !old.includes(one),
    );
  },
  put: async (one) => void (await within('waiting', 'readwrite', (store) => store.put(one))),
  remove: async (ids) =>
    void (await within('waiting', 'readwrite', (store) => {
      for (const id of ids) store.delete(id);
      return undefined;
    })),
};

/** What the buttons need, without names of colleagues, criteria, contacts or the title of the operation. */
export type HeldPlan = Pick<BoardPlan, 'boxKey' | 'me' | 'holdUntil' | 'may' | 'providers'> & {
  operation: Pick<BoardPlan['operation'], 'id' | 'number' | 'state'>;
  stages: { id: string; name: string }[];
  posts: { id: string; role: string; placeKind: string; mine: boolean }[];
};

/** It has ended, well or not: what is shown is its log. */
export const isOver = ({ operation }: HeldPlan): boolean =>
  ['ended', 'closed', 'aborted'].includes(operation.state);

/** After the end entries are taken for a day; until then a device may hold the plan too. */
export const maySupply = ({ holdUntil }: HeldPlan): boolean => Date.parse(holdUntil) > Date.now();

export const heldPart = (plan: BoardPlan): HeldPlan => ({
  boxKey: plan.boxKey,
  me: plan.me,
  holdUntil: plan.holdUntil,
  may: plan.may,
  providers: plan.providers,
  operation: { id: plan.operation.id, number: plan.operation.number, state: plan.operation.state },
  stages: plan.stages.map(({ id, name }) => ({ id, name })),
  posts: plan.posts.map(({ id, role, placeKind, mine }) => ({ id, role, placeKind, mine })),
});

/** Keeps the words of the board for a reload without a connection. */
export async function hold(plan: BoardPlan): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(heldPart(plan)));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, text);
  const held: Held = {
    operationId: plan.operation.id,
    accountId: plan.me,
    until: plan.holdUntil,
    key,
    nonce,
    sealed,
  };
  await within('held', 'readwrite', (store) => store.put(held));
}

/** What was kept of an operation, unless its time is over: then it is thrown away here. */
export async function takeHeld(operationId: string): Promise<HeldPlan | null> {
  const held = (await within('held', 'readonly', (store) => store.get(operationId))) as Held | undefined;
  if (!held) return null;
  if (Date.parse(held.until) <= Date.now()) {
    await letGo(operationId);
    return null;
  }
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: held.nonce as Uint8Array<ArrayBuffer> },
    held.key,
    held.sealed,
  );
  return JSON.parse(new TextDecoder().decode(plain)) as HeldPlan;
}

/** Forgets an operation: its words, its key and the worker that opened its page without a connection. */
export async function letGo(operationId: string): Promise<void> {
  await within('held', 'readwrite', (store) => store.delete(operationId));
  await forgetPage(operationId);
}

/** Forgets every operation: at sign-out, and when somebody else signs in. Sealed entries stay; nobody here reads them. */
export async function letGoOfAll(): Promise<void> {
  if (!('indexedDB' in globalThis)) return;
  const ids = ((await within('held', 'readonly', (store) => store.getAllKeys())) ?? []) as string[];
  for (const id of ids) await letGo(id);
}

export const pageOf = (operationId: string): string => `/operations/${operationId}/board/live`;

/** Lets the page of this board open without a connection: the page and the files it is made of, nothing that was read. */
export async function keepPage(operationId: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const scope = pageOf(operationId);
  const registration = await navigator.serviceWorker.register(workerAddress() as string, { scope });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  const files = [
    ...performance.getEntriesByType('resource').map(({ name }) => name),
    ...[...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(({ href }) => href),
    ...[...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src),
  ].filter(
    (file) => new URL(file).origin === location.origin && new URL(file).pathname.startsWith('/assets/'),
  );
  worker?.postMessage({ keep: scope, files: [...new Set(files)] });
}

async function forgetPage(operationId: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const scope = pageOf(operationId);
  await caches.delete(`concert ${scope}`);
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (registration && new URL(registration.scope).pathname === scope) await registration.unregister();
}

type Policies = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => unknown;
  };
};
let address: unknown;

/** The one script address that Trusted Types let through here: the worker of the board. */
function workerAddress(): unknown {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  address ??= policies
    ? policies
        .createPolicy('concert-board', { createScriptURL: () => '/board-worker.js' })
        .createScriptURL('')
    : '/board-worker.js';
  return address;
}
