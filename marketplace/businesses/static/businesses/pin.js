// The pin of one's own business: click, drag, or move with the arrow keys. Until somebody does, it stands in the middle of
// the postcode that is typed, and the two hidden fields leave it to the server to put it there.

const classicScript = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

const json = (address) => fetch(address).then((answer) => answer.json());
const number = (field) => (field.value.trim() ? Number(field.value.trim().replace(",", ".")) : NaN);
const FIVE_DIGITS = /^(?:D-?)?\s*(\d{5})\s*$/i;
const CLOSE = 14;

export default async function pin(element) {
  // A folded map has no size that it could be fitted to.
  const folded = element.closest("details:not([open])");
  if (folded) await new Promise((opened) => folded.addEventListener("toggle", opened, { once: true }));
  const { latitude, longitude, postcodes } = element.dataset;
  const fields = [document.getElementById(latitude), document.getElementById(longitude)];
  const code = fields[0].form?.elements.postcode;
  const status = element.querySelector("[data-status]");
  if (!window.L) await classicScript(element.dataset.js);
  const leaflet = window.L;
  const canvas = element.querySelector("[data-canvas]");
  const view = await drawn(leaflet, canvas, element.dataset);

  const icon = leaflet.divIcon({ className: "kl-pinw", html: '<i class="kl-pin kl-pin--me"></i>', iconSize: [44, 44], iconAnchor: [22, 38] });
  const marker = leaflet.marker([0, 0], { icon, draggable: true, autoPan: true, title: element.dataset.pin, zIndexOffset: 1000 });

  function show(place) {
    marker.setLatLng(place);
    if (!view.hasLayer(marker)) marker.addTo(view);
    marker.getElement().setAttribute("aria-label", element.dataset.pin);
  }

  function put(place) {
    show(place);
    const { lat, lng } = marker.getLatLng();
    fields[0].value = lat.toFixed(6);
    fields[1].value = lng.toFixed(6);
    status.textContent = "";
  }

  let asked = "";
  async function toMiddle() {
    fields.forEach((field) => { field.value = ""; });
    const typed = code?.value.match(FIVE_DIGITS)?.[1] ?? "";
    asked = typed;
    const found = typed && await json(`${postcodes}?plz=${typed}`).catch(() => null);
    if (asked !== typed) return;
    if (!found?.middle) marker.remove();
    else {
      show(found.middle);
      view.setView(found.middle, Math.max(view.getZoom(), CLOSE - 1), { animate: false });
    }
  }

  const known = fields.map(number);
  if (known.every(Number.isFinite)) {
    show(known);
    view.setView(known, CLOSE, { animate: false });
  } else await toMiddle();
  code?.addEventListener("input", () => FIVE_DIGITS.test(code.value) && toMiddle());
  view.on("click", (event) => put(event.latlng));
  marker.on("drag", () => put(marker.getLatLng()));
  arrows(canvas, view, marker, put);
  element.querySelector("[data-clear-pin]").addEventListener("click", toMiddle);
  element.querySelector("[data-here]").addEventListener("click", () => {
    const none = () => { status.textContent = element.dataset.none; };
    if (!navigator.geolocation) return none();
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => { put([coords.latitude, coords.longitude]); view.setView(marker.getLatLng(), 16); },
      none,
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
  element.dataset.ready = "1";
}

// The map with its ground and the neighbours who are there already, who show the way.
async function drawn(leaflet, canvas, data) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const view = leaflet.map(canvas, { zoomControl: false, minZoom: 6, maxZoom: 18, scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still });
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", data.label);
  view.attributionControl.setPrefix(false);
  leaflet.control.zoom({ position: "topright", zoomInTitle: data.closer, zoomOutTitle: data.farther }).addTo(view);
  view.setView([51.2, 10.4], 6);
  const drawGround = (await import(data.ground)).default;
  const [{ bounds }, others] = await Promise.all([
    drawGround(leaflet, view, data),
    json(data.points).catch(() => ({ features: [] })),
  ]);
  const spots = others.features.map(({ geometry: { coordinates: [x, y] } }) => [y, x]);
  const icon = leaflet.divIcon({ className: "kl-pinw", html: '<i class="kl-pin kl-pin--other"></i>', iconSize: [24, 24], iconAnchor: [12, 20] });
  for (const spot of spots) leaflet.marker(spot, { icon, keyboard: false, interactive: false }).addTo(view);
  const frame = bounds ?? (spots.length ? spots : null);
  if (frame) view.fitBounds(frame, { padding: [28, 28], maxZoom: CLOSE, animate: false });
  return view;
}

// Leaflet listens for arrows on the map; on the pin they move the pin, a step of eight pixels at the current zoom.
function arrows(canvas, view, marker, put) {
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [0, -8], ArrowDown: [0, 8], ArrowLeft: [-8, 0], ArrowRight: [8, 0] }[event.key];
    if (!step || event.target !== marker.getElement()) return;
    event.preventDefault();
    event.stopPropagation();
    const point = view.latLngToContainerPoint(marker.getLatLng()).add(step);
    put(view.containerPointToLatLng(point));
    view.panInside(marker.getLatLng(), { padding: [40, 40] });
  }, true);
}
