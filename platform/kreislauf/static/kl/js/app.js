// What every page may use. Each of these makes something quicker that works without it, too.

document.documentElement.classList.add("js");

// <div data-module="/static/kl/js/map.js">: the module's default export gets the element. Loaded when it is seen, or on a button.
async function wake(element) {
  if (element.dataset.awake) return;
  element.dataset.awake = "1";
  const module = await import(element.dataset.module);
  module.default(element);
}

function watch(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    const button = element.dataset.opener && document.getElementById(element.dataset.opener);
    const side = element.parentElement;
    if (button?.dataset.watched) continue;
    if (button && (side.classList.contains("closable") || getComputedStyle(button).display !== "none")) {
      button.dataset.watched = "1";
      side.classList.add("closable");
      if (side.classList.contains("open")) wake(element);
      button.addEventListener("click", () => {
        side.classList.add("open");
        wake(element);
      });
      document.getElementById(element.dataset.closerId)?.addEventListener("click", () => {
        side.classList.remove("open");
        button.focus();
      });
      continue;
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      (window.requestIdleCallback ?? setTimeout)(() => wake(element));
    });
    observer.observe(element);
  }
}

watch(document);

// The column of places scrolls where it is longer than the window: the place one is at stands in sight.
const column = document.querySelector(".kl-office__nav");
const here = column?.querySelector(".kl-office__places [aria-current]");
if (here && here.offsetTop + here.offsetHeight > column.clientHeight) {
  column.scrollTop = here.offsetTop - column.clientHeight / 2;
}

// A chip takes one filter away; the form it belongs to is then sent as usual.
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-clear]");
  if (!chip) return;
  const [name, value] = chip.dataset.clear.split("=");
  for (const control of document.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = control.checked && control.value !== value;
    else control.value = "";
  }
});

// <form data-live>: what is typed appears in the picture beside it, at [data-live-of="name"].
document.addEventListener("input", (event) => {
  if (!event.target.closest("form[data-live]") || !event.target.name) return;
  for (const copy of document.querySelectorAll(`[data-live-of="${CSS.escape(event.target.name)}"]`)) {
    copy.dataset.empty ??= copy.textContent;
    const typed = event.target.selectedOptions ? event.target.selectedOptions[0].text : event.target.value;
    copy.textContent = typed.trim() || copy.dataset.empty;
  }
});

// <button data-copy="text">, or data-copy-of="id_of_a_field": to the clipboard; the button says so, also aloud.
const aloud = document.createElement("p");
aloud.className = "kern-sr-only";
aloud.setAttribute("role", "status");
document.body.append(aloud);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-of]");
  if (!button) return;
  const { copy, copyOf, copied } = button.dataset;
  await navigator.clipboard.writeText(copy ?? document.getElementById(copyOf).value);
  const label = button.querySelector(".kern-label");
  if (label.textContent === copied) return;
  const words = [...label.childNodes];
  label.replaceChildren(copied);
  aloud.textContent = copied;
  setTimeout(() => {
    label.replaceChildren(...words);
    aloud.textContent = "";
  }, 2500);
});

// <button data-fill="id_of_a_field" value="25">, or data-fill-with where the value is for those without a script
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  event.preventDefault();
  const field = document.getElementById(button.dataset.fill);
  fill(field, button.dataset.fillWith ?? button.value);
  if (button.dataset.fillWith) field.focus(); // the button goes when the answer comes
});

function fill(field, value) {
  field.value = value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

// <input data-colour> holds a colour as #rrggbb; <input type="color" data-colour-of="its_id"> beside it shows the same.
document.addEventListener("input", (event) => {
  const { colour, colourOf } = event.target.dataset;
  if (colourOf) fill(document.getElementById(colourOf), event.target.value);
  else if (colour !== undefined) {
    const typed = event.target.value.trim().replace(/^#/, "").replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
    if (/^[0-9a-f]{6}$/i.test(typed)) document.querySelector(`[data-colour-of="${event.target.id}"]`).value = `#${typed}`;
  }
});

// <button data-print>
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// <form data-once>: a second tap sends nothing more. The server holds that, too; this spares the wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// The menu closes with Escape and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".kl-menu[open], .kl-omenu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// <input data-narrow>: of the choices beside it, only those that contain what is typed.
function narrow(input) {
  const wanted = input.value.trim().toLocaleLowerCase("de");
  const more = input.parentElement.querySelector("details");
  if (wanted && more) more.open = true;
  for (const row of input.parentElement.querySelectorAll(".kl-chk")) {
    row.hidden = !row.querySelector("label span").textContent.toLocaleLowerCase("de").includes(wanted);
  }
}
for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    if (!event.target.matches?.("[data-narrow]")) return;
    event.stopPropagation(); // it is no filter of the list
    narrow(event.target);
  }, true);
}

// What somebody opened or typed stays when its part of the page is exchanged. So does the place in a part that renews
// itself: what has the focus is found again by its id, or by where it leads.
const identity = ({ id, tagName, name, value, form, href }) =>
  id || [tagName, name, value, form?.getAttribute("action"), href].join(" ");
let before = { open: [], typed: [] };
document.addEventListener("htmx:before:swap", () => {
  const place = document.activeElement;
  before = {
    place: place?.closest("[data-hx-trigger*=every]") && identity(place),
    open: [...document.querySelectorAll("details[open][id]")].map((one) => one.id),
    typed: [...document.querySelectorAll("[data-narrow]")].map((one) => [one.id, one.value]),
    map: document.getElementById("karte")?.classList.contains("open"),
  };
});
document.addEventListener("htmx:after:swap", () => {
  for (const id of before.open) document.getElementById(id)?.setAttribute("open", "");
  if (before.map) document.getElementById("karte")?.classList.add("open", "closable");
  if (before.place && document.activeElement === document.body) {
    [...document.querySelectorAll("a, button, input, summary")].find((one) => identity(one) === before.place)?.focus();
  }
  for (const [id, value] of before.typed.filter(([, value]) => value)) {
    const input = document.getElementById(id);
    if (!input) continue;
    input.value = value;
    narrow(input);
  }
});

// After a swap: mistakes get the focus; a control that is gone must not drop it to <body>.
document.addEventListener("htmx:after:swap", () => {
  const mistakes = document.getElementById("fehler");
  if (mistakes) mistakes.focus();
  else if (document.activeElement === document.body) {
    document.querySelector("#ergebnis h2")?.focus({ preventScroll: true });
  }
  watch(document);
});

document.getElementById("fehler")?.focus();
