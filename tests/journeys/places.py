"""A region that exists nowhere but here, in a colour that carries no letters."""

from __future__ import annotations

from dataclasses import dataclass

VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
PASSWORD = "drei-haselnuesse-fuer-uns"


@dataclass(frozen=True)
class Place:
    """What an administration would say about itself."""

    name: str
    kind: str
    ars: str
    label: str
    primary: str
    accent: str
    glyphs: tuple[str, ...]
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
    in_house="im Rathaus",
    to_house="ans Rathaus",
)
