// <button data-copy="#id" data-copied="Copied"> takes the text or the value of another element along.
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  label.textContent = button.dataset.copied ?? before;
  setTimeout(() => { label.textContent = before; }, 2500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button && navigator.clipboard) copy(button);
});
document.querySelectorAll("[data-copy][hidden]").forEach((button) => {
  button.hidden = !navigator.clipboard;
});
