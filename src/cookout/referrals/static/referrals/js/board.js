// A card is dragged onto a column, moved with the arrow keys, or its "Move" is pressed: the dialog asks for the exact
// state and sends the form. Without it, "Move" leads to the same form on the page of the referral.
const dialog = document.querySelector("[data-move-dialog]");

const columnsOf = (card) => [...card.closest(".lane").querySelectorAll("[data-column]")];

function fitting(card, column) {
  const allowed = card.dataset.moves.split(" ");
  const fits = (option) => allowed.includes(option.value) && (!column || option.dataset.column === column);
  return [...dialog.querySelectorAll("option")].filter(fits);
}

function ask(card, column) {
  const fits = fitting(card, column);
  if (!fits.length) return;
  const link = card.querySelector("[data-ref-name]");
  dialog.querySelectorAll("option").forEach((option) => { option.hidden = option.disabled = !fits.includes(option); });
  dialog.querySelector("select").value = fits[0].value;
  dialog.querySelector("[data-move-title]").textContent = link.textContent;
  dialog.querySelector("[data-move-form]").action = new URL("steps/", link.href);
  dialog.showModal();
}

// Left and right: the next column to which it may go. Up and down: the next card.
function go(card, key) {
  if (key === "ArrowUp" || key === "ArrowDown") {
    const cards = [...document.querySelectorAll(".ref")];
    cards[cards.indexOf(card) + (key === "ArrowUp" ? -1 : 1)]?.querySelector("a").focus();
    return;
  }
  const columns = columnsOf(card).map((column) => column.dataset.column);
  const here = columns.indexOf(card.closest("[data-column]").dataset.column);
  const onward = key === "ArrowRight" ? columns.slice(here + 1) : columns.slice(0, here).reverse();
  const next = card.dataset.moves && onward.find((column) => fitting(card, column).length);
  if (next) ask(card, next);
}

function dragging() {
  let held = null;
  const over = (event) => {
    const column = event.target.closest?.("[data-column]");
    const takes = held && column && columnsOf(held).includes(column) && held.closest("[data-column]") !== column;
    return takes && fitting(held, column.dataset.column).length ? column : null;
  };
  const clear = () => document.querySelectorAll(".board__col--over").forEach((e) => e.classList.remove("board__col--over"));
  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-ref]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.querySelector("[data-ref-name]").textContent);
  });
  document.addEventListener("dragover", (event) => {
    clear();
    const column = over(event);
    if (!column) return;
    event.preventDefault();
    column.classList.add("board__col--over");
  });
  document.addEventListener("drop", (event) => {
    const column = over(event);
    if (!column) return;
    event.preventDefault();
    ask(held, column.dataset.column);
  });
  document.addEventListener("dragend", () => {
    clear();
    held = null;
  });
}

if (dialog) {
  dragging();
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-move]");
    if (!opener) return;
    event.preventDefault();
    ask(opener.closest("[data-ref]"));
  });
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".ref");
    if (!card || !event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(card, event.key);
  });
}
