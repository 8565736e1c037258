// <details data-module="…/glyphs.js">: counts what is ticked, and shows only the glyphs whose names contain what is typed.
// Without this file all stand there, and the count is as of when the page came.

export default function glyphs(choice) {
  const boxes = [...choice.querySelectorAll("[name=glyphs]")];
  const search = choice.querySelector("[type=search]");
  choice.addEventListener("change", () => {
    choice.querySelector("[data-count]").textContent = boxes.filter((box) => box.checked).length;
  });
  for (const name of ["input", "change"]) {
    search.addEventListener(name, (event) => {
      event.stopPropagation(); // it is no field of the form
      narrow();
    });
  }
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it does not send the form
  });

  function narrow() {
    const wanted = search.value.trim().toLocaleLowerCase("de");
    for (const box of boxes) {
      const label = box.closest("label");
      label.hidden = !label.textContent.toLocaleLowerCase("de").includes(wanted);
    }
    let any = false;
    for (const group of choice.querySelectorAll("[role=group]")) {
      group.hidden = !group.querySelector("label:not([hidden])");
      any ||= !group.hidden;
    }
    choice.querySelector("[data-none]").hidden = any;
  }
}
