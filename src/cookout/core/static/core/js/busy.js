// While a request runs, the part that will change says so.
function mark(event, busy) {
  const part = event.detail.target;
  if (!part || part === document.body) return;
  if (busy) part.setAttribute("aria-busy", "true");
  else part.removeAttribute("aria-busy");
}

document.addEventListener("htmx:beforeRequest", (event) => mark(event, true));
document.addEventListener("htmx:afterRequest", (event) => mark(event, false));
