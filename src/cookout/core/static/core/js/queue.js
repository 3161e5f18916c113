// The sending end of the offline queue; `core/queue.py` says what is agreed with the receiving one.
// `cookout.queue.add(url, body, {key})` keeps first and sends then, in order, as soon as the house can be reached.
// A later item under the same key replaces an earlier one that has not been on its way. Events on the document:
// queue:kept, queue:sent {item, reply}, queue:refused {item}, queue:state {is}: sending, empty, offline, signin.
const { device } = window.cookout;
const LATER = [2, 5, 15, 30, 60], AGAIN = [408, 425, 429];
let tries = 0, timer, passing;

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`queue:${name}`, { detail }));
const post = (url, token, fields) =>
  fetch(url, { method: "POST", redirect: "manual", body: packed(fields), headers: { "X-CSRFToken": token } });
function packed(fields) { // as a form sends it: with a picture in it, in parts
  const body = Object.values(fields).some((value) => value instanceof Blob) ? new FormData() : new URLSearchParams();
  for (const one of Object.entries(fields)) body.append(...one);
  return body;
}

async function add(url, body, { key = device.uuid() } = {}) {
  const made = { id: device.uuid(), url, body: { ...body }, key, page: location.pathname, made_at: new Date().toISOString() };
  const item = await device.change(({ items }, done) => {
    items.getAll().onsuccess = (event) => {
      // Built upon one that was never on its way, it takes that one's place, and stands on what that one stood on.
      const before = event.target.result.find((one) => one.key === key && one.n === made.body.saw);
      if (before && (!before.tried || before.refused)) {
        items.delete(before.n);
        made.body.saw = before.body.saw;
      }
      items.add(made).onsuccess = (added) => { done.value = { ...made, n: added.target.result }; };
    };
  });
  tell("kept", { item });
  flush();
  return item;
}

const all = (name) => device.change((stores, done) => {
  stores[name].getAll().onsuccess = (event) => { done.value = event.target.result; };
});
const items = () => all("items"), latest = () => all("latest");
const mark = (item, values) => device.change((stores) => stores.items.put(Object.assign(item, values)));

async function drop(n) {
  await device.change((stores) => stores.items.delete(n));
  tell("dropped", { n });
}

// Who is signed in by now, and the token with which they may write.
async function pass() {
  const answer = await fetch("/queue/", { redirect: "manual", cache: "no-store" });
  if (answer.status >= 500) throw new TypeError("The house does not answer.");
  const told = answer.ok ? await answer.json() : {};
  return told.user === device.user ? told.token : null;
}

async function send(item, token) {
  const { writer } = await device.ready;
  await mark(item, { tried: true });
  const made = { item: item.id, user: device.user, writer, n: item.n, made_at: item.made_at, sent_at: new Date().toISOString() };
  const answer = await post(item.url, token, { ...item.body, ...made });
  if (answer.type === "opaqueredirect") return false;
  if (answer.status >= 500 || AGAIN.includes(answer.status)) throw new TypeError("The house does not answer.");
  const reply = await answer.json().catch(() => ({}));
  if (answer.ok) {
    await device.change((stores) => {
      stores.items.delete(item.n);
      stores.latest.put({ key: item.key, n: item.n, reply });
    });
    tell("sent", { item, reply });
  } else {
    await mark(item, { refused: reply.detail ?? String(answer.status) });
    tell("refused", { item });
  }
  return true;
}

async function sendAll() {
  for (let token; ;) {
    const item = (await items()).find((one) => !one.refused);
    if (!item) return "empty";
    tell("state", { is: "sending" });
    token ??= await pass();
    if (!token || !(await send(item, token))) return "signin";
    tries = 0;
  }
}

function flush() {
  clearTimeout(timer);
  const locked = () => (navigator.locks ? navigator.locks.request("cookout-queue", sendAll) : sendAll());
  passing = (passing ?? Promise.resolve()).then(locked).then((is) => tell("state", { is }), () => {
    tell("state", { is: "offline" });
    timer = setTimeout(flush, LATER[Math.min(tries++, LATER.length - 1)] * 1000);
  });
  return passing;
}

window.cookout.queue = { add, items, latest, drop, flush };
device.ready.then(flush, () => {});
window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => { if (!document.hidden) device.ready.then(flush, () => {}); });
