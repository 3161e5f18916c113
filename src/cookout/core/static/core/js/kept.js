// Says on any page what became of things kept on this device, and forgets them at sign-out (<form data-forgets>).
const { cookout } = window; // the queue comes after this file
const toasts = document.querySelector("[data-toasts]");

function show(name) {
  if (!toasts || toasts.querySelector(`[data-kept="${name}"]`)) return null;
  const toast = document.querySelector(`template[data-kept-${name}]`)?.content.firstElementChild.cloneNode(true);
  if (toast) toasts.append(toast);
  return toast;
}

function refused(item) {
  const shown = [`[data-shows-kept="${CSS.escape(item.key)}"]`, `[data-shows-kept-for="${CSS.escape(item.url)}"]`];
  if (document.querySelector(shown.join())) return; // the page itself says it
  const toast = show("refused");
  if (!toast) return;
  const said = toast.querySelector("p");
  said.textContent = item.refused || said.dataset.otherwise;
  toast.querySelector("[data-look]").href = item.page;
  toast.querySelector("[data-drop]").addEventListener("click", async () => {
    await cookout.queue.drop(item.n);
    toast.remove();
  });
}

function signIn() {
  const link = show("signin")?.querySelector("[data-look]");
  if (link) link.href += `?next=${encodeURIComponent(location.pathname)}`;
}

async function leave(form) {
  if (!navigator.onLine) return form.submit();
  const told = form.dataset.forgets === "told";
  if (!told) await Promise.race([cookout.queue.flush(), new Promise((done) => { setTimeout(done, 4000); })]);
  if (!told && (await cookout.queue.items()).length) {
    form.dataset.forgets = "told";
    return show("unsent");
  }
  await cookout.device.forget();
  return form.submit();
}

// A link to a page that is kept here, on the page for life without signal.
document.querySelectorAll("[data-kept-page]").forEach(async (link) => {
  link.hidden = !("caches" in window && (await caches.match(link.pathname, { ignoreVary: true })));
});
document.addEventListener("queue:refused", (event) => refused(event.detail.item));
document.addEventListener("queue:state", (event) => { if (event.detail.is === "signin") signIn(); });
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-forgets]") || !cookout.device.user) return;
  event.preventDefault();
  leave(event.target).catch(() => event.target.submit());
});
cookout.device.ready.then(async () => (await cookout.queue.items()).filter((item) => item.refused).forEach(refused), () => {});
