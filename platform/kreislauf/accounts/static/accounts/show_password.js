// <form data-module="…/show_password.js" data-show="Passwort zeigen" data-hide="Passwort verbergen">: a button under each password.

export default function showPassword(form) {
  for (const field of form.querySelectorAll('input[type="password"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kl-linkbtn";
    button.textContent = form.dataset.show;
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.textContent = hidden ? form.dataset.hide : form.dataset.show;
    });
    field.after(button);
  }
}
