"""The words of one region, for templates and sentences: ``site.wording.genitive``, ``site.wording.house_inside``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import get_language

from kreislauf.regions import RegionCard, current_region
from tenants.branding.models import Branding
from tenants.branding.wording.cases import Cases, cases_of
from tenants.branding.wording.houses import HOUSES, House, usual_house

FORMS = ("name_nominative", "name_genitive", "name_dative", "name_accusative")


@dataclass(frozen=True)
class Wording:
    """In other languages the official name stands as it is."""

    name: str
    cases: Cases
    house: House

    @property
    def nominative(self) -> str:
        return self.cases.nominative if _is_german() else self.name

    @property
    def genitive(self) -> str:
        return self.cases.genitive if _is_german() else self.name

    @property
    def dative(self) -> str:
        return self.cases.dative if _is_german() else self.name

    @property
    def accusative(self) -> str:
        return self.cases.accusative if _is_german() else self.name

    @property
    def welcome(self) -> str:
        """„beim Kreis Plön“, „bei der Stadt Dortmund“: what a visitor is welcome to."""
        bei = f"bei {self.cases.dative}"
        return re.sub(r"^bei dem ", "beim ", bei) if _is_german() else self.name

    @property
    def the_house(self) -> str:
        return str(self.house.the)

    @property
    def house_inside(self) -> str:
        return str(self.house.inside)

    @property
    def to_house(self) -> str:
        return str(self.house.to)


def wording_of(branding: Branding, card: RegionCard) -> Wording:
    """What the office has corrected; all else follows from name and kind."""
    usual = cases_of(branding.name)
    cases = Cases(*(getattr(branding, form) or derived for form, derived in zip(FORMS, usual, strict=True)))
    return Wording(branding.name, cases, HOUSES[branding.house or usual_house(card.kind)])


class Named(Protocol):
    """A region, its card, or an application for one."""

    name: str
    kind: str


def usual_wording(region: Named) -> Wording:
    """For pages outside of the region, which do not enter it to ask."""
    return Wording(region.name, cases_of(region.name), HOUSES[usual_house(region.kind)])


def current_wording() -> Wording:
    """Of the region at work, read anew: a page has it in ``site``."""
    return wording_of(Branding.objects.get(), current_region())


def _is_german() -> bool:
    return (get_language() or "de").startswith("de")
