"""Parts of pages that are kept: the same only for the same values, language and region."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils import translation

from kreislauf.regions import RegionCard, stepping_into
from kreislauf.templatetags import kept

pytestmark = pytest.mark.django_db

PART = Template('{% kept "part" value others %}{% translate "Kasse" %} {{ value }} {{ unnamed }}{% endkept %}')


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept._kept.clear()
    yield
    kept._kept.clear()


def drawn(**values: object) -> str:
    return PART.render(Context(values))


def test_a_part_is_made_once_for_its_values() -> None:
    assert drawn(value=1, unnamed="first") == "Kasse 1 first"
    assert drawn(value=1, unnamed="second") == "Kasse 1 first"
    assert drawn(value=2, unnamed="second") == "Kasse 2 second"


def test_lists_count_by_what_is_in_them() -> None:
    assert drawn(value=1, others=["a"], unnamed="first") == "Kasse 1 first"
    assert drawn(value=1, others=["a", "b"], unnamed="second") == "Kasse 1 second"


def test_each_language_and_each_region_has_its_own(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        assert drawn(value=1, unnamed="Kiel") == "Kasse 1 Kiel"
        with translation.override("en"):
            assert drawn(value=1, unnamed="Kiel") == "Till 1 Kiel"
    with stepping_into(dortmund):
        assert drawn(value=1, unnamed="Dortmund") == "Kasse 1 Dortmund"


def test_values_are_escaped_in_what_is_kept() -> None:
    assert drawn(value="<b>", unnamed="") == "Kasse &lt;b&gt; "


def test_what_a_stranger_may_make_endless_is_not_kept() -> None:
    drawn(value="a" * 501)
    assert len(kept._kept) == 0


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(5):
        drawn(value=number)
    assert [key[3][0] for key in kept._kept] == [2, 3, 4]  # type: ignore[index]
