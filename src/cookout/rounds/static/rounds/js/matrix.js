// A square of the picture leads to its pair: under the pointer, or with the arrow keys and Enter. The list does without.
const NS = "http://www.w3.org/2000/svg";
const STEP = 20;

function ready(box) {
  const svg = box.querySelector("svg[data-leads]");
  if (!svg) return;
  const said = box.parentElement.querySelector("[data-matrix-said]");
  const rows = [...svg.querySelectorAll("text[data-at]")].map((text) => ({ y: text.y.baseVal[0].value - 14, at: +text.dataset.at }));
  const columns = [...svg.querySelectorAll("text[data-key]")].map((text) => ({
    x: text.transform.baseVal.consolidate().matrix.e - 14, key: text.dataset.key, name: text.dataset.name,
  }));
  const bands = [...svg.querySelectorAll(".cell")];
  const frame = document.createElementNS(NS, "rect");
  let at = null;

  function look(row, column) {
    const here = rows[row] && columns[column] && rows[row].at !== column ? { row, column } : null;
    if (here && at && at.row === row && at.column === column) return;
    at = here;
    frame.remove();
    said.textContent = said.dataset.hint;
    if (!here) return;
    const { y } = rows[row], { x } = columns[column];
    const point = svg.createSVGPoint();
    point.x = x + 9; point.y = y + 9;
    const band = bands.find((path) => path.isPointInFill(point));
    Object.entries({ x: x - 1, y: y - 1, width: 21, height: 21, rx: 3, class: "at" }).forEach(([name, value]) => frame.setAttribute(name, value));
    svg.append(frame);
    const words = band ? band.querySelector("title").textContent : "";
    said.textContent = `${columns[rows[row].at].name} & ${columns[column].name}: ${words}`;
  }

  function under(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const within = (start, value) => value >= start && value < start + STEP;
    look(rows.findIndex((row) => within(row.y, place.y)), columns.findIndex((column) => within(column.x, place.x)));
  }

  function open() {
    if (at) location.assign(svg.dataset.leads.replace(columns[0].key, columns[rows[at.row].at].key) + `?with=${columns[at.column].key}`);
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function key(event) {
    if (event.key === "Enter") return open();
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = at || { row: 0, column: -1 };
    let row = from.row + move[0], column = from.column + move[1];
    if (rows[row] && rows[row].at === column) { row += move[0]; column += move[1]; }
    if (!rows[row] || !columns[column]) return;
    look(row, column);
    frame.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  svg.dataset.ready = "";
  said.textContent = said.dataset.hint;
  svg.addEventListener("pointermove", under);
  svg.addEventListener("click", (event) => { under(event); open(); });
  box.addEventListener("keydown", key);
}

document.querySelectorAll("[data-matrix]").forEach(ready);
