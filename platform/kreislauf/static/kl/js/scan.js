// The till's scanner: by the camera or by a photo of the code. Where the browser reads QR codes itself, it does; where it
// does not (iPhones, Firefox), ZXing is loaded with the first scan. The field beside it always works.

const box = document.querySelector("[data-scan]");
const LOOK_EVERY_MS = 150;
const PHOTO_PIXELS = 1600;
const VIDEO_PIXELS = 800;

const classicScript = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

async function nativeReader() {
  if (!("BarcodeDetector" in window)) return null;
  if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (source) => (await detector.detect(source))[0]?.rawValue;
}

async function zxingReader({ decoder, wasm }) {
  if (!window.ZXingWASM) await classicScript(decoder);
  await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (source) => {
    const [width, height] = [source.videoWidth ?? source.width, source.videoHeight ?? source.height];
    if (!width || !height) return undefined;
    const scale = Math.min(1, (source.videoWidth ? VIDEO_PIXELS : PHOTO_PIXELS) / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    const found = await ZXingWASM.readBarcodes(pixels, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 });
    return found[0]?.text;
  };
}

function scanner(box) {
  const button = box.querySelector("[data-scan-start]");
  const photo = box.querySelector("[data-scan-photo]");
  const view = box.querySelector("[data-scan-view]");
  const video = view.querySelector("video");
  const say = box.querySelector("[data-scan-say]");
  const form = document.querySelector("[data-scan-form]");
  let reader = null;
  let stream = null;

  // Tried once more at the next scan, if it could not be loaded.
  const load = () => { reader ??= nativeReader().then((own) => own ?? zxingReader(box.dataset)).catch((error) => { reader = null; throw error; }); return reader; };

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    view.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function take(text) {
    stop();
    say.textContent = say.dataset.found;
    navigator.vibrate?.(60);
    form.elements.code.value = text;
    form.requestSubmit();
  }

  async function look(read) {
    if (!stream) return;
    try {
      const text = await read(video);
      if (text && stream) return take(text);
    } catch {
      // The video has no picture yet: the next look may see one.
    }
    setTimeout(look, LOOK_EVERY_MS, read);
  }

  function fail(words) {
    stop();
    say.textContent = words;
    form.elements.code.focus();
  }

  async function start() {
    let read;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return fail(say.dataset.off);
    }
    video.srcObject = stream;
    view.hidden = false;
    button.setAttribute("aria-expanded", "true");
    say.textContent = say.dataset.on;
    try {
      [read] = await Promise.all([load(), video.play()]);
    } catch {
      return fail(say.dataset.broken);
    }
    look(read);
  }

  async function readPhoto() {
    const [file] = photo.files;
    photo.value = "";
    if (!file) return;
    say.textContent = say.dataset.reading;
    try {
      const read = await load();
      const text = await read(await createImageBitmap(file));
      if (text) return take(text);
      say.textContent = say.dataset.nothing;
    } catch {
      fail(say.dataset.broken);
    }
  }

  button.addEventListener("click", () => {
    if (!stream) return start();
    stop();
    say.textContent = "";
  });
  photo.addEventListener("change", readPhoto);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  window.addEventListener("pagehide", stop);
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  box.hidden = false;
  box.dataset.ready = "1";
}

if (box) scanner(box);
