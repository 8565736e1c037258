// <input list="…" data-names="towns" data-address="/orte/">: when its form's postcode is typed, the list holds the names
// there, and a field that may be left to the postcode is filled in where there is only one, also if it was typed before
// this script was there.

const FIVE_DIGITS = /^(?:D-?)?\s*(\d{5})\s*$/i;

export default function postcode(input) {
  const code = input.form?.elements.postcode;
  const { names: kind, address } = input.dataset;
  let filled = "";

  async function offer() {
    const typed = code.value.match(FIVE_DIGITS)?.[1];
    if (!typed) return;
    const answer = await fetch(`${address}?plz=${typed}`).then((found) => found.json()).catch(() => null);
    if (!answer || code.value.match(FIVE_DIGITS)?.[1] !== typed) return;
    const names = answer[kind];
    if (names.length || kind === "districts") input.list.replaceChildren(...names.map((name) => new Option(name, name)));
    if (kind === "districts" || (input.value && input.value !== filled)) return;
    filled = names.length === 1 ? names[0] : "";
    input.value = filled;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  if (!code) return;
  code.addEventListener("input", offer);
  offer();
}
