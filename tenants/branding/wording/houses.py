"""The house of an administration, as people say it: „im Rathaus“, „ans Kreishaus“, „in der Amtsverwaltung“."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.models import Kind


class House(NamedTuple):
    """``the`` stands as the subject and the object, ``inside`` where something is, ``to`` where it goes."""

    the: str | Promise
    inside: str | Promise
    to: str | Promise


class HouseName(models.TextChoices):
    RATHAUS = "rathaus", _("Rathaus")
    KREISHAUS = "kreishaus", _("Kreishaus")
    LANDRATSAMT = "landratsamt", _("Landratsamt")
    KREISVERWALTUNG = "kreisverwaltung", _("Kreisverwaltung")
    STADTVERWALTUNG = "stadtverwaltung", _("Stadtverwaltung")
    GEMEINDEVERWALTUNG = "gemeindeverwaltung", _("Gemeindeverwaltung")
    AMTSVERWALTUNG = "amtsverwaltung", _("Amtsverwaltung")
    GESCHAEFTSSTELLE = "geschaeftsstelle", _("Geschäftsstelle")
    VERWALTUNG = "verwaltung", _("Verwaltung")


HOUSES: dict[str, House] = {
    HouseName.RATHAUS: House(_("das Rathaus"), _("im Rathaus"), _("ans Rathaus")),
    HouseName.KREISHAUS: House(_("das Kreishaus"), _("im Kreishaus"), _("ans Kreishaus")),
    HouseName.LANDRATSAMT: House(_("das Landratsamt"), _("im Landratsamt"), _("ans Landratsamt")),
    HouseName.KREISVERWALTUNG: House(
        _("die Kreisverwaltung"),
        _("in der Kreisverwaltung"),
        _("an die Kreisverwaltung"),
    ),
    HouseName.STADTVERWALTUNG: House(
        _("die Stadtverwaltung"),
        _("in der Stadtverwaltung"),
        _("an die Stadtverwaltung"),
    ),
    HouseName.GEMEINDEVERWALTUNG: House(
        _("die Gemeindeverwaltung"),
        _("in der Gemeindeverwaltung"),
        _("an die Gemeindeverwaltung"),
    ),
    HouseName.AMTSVERWALTUNG: House(_("die Amtsverwaltung"), _("in der Amtsverwaltung"), _("an die Amtsverwaltung")),
    HouseName.GESCHAEFTSSTELLE: House(
        _("die Geschäftsstelle"), _("in der Geschäftsstelle"), _("an die Geschäftsstelle")
    ),
    HouseName.VERWALTUNG: House(_("die Verwaltung"), _("in der Verwaltung"), _("an die Verwaltung")),
}

_BY_KIND = {
    Kind.KREIS: HouseName.KREISHAUS,
    Kind.KREISFREIE_STADT: HouseName.RATHAUS,
    Kind.STADT: HouseName.RATHAUS,
    Kind.GEMEINDE: HouseName.GEMEINDEVERWALTUNG,
    Kind.AMT: HouseName.AMTSVERWALTUNG,
    Kind.VERBAND: HouseName.GESCHAEFTSSTELLE,
}
# By the first two digits of the Regionalschlüssel: how the Länder call the house of a Kreis.
_LANDRATSAMT = {"08", "09", "10", "14", "16"}
_KREISVERWALTUNG = {"06", "07", "12", "13", "15"}


def usual_house(kind: str, *, ars: str = "") -> HouseName:
    if kind == Kind.KREIS and ars[:2] in _LANDRATSAMT:
        return HouseName.LANDRATSAMT
    if kind == Kind.KREIS and ars[:2] in _KREISVERWALTUNG:
        return HouseName.KREISVERWALTUNG
    return _BY_KIND.get(Kind(kind), HouseName.VERWALTUNG) if kind in Kind.values else HouseName.VERWALTUNG
