// A choice in a filter sends its form at once; the form has a button of its own for life without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});
document.querySelectorAll("form:is([data-send-on-change], [hx-trigger=change]) [data-without-script]").forEach((button) => {
  button.hidden = true;
});
