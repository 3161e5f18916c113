// Light, dark or the system's: shown at once, kept by the form's own save.
document.addEventListener("change", (event) => {
  const choice = event.target.closest("[data-theme-choice]");
  if (!choice) return;
  const root = document.documentElement;
  if (choice.value === "light" || choice.value === "dark") root.dataset.theme = choice.value;
  else delete root.dataset.theme;
});
