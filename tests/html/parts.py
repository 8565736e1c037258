"""What a page is made of, as its style sheet sees it: so that what is looked at once need not be looked at again."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.html.pages import Page

NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# A selector that looks further up is one of the frame that all pages of a site share.
LEVELS = 3  # of an element and those around it

Part = tuple[str, ...]  # from the outside to the inside: tag, class, and the names of the other attributes


def parts_of(page: Page) -> set[Part]:
    """Every element with those around it, without what is written in them."""
    reader = _Reader()
    reader.feed(page.content.decode())
    return {(page.site, *part) for part in reader.found}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, str]] = []  # tag, and what the sheet sees of it
        self.found: set[Part] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        names = ",".join(sorted(name for name in has if not name.startswith(("data-", "hx-"))))
        looks = f"{tag}.{has.get('class')}[{names}]{has.get('type')}{has.get('style')}"
        self.found.add((*(seen for _, seen in self.around[1 - LEVELS :]), looks))
        if tag not in NEVER_CLOSED:
            self.around.append((tag, looks))

    def handle_endtag(self, tag: str) -> None:
        """What was not closed by itself is closed by what is around it."""
        for place in range(len(self.around) - 1, -1, -1):
            if self.around[place][0] == tag:
                del self.around[place:]
                return
