// A file field with room to drop on; it lists what was chosen.
function list(zone, input) {
  const names = zone.querySelector("[data-drop-names]");
  if (names) names.textContent = [...input.files].map((file) => file.name).join(", ");
}

function over(event) {
  const zone = event.target.closest?.("[data-drop]");
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle("is-over", event.type === "dragover");
}

document.addEventListener("dragover", over);
document.addEventListener("dragleave", over);
document.addEventListener("drop", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (!zone) return;
  over(event);
  const input = zone.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (zone && event.target.type === "file") list(zone, event.target);
});
