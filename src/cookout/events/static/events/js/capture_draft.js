// Somebody half written down waits on this device: after a look at another page, a call, a closed browser.
const form = document.querySelector("[data-capture]");
const { device } = window.cookout;
const KEY = "draft";
const NOT_MINE = ["csrfmiddlewaretoken", "uid", "event"];
const WAIT = 400;
let timer;

function typed() {
  const said = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !NOT_MINE.includes(name));
  return Object.fromEntries(said);
}

function keep() {
  clearTimeout(timer);
  const values = typed();
  const isEmpty = !Object.keys(values).length;
  return device.change(({ about }) => (isEmpty ? about.delete(KEY) : about.put(values, KEY))).catch(() => {});
}

async function restore() {
  const values = await device.change(({ about }, done) => {
    about.get(KEY).onsuccess = (event) => { done.value = event.target.result; };
  });
  if (values && !Object.keys(typed()).length) form.dispatchEvent(new CustomEvent("capture:fill", { detail: { values } }));
}

if (form) {
  form.addEventListener("capture:begun", restore);
  form.addEventListener("capture:emptied", keep);
  form.addEventListener("change", keep);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
}
