// The till's scanner: where the browser can read QR codes itself, a button appears; the field beside it always works.

const box = document.querySelector("[data-scan]");
const LOOK_EVERY_MS = 150;

async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

function scanner(box) {
  const button = box.querySelector("[data-scan-start]");
  const view = box.querySelector("[data-scan-view]");
  const video = view.querySelector("video");
  const say = box.querySelector("[data-scan-say]");
  const form = document.querySelector("[data-scan-form]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let stream = null;

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    view.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  async function look() {
    if (!stream) return;
    try {
      const [found] = await detector.detect(video);
      if (found && stream) {
        stop();
        say.textContent = say.dataset.found;
        navigator.vibrate?.(60);
        form.elements.code.value = found.rawValue;
        form.requestSubmit();
        return;
      }
    } catch {
      // The video has no picture yet: the next look may see one.
    }
    setTimeout(look, LOOK_EVERY_MS);
  }

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      say.textContent = say.dataset.off;
      form.elements.code.focus();
      return;
    }
    video.srcObject = stream;
    view.hidden = false;
    button.setAttribute("aria-expanded", "true");
    say.textContent = say.dataset.on;
    await video.play();
    look();
  }

  button.addEventListener("click", () => {
    if (!stream) return start();
    stop();
    say.textContent = "";
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  window.addEventListener("pagehide", stop);
  box.hidden = false;
}

if (box && await canScan()) scanner(box);
