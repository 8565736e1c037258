"""The glyphs that a region chooses its mosaic from: local things, drawn by us, no coats of arms."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.branding.glyphs import coast, country, town, trade

Draw = Callable[[int, int, int], str]


class Glyph(NamedTuple):
    """A drawing of tones (ground, figure, second), and the word a neighbour would say."""

    label: str | Promise
    draw: Draw


GLYPHS: dict[str, Glyph] = {
    "boat": Glyph(_("Segelboot"), coast.boat),
    "sail": Glyph(_("Kutter"), coast.sail),
    "lighthouse": Glyph(_("Leuchtturm"), coast.lighthouse),
    "fish": Glyph(_("Fisch"), coast.fish),
    "anchor": Glyph(_("Anker"), coast.anchor),
    "gull": Glyph(_("Möwe"), coast.gull),
    "buoy": Glyph(_("Boje"), coast.buoy),
    "ferry": Glyph(_("Fähre"), coast.ferry),
    "beachchair": Glyph(_("Strandkorb"), coast.beachchair),
    "crab": Glyph(_("Krebs"), coast.crab),
    "wheat": Glyph(_("Ähre"), country.wheat),
    "sheep": Glyph(_("Schaf"), country.sheep),
    "cow": Glyph(_("Kuh"), country.cow),
    "horse": Glyph(_("Pferd"), country.horse),
    "oakleaf": Glyph(_("Eichenblatt"), country.oakleaf),
    "tree": Glyph(_("Baum"), country.tree),
    "churn": Glyph(_("Milchkanne"), country.churn),
    "windmill": Glyph(_("Windmühle"), country.windmill),
    "windwheel": Glyph(_("Windrad"), country.windwheel),
    "tractor": Glyph(_("Trecker"), country.tractor),
    "apple": Glyph(_("Apfel"), country.apple),
    "bee": Glyph(_("Biene"), country.bee),
    "heather": Glyph(_("Heidekraut"), country.heather),
    "flower": Glyph(_("Blume"), country.flower),
    "farmhouse": Glyph(_("Reetdachhaus"), country.farmhouse),
    "sun": Glyph(_("Sonne"), country.sun),
    "hill": Glyph(_("Hügel"), country.hill),
    "utower": Glyph(_("U-Turm"), town.utower),
    "pit": Glyph(_("Förderturm"), town.pitframe),
    "gear": Glyph(_("Zahnrad"), town.gear),
    "ball": Glyph(_("Fußball"), town.ball),
    "factory": Glyph(_("Fabrik"), town.factory),
    "bridge": Glyph(_("Brücke"), town.bridge),
    "tram": Glyph(_("Straßenbahn"), town.tram),
    "house": Glyph(_("Haus"), town.house),
    "gables": Glyph(_("Giebelhäuser"), town.gables),
    "clocktower": Glyph(_("Rathausturm"), town.clocktower),
    "bicycle": Glyph(_("Fahrrad"), town.bicycle),
    "mask": Glyph(_("Theater"), town.mask),
    "note": Glyph(_("Musiknote"), town.note),
    "book": Glyph(_("Buch"), town.book),
    "cup": Glyph(_("Tasse"), trade.cup),
    "plate": Glyph(_("Teller"), trade.plate),
    "glass": Glyph(_("Weinglas"), trade.glass),
    "loaf": Glyph(_("Brot"), trade.loaf),
    "cake": Glyph(_("Torte"), trade.cake),
    "scissors": Glyph(_("Schere"), trade.scissors),
    "wrench": Glyph(_("Werkzeug"), trade.wrench),
    "hammer": Glyph(_("Hammer"), trade.hammer),
    "brush": Glyph(_("Pinsel"), trade.brush),
    "shirt": Glyph(_("Hemd"), trade.shirt),
    "bag": Glyph(_("Tasche"), trade.bag),
    "shop": Glyph(_("Laden"), trade.shop),
    "bed": Glyph(_("Bett"), trade.bed),
    "key": Glyph(_("Schlüssel"), trade.key),
    "camera": Glyph(_("Kamera"), trade.camera),
    "lotus": Glyph(_("Seerose"), trade.lotus),
    "barbell": Glyph(_("Hantel"), trade.barbell),
    "paw": Glyph(_("Pfote"), trade.paw),
    "gift": Glyph(_("Geschenk"), trade.gift),
    "ticket": Glyph(_("Gutschein"), trade.ticket),
    "heart": Glyph(_("Herz"), trade.heart),
    "people": Glyph(_("Nachbarn"), trade.people),
    "megaphone": Glyph(_("Megafon"), trade.megaphone),
    "chat": Glyph(_("Gespräch"), trade.chat),
    "screen": Glyph(_("Bildschirm"), trade.screen),
}
