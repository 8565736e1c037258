from datetime import UTC, datetime, timedelta

import pytest

from kreislauf.links import Expired, Tampered, sign, unsign
from kreislauf.regions import OutsideRegion, stepping_into
from tests.kreislauf.conftest import DORTMUND, KIEL

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_a_link_gives_back_what_was_signed() -> None:
    with stepping_into(KIEL):
        token = sign("approve", {"id": 7, "edition": "a1"}, expires=WEEK, at=NOON)

        assert unsign("approve", token, at=NOON + WEEK) == {"id": 7, "edition": "a1"}


def test_a_link_ends_when_its_time_is_over() -> None:
    with stepping_into(KIEL):
        token = sign("approve", 7, expires=WEEK, at=NOON)

        with pytest.raises(Expired):
            unsign("approve", token, at=NOON + WEEK + timedelta(seconds=1))


def test_a_link_of_one_region_means_nothing_in_another() -> None:
    with stepping_into(KIEL):
        token = sign("approve", 7, expires=WEEK, at=NOON)

    with stepping_into(DORTMUND), pytest.raises(Tampered):
        unsign("approve", token, at=NOON)
    with pytest.raises(Tampered):
        unsign("approve", token, at=NOON, platform=True)


def test_a_link_is_good_for_its_own_purpose_only() -> None:
    with stepping_into(KIEL):
        token = sign("approve", 7, expires=WEEK, at=NOON)

        with pytest.raises(Tampered):
            unsign("withdraw", token, at=NOON)


@pytest.mark.parametrize("forged", ["", ":", "a:b:c", "WzEsMV0:1rABC:xyz", "\0", "ä" * 50, ".eJw:1:1"])
def test_forged_links_are_refused(forged: str) -> None:
    with stepping_into(KIEL), pytest.raises(Tampered):
        unsign("approve", forged)


def test_every_changed_character_is_noticed() -> None:
    with stepping_into(KIEL):
        token = sign("approve", 7, expires=WEEK, at=NOON)
        changed = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(len(token) - 1)]

        for text in changed:
            with pytest.raises(Tampered):
                unsign("approve", text, at=NOON)


def test_outside_a_region_only_the_platform_signs() -> None:
    with pytest.raises(OutsideRegion):
        sign("approve", 7, expires=WEEK)
    with pytest.raises(OutsideRegion):
        unsign("approve", "x")

    token = sign("confirm", "a@example.org", expires=WEEK, platform=True)

    assert unsign("confirm", token, platform=True) == "a@example.org"
