// What just happened: closes by hand; goes by itself unless there is something to undo or to read.
const region = document.querySelector("[data-toasts]");
const SHOWN_FOR = 8000;

function settle(toast) {
  if (toast.dataset.settled) return;
  toast.dataset.settled = "yes";
  const close = toast.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  if (toast.hasAttribute("data-stays")) return;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else toast.remove();
  };
  setTimeout(leave, SHOWN_FOR);
}

function settleAll() {
  region.querySelectorAll("[data-toast]").forEach(settle);
}

function sayFailed() {
  const said = document.querySelector("[data-toast-failed]");
  if (said && !region.querySelector(".toast--error")) region.append(said.content.cloneNode(true));
}

if (region) {
  settleAll();
  new MutationObserver(settleAll).observe(region, { childList: true });
  document.addEventListener("htmx:responseError", sayFailed);
  document.addEventListener("htmx:sendError", sayFailed);
  document.addEventListener("htmx:timeout", sayFailed);
}
