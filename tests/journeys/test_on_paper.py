"""Paper has no buttons: what one clicks is not printed, wherever it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine

pytestmark = pytest.mark.browser

KIT = settings.PACKAGE / "static" / "kl" / "css"
SHEETS = [Path(settings.NODE_MODULES) / ".kern" / "kern.css", KIT / "base.css", *sorted(KIT.glob("components/*.css"))]
CLICKED = {
    "a button": "{% button %}Bestellen{% endbutton %}",
    "a link like one": '{% button "/da/" kind="tertiary" %}Ansehen{% endbutton %}',
    "in a row of them": '<p class="kl-actions"><a href="/">Ansehen</a></p>',
    "like a link": '<button class="kl-linkbtn">Ansehen</button>',
    "what can be taken back": '<details class="kl-undo"><summary>Stornieren</summary></details>',
    "another list": '<nav class="kl-chips"><a class="kl-chip" href="/">Offen</a></nav>',
}


@pytest.mark.parametrize("what", CLICKED)
def test_what_one_clicks_is_not_on_paper(chromium: Any, what: str) -> None:
    drawn = Engine.get_default().from_string(CLICKED[what]).render(Context())
    styles = "".join(f"<style>{sheet.read_text()}</style>" for sheet in SHEETS)
    page = chromium.new_page()
    page.set_content(f'<html lang="de" class="js">{styles}<p>Text</p>{drawn}')
    clicked = page.locator("button, a, summary")
    assert clicked.is_visible()
    page.emulate_media(media="print")
    assert (clicked.is_visible(), page.get_by_text("Text").is_visible()) == (False, True)
    page.close()
