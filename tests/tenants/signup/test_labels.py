from __future__ import annotations

import pytest

from tenants.models import Region, Status, record_step
from tenants.signup.apply import apply
from tenants.signup.confirm import confirm
from tenants.signup.labels import LabelRefused, check_label, place_name, suggest
from tenants.signup.lists import words
from tests.make import NOON
from tests.tenants.signup.apply_form import KEY, signup_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Münster", "muenster"),
        ("Kreis Schleswig-Flensburg", "schleswig-flensburg"),
        ("Amt Mittelholstein", "mittelholstein"),
        ("Freie und Hansestadt Hamburg", "hamburg"),
        ("Universitäts- und Hansestadt Greifswald", "greifswald"),
        ("Lingen (Ems)", "lingen-ems"),
        ("Rhein-Sieg-Kreis", "rhein-sieg-kreis"),
        ("Stadt Frankfurt am Main", "frankfurt-am-main"),
        (
            "Verwaltungsgemeinschaft der sehr langen Namen in der Mitte des Landes",
            "der-sehr-langen-namen-in-der-mitte-des",
        ),
    ],
)
def test_a_subdomain_is_suggested_from_the_official_name(name: str, label: str) -> None:
    assert suggest(name) == label


def test_a_second_place_of_the_name_gets_its_kind_in_front(kiel: object) -> None:
    assert suggest("Kreis Kiel", kind="kreis") == "kreis-kiel"


def test_the_place_is_the_name_without_what_kind_of_place_it_is() -> None:
    assert [place_name(name) for name in ("Landeshauptstadt Kiel", "Amt", "Lübeck")] == ["Kiel", "Amt", "Lübeck"]


@pytest.mark.parametrize(
    ("label", "reason", "suggestion"),
    [
        ("www", "Diese Subdomain brauchen wir selbst.", "flensburg"),
        ("leitstand", "Diese Subdomain brauchen wir selbst.", "flensburg"),
        ("kiel", "Diese Subdomain hat schon eine andere Region.", "flensburg"),
        ("KIEL", "Diese Subdomain hat schon eine andere Region.", "flensburg"),
        ("kie1", "Das ist kaum von „kiel“ zu unterscheiden.", "flensburg"),
        ("d0rtmund", "Das ist kaum von „dortmund“ zu unterscheiden.", "flensburg"),
        ("rnuenchen", "Das ist kaum von „muenchen“ zu unterscheiden.", "flensburg"),
        ("flensburɡ", "Das sieht aus wie „flensburg“, enthält aber Buchstaben einer anderen Schrift.", "flensburg"),
        ("kіel", "Das sieht aus wie „kiel“, enthält aber Buchstaben einer anderen Schrift.", "flensburg"),
        ("xn--mnster-3ya", "Adressen in umgeschriebener Form (xn--…) vergeben wir nicht.", "flensburg"),
        ("münster", "Umlaute und Akzente gehen in einer Adresse nicht.", "muenster"),
        ("flens burg", "Erlaubt sind die Buchstaben a bis z, Ziffern und Bindestriche.", "flensburg"),
        ("groß heide", "Umlaute und Akzente gehen in einer Adresse nicht.", "gross-heide"),
        ("a" * 41, "Das ist zu lang: höchstens 40 Zeichen.", "a" * 40),
        ("f", "Das ist zu kurz: mindestens 2 Zeichen.", "flensburg"),
        ("-foerde", "Bindestriche stehen nur einzeln und zwischen zwei Zeichen.", "foerde"),
        ("foerde--stadt", "Bindestriche stehen nur einzeln und zwischen zwei Zeichen.", "foerde-stadt"),
        ("2flensburg", "Am Anfang steht ein Buchstabe.", "flensburg"),
        ("", "Bitte geben Sie eine Subdomain an.", "flensburg"),
    ],
)
def test_a_subdomain_is_refused_with_the_reason_and_a_better_one(
    kiel: object, label: str, reason: str, suggestion: str
) -> None:
    with pytest.raises(LabelRefused) as refused:
        check_label(label, name="Stadt Flensburg", kind="kreisfreie_stadt")

    assert (str(refused.value.reason), refused.value.suggestion) == (reason, suggestion)


def test_a_subdomain_whose_applicant_confirmed_is_taken_until_it_is_rejected() -> None:
    application = confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON)

    with pytest.raises(LabelRefused, match="gerade jemand anderes beantragt"):
        check_label("flensburg")

    application.rejected_at = NOON
    application.save()
    check_label("flensburg")


def test_nobody_gets_the_subdomain_of_a_region_that_has_left(kiel: object) -> None:
    record_step(Region.objects.get(label="kiel"), Status.GONE, by="test", at=NOON)

    with pytest.raises(LabelRefused, match="gehörte einer Region, die ausgezogen ist"):
        check_label("kiel")


def test_what_is_suggested_can_be_had(kiel: object) -> None:
    for name in ("www", "Amt", "Kreis Kiel", "!!!", "Æ", "Stadt Kіel"):
        idea = suggest(name, kind="stadt")
        if idea:
            check_label(idea)


def test_more_than_150_labels_are_our_own() -> None:
    assert len(words("reserved_labels")) >= 150
