"""Kreis Rendsburg-Eckernförde, above the Amt Mittelholstein: it writes advice, and sells nothing."""

from __future__ import annotations

from marketplace.demo.hub.rendsburg_eckernfoerde import KREIS_HUB
from marketplace.demo.shape import DemoBusiness as B
from marketplace.demo.shape import DemoRegion, Spot

SPOTS = {
    "Rendsburg": Spot("24768", 54.3045, 9.6640),
    "Büdelsdorf": Spot("24782", 54.3180, 9.6780),
    "Eckernförde": Spot("24340", 54.4690, 9.8370),
    "Nortorf": Spot("24589", 54.1680, 9.8540),
    "Bordesholm": Spot("24582", 54.1740, 10.0280),
}

BUSINESSES = (
    B("Sprottenkate Eckernförde", "gastronomie-cafe", "Eckernförde", "Frau-Clara-Straße 27", "Geräuchert wird um fünf, verkauft ab neun. Wer um vier kommt, bekommt Kaffee und darf zusehen.", (), glyph="fish"),
    B("Kanalwerkstatt Rendsburg", "handwerk-reparatur", "Rendsburg", "Am Kreishafen 14", "Bootsmotoren, Außenborder und alles, was nach Diesel riecht.", (), glyph="wrench", hours="Mo-Fr 8-17"),
    B("Buchladen am Wehr", "buch-kunst-handgemachtes", "Nortorf", "Große Mühlenstraße 9", "Romane, Kinderbücher und ein Regal zum Tauschen.", (), glyph="book"),
)  # fmt: skip

RENDSBURG_ECKERNFOERDE = DemoRegion(
    label="rendsburg-eckernfoerde",
    name="Kreis Rendsburg-Eckernförde",
    kind="kreis",
    ars="010580000000",
    primary="#24506b",
    accent="#d98324",
    glyphs=("bridge", "fish", "windwheel", "wheat", "tree", "ferry"),
    title="Vom Kanal bis zur Bucht",
    place="Rendsburg-Eckernförde",
    authority="Kreis Rendsburg-Eckernförde",
    kicker="Rat aus dem Kreishaus",
    headline="Einmal schreiben, überall lesen.",
    lead="Was in allen Ämtern gilt, schreibt der Kreis. Die Gemeinden zeigen es bei sich, mit ihren eigenen Worten davor.",
    address="Musterufer 1\n24768 Rendsburg",
    spots=SPOTS,
    businesses=BUSINESSES,
    hub=KREIS_HUB,
    first="advice",
    watched="rat",
    off=("vouchers", "listings"),
    waiting=B("Räucherfass Noer", "hofladen-lebensmittel", "Eckernförde", "Strandweg 4", "Aal, Makrele und ein Klappstuhl.", (), glyph="fish"),
    people={"administrator": "Gesche Lorenzen", "editor": "Bent Ketelsen", "owner": "Jutta Sieck"},
)  # fmt: skip
