// In the frame: say how high the content is, and nothing else. Who may frame this page, its policy says.

const content = document.querySelector("[data-embed]");

function say() {
  parent.postMessage({ kreislaufHeight: Math.ceil(content.getBoundingClientRect().height) }, "*");
}

if (parent !== window) {
  new ResizeObserver(say).observe(content);
  addEventListener("message", (event) => {
    if (event.source === parent && event.data === "kreislauf-height") say();
  });
}
