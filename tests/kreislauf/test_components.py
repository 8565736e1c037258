"""The pieces that pages are built of, as a page writes them."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template


def drawn(text: str, **context: object) -> str:
    html = Template(text).render(Context(context))
    return re.sub(r"\s+(?=<)|(?<=>)\s+|(?<=\s)\s+", "", html).strip()


def test_an_address_breaks_at_its_signs_and_a_sentence_does_not() -> None:
    shown = Template("{{ text|breakable }}")
    assert shown.render(Context({"text": "a.b@c.org"})) == "a.<wbr>b@<wbr>c.<wbr>org"
    assert shown.render(Context({"text": "Zum <b>Ende. Und"})) == "Zum &lt;b&gt;Ende. Und"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            "{% button %}Weiter{% endbutton %}",
            '<button class="kern-btn kern-btn--primary"><span class="kern-label">Weiter</span></button>',
        ),
        (
            '{% button "/da/" kind="secondary" small=True %}Da{% endbutton %}',
            '<a class="kern-btn kern-btn--secondary kl-btn-s" href="/da/"><span class="kern-label">Da</span></a>',
        ),
        (
            '{% button type="button" autofocus=True aria_label=word hidden=False %}x{% endbutton %}',
            (
                '<button class="kern-btn kern-btn--primary" type="button" autofocus aria-label="&quot;&lt;&amp;">'
                '<span class="kern-label">x</span></button>'
            ),
        ),
        (
            "{% button data_print=True %}x{% endbutton %}",
            (
                '<button class="kern-btn kern-btn--primary kl-onlyjs" type="button" data-print>'
                '<span class="kern-label">x</span></button>'
            ),
        ),
        (
            "{% button data_copy=word %}x{% endbutton %}",
            (
                '<button class="kern-btn kern-btn--primary kl-onlyjs" type="button" data-copy="&quot;&lt;&amp;"'
                ' data-copied="Kopiert"><span class="kern-label">x</span></button>'
            ),
        ),
        (
            "{% button danger=True block=True %}{{ word }}{% endbutton %}",
            (
                '<button class="kern-btn kern-btn--primary kern-btn--block kl-btn-danger">'
                '<span class="kern-label">&quot;&lt;&amp;</span></button>'
            ),
        ),
        (
            '{% button kind="secondary" icon="print" icon_after="close" %}Da{% endbutton %}',
            (
                '<button class="kern-btn kern-btn--secondary"><svg class="kl-i" aria-hidden="true" focusable="false">'
                '<use href="/static/kl/img/icons.svg#print"></use></svg><span class="kern-label">Da</span>'
                '<svg class="kl-i" aria-hidden="true" focusable="false">'
                '<use href="/static/kl/img/icons.svg#close"></use></svg></button>'
            ),
        ),
        (
            '{% columns "Name" "Preis" "" numbers=1 %}',
            (
                '<thead><tr><th scope="col">Name</th><th scope="col" class="num">Preis</th><th class="act" scope="col">'
                '<span class="kern-sr-only">Was zu tun ist</span></th></tr></thead>'
            ),
        ),
        (
            '{% button name="cents" value=0 %}Alles{% endbutton %}',
            (
                '<button class="kern-btn kern-btn--primary" name="cents" value="0">'
                '<span class="kern-label">Alles</span></button>'
            ),
        ),
        ('{% fact "Summe" class="num" %}7{% endfact %}', '<dt>Summe</dt><dd class="num">7</dd>'),
        (
            "{% facts %}{% fact word %}{{ word }}{% endfact %}{% endfacts %}",
            '<dl class="kl-facts"><dt>&quot;&lt;&amp;</dt><dd>&quot;&lt;&amp;</dd></dl>',
        ),
        (
            '{% panel "Öffnung" more="Alle" more_url="/alle/" %}{{ word }}{% endpanel %}',
            (
                '<section class="kl-panel" aria-labelledby="h-offnung"><div class="kl-panel__h">'
                '<h2 class="kl-h3" id="h-offnung">Öffnung</h2><a class="kl-more" href="/alle/">Alle'
                '<svg class="kl-i" aria-hidden="true" focusable="false"><use href="/static/kl/img/icons.svg#'
                'arrow_forward"></use></svg></a></div>&quot;&lt;&amp;</section>'
            ),
        ),
        ("{% panel %}{{ word }}{% endpanel %}", '<div class="kl-panel">&quot;&lt;&amp;</div>'),
        ('{% badge "neu" "info" %}', '<span class="kl-badge kl-badge--info">neu</span>'),
        (
            '{% table "Orte" %}{% columns "Name" "" %}<tbody></tbody>{% endtable %}',
            (
                '<div class="kl-tablewrap" tabindex="0" role="group" aria-label="Orte">'
                '<table class="kl-table kl-table--cards"><thead><tr><th scope="col">Name</th>'
                '<th class="act" scope="col">'
                '<span class="kern-sr-only">Was zu tun ist</span></th></tr></thead><tbody></tbody></table></div>'
            ),
        ),
    ],
)
def test_a_piece_is_drawn_and_what_it_is_given_is_escaped(written: str, html: str) -> None:
    assert drawn(written, word='"<&') == html


def test_a_heading_names_its_panel_and_an_id_of_ones_own_is_kept() -> None:
    assert 'aria-labelledby="neu"' in drawn('{% panel "Neu" id="neu" %}{% endpanel %}')


def test_a_question_posts_with_the_token_and_offers_a_way_back() -> None:
    html = drawn(
        '{% confirm "Löschen?" submit="Ja" danger=True cancel_url="/zurueck/" details=rows %}',
        csrf_token="t",
        rows=[("Name", "<b>")],
    )
    assert 'name="csrfmiddlewaretoken" value="t"' in html
    assert "<dt>Name</dt><dd>&lt;b&gt;</dd>" in html
    assert 'href="/zurueck/"' in html
