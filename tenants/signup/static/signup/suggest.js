// <form data-module="…/suggest.js" data-suggest="/anmeldung/subdomain/">: a subdomain from the name, into a field that is empty
// and that nobody is in. What somebody types is never touched. Without this file the server suggests one when the form is sent.

export default function suggestLabel(form) {
  const { name, kind, label } = form.elements;
  let idea = "";
  const offer = () => {
    if (!idea || label.value || document.activeElement === label) return;
    label.value = idea;
    label.dispatchEvent(new Event("input", { bubbles: true })); // asks whether it is free, as if it were typed
  };
  const ask = async () => {
    if (!name.value.trim() || label.value) return;
    const query = new URLSearchParams({ vorschlag: "1", name: name.value, kind: kind.value });
    const answer = await fetch(`${form.dataset.suggest}?${query}`);
    if (answer.ok) idea = await answer.text();
    offer();
  };
  name.addEventListener("change", ask);
  label.addEventListener("blur", () => setTimeout(offer));
  // Who goes into the field with our idea in it types another one instead of behind it. Selected at once, never by a timer:
  // a key that is pressed right after the click comes before a timer does.
  const selectIdea = () => idea && label.value === idea && label.select();
  let entered = false;
  label.addEventListener("focus", () => {
    entered = true;
    selectIdea();
  });
  label.addEventListener("click", () => {
    if (entered) selectIdea(); // the click that came in took the selection away again; a second one places the cursor
    entered = false;
  });
  ask();
}
