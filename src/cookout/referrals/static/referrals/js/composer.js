// <a data-text-words="#id"> opens the messages of the device with the words as they stand now in another element;
// <button data-share-words="#id" hidden> hands them to the device's own sheet for sharing.
function wordsOf(selector) {
  return document.querySelector(selector).value.trim();
}

async function shareWords(button) {
  try {
    await navigator.share({ text: wordsOf(button.dataset.shareWords) });
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem; // who closes the sheet has changed their mind, no more
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-text-words]");
  if (link) link.href = `${link.href.split("?")[0]}?&body=${encodeURIComponent(wordsOf(link.dataset.textWords))}`;
  const button = event.target.closest("[data-share-words]");
  if (button) shareWords(button);
});
document.querySelectorAll("[data-share-words][hidden]").forEach((button) => {
  button.hidden = !navigator.share;
});
