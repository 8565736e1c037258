// The pin of one's own business: click, drag, or move with the arrow keys. The two number fields say the same, and work alone.

const classicScript = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

const number = (field) => (field.value.trim() ? Number(field.value.trim().replace(",", ".")) : NaN);

export default async function pin(element) {
  // A folded map has no size that it could be fitted to.
  const folded = element.closest("details:not([open])");
  if (folded) await new Promise((opened) => folded.addEventListener("toggle", opened, { once: true }));
  const { latitude, longitude } = element.dataset;
  const fields = [document.getElementById(latitude), document.getElementById(longitude)];
  const status = element.querySelector("[data-status]");
  if (!window.L) await classicScript(element.dataset.js);
  const leaflet = window.L;
  const canvas = element.querySelector("[data-canvas]");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const view = leaflet.map(canvas, { zoomControl: false, minZoom: 6, maxZoom: 18, scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still });
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", element.dataset.label);
  view.attributionControl.setPrefix(false);
  leaflet.control.zoom({ position: "topright", zoomInTitle: element.dataset.closer, zoomOutTitle: element.dataset.farther }).addTo(view);

  const { tiles, attribution, outline } = element.dataset;
  if (tiles) leaflet.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(view);
  const shape = outline && await fetch(outline).then((answer) => answer.json()).catch(() => null);
  if (shape) leaflet.geoJSON(shape, { interactive: false, style: { weight: 0, fillOpacity: 1, className: "kl-out" } }).addTo(view);

  const others = await fetch(element.dataset.points).then((answer) => answer.json()).catch(() => ({ features: [] }));
  landmarks(leaflet, view, others.features);

  const icon = leaflet.divIcon({ className: "kl-pinw", html: '<i class="kl-pin kl-pin--me"></i>', iconSize: [44, 44], iconAnchor: [22, 38] });
  const marker = leaflet.marker([0, 0], { icon, draggable: true, autoPan: true, title: element.dataset.pin, zIndexOffset: 1000 });

  function put(place, told = true) {
    marker.setLatLng(place);
    if (!view.hasLayer(marker)) marker.addTo(view);
    marker.getElement().setAttribute("aria-label", element.dataset.pin);
    if (!told) return;
    const { lat, lng } = marker.getLatLng();
    fields[0].value = lat.toFixed(6).replace(".", ",");
    fields[1].value = lng.toFixed(6).replace(".", ",");
    status.textContent = "";
  }

  function read() {
    const [lat, lng] = fields.map(number);
    if (Number.isFinite(lat) && Number.isFinite(lng)) put([lat, lng], false);
    else marker.remove();
  }

  read();
  if (view.hasLayer(marker)) view.setView(marker.getLatLng(), 14);
  fields.forEach((field) => field.addEventListener("change", read));
  view.on("click", (event) => put(event.latlng));
  marker.on("drag", () => put(marker.getLatLng()));

  // Leaflet listens for arrows on the map; on the pin they move the pin, a step of eight pixels at the current zoom.
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [0, -8], ArrowDown: [0, 8], ArrowLeft: [-8, 0], ArrowRight: [8, 0] }[event.key];
    if (!step || event.target !== marker.getElement()) return;
    event.preventDefault();
    event.stopPropagation();
    const point = view.latLngToContainerPoint(marker.getLatLng()).add(step);
    put(view.containerPointToLatLng(point));
    view.panInside(marker.getLatLng(), { padding: [40, 40] });
  }, true);

  element.querySelector("[data-clear-pin]").addEventListener("click", () => {
    fields.forEach((field) => { field.value = ""; });
    marker.remove();
  });

  element.querySelector("[data-here]").addEventListener("click", () => {
    if (!navigator.geolocation) { status.textContent = element.dataset.none; return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { put([coords.latitude, coords.longitude]); view.setView(marker.getLatLng(), 16); },
      () => { status.textContent = element.dataset.none; },
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
  element.dataset.ready = "1";
}

// Neighbours who are there already and the names of their places show the way.
function landmarks(leaflet, view, features) {
  const places = new Map();
  for (const { geometry: { coordinates: [x, y] }, properties: { n: name, d: line } } of features) {
    const icon = leaflet.divIcon({ className: "kl-pinw", html: '<i class="kl-pin kl-pin--other"></i>', iconSize: [24, 24], iconAnchor: [12, 20] });
    leaflet.marker([y, x], { icon, title: name, keyboard: false, interactive: false }).addTo(view);
    const place = (line ?? "").split(" · ").pop();
    places.set(place, [...(places.get(place) ?? []), [y, x]]);
  }
  const labels = [...places].map(([place, spots]) => {
    const middle = [0, 1].map((axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length);
    const text = document.createElement("span");
    text.className = "kl-placename";
    text.textContent = place;
    const icon = leaflet.divIcon({ className: "", html: text, iconSize: [0, 0] });
    leaflet.marker(middle, { icon, keyboard: false, interactive: false }).addTo(view);
    return { middle, text, weight: spots.length };
  }).sort((a, b) => b.weight - a.weight);

  // Names of places with many neighbours first; one that would lie on another waits for the next zoom.
  const thin = () => {
    const shown = [];
    for (const { middle, text } of labels) {
      const { x, y } = view.latLngToContainerPoint(middle);
      const width = 9 * text.textContent.length;
      text.hidden = shown.some((one) => Math.abs(one.y - y) < 22 && x < one.x + one.width && one.x < x + width);
      if (!text.hidden) shown.push({ x, y, width });
    }
  };
  view.on("zoomend", thin);
  const all = [...places.values()].flat();
  if (all.length) view.fitBounds(all, { padding: [28, 28], maxZoom: 14 });
  else view.setView([51.2, 10.4], 6);
  thin();
}
