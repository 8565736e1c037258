// <form data-module="…/tryon.js" data-frame="vorschau" data-address="/verwaltung/…/vorschau/">: the frame shows the real page with
// what is typed, half a second later. Without this file the button "Vorschau" does the same.

export default function tryOn(form) {
  const frame = document.getElementById(form.dataset.frame);
  let waiting;
  const show = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const query = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") query.append(name, value);
      }
      frame.src = `${form.dataset.address}?${query}`;
    }, 500);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") show();
  });
  // Whoever types faster than this file loads is shown what they typed, too.
  if ([...form.elements].some(isChanged)) show();
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.type !== "file" && field.defaultValue !== undefined && field.value !== field.defaultValue;
}
