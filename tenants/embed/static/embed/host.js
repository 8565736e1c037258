// For the page of another site: each frame of this region gets the height that its content asks for.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const { origin } = new URL(script.src);
  const frames = () => document.querySelectorAll(`iframe[src^="${origin}/einbetten/"]`);

  addEventListener("message", (event) => {
    const height = event.origin === origin && event.data?.kreislaufHeight;
    if (!Number.isInteger(height) || height < 1 || height > 20000) return;
    for (const frame of frames()) {
      if (frame.contentWindow === event.source) frame.height = String(height);
    }
  });

  // A frame that was there before this script has said its height already: it is asked once more.
  for (const frame of frames()) frame.contentWindow?.postMessage("kreislauf-height", "*");
})();
