// What a map stands on: tiles, or vector tiles in the region's colours, or the region's outline with the names of its places.
// data-tiles="/…/{z}/{x}/{y}" · data-archive="/….pmtiles" data-archive-js="…" · data-outline="/…json" · data-attribution="…"
// The outline is GeoJSON; properties k (outline, district, water, place), n (name), l (where the name stands).

const GAP = 6;  // pixels between two names
const LETTER = 8.2;  // about as wide as one
const HEIGHT = 18;
const EDGE = 4;  // of an icon, that shows nothing
const SETTLED_MS = 120;  // markers glide to their places

export default async function ground(leaflet, view, { tiles, archive, archiveJs, outline, attribution }) {
  const drawn = outline ? await fetch(outline).then((answer) => answer.json()).catch(() => null) : null;
  const credit = [attribution, drawn?.credit].filter(Boolean).join(" · ");
  if (credit) view.attributionControl.addAttribution(escaped(credit));
  if (tiles) leaflet.tileLayer(tiles, { maxZoom: 18, minNativeZoom: 6 }).addTo(view);
  else if (archive) await vectorTiles(leaflet, view, archive, archiveJs);
  const bare = !tiles && !archive;
  // An outline has nothing to show from close by.
  if (bare) view.setMaxZoom(15);
  if (!drawn) return { bounds: null, closest: 15 };
  const shapes = drawn.features.filter((feature) => feature.geometry);
  for (const kind of bare ? ["outline", "district", "water"] : ["outline"]) {
    const features = shapes.filter((feature) => feature.properties.k === kind);
    leaflet.geoJSON(features, { interactive: false, style: { className: `kl-out kl-out--${bare ? kind : "border"}` } }).addTo(view);
  }
  if (bare) names(leaflet, view, drawn.features);
  const region = shapes.filter((feature) => feature.properties.k !== "water");
  return { bounds: region.length ? leaflet.geoJSON(region).getBounds() : null, closest: bare ? 12 : 15 };
}

// The archive's streets and names (Protomaps' scheme) in the colours of the region, by day and by night.
async function vectorTiles(leaflet, view, archive, script) {
  if (!window.protomapsL) await new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = script;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
  const drawer = window.protomapsL;
  let layer;
  const draw = () => {
    layer?.remove();
    const colours = palette(view.getContainer());
    layer = drawer.leafletLayer({
      url: new URL(archive, location.href).href, attribution: "", backgroundColor: colours.background,
      paintRules: drawer.paintRules(colours), labelRules: drawer.labelRules(colours, "de"),
    }).addTo(view);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
}

// Every colour that the archive's rules ask for, by its name: "roads_label_minor_halo", "bridges_major_casing", "wood_a" …
function palette(element) {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probe = element.appendChild(document.createElement("span"));
  const colour = (css) => {
    probe.style.color = css;
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    return `#${[...pixel.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  };
  const mixed = (name, share) => colour(`color-mix(in srgb, var(${name}) ${share}%, var(--map-land))`);
  const land = colour("color-mix(in srgb, var(--map-around) 55%, var(--map-land))"), water = colour("var(--map-water)"), text = mixed("--map-text", 88);
  const green = colour("color-mix(in srgb, #4f9d57 16%, var(--map-around))"), road = mixed("--map-text", 16);
  const main = mixed("--kl-accent", 45), built = mixed("--map-text", 7), border = mixed("--map-text", 40);
  probe.remove();
  const rules = [
    [/^(pois|landcover)$/, undefined], [/^(regular|bold|italic)$/, "Fira Sans"], [/halo$/, land],
    [/label/, text], [/water/, water], [/park|wood|scrub|zoo|cemetery/, green], [/casing/, border], [/highway|major/, main],
    [/^(tunnel|bridges|minor|link|other|pier|runway|pedestrian)/, road], [/boundaries|railway/, border],
    [/buildings|industrial|hospital|school|aerodrome|military/, built],
  ];
  return new Proxy({}, { get: (_, name) => (rules.find(([pattern]) => pattern.test(String(name))) ?? [null, land])[1] });
}

const escaped = (text) => {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
};

// A name stands below its point, above or lower where a marker or another name has the room; else it waits for a zoom.
// Places come first, then large areas.
function names(leaflet, view, features) {
  view.createPane("names").style.zIndex = 450;  // above the ground, below the pins
  const labels = features.filter((feature) => feature.properties.n).map((feature) => {
    const { k: kind, n: name, l: [x, y] } = feature.properties;
    const text = document.createElement("span");
    text.className = `kl-placename kl-placename--${kind}`;
    text.textContent = name;
    const icon = leaflet.divIcon({ className: "kl-placenames", html: text, iconSize: [0, 0] });
    const marker = leaflet.marker([y, x], { icon, pane: "names", keyboard: false, interactive: false });
    // The list beside the map has names that can be read.
    marker.on("add", () => marker.getElement().setAttribute("aria-hidden", "true")).addTo(view);
    const isPlace = kind === "place";
    return { spot: [y, x], text, tops: isPlace ? [5, -26, 18] : [-9], size: isPlace ? Infinity : extent(leaflet, feature) };
  }).sort((a, b) => b.size - a.size);

  const settle = () => {
    const taken = [];
    const frame = view.getContainer().getBoundingClientRect();
    view.eachLayer((layer) => {
      if (layer instanceof leaflet.Marker && layer.options.interactive && layer.getElement()) taken.push(box(frame, layer));
    });
    for (const { spot, text, tops } of labels) {
      const { x, y } = view.latLngToContainerPoint(spot);
      const half = (LETTER * text.textContent.length) / 2 + GAP;
      const boxes = tops.map((top) => [x - half, y + top, x + half, y + top + HEIGHT]);
      const free = boxes.findIndex((mine) => !taken.some((other) => overlap(mine, other)));
      text.hidden = free < 0;
      text.classList.toggle("kl-placename--above", free === 1);
      text.classList.toggle("kl-placename--below", free === 2);
      if (free >= 0) taken.push(boxes[free]);
    }
  };
  let asked;
  const soon = () => {
    clearTimeout(asked);
    asked = setTimeout(settle, SETTLED_MS);
  };
  view.whenReady(() => view.on("zoomend layeradd layerremove", soon) && soon());
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// Where a marker stands on the map, in pixels; a cluster's icon knows it only from the page.
function box(frame, marker) {
  const { left, top, right, bottom } = marker.getElement().getBoundingClientRect();
  return [left - frame.left + EDGE, top - frame.top + EDGE, right - frame.left - EDGE, bottom - frame.top - EDGE];
}

function extent(leaflet, feature) {
  if (!feature.geometry) return 0;
  const bounds = leaflet.geoJSON(feature).getBounds();
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}
