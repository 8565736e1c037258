// Buttons above a Markdown field. The page has them in a <template>; without this script the signs are typed.

const around = { bold: ["**", "**"], italic: ["*", "*"] };
const before = { heading: () => "# ", list: () => "- ", steps: (line) => `${line + 1}. `, quote: () => "> " };

function put(field, text, from, to) {
  field.focus();
  field.setSelectionRange(from, to);
  // The browser's own way keeps „undo“ working.
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(field, [left, right]) {
  const { selectionStart: from, selectionEnd: to } = field;
  const chosen = field.value.slice(from, to);
  put(field, left + chosen + right, from, to);
  if (!chosen) field.setSelectionRange(from + left.length, from + left.length);
}

function lines(field, sign) {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const to = field.selectionEnd;
  const text = field.value.slice(from, to).split("\n").map((line, n) => sign(n) + line).join("\n");
  put(field, text, from, to);
}

function link(field) {
  const { selectionStart: from, selectionEnd: to } = field;
  const chosen = field.value.slice(from, to);
  put(field, `[${chosen}](https://)`, from, to);
  const at = chosen ? from + chosen.length + 3 : from + 1;
  field.setSelectionRange(at, chosen ? at + 8 : at);
}

function press(field, what) {
  if (around[what]) wrap(field, around[what]);
  else if (before[what]) lines(field, before[what]);
  else if (what === "link") link(field);
}

const buttons = document.querySelector("template[data-markdown-buttons]");
for (const field of buttons ? document.querySelectorAll("textarea[data-markdown]") : []) {
  const bar = buttons.content.cloneNode(true).firstElementChild;
  bar.setAttribute("aria-controls", field.id);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-md]");
    if (button) press(field, button.dataset.md);
  });
  bar.querySelector("select")?.addEventListener("change", (event) => {
    const code = event.target.value;
    if (code) put(field, code, field.selectionStart, field.selectionEnd);
    event.target.value = "";
  });
  field.before(bar);
}
