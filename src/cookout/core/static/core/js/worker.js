// The service worker keeps the look and one page for life without signal.
const place = document.body.dataset.worker;
if (place && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(place).catch(() => {});
}
