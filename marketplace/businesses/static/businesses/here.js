// Where there is no map: the place of this device goes into the two hidden fields. Empty, they leave it to the postcode.

export default function here(element) {
  const { latitude, longitude, none, found } = element.dataset;
  const fields = [document.getElementById(latitude), document.getElementById(longitude)];
  const status = element.querySelector("[data-status]");
  element.querySelector("[data-clear-pin]").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    status.textContent = "";
  });
  element.querySelector("[data-here]").addEventListener("click", () => {
    if (!navigator.geolocation) { status.textContent = none; return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fields[0].value = coords.latitude.toFixed(6).replace(".", ",");
        fields[1].value = coords.longitude.toFixed(6).replace(".", ",");
        status.textContent = found;
      },
      () => { status.textContent = none; },
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
  element.dataset.ready = "1";
}
