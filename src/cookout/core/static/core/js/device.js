// What this device keeps for whoever is signed in: things to send, the latest answers to them, and pages to open
// without signal. All of it is one user's: another one's is forgotten before anything is read, and at sign-out.
const user = document.body.dataset.user ?? "";
const PAGES = "cookout-pages";
const HALF_A_DAY = 12 * 60 * 60 * 1000;
const STORES = ["items", "latest", "about"];

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("cookout", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "n", autoIncrement: true });
      asked.result.createObjectStore("latest", { keyPath: "key" });
      asked.result.createObjectStore("about");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// One transaction over everything; `work` may chain requests, and what it sets as `done.value` is answered.
async function within(base, work) {
  const done = {};
  await new Promise((resolve, reject) => {
    const all = base.transaction(STORES, "readwrite");
    work(Object.fromEntries(STORES.map((name) => [name, all.objectStore(name)])), done);
    all.oncomplete = resolve;
    all.onerror = all.onabort = () => reject(all.error);
  });
  return done.value;
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function emptied(stores) {
  Object.values(stores).forEach((store) => store.clear());
}

// Mine from here on: whose it is and which device this is are told anew where it was another's.
function claimed(stores, done) {
  stores.about.get("owner").onsuccess = (event) => {
    const owner = event.target.result;
    done.value = owner?.user === user ? { ...owner, strange: false } : { user, writer: uuid(), strange: true };
    if (!done.value.strange) return;
    emptied(stores);
    stores.about.put({ user, writer: done.value.writer }, "owner");
  };
}

async function begun() {
  if (!user) throw new Error("Nobody is signed in here.");
  const base = await opened();
  const owner = await within(base, claimed);
  if (owner.strange && "caches" in window) await caches.delete(PAGES);
  return { base, writer: owner.writer };
}

async function forget() {
  if ("caches" in window) await caches.delete(PAGES);
  await within((await ready).base, emptied);
}

// A page that says so is kept as it came; the service worker does it too, but not before it looks after this page.
async function keepPage() {
  if (!("caches" in window) || !document.querySelector("[data-keeps]")) return;
  await ready;
  const pages = await caches.open(PAGES);
  if (!(await pages.match(location.pathname))) await put(location.pathname);
}

async function put(path) {
  const page = await fetch(path);
  if (page.ok && page.headers.get("Cookout-Keeps") === user) await (await caches.open(PAGES)).put(path, page);
}

// On the home screen of a phone, the page for adding somebody is there on an evening without signal, also where it was
// not opened before; it is fetched anew when it is half a day old.
async function keepAhead() {
  const path = document.body.dataset.keepAhead;
  if (!path || !("caches" in window) || !matchMedia("(display-mode: standalone)").matches) return;
  const { base } = await ready;
  const isOld = await within(base, ({ about }, done) => {
    about.get("ahead").onsuccess = (event) => {
      done.value = !(Date.now() - event.target.result < HALF_A_DAY);
      if (done.value) about.put(Date.now(), "ahead");
    };
  });
  if (isOld) await put(path);
}

const ready = begun();
ready.then(keepPage).catch(() => {});
ready.then(keepAhead).catch(() => {});
window.cookout = { device: { user, ready, uuid, forget, change: async (work) => within((await ready).base, work) } };
