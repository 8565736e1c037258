"""What a table's cells stand under: the same for who sees the column and for who gets each row as a card."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from tests.html.pages import Page

Cell = html.HtmlElement


def table_faults(page: Page) -> Iterator[str]:
    """Rows that have another number of cells than heads, names or sides that differ from the head's."""
    for table in html.fromstring(page.content).iter("table"):
        name = table.getparent().get("aria-label", "")
        heads = table.xpath("./thead/tr/th")
        if len(table.xpath("./thead/tr")) != 1 or table.xpath(".//*[@rowspan or @colspan]"):
            continue
        for row in table.xpath("./tbody/tr"):
            cells = row.xpath("./th | ./td")
            if len(cells) != len(heads):
                yield f"{name}: {len(heads)} heads, {len(cells)} cells"
            yield from (f"{name}: {fault}" for pair in zip(heads, cells, strict=False) for fault in _faults(*pair))


def _faults(head: Cell, cell: Cell) -> Iterator[str]:
    name, said = _words(head), cell.get("data-th")
    if said is not None and said != name:
        yield f"{said!r} under {name!r}"
    if ("num" in head.classes) != ("num" in cell.classes):
        yield f"{name!r} stands on another side than its cells"


def _words(element: Cell) -> str:
    return " ".join(element.text_content().split())
