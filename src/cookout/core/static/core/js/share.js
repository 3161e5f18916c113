// <button data-share="#id" hidden> hands the address in another element to the device's own sheet for sharing.
async function share(button) {
  const source = document.querySelector(button.dataset.share);
  const url = source.value ?? source.textContent.trim();
  try {
    await navigator.share({ title: button.dataset.shareTitle ?? document.title, url });
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem; // who closes the sheet has changed their mind, no more
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share]");
  if (button) share(button);
});
document.querySelectorAll("[data-share][hidden]").forEach((button) => {
  button.hidden = !navigator.share;
});
