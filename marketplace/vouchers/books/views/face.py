"""The same page for a business and for the office: which routes and which frame around it."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.businesses.models import Business


@dataclass(frozen=True, slots=True)
class Face:
    """``business`` is None in the office, which sees what all businesses sold."""

    business: Business | None
    routes: str
    base: str

    @property
    def context(self) -> dict[str, object]:
        return {"business": self.business, "base": self.base, "routes": self.routes}


def face_of(business: Business | None) -> Face:
    if business is None:
        return Face(None, "vouchers:office", "base_office.html")
    return Face(business, "vouchers:business", "base_business.html")
