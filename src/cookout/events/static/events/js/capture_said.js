// What the page says of whom I saved: waiting on this device, in the book, refused; and whom the button saves.
const form = document.querySelector("[data-capture]");
const { queue } = window.cookout;
const list = document.querySelector("[data-capture-list]");
const JUST_NOW = 10_000;
const SHOWN_FOR = 20_000;
const template = (name) => document.querySelector(`template[data-capture-${name}]`).content;

const rowOf = (item) => list.querySelector(`[data-caught="${CSS.escape(item.id)}"]`);
const isHere = (item) => item.url === form.dataset.capture;

function nameSave() {
  const save = form.querySelector("[data-capture-save]");
  save.dataset.plain ??= save.textContent;
  const first = form.elements.name.value.trim().split(/\s+/)[0];
  save.textContent = first ? save.dataset.named.replace("{name}", first.slice(0, 24)) : save.dataset.plain;
}

function count() {
  const many = [...list.children].filter((row) => !row.hidden).length;
  const said = document.querySelector("[data-capture-count]");
  said.textContent = many ? (many === 1 ? said.dataset.one : said.dataset.many.replace("{n}", many)) : "";
  document.querySelector("[data-capture-nobody]").hidden = Boolean(many);
  document.querySelector("[data-capture-sort]").hidden = !many;
}

function fragment(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], ...words.slice(1).slice(-1)].map((word) => (word ? [...word][0] : "")).join("").toUpperCase();
}

// The name, or what a card that is read later calls itself.
function called({ name, card_text: card = "" }) {
  return name ?? card.match(/^FN[^:\n]*:(.+)/m)?.[1] ?? card.match(/\bN:([^;\n]+)/)?.[1] ?? card.trim().split("\n")[0];
}

function waiting(item) {
  if (rowOf(item)) return rowOf(item);
  const row = template("kept").firstElementChild.cloneNode(true);
  const { talked = "", impression = "" } = item.body;
  const name = called(item.body);
  row.dataset.caught = item.id;
  row.querySelector("[data-initials]").textContent = initials(name);
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-line]").textContent = talked || impression;
  list.prepend(row);
  count();
  return row;
}

function refused(item) {
  const row = waiting(item);
  row.querySelector("[data-state]").textContent = item.refused;
  if (row.querySelector("[data-correct]")) return;
  row.lastElementChild.append(template("refused").cloneNode(true));
  const forget = () => { row.remove(); count(); };
  row.querySelector("[data-drop]").addEventListener("click", async () => { await queue.drop(item.n); forget(); });
  row.querySelector("[data-correct]").addEventListener("click", () => {
    form.dispatchEvent(new CustomEvent("capture:correct", { detail: { item } }));
    forget();
  });
}

function sent({ item, reply }) {
  if (!isHere(item)) return;
  const row = waiting(item);
  if (reply.row) row.replaceWith(fragment(reply.row));
  else row.remove();
  if (reply.asked !== undefined) document.querySelector("[data-capture-asked]").replaceChildren(fragment(reply.asked));
  if (reply.told && Date.now() - Date.parse(item.made_at) < JUST_NOW) tell(reply.told);
  if (reply.said) rowOf(item)?.lastElementChild.append(Object.assign(document.createElement("small"), { textContent: reply.said }));
  count();
}

// The way back for whoever was saved just now, above the button and for a while: a toast would cover the next one's fields.
function tell({ text = "", undo = "" } = {}) {
  const line = form.querySelector("[data-capture-done]");
  clearTimeout(line.timer);
  line.hidden = !text;
  line.querySelector("[data-words]").textContent = text;
  line.querySelector("button").hidden = !undo;
  document.querySelector("#capture-undo").action = undo;
  if (text) line.timer = setTimeout(tell, SHOWN_FOR);
}

function say(name) {
  const line = form.querySelector("[data-capture-says]");
  line.hidden = !line.dataset[name];
  line.querySelector("[data-words]").textContent = line.dataset[name] ?? "";
}

async function showWaiting() {
  const items = (await queue.items()).filter(isHere);
  items.forEach((item) => (item.refused ? refused(item) : waiting(item)));
}

// Whom I added on the day on which the page was kept were not added today.
function later() {
  [...list.children].forEach((row) => { row.hidden = true; });
  const heading = document.querySelector("#caught");
  heading.textContent = heading.dataset.today;
  count();
}

if (form) {
  form.addEventListener("input", nameSave);
  ["capture:emptied", "capture:filled"].forEach((name) => form.addEventListener(name, nameSave));
  form.addEventListener("capture:later", later);
  form.addEventListener("capture:begun", showWaiting);
  form.addEventListener("capture:lost", () => say("lost"));
  form.addEventListener("capture:kept", ({ detail }) => {
    tell();
    waiting(detail.item);
  });
  document.addEventListener("queue:sent", ({ detail }) => sent(detail));
  document.addEventListener("queue:refused", ({ detail }) => { if (isHere(detail.item)) refused(detail.item); });
  document.addEventListener("queue:state", ({ detail }) => { if (detail.is !== "sending") say(detail.is); });
  window.addEventListener("offline", () => say("offline"));
  if (!navigator.onLine) say("offline");
  nameSave();
}
