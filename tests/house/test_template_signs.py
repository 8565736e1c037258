"""What a template shows by a colour or a sign it says in words, too."""

from __future__ import annotations

import re

from tests.house.test_template_layout import templates

# In a list of points: the circle that is green with a check, or empty.
POINT = re.compile(r'<li class="[^"]*(?:done|todo).*?</li>', re.DOTALL)
IN_WORDS = re.compile(r"kern-sr-only|{% badge|{% blocktranslate")
REFRESH = re.compile(r'(<noscript>)?<meta http-equiv="refresh"')
# The room of a meeting needs another Content-Security-Policy than the page that waits for it: it has to be loaded anew,
# once, when it opens.
LOADED_ANEW = {"marketplace/meetings/templates/meetings/seats/seat.html"}


def test_a_point_of_a_list_says_whether_it_is_done() -> None:
    points = [(name, point) for name, text in templates().items() for point in POINT.findall(text)]
    assert len(points) > 5
    assert {name for name, point in points if not IN_WORDS.search(point)} == set()


def test_with_a_script_no_page_is_loaded_anew_under_its_reader() -> None:
    refreshes = [(name, found[1]) for name, text in templates().items() for found in REFRESH.finditer(text)]
    assert len(refreshes) > 5
    assert {name for name, in_noscript in refreshes if not in_noscript} == LOADED_ANEW
