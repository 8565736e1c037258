// <div data-module="…/share.js"> around <button data-share-url="…" hidden>: the device's own sheet
// for sharing, where it has one. The links beside it do the same without a script.

export default function share(element) {
  const button = element.querySelector("[data-share-url]");
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: button.dataset.shareUrl });
    } catch (reason) {
      if (reason.name !== "AbortError") throw reason; // somebody thought better of it
    }
  });
}
