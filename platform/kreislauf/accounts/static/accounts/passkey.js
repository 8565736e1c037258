// <div data-module="…/passkey.js" data-kind="get|create" data-question="…" data-answer="…">: shows the button in it, asks the
// browser for a passkey, hands in what it answers and goes on to where the server says.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

function options(given) {
  const key = { ...given.publicKey, challenge: bytes(given.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: key };
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const id = text(credential.rawId);
  return { id, rawId: id, type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function post(area, address, body) {
  const token = area.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  const found = await response.json();
  if (!response.ok) throw new Error(found.error);
  return found;
}

export default function passkey(area) {
  const button = area.querySelector("button");
  const note = area.querySelector("[role=status]");
  if (!window.PublicKeyCredential) return;
  area.querySelector("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    note.textContent = "";
    button.disabled = true;
    try {
      const asked = await post(area, area.dataset.question, {});
      if (asked.go_to) {
        window.location.assign(asked.go_to);
        return;
      }
      const credential = await navigator.credentials[area.dataset.kind](options(asked));
      const name = area.querySelector("input:not([type=hidden])")?.value ?? "";
      const answer = { answer: written(credential), next: area.dataset.next ?? "", name };
      const found = await post(area, area.dataset.answer, answer);
      window.location.assign(found.go_to);
    } catch (problem) {
      note.textContent = problem instanceof DOMException || !problem.message ? area.dataset.failed : problem.message;
      button.disabled = false;
    }
  });
}
