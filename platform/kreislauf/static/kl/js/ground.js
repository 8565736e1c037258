// What a map stands on: tiles, or vector tiles in the region's colours, or the region's outline with the names of its places.
// data-tiles="/…/{z}/{x}/{y}" · data-archive="/….pmtiles" data-archive-js="…" · data-outline="/…json" · data-attribution="…"
// The outline is GeoJSON; properties k (outline, district, water, place), n (name), l (where the name stands).

const GAP = 6;  // pixels between two names
const LETTER = 8.2;  // about as wide as one

export default async function ground(leaflet, view, { tiles, archive, archiveJs, outline, attribution }) {
  const drawn = outline ? await fetch(outline).then((answer) => answer.json()).catch(() => null) : null;
  const credit = [attribution, drawn?.credit].filter(Boolean).join(" · ");
  if (credit) view.attributionControl.addAttribution(escaped(credit));
  if (tiles) leaflet.tileLayer(tiles, { maxZoom: 18, minNativeZoom: 6 }).addTo(view);
  else if (archive) await vectorTiles(leaflet, view, archive, archiveJs);
  if (!drawn) return null;
  const bare = !tiles && !archive;
  const shapes = drawn.features.filter((feature) => feature.geometry);
  for (const kind of bare ? ["outline", "district", "water"] : ["outline"]) {
    const features = shapes.filter((feature) => feature.properties.k === kind);
    leaflet.geoJSON(features, { interactive: false, style: { className: `kl-out kl-out--${bare ? kind : "border"}` } }).addTo(view);
  }
  if (bare) names(leaflet, view, drawn.features);
  return shapes.length ? leaflet.geoJSON(shapes).getBounds() : null;
}

const escaped = (text) => {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
};

// Names of large areas first; one that would lie on another waits for the next zoom.
function names(leaflet, view, features) {
  const labels = features.filter((feature) => feature.properties.n).map((feature) => {
    const { k: kind, n: name, l: [x, y] } = feature.properties;
    const text = document.createElement("span");
    text.className = `kl-placename kl-placename--${kind}`;
    text.textContent = name;
    const icon = leaflet.divIcon({ className: "kl-placenames", html: text, iconSize: [0, 0] });
    const marker = leaflet.marker([y, x], { icon, keyboard: false, interactive: false }).addTo(view);
    marker.getElement().setAttribute("aria-hidden", "true");  // the list beside the map has names that can be read
    return { spot: [y, x], text, size: kind === "place" ? Infinity : extent(leaflet, feature) };
  }).sort((a, b) => b.size - a.size);

  const thin = () => {
    const shown = [];
    for (const { spot, text } of labels) {
      const { x, y } = view.latLngToContainerPoint(spot);
      const half = (LETTER * text.textContent.length) / 2 + GAP;
      text.hidden = shown.some((one) => Math.abs(one.y - y) < 24 && Math.abs(one.x - x) < one.half + half);
      if (!text.hidden) shown.push({ x, y, half });
    }
  };
  view.on("zoomend", thin);
  view.whenReady(thin);
}

function extent(leaflet, feature) {
  if (!feature.geometry) return 0;
  const bounds = leaflet.geoJSON(feature).getBounds();
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}
