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
    if (button && getComputedStyle(button).display !== "none") {
      button.addEventListener("click", () => {
        element.parentElement.classList.add("open");
        wake(element);
      }, { once: true });
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

// <button data-copy="text">: to the clipboard; the button says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector(".kern-label") ?? button;
  const before = label.textContent;
  label.textContent = button.dataset.copied ?? before;
  setTimeout(() => { label.textContent = before; }, 2500);
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
