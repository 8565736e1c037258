"""Every sentence of a template stands where gettext finds it: beside the tags it would stay German in English."""

from __future__ import annotations

import re

from tests.house.test_template_layout import templates

TRANSLATED = r"{% blocktranslate.*?{% endblocktranslate %}"
NOT_READ = r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->|<(?P<tag>script|style|svg)\b.*?</(?P=tag)>"
TAG = r"{%.*?%}|{{.*?}}|</?[a-zA-Z][^>]*>"
WITHOUT = re.compile("|".join((TRANSLATED, NOT_READ, TAG)), re.DOTALL)
SENTENCE = re.compile(r"(?:[A-Za-zÄÖÜäöüß]{2,},? ){3,}[A-Za-zÄÖÜäöüß]{2,}")

AS_THEY_ARE = {
    "tenants/golive/templates/golive/letter.txt",  # who runs a region in Germany sends it to businesses there
    "tenants/pages/templates/pages/easy_language.html",  # Leichte Sprache is a German of its own
    "tenants/pages/templates/pages/_credits.html",  # the name of a database
}


def test_no_sentence_of_a_template_stands_beside_the_tags() -> None:
    found = [
        (name, sentence)
        for name, text in templates().items()
        for sentence in SENTENCE.findall(WITHOUT.sub(" | ", text))
    ]
    assert {name for name, _sentence in found} >= AS_THEY_ARE
    assert [(name, sentence) for name, sentence in found if name not in AS_THEY_ARE] == []
