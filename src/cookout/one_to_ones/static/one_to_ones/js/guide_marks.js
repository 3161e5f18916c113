// The marks on the guide while one types: how much is social and how much business, which questions are answered;
// and the way from question to question without the mouse.
const form = document.querySelector("[data-guide]");
const fields = form ? [...form.querySelectorAll("[data-answer]")] : [];

function count() {
  const done = fields.filter((field) => field.value.trim());
  const [social, business] = [true, false].map((side) => done.filter((one) => "social" in one.dataset === side).length);
  const balance = form.querySelector("[data-balance]");
  const words = { social, business };
  balance.querySelector("[data-balance-words]").textContent = balance.dataset.words.replace(/\{(\w+)\}/g, (_, word) => words[word]);
  balance.querySelector("[data-balance-bars]").replaceChildren(...[...Array(social + business).keys()].map((place) => {
    const bar = document.createElement("span");
    bar.className = place < social ? "bal bal--social" : "bal";
    return bar;
  }));
  const asked = [...form.querySelectorAll("#questions [data-answer]")];
  const counter = document.querySelector("[data-count=questions]");
  if (counter) counter.textContent = `${asked.filter((one) => one.value.trim()).length}/${asked.length}`;
  fields.forEach((one) => one.closest(".answer").classList.toggle("answer--done", Boolean(one.value.trim())));
}

function jump(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = fields.indexOf(event.target);
  if (!step || here < 0 || !(event.altKey || event.ctrlKey)) return;
  event.preventDefault();
  const seen = fields.filter((field, place) => place === here || field.checkVisibility());
  seen[seen.indexOf(event.target) + step]?.focus();
}

if (form) {
  count();
  form.addEventListener("input", count);
  form.addEventListener("guide:shown", count);
  form.addEventListener("keydown", jump);
  form.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
}
