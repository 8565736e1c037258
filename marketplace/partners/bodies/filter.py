"""What somebody looks for among the partners, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

from marketplace.partners.models import Bodies, Body, BodyKind


class KindChoice(NamedTuple):
    label: str | Promise
    query: str
    chosen: bool


@dataclass(frozen=True)
class BodyFilter:
    words: str = ""
    kind: str = ""
    town: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> BodyFilter:
        """Out of ``?q=…&art=chamber&ort=…``; what does not exist finds nothing."""
        clean = {name: " ".join(query.get(name, "").replace("\0", "")[:100].split()) for name in ("q", "art", "ort")}
        return cls(words=clean["q"], kind=clean["art"], town=clean["ort"])

    def results(self) -> Bodies:
        found = Body.objects.shown()
        if self.words:
            found = found.in_words(self.words)
        if self.kind:
            found = found.filter(kind=self.kind)
        return found.filter(town=self.town) if self.town else found

    def kinds(self) -> list[KindChoice]:
        """Of the partners that are shown; none where they are all of one."""
        there = set(Body.objects.shown().order_by().values_list("kind", flat=True).distinct())
        known = [one for one in BodyKind if one in there]
        if len(known) < 2:
            return []
        return [KindChoice(one.label, urlencode({"art": one.value}), one == self.kind) for one in known]

    @property
    def query(self) -> str:
        pairs = (("q", self.words), ("art", self.kind), ("ort", self.town))
        return urlencode([pair for pair in pairs if pair[1]])
