// Whom I met: kept on this device at once and sent when it can be. Without a script the form does it.
// Events on the form: capture:kept {item} and capture:lost; what the page says of it is in capture_said.js.
const form = document.querySelector("[data-capture]");
const { queue, device } = window.cookout;
const NOT_KEPT = ["csrfmiddlewaretoken", "uid", "photo"];
const EMPTIED = ["name", "contact", "talked", "own", "impression", "place", "card_text", "photo"];
const SIDE = 1600;

const field = (name) => form.elements[name];
const chosen = () => field("event").selectedOptions[0];

// A photo small enough to wait on a phone; one that this browser cannot read goes as it is.
async function photo() {
  const file = field("photo")?.files[0];
  if (!file) return {};
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const paper = document.createElement("canvas");
    [paper.width, paper.height] = [picture.width, picture.height].map((side) => Math.round(side * scale));
    paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
    const small = await new Promise((done) => { paper.toBlob(done, "image/jpeg", 0.85); });
    return { photo: small ?? file };
  } catch {
    return { photo: file };
  }
}

async function body() {
  const said = [...new FormData(form)].filter(([name, value]) => value && !NOT_KEPT.includes(name));
  const clean = said.map(([name, value]) => [name, value.replaceAll("\0", "")]);
  return { ...Object.fromEntries(clean), where: chosen().dataset.name ?? "", ...(await photo()) };
}

function wrong() {
  const isOwn = form.querySelector("[name=promise]:checked")?.value === "own";
  if (!field("name").value.trim() && !field("card_text").value.trim()) return "name";
  return isOwn && !field("own").value.trim() ? "own" : "";
}

function sayWrong(name) {
  form.querySelectorAll("[data-wrong]").forEach((one) => one.remove());
  ["name", "own"].forEach((one) => ["aria-invalid", "aria-describedby"].forEach((said) => field(one).removeAttribute(said)));
  if (!name) return;
  const said = document.querySelector("template[data-capture-wrong]").content.firstElementChild.cloneNode(true);
  const words = said.querySelector("span");
  words.textContent = words.dataset[name];
  said.id = `wrong-${name}`;
  field(name).setAttribute("aria-invalid", "true");
  field(name).setAttribute("aria-describedby", said.id);
  field(name).after(said);
  field(name).focus();
}

function empty() {
  EMPTIED.forEach((name) => { if (field(name)) field(name).value = ""; });
  form.querySelector("[name=promise][value='']").checked = true;
  form.querySelectorAll("details[open]").forEach((one) => { one.open = false; });
  ["card:forget", "capture:emptied"].forEach((name) => form.dispatchEvent(new CustomEvent(name)));
  field("name").focus();
}

async function save(event) {
  event.preventDefault();
  const no = wrong();
  sayWrong(no);
  if (no || form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    const item = await queue.add(form.dataset.capture, await body(), { key: form.dataset.capture });
    empty();
    form.dispatchEvent(new CustomEvent("capture:kept", { detail: { item } }));
  } catch {
    form.dispatchEvent(new CustomEvent("capture:lost"));
  }
  form.removeAttribute("aria-busy");
}

function fill(values) {
  Object.entries(values).forEach(([name, value]) => {
    if (name === "event" && ![...field("event").options].some((one) => one.value === value)) return;
    if (field(name) && !["photo", "promise"].includes(name)) field(name).value = value;
  });
  const picks = [...form.querySelectorAll("[name=promise]")];
  const pick = picks.find((one) => one.value === (values.promise ?? "")) ?? picks.find((one) => one.value === "own");
  pick.checked = true;
  if (pick.value === "own") field("own").value = values.own ?? values.promise;
  form.dispatchEvent(new CustomEvent("capture:filled"));
  field("name").focus();
}

// What was refused goes back into the form, to be put right and saved again.
async function correct({ detail: { item } }) {
  fill({ ...item.body, place: item.body.place ?? "" });
  await queue.drop(item.n);
}

// On a phone the key at the corner of the keyboard goes on to the next field; at a desk it saves.
function goOn(event) {
  const after = { name: "contact", contact: "talked" }[event.target.name];
  if (event.key !== "Enter" || event.isComposing || !after || !matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  field(after).focus();
}

// A page that was kept is opened on a later day: events have come meanwhile, and “today” is another day.
function freshen() {
  const today = new Date().toLocaleDateString("sv");
  const asked = new URLSearchParams(location.search).get("event");
  const select = field("event");
  if (form.dataset.day !== today) {
    const later = [...document.querySelector("template[data-capture-to-come]").content.cloneNode(true).children];
    select.prepend(...later.filter((one) => one.dataset.first <= today));
    const known = [...select.options].filter((one) => one.value);
    known.forEach((one) => { one.textContent = one.dataset.plain; });
    const here = known.find((one) => one.dataset.first <= today && today <= one.dataset.last);
    select.value = here?.value ?? "";
    form.dispatchEvent(new CustomEvent("capture:later"));
  }
  if ([...select.options].some((one) => asked && one.value === asked)) select.value = asked;
}

async function begin() {
  await device.ready;
  freshen();
  form.addEventListener("submit", save);
  form.addEventListener("keydown", goOn);
  form.addEventListener("capture:correct", correct);
  form.addEventListener("capture:fill", ({ detail }) => fill(detail.values));
  form.dispatchEvent(new CustomEvent("capture:begun"));
}

if (form && device.user) begin().catch(() => form.dispatchEvent(new CustomEvent("capture:lost")));
