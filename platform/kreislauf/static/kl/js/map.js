// <div class="kl-map" data-module="…/map.js" data-js="leaflet.js cluster.js" data-points="/…json" data-bbox="[x0,y0,x1,y1]"
//      data-ground="…/ground.js" (and what that wants) data-label="Karte der Betriebe"
//      data-closer="Karte vergrößern" data-farther="Karte verkleinern" data-several="{n} Einträge, vergrößern">
// Points: GeoJSON; properties n (name), d (a line below), u (address of its page), m (how many it stands for, if several
// share one place on purpose). The list beside it says the same.
// Of many points the server sends how many lie close together instead (property c), and the map asks again when it is
// moved: for the part that it shows, as ?bbox=west,south,east,north.

const classicScript = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

const json = (address) => (address ? fetch(address).then((answer) => answer.json()) : null);
const MOVED_MS = 250;

export default async function map(element) {
  if (!window.L) for (const address of element.dataset.js.split(" ")) await classicScript(address);
  const leaflet = window.L;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const view = leaflet.map(element, {
    zoomControl: false, minZoom: 8, maxZoom: 18, zoomSnap: 0.25, scrollWheelZoom: false, fadeAnimation: !still, zoomAnimation: !still,
  });
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.label);
  view.attributionControl.setPrefix(false);
  leaflet.control.zoom({ position: "topright", zoomInTitle: element.dataset.closer, zoomOutTitle: element.dataset.farther }).addTo(view);

  const drawGround = (await import(element.dataset.ground)).default;
  const [{ bounds, closest }, points] = await Promise.all([drawGround(leaflet, view, element.dataset), json(element.dataset.points)]);

  const name = namer(element.dataset.several);
  const group = clusters(leaflet, still);
  const show = (features) => {
    group.clearLayers();
    group.addLayers(features.map((feature) => (feature.properties.c ? number(leaflet, view, feature) : marker(leaflet, feature))));
  };
  const features = points?.features ?? [];
  show(features);
  fit(view, element, closest, features.length ? group.getBounds() : null, bounds);
  view.on("layeradd", (event) => event.layer instanceof leaflet.Marker && requestAnimationFrame(() => name(event.layer)));
  view.addLayer(group);
  const nameAll = () => group._featureGroup.eachLayer(name);
  nameAll();
  group.on("animationend", nameAll);
  if (features.some((feature) => feature.properties.c)) askWhenMoved(view, element.dataset.points, show);
  element.dataset.ready = "1";
}

function askWhenMoved(view, address, show) {
  let waiting, asked = 0;
  view.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const url = new URL(address, location.href);
      url.searchParams.set("bbox", view.getBounds().pad(0.1).toBBoxString());
      const points = await json(url).catch(() => null);  // what is shown stays
      if (points && mine === asked) show(points.features);
    }, MOVED_MS);
  });
}

// How many points a marker stands for: one, the server's number, or the sum of a cluster's.
const held = (layer) => (layer.getAllChildMarkers?.() ?? [layer]).reduce((sum, one) => sum + (one.options.several ?? 1), 0);
const isOne = (layer) => !layer.getAllChildMarkers && layer.options.title;

const circle = (leaflet, count) => {
  const size = Math.round(36 + Math.min(Math.sqrt(count) * 1.5, 26));
  return leaflet.divIcon({ html: String(count), className: "kl-cl", iconSize: [size, size] });
};

// How many points lie close together, as the server counted. A click comes closer, and the map asks for what lies there.
function number(leaflet, view, feature) {
  const [x, y] = feature.geometry.coordinates;
  const count = feature.properties.c;
  const shown = leaflet.marker([y, x], { icon: circle(leaflet, count), several: count });
  return shown.on("click", () => view.setView([y, x], Math.min(view.getZoom() + 2, view.getMaxZoom())));
}

function clusters(leaflet, still) {
  return leaflet.markerClusterGroup({
    // Counted at whole zooms and shown up to 0.7 times that; what remains keeps circles of up to 60 px apart.
    maxClusterRadius: 84, showCoverageOnHover: false, animate: !still,
    iconCreateFunction: (cluster) => circle(leaflet, held(cluster)),
  });
}

function marker(leaflet, feature) {
  const { n: title, d: line, u: address, m: several } = feature.properties;
  const [x, y] = feature.geometry.coordinates;
  const icon = several > 1 ? circle(leaflet, several) : leaflet.divIcon({
    className: "kl-pinw", html: '<i class="kl-pin"></i>', iconSize: [32, 32], iconAnchor: [16, 28], popupAnchor: [0, -24],
  });
  return leaflet.marker([y, x], { icon, title, several }).bindPopup(() => {
    const card = document.createElement("div");
    const head = document.createElement(address ? "a" : "b");
    head.textContent = title;
    if (address) head.href = address;
    card.append(head, document.createElement("br"), line ?? "");
    return card;
  });
}

function fit(view, element, closest, ...bounds) {
  const given = element.dataset.bbox && JSON.parse(element.dataset.bbox);
  const frame = given ? [[given[1], given[0]], [given[3], given[2]]] : bounds.find(Boolean);
  // Room on the right, so that no pin hides under the zoom buttons.
  if (frame) view.fitBounds(frame, { paddingTopLeft: [24, 40], paddingBottomRight: [76, 56], maxZoom: closest });
  else view.setView([51.2, 10.4], 6);
}

// Every pin and cluster is a tab stop; screen readers hear what it holds.
const namer = (several) => (layer) => {
  const count = held(layer);
  const one = isOne(layer);
  const label = one ? (count > 1 ? `${count} – ${one}` : one) : several.replace("{n}", count);
  layer.getElement?.()?.setAttribute("aria-label", label);
};
