"""What a row offers says of which row: ten links called „Ändern“ are one and the same to who hears the page."""

from __future__ import annotations

import re

from tests.house.test_template_layout import templates

CELL = re.compile(r'<td class="act">.*?</td>', re.DOTALL)
CONTROL = re.compile(
    r"(?P<tag><(?P<name>a|button|summary)\b[^>]*>)(?P<text>.*?)</(?P=name)>"
    r"|(?P<start>{% button\b.*?%})(?P<label>.*?){% endbutton %}",
    re.DOTALL,
)
LABEL = re.compile(r'translate "([^"]+)"')
INCLUDED = re.compile(r'{% include "(?P<name>[^"]+)"')

# The address of a site itself stands in no loop: there is one such row.
ONLY_ROWS = {("tenants/domains/templates/domains/hosts.html", "Wieder zur Hauptadresse machen …")}


def says_which(control: re.Match[str]) -> bool:
    name = (control["text"] or control["label"] or "") + "".join(re.findall(r'aria-label="[^"]+"', control[0]))
    return "{{" in name


def what_rows_offer() -> list[tuple[str, re.Match[str]]]:
    """Each control in the last cell of a row, also of the parts that are put in there."""
    texts = templates()
    parts = {name.partition("/templates/")[2]: text for name, text in texts.items()}
    found = []
    for name, text in texts.items():
        for cell in CELL.findall(text):
            put_in = "".join(parts[part] for part in INCLUDED.findall(cell))
            found += [(name, control) for control in CONTROL.finditer(cell + put_in)]
    return found


def test_what_a_row_offers_says_of_which_row() -> None:
    offers = what_rows_offer()
    assert len(offers) > 60
    silent = {(name, " ".join(LABEL.findall(one[0]))) for name, one in offers if not says_which(one)}
    assert silent - ONLY_ROWS == set()
