// <button data-full-screen="#id" hidden> shows one element alone, for a camera across the table.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-full-screen]");
  if (button) document.querySelector(button.dataset.fullScreen).requestFullscreen();
});
document.querySelectorAll("[data-full-screen][hidden]").forEach((button) => {
  button.hidden = !document.fullscreenEnabled;
});
