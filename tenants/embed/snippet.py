"""The lines that a site's editor puts into a page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from kreislauf.embeds import Embed
from kreislauf.slices import Text


@dataclass(frozen=True, slots=True)
class Snippet:
    embed: Embed
    title: Text
    query: str  # of the slice's own choice, without „?“
    place: str = ""
    follows_visitor: bool = False  # dark where the visitor wants it dark; else always light

    @property
    def path(self) -> str:
        return reverse("embed:frame", args=[self.embed.name]) + self._query(colours=self.follows_visitor)

    @property
    def list_path(self) -> str:
        return reverse("embed:plain", args=[self.embed.name]) + self._query()

    @property
    def part_path(self) -> str:
        return reverse("embed:part", args=[self.embed.name]) + self._query()

    def _query(self, *, colours: bool = False) -> str:
        parts = [self.query, urlencode({"ort": self.place}) if self.place else "", "farben=auto" if colours else ""]
        text = "&".join(filter(None, parts))
        return f"?{text}" if text else ""

    def html(self, *, url: str, name: str) -> str:
        """``url`` and ``name`` are the region's."""
        script = reverse("embed:host_script")
        return render_to_string(
            "embed/snippet.html", {"snippet": self, "url": url, "name": name, "script": script}
        ).strip()
