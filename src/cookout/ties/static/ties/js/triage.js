// Triage by keyboard and by swipe (<form data-triage>): 1 to 4 goes to a question, y/u/n answers it, a letter decides.
// Without this script the same form works by Tab, arrow keys and Enter.
const card = document.querySelector("form[data-triage]");

const ANSWERS = { y: "yes", u: "unsure", n: "no" };
const FAR = 110; // pixels across before a swipe means something

function writing(element) {
  return element.isContentEditable || element.matches("textarea, select, input:not([type=radio])");
}

function questionOf(element) {
  return element.closest("[data-question]");
}

function decide(letter) {
  const button = card.querySelector(`[data-key="${letter}"]`);
  if (!button) return false;
  card.requestSubmit(button);
  return true;
}

function goTo(number) {
  const question = card.querySelector(`[data-question="${number}"]`);
  if (!question) return false;
  (question.querySelector("input:checked") ?? question.querySelector("input")).focus();
  return true;
}

// In a question N is its “No”; elsewhere it is “Not now”. An answer leads on: to the next question, then to the decision.
function answer(key, question) {
  const choice = ANSWERS[key] && question?.querySelector(`input[value="${ANSWERS[key]}"]`);
  if (!choice) return false;
  choice.click();
  if (!goTo(Number(question.dataset.question) + 1)) card.querySelector("[data-key]").focus();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) return;
  const key = event.key.toLowerCase();
  const done = /^[1-4]$/.test(key) ? goTo(key) : answer(key, questionOf(event.target)) || decide(key);
  if (done) event.preventDefault();
}

function listenToSwipes(surface) {
  let from = null;
  surface.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 && !writing(event.target) ? event.touches[0] : null;
  }, { passive: true });
  surface.addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.clientX;
    const down = event.changedTouches[0].clientY - from.clientY;
    from = null;
    if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(down)) return;
    decide(across > 0 ? "d" : "x"); // the next page offers Undo
  }, { passive: true });
}

if (card) {
  document.addEventListener("keydown", onKey);
  listenToSwipes(card.closest(".person-card"));
  card.querySelector("[data-keys]").hidden = false;
}
