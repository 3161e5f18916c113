// What the guide says of what was typed: kept, sent, no signal, not taken, written elsewhere too; and who is named.
const form = document.querySelector("[data-guide]");

function say(name) {
  const line = form.querySelector("[data-guide-status]");
  const time = new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  line.querySelector("[data-guide-said]").textContent = line.dataset[name].replace("{time}", time);
  line.dataset.is = name;
}

const boxOf = (item) => form.querySelector(`[data-shows-kept="${CSS.escape(item.key)}"]`);

function beneath(box, name) {
  const place = box.querySelector("[data-beneath]");
  place.replaceChildren(document.querySelector(`template[data-guide-${name}]`).content.cloneNode(true));
  return place;
}

function refused(item) {
  const box = boxOf(item);
  if (!box) return;
  const said = beneath(box, "refused").querySelector("span");
  said.textContent = item.refused || said.dataset.otherwise;
  say("refused");
}

function sent({ item, reply }) {
  const box = boxOf(item);
  if (!box) return;
  if (reply.beside) beneath(box, "two");
  else box.querySelector("[data-beneath]").replaceChildren();
  box.querySelector("[data-people]").replaceChildren(...reply.people.map((person) => {
    const link = document.createElement("a");
    return Object.assign(link, { href: person.url, textContent: person.name });
  }));
}

function stands(is) {
  const line = form.querySelector("[data-guide-status]");
  if (is === "offline" || is === "signin") say(is);
  else if (is === "empty" && line.dataset.is && line.dataset.is !== "refused") say("saved");
}

if (form) {
  form.addEventListener("guide:lost", () => say("lost"));
  form.addEventListener("guide:shown", ({ detail }) => {
    if (detail.here.length) say("kept");
    detail.here.filter((item) => item.refused).forEach(refused);
  });
  document.addEventListener("queue:kept", ({ detail }) => { if (boxOf(detail.item)) say("kept"); });
  document.addEventListener("queue:sent", ({ detail }) => sent(detail));
  document.addEventListener("queue:refused", ({ detail }) => refused(detail.item));
  document.addEventListener("queue:state", ({ detail }) => stands(detail.is));
}
