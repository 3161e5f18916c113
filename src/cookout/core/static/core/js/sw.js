// Keeps what is the same for everybody: fonts, icons, the two bundles and the page for life without signal.
// Pages with people on them are never kept.
const KEPT = "cookout-static-1";
const OFFLINE = "/offline/";
const ASSET = /\/(assets|static\/core\/(fonts|img))\/[^"'\s)]+/g;
const LASTING = /^\/(assets|static\/core\/(fonts|img))\//;

async function prepare() {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  if (!page.ok) return;
  const text = await page.clone().text();
  await cache.put(OFFLINE, page);
  await Promise.allSettled([...new Set(text.match(ASSET) ?? [])].map((path) => cache.add(path)));
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await self.clients.claim();
}

async function fromCacheFirst(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.type === "basic") {
    await cache.put(request, fresh.clone());
    if (new URL(request.url).pathname.includes("/assets/")) await forgetOlder(cache, request.url);
  }
  return fresh;
}

// A new bundle replaces the one before it.
async function forgetOlder(cache, url) {
  const kind = url.slice(url.lastIndexOf("."));
  for (const other of await cache.keys()) {
    if (other.url !== url && other.url.includes("/assets/") && other.url.endsWith(kind)) await cache.delete(other);
  }
}

async function orOffline(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(OFFLINE);
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
