// Opens the page of one live board without a connection. Registered for that one address, and gone with the operation.
// It keeps the page and the files of the application that make it up; answers of the server are never looked at.

const cacheName = () => `concert ${new URL(self.registration.scope).pathname}`;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('message', (event) => {
  if (event.origin !== self.location.origin || !event.data || !Array.isArray(event.data.files)) return;
  event.waitUntil(keep(event.data.files.filter((file) => typeof file === 'string')));
});

/** The page as it is now, with its files; what an earlier edition of the application left is thrown away. */
async function keep(files) {
  const page = new URL(self.registration.scope).pathname;
  const wanted = new Set(files.map((file) => new URL(file, self.location.origin).href));
  wanted.add(new URL(page, self.location.origin).href);
  const cache = await caches.open(cacheName());
  await cache.add(new Request(page, { cache: 'reload', headers: { accept: 'text/html' } }));
  for (const file of wanted) if (!(await cache.match(file))) await cache.add(file).catch(() => undefined);
  for (const held of await cache.keys()) if (!wanted.has(held.url)) await cache.delete(held);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(pageOf(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(assetOf(request));
});

/** The server's page while it answers, so that an update is never held back; the kept one otherwise. */
async function pageOf(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(4000) });
  } catch {
    const page = new URL(self.registration.scope).pathname;
    return (await (await caches.open(cacheName())).match(page)) ?? Response.error();
  }
}

/** Names of files change with what is in them, so a kept one is never old. */
async function assetOf(request) {
  const cache = await caches.open(cacheName());
  return (await cache.match(request.url)) ?? fetch(request);
}
