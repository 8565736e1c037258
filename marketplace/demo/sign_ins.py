"""The sheet of sign-ins that the demo prints and keeps in its home."""

from __future__ import annotations

import json

from django.conf import settings

from kreislauf.regions import address_of
from marketplace.demo.people import PASSWORD
from marketplace.demo.settle import address
from marketplace.demo.shape import DemoRegion
from tenants.models import Region

FILE = "signins.json"
_PRINTED = {"chamber", "association"}  # of which kinds of partners: those that write most
_DOES = {"author": "schreibt", "editor": "gibt frei"}


def write_sign_ins(regions: list[tuple[DemoRegion, Region]]) -> None:
    rows = [_row("Leitstand", f"{address_of(settings.OPERATOR_HOST)}/", "leitstand@kreislauf.example")]
    for data, region in regions:
        for role, person in (("Leitung", "leitung"), ("Redaktion", "redaktion"), ("Betrieb", "betrieb")):
            rows.append(_row(role, f"{region.url}/", address(data, person)))
        for body in data.hub.bodies:
            if body.kind in _PRINTED:
                rows += [
                    _row(f"{body.short}: {_DOES[role]}", f"{region.url}/", body.address(role, data.label))
                    for _name, role in body.people
                ]
    settings.HOME.mkdir(parents=True, exist_ok=True)
    (settings.HOME / FILE).write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _row(role: str, url: str, email: str) -> dict[str, str]:
    return {"role": role, "url": url, "email": email, "password": PASSWORD}
