"""The same page for a business and for the office: which routes, and which template."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.businesses.models import Business


@dataclass(frozen=True, slots=True)
class Pages:
    """``business`` is None in the office, which sees what all businesses sold."""

    business: Business | None
    name: str

    @property
    def routes(self) -> str:
        return f"vouchers:{self.name}"

    @property
    def context(self) -> dict[str, object]:
        return {"business": self.business}

    def template(self, name: str) -> str:
        return f"vouchers/books/{name}_{self.name}.html"


def pages_of(business: Business | None) -> Pages:
    return Pages(business, "office" if business is None else "business")
