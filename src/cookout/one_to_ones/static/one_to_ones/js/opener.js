// <textarea id="x" data-opener>: what is changed there goes into the links that begin a message with it.
document.addEventListener("input", (event) => {
  const opener = event.target.closest("[data-opener]");
  if (!opener) return;
  document.querySelectorAll(`[data-opener-of="#${opener.id}"]`).forEach((link) => {
    link.href = `${link.href.split("?")[0]}?body=${encodeURIComponent(opener.value)}`;
  });
});
