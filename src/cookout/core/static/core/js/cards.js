// Fills a form from a card: from a code that scan.js has seen, or from pasted text.
//   <form data-scan-reads="/people/cards/read/">            the door that says what a text says
//   <textarea data-scan-raw>                                the text as it came; pasted text is read from it too
//   <input data-scan-field="phone email">                   takes the first value of these kinds while it is empty;
//                                                           “rest” takes what has no place, a line of its own each
//   <p role="status" data-scan-says data-refused="…" …>     where sentences appear; one attribute for each of ours
// Events on the form: card:read {card, text} before it is filled (preventDefault keeps it as it is), card:filled {card},
// and card:kept {text} where the house cannot be reached: then the text stays in the raw field and goes with the form.
// card:forget, sent to the form, lets go of an answer that is on its way: the form is about somebody else by now.
const form = document.querySelector("form[data-scan-reads]");
let asked = 0;

const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`card:${name}`, { detail, cancelable: true, bubbles: true }));

function say(words) {
  const place = form.querySelector("[data-scan-says]");
  if (!place) return;
  place.textContent = place.dataset[words] ?? words;
  place.hidden = !words;
}

function fill(card) {
  const unplaced = new Set(card.fields);
  form.querySelectorAll("[data-scan-field]").forEach((field) => {
    const kinds = field.dataset.scanField.split(" ");
    const first = kinds.flatMap((kind) => card.fields.filter((one) => one.kind === kind))[0];
    if (!first || (field.value.trim() && field.value.trim() !== first.value)) return; // what one typed stays
    field.value = first.value;
    unplaced.delete(first);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const rest = form.querySelector('[data-scan-field~="rest"]');
  if (rest) add(rest, [...[...unplaced].map((one) => one.value), card.rest]);
}

function add(field, said) {
  const lines = field.value.split("\n");
  const more = said.flatMap((text) => text.split("\n")).filter((line) => line.trim() && !lines.includes(line));
  if (!more.length) return;
  field.value = [field.value, ...more].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function ask(text, scanned) {
  const body = new URLSearchParams({ text, ...(scanned ? { scanned: "1" } : {}) });
  const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "X-CSRFToken": token };
  try {
    const answer = await fetch(form.dataset.scanReads, { method: "POST", body, headers, redirect: "manual" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function read(text, scanned) {
  const mine = ++asked;
  const card = await ask(text, scanned);
  if (mine !== asked) return; // another one was held out meanwhile
  if (!card) {
    say("kept");
    tell("kept", { text });
    return;
  }
  say(card.said);
  if (!tell("read", { card, text })) return;
  fill(card);
  tell("filled", { card });
}

if (form) {
  const raw = form.querySelector("[data-scan-raw]");
  form.addEventListener("card:forget", () => {
    asked += 1;
    say("");
  });
  form.addEventListener("scan:none", (event) => say(event.detail.why));
  form.addEventListener("scan:seen", (event) => {
    if (raw) raw.value = event.detail.text;
    read(event.detail.text, true);
  });
  raw?.addEventListener("change", () => { if (raw.value.trim()) read(raw.value, false); });
}
