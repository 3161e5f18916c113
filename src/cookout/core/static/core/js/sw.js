// Keeps what is the same for everybody: fonts, icons, the two bundles and the page for life without signal.
// Pages with people on them are kept only where the house says so (`Cookout-Keeps`): what one types into during a talk.
// They are one user's, and forgotten at sign-out and when another signs in (device.js). `no-store` keeps every cache
// on the way from them; this one is our own, and knows when to forget.
const KEPT = "cookout-static-1";
const PAGES = "cookout-pages";
const OFFLINE = "/offline/";
const ASSET = /\/(assets|static\/core\/(fonts|img))\/[^"'\s)]+/g;
const LASTING = /^\/(assets|static\/core\/(fonts|img|vendor\/jsqr))\//;

async function prepare() {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  if (!page.ok) return;
  const text = await page.clone().text();
  await cache.put(OFFLINE, page);
  await Promise.allSettled([...new Set(text.match(ASSET) ?? [])].map((path) => cache.add(path)));
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== KEPT && name !== PAGES) await caches.delete(name);
  await self.clients.claim();
}

async function fromCacheFirst(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request).catch((error) => ofTheSameKind(cache, request.url, error));
  if (fresh.ok && fresh.type === "basic") {
    await cache.put(request, fresh.clone());
    if (new URL(request.url).pathname.includes("/assets/")) await forgetOlder(cache, request.url);
  }
  return fresh;
}

// A page that was kept may name a bundle that has been replaced since; without signal the newer one has to do.
async function ofTheSameKind(cache, url, error) {
  const kind = url.slice(url.lastIndexOf("."));
  const other = (await cache.keys()).find((one) => one.url.includes("/assets/") && one.url.endsWith(kind));
  if (url.includes("/assets/") && other) return cache.match(other);
  throw error;
}

// A new bundle replaces the one before it.
async function forgetOlder(cache, url) {
  const kind = url.slice(url.lastIndexOf("."));
  for (const other of await cache.keys()) {
    if (other.url !== url && other.url.includes("/assets/") && other.url.endsWith(kind)) await cache.delete(other);
  }
}

async function orOffline(request) {
  const { pathname } = new URL(request.url);
  try {
    const page = await fetch(request);
    if (page.ok && page.headers.has("Cookout-Keeps")) {
      const pages = await caches.open(PAGES);
      await pages.put(pathname, page.clone());
    }
    return page;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const page = (await pages.match(pathname, { ignoreVary: true })) ?? (await caches.match(OFFLINE));
    if (page) return page;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(prepare());
});
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(orOffline(request));
  else if (LASTING.test(url.pathname)) event.respondWith(fromCacheFirst(request));
});
