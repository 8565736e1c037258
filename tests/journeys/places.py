"""Two regions that exist nowhere but here: one with a colour that carries no letters on a phone, one at a desk."""

from __future__ import annotations

from dataclasses import dataclass

VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
PASSWORD = "drei-haselnuesse-fuer-uns"


@dataclass(frozen=True)
class Place:
    """What an administration would say about itself, and the width at which its people look."""

    name: str
    kind: str
    ars: str
    label: str
    primary: str
    accent: str
    glyphs: tuple[str, ...]
    viewport: str
    in_house: str
    to_house: str

    @property
    def office(self) -> str:
        return f"rathaus@{self.label}.example"

    def email(self, who: str) -> str:
        return f"{who}@{self.label}.example"


GELBENHAUSEN = Place(
    name="Stadt Gelbenhausen",
    kind="stadt",
    ars="071410000012",
    label="gelbenhausen",
    primary="#ffe04a",
    accent="#d9d2ff",
    glyphs=("sun", "house", "book"),
    viewport="phone",
    in_house="im Rathaus",
    to_house="ans Rathaus",
)
BLAUWASSER = Place(
    name="Amt Blauwasser",
    kind="amt",
    ars="010585864000",
    label="blauwasser",
    primary="#0b3d91",
    accent="#e76f00",
    glyphs=("boat", "gull", "fish"),
    viewport="desktop",
    in_house="in der Amtsverwaltung",
    to_house="an die Amtsverwaltung",
)
