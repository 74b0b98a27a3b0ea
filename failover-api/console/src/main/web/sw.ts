// Keeps the page itself, and only that: data never. From the network where it answers soon, from the machine otherwise.
declare const SHELL: string; // The digest of the page, put in by the build: another page is another cache.

// The types of a service worker are not those of a page; only what is used is named.
type Waiting = { waitUntil(work: Promise<unknown>): void };
type Fetching = { request: Request; respondWith(answer: Promise<Response>): void };
type Shelf = {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
};

const worker = self as unknown as Shelf;
const NAME = 'changeover-' + SHELL;
// The page takes 1 s on a slow link; a Region that takes three is dark.
const ANSWER_MAX_MS = 3_000;

worker.addEventListener('install', (event) => {
  const page = worker.registration.scope;
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.add(new Request(page, { cache: 'reload' })))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.mode === 'navigate' && address.origin + address.pathname === worker.registration.scope) {
    event.respondWith(
      fetch(request, { signal: AbortSignal.timeout(ANSWER_MAX_MS) })
        .then((response) => (response.ok ? response : kept()))
        .catch(kept),
    );
  }
});

async function kept(): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(worker.registration.scope)) ?? Response.error();
}
