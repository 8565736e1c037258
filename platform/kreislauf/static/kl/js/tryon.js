// <form data-module="…/tryon.js" data-frame="vorschau" data-address="/verwaltung/…/vorschau/">: the frame shows the real page with
// what is typed, half a second later. Without this file the button "Vorschau" does the same.

export default function tryOn(form) {
  const frame = document.getElementById(form.dataset.frame);
  let waiting;
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const query = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") query.append(name, value);
      }
      frame.src = `${form.dataset.address}?${query}`;
    }, 500);
  });
}
