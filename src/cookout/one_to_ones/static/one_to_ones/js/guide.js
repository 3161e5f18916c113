// The guide: what is typed is kept on this device at once and sent when it can be. Without a script the form does it.
const form = document.querySelector("[data-guide]");
const { queue, device } = window.cookout;
const fields = form ? [...form.querySelectorAll("[data-answer]")] : [];
const WAIT = 800;

// For each field: the text that is kept, the revision of the house and the item of this device on which it stands.
const states = new Map();
const nameOf = (field) => `${form.dataset.answers}#${field.dataset.answer}`;
const box = (element) => element.closest(".answer");

async function keep(field) {
  const state = states.get(field);
  clearTimeout(state.timer);
  const text = field.value.replaceAll("\0", "");
  if (text === state.text && !state.reworded) return;
  const own = box(field).querySelector("[data-question]");
  const more = own ? { question: own.value, facet: box(field).querySelector("[data-facet]").value } : {};
  const body = { key: field.dataset.answer, text, base: state.base, saw: state.saw, ...more };
  Object.assign(state, { text, reworded: false });
  state.saw = (await queue.add(form.dataset.answers, body, { key: nameOf(field) })).n;
}

// One after the other, because each stands on the one before.
function keepNext(field) {
  const state = states.get(field);
  state.last = (state.last ?? Promise.resolve()).then(() => keep(field));
  state.last.catch(() => form.dispatchEvent(new CustomEvent("guide:lost")));
  return state.last;
}

// The text as this device or the house knows it by now, where that is newer than the page. What one types in stays.
function restore(field, items, latest) {
  const state = states.get(field);
  const waiting = items.filter((item) => item.key === nameOf(field)).at(-1);
  const known = latest.find((one) => one.key === nameOf(field));
  if (field.value !== state.text) return;
  const isNewer = known && known.reply.revision > state.base && !(known.reply.beside && state.saw);
  if (isNewer) Object.assign(state, { base: known.reply.revision, text: known.reply.text });
  if (waiting) Object.assign(state, { base: Number(waiting.body.base), text: waiting.body.text });
  state.saw = Math.max(state.saw, waiting?.n ?? known?.n ?? 0);
  field.value = state.text;
}

async function showNewest() {
  const [items, latest] = [await queue.items(), await queue.latest()];
  fields.forEach((field) => restore(field, items, latest));
  const here = items.filter((item) => item.url === form.dataset.answers);
  form.dispatchEvent(new CustomEvent("guide:shown", { detail: { here } }));
}

function typed(event) {
  const field = box(event.target)?.querySelector("[data-answer]");
  if (!field) return;
  const state = states.get(field);
  if (event.type === "input" && event.target !== field) state.reworded = Boolean(field.value.trim());
  clearTimeout(state.timer);
  if (event.type === "input") state.timer = setTimeout(keepNext, WAIT, field);
  else keepNext(field);
}

async function finish(event) {
  event.preventDefault();
  await Promise.all(fields.map(keepNext));
  await queue.flush();
  const left = (await queue.items()).some((item) => item.url === form.dataset.answers);
  if (!left) location.assign(form.dataset.wrapUp);
}

function arrived({ item, reply }) {
  const field = fields.find((one) => nameOf(one) === item.key);
  if (field && reply.text === item.body.text) states.get(field).base = reply.revision;
}

async function begin() {
  fields.forEach((field) => {
    const base = Number(box(field).querySelector("[data-base]").value);
    states.set(field, { base, saw: 0, text: field.value });
    box(field).dataset.showsKept = nameOf(field);
  });
  form.addEventListener("input", typed);
  form.addEventListener("focusout", typed);
  document.addEventListener("queue:sent", (event) => arrived(event.detail));
  await device.ready;
  await showNewest();
  form.querySelectorAll("[data-without-script]").forEach((one) => { one.hidden = true; });
  form.addEventListener("submit", finish);
  document.addEventListener("visibilitychange", () => { if (document.hidden) fields.forEach(keepNext); else showNewest(); });
}

if (form) begin().catch(() => form.dispatchEvent(new CustomEvent("guide:lost")));
