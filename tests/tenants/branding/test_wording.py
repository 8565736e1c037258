"""How the pages speak of an administration: derived from its name and kind, corrected by its office."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kreislauf.regions import RegionCard
from tenants.branding.models import Branding
from tenants.branding.wording.cases import cases_of
from tenants.branding.wording.houses import usual_house
from tenants.branding.wording.wording import current_wording
from tenants.models import Kind
from tests.house.files import ROOT, product_files

NAMES = {
    "Kreis Plön": "der Kreis Plön, des Kreises Plön, dem Kreis Plön, den Kreis Plön",
    "Landkreis Harburg": "der Landkreis Harburg, des Landkreises Harburg, dem Landkreis Harburg, den Landkreis Harburg",
    "Rhein-Erft-Kreis": "der Rhein-Erft-Kreis, des Rhein-Erft-Kreises, dem Rhein-Erft-Kreis, den Rhein-Erft-Kreis",
    "Märkischer Kreis": "der Märkische Kreis, des Märkischen Kreises, dem Märkischen Kreis, den Märkischen Kreis",
    "Landeshauptstadt Kiel": (
        "die Landeshauptstadt Kiel, der Landeshauptstadt Kiel, der Landeshauptstadt Kiel, die Landeshauptstadt Kiel"
    ),
    "Freie und Hansestadt Hamburg": (
        "die Freie und Hansestadt Hamburg, der Freien und Hansestadt Hamburg, "
        "der Freien und Hansestadt Hamburg, die Freie und Hansestadt Hamburg"
    ),
    "Große Kreisstadt Pirna": (
        "die Große Kreisstadt Pirna, der Großen Kreisstadt Pirna, "
        "der Großen Kreisstadt Pirna, die Große Kreisstadt Pirna"
    ),
    "Amt Probstei": "das Amt Probstei, des Amtes Probstei, dem Amt Probstei, das Amt Probstei",
    "Zweckverband Ost": "der Zweckverband Ost, des Zweckverbandes Ost, dem Zweckverband Ost, den Zweckverband Ost",
    "Samtgemeinde Elbmarsch": (
        "die Samtgemeinde Elbmarsch, der Samtgemeinde Elbmarsch, der Samtgemeinde Elbmarsch, die Samtgemeinde Elbmarsch"
    ),
    "Dortmund": "Dortmund, von Dortmund, Dortmund, Dortmund",
    "Neustadt an der Weinstraße": (
        "Neustadt an der Weinstraße, von Neustadt an der Weinstraße, Neustadt an der Weinstraße, "
        "Neustadt an der Weinstraße"
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_four_cases(name: str) -> None:
    assert ", ".join(cases_of(name)) == NAMES[name]


@pytest.mark.parametrize(
    ("kind", "ars", "house"),
    [
        (Kind.KREIS, "010570000000", "Kreishaus"),
        (Kind.KREIS, "091720000000", "Landratsamt"),
        (Kind.KREIS, "073350000000", "Kreisverwaltung"),
        (Kind.KREIS, "", "Kreishaus"),
        (Kind.KREISFREIE_STADT, "", "Rathaus"),
        (Kind.AMT, "", "Amtsverwaltung"),
        (Kind.GEMEINDE, "", "Gemeindeverwaltung"),
        (Kind.VERBAND, "", "Geschäftsstelle"),
    ],
)
def test_each_kind_has_its_house(kind: str, ars: str, house: str) -> None:
    assert usual_house(kind, ars=ars).label == house


def test_the_office_s_own_words_win(in_kiel: RegionCard) -> None:
    Branding.objects.update(name_genitive="der Kieler Stadt", house="stadtverwaltung")

    words = current_wording()

    assert (words.genitive, words.dative) == ("der Kieler Stadt", "der Landeshauptstadt Kiel")
    assert words.house_inside == "in der Stadtverwaltung"


def test_in_english_the_name_stands_as_it_is(in_kiel: RegionCard) -> None:
    with override("en"):
        assert current_wording().genitive == "Landeshauptstadt Kiel"


def test_no_sentence_says_that_every_administration_is_a_rathaus() -> None:
    """It is a Kreishaus or an Amtsverwaltung elsewhere: ``site.wording`` knows."""
    own = ROOT / "tenants" / "branding" / "wording"
    made_up = ROOT / "marketplace" / "demo"
    found = [
        f"{path.relative_to(ROOT)}: {text.strip()[:60]}"
        for ending in (".py", ".html", ".txt", ".md")
        for path in product_files(ending)
        if own not in path.parents and made_up not in path.parents and path.name != "README.md"
        for text in _sentences(path.read_text(), ending)
        if re.search(r"\bRathaus(es|haus)?\b", text)
    ]
    assert found == []


def _sentences(text: str, ending: str) -> Iterator[str]:
    if ending != ".py":
        yield from text.splitlines()
        return
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and _documented(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _documented(node: ast.AST) -> bool:
    return ast.get_docstring(node) is not None  # type: ignore[arg-type]
