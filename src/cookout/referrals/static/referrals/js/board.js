// A card is dragged onto a column, or its "Move" is pressed: the dialog asks for the exact state and sends the form.
const dialog = document.querySelector("[data-move-dialog]");

function ask(card, column) {
  const allowed = card.dataset.moves.split(" ");
  const select = dialog.querySelector("select");
  const fits = (option) => allowed.includes(option.value) && (!column || option.dataset.column === column);
  const options = [...select.options];
  if (!options.some(fits)) return;
  options.forEach((option) => { option.hidden = option.disabled = !fits(option); });
  select.value = options.find(fits).value;
  dialog.querySelector("[data-move-title]").textContent = card.dataset.name;
  dialog.querySelector("[data-move-form]").action = `/referrals/${card.dataset.ref}/steps/`;
  dialog.showModal();
}

if (dialog) {
  let held = null;
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-move]");
    if (!opener) return;
    event.preventDefault();
    ask(opener.closest("[data-ref]"));
  });
  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-ref]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.name);
  });
  document.addEventListener("dragend", () => {
    held = null;
    document.querySelectorAll(".board__col--over").forEach((column) => column.classList.remove("board__col--over"));
  });
  document.addEventListener("dragover", (event) => {
    const column = event.target.closest?.("[data-column]");
    if (!held || !column || !column.closest(".lane").contains(held)) return;
    event.preventDefault();
    column.classList.add("board__col--over");
  });
  document.addEventListener("dragleave", (event) => {
    const column = event.target.closest?.("[data-column]");
    if (column && !column.contains(event.relatedTarget)) column.classList.remove("board__col--over");
  });
  document.addEventListener("drop", (event) => {
    const column = event.target.closest?.("[data-column]");
    if (!held || !column || !column.closest(".lane").contains(held)) return;
    event.preventDefault();
    if (held.closest("[data-column]") !== column) ask(held, column.dataset.column);
  });
}
