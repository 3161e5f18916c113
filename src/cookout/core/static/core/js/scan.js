// Opens the camera and looks for a code; cards.js beside it reads what the code says.
//   <button type="button" data-scan="#form" hidden>   opens the camera for this form
//   <dialog data-scan-dialog="/static/…/jsqr.js">     holds a <video>, and names the reader for browsers without one
// `people/_scan.html` and `people/_scan_dialog.html` write both; the page answers with `Permissions-Policy: camera=(self)`
// (`middleware.WITH_CAMERA`). The form gets scan:seen {text}, or scan:none {why}: refused, absent or unread.
const EVERY = 150;
const WIDEST = 800;
const dialog = document.querySelector("[data-scan-dialog]");
const video = dialog?.querySelector("video");
const button = document.querySelector("[data-scan]");
const form = button && document.querySelector(button.dataset.scan);
const canvas = document.createElement("canvas");
let stream, timer, script;

const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`scan:${name}`, { detail }));

function stop() {
  clearTimeout(timer);
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  video.srcObject = null;
  if (dialog.open) dialog.close();
}

// The browser's own eye, where it knows these codes; else jsQR, fetched only now.
async function eye() {
  const kinds = "BarcodeDetector" in window ? await window.BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  if (kinds.includes("qr_code")) {
    const own = new window.BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await own.detect(video))[0]?.rawValue;
  }
  await load();
  return async () => {
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight].map((side) => Math.round(side * scale));
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    const seen = paper.getImageData(0, 0, canvas.width, canvas.height);
    return spelled(window.jsQR(seen.data, seen.width, seen.height));
  };
}

// jsQR gives up on letters of older codes: an “ö” in Latin-1, as many makers write it, leaves its text empty.
const spelled = (code) => code?.data || (code && new TextDecoder("windows-1252").decode(new Uint8Array(code.binaryData)));

function load() {
  script ??= new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = dialog.dataset.scanDialog;
    element.onload = done;
    element.onerror = () => { script = undefined; failed(); };
    document.head.append(element);
  });
  return script;
}

async function look(see) {
  if (!stream) return;
  const text = video.readyState >= 2 && video.videoWidth ? await see().catch(() => "") : "";
  if (!stream) return;
  if (!text) {
    timer = setTimeout(look, EVERY, see);
    return;
  }
  stop();
  tell("seen", { text });
}

async function scan() {
  if (!navigator.mediaDevices?.getUserMedia) return tell("none", { why: "absent" });
  try {
    const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    stop();
    stream = opened;
  } catch (problem) {
    const isRefused = ["NotAllowedError", "SecurityError"].includes(problem.name);
    return tell("none", { why: isRefused ? "refused" : "absent" });
  }
  video.srcObject = stream;
  dialog.showModal();
  try {
    await video.play();
    return look(await eye());
  } catch {
    if (!stream) return undefined; // closed meanwhile
    stop();
    return tell("none", { why: "unread" });
  }
}

if (form && dialog) {
  button.hidden = false;
  button.addEventListener("click", scan);
  dialog.addEventListener("close", stop);
  window.addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  // Where a service worker keeps it, it is fetched ahead, for an evening without signal.
  const keeps = navigator.serviceWorker?.controller && !("BarcodeDetector" in window);
  if (keeps) window.addEventListener("load", () => { fetch(dialog.dataset.scanDialog).catch(() => {}); });
}
