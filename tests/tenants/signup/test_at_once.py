"""Two operators let in two administrations with one signup_data, at the same moment, again and again: one wins."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tenants.models import Domain, Region
from tenants.signup import stages
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.labels import LabelRefused
from tenants.signup.models import Application
from tenants.signup.provision import working_on
from tests.make import NOON
from tests.tenants.signup.apply_form import signup_data

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
ROUNDS, FEWER = 200, 50


def both(do: Callable[[int], str]) -> list[str]:
    """Two at once, each with connections of their own."""
    together = Barrier(2)

    def one(who: int) -> str:
        together.wait()
        try:
            return do(who)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as people:
        return sorted(people.map(one, range(2)))


def test_of_two_who_want_one_name_one_gets_it_however_it_is_written() -> None:
    chance, ends = random.Random(20_261_122), []
    for number in range(ROUNDS):
        label = f"neustadt-{number}x"
        written = [chance.choice([label, label.upper(), label.title(), f" {label}"]) for _ in range(2)]

        def let_in(who: int, written: list[str] = written, number: int = number) -> str:
            key = f"{number:030}-{who}"
            try:
                data = signup_data(label=written[who], name=f"Stadt {written[who]}", email=f"{key}@stadt.example")
                application = confirm(apply(data, key=key, at=NOON), at=NOON)
            except LabelRefused:
                return "refused"
            approve(application, by=f"operator {who}", at=NOON)
            with working_on(application.pk) as mine:
                assert mine
                stages.reserve(Application.objects.get(pk=application.pk))
            return "won"

        ends.append(both(let_in))
        region = Region.objects.get(label__iexact=label)
        assert (region.label, region.schema_name) == (label, f"r_neustadt_{number}x")
        assert list(Domain.objects.filter(domain__istartswith=f"{label}.").values_list("domain", flat=True)) == [
            f"{label}.localhost"
        ]
    assert ends == [["refused", "won"]] * ROUNDS


def test_of_two_who_make_one_region_one_does_it() -> None:
    ends = []
    for number in range(FEWER):
        data = signup_data(label=f"altstadt-{number}x")
        application = apply(data, key=f"{number:032}", at=NOON, letter=False)
        application = confirm(application, at=NOON)

        def press(who: int, application: Application = application) -> str:
            approve(application, by=f"operator {who}", at=NOON)
            with working_on(application.pk) as mine:
                if not mine:
                    return "kept away"
                fresh = Application.objects.get(pk=application.pk)
                won = fresh.region_id is None
                stages.reserve(fresh)
                return "won" if won else "found it done"

        ends.append(both(press).count("won"))
    assert ends == [1] * FEWER
    assert Region.objects.filter(label__startswith="altstadt-").count() == FEWER
