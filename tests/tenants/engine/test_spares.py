"""A region made before anybody asks is handed out once, and only where it fits the code."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from kreislauf.accounts.models import User
from kreislauf.regions import SchemaRef, stepping_into
from tenants.engine import code_version, roles
from tenants.engine.spares import PREFIX, mark, stock_of_spares, take_spare, top_up
from tenants.engine.template import make_schema
from tests.tenants.engine.forget_code import forget_code

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    for schema in ("r_neustadt", "r_altstadt"):
        roles.drop(schema)
    top_up(0)
    connections.close_all()


def ask(question: str, *given: str) -> list[str]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question, given)
        return [name for (name,) in cursor.fetchall()]


def schemas() -> list[str]:
    return ask(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\_vorrat%%' ORDER BY 1")


def role_names() -> list[str]:
    return ask(r"SELECT rolname FROM pg_roles WHERE rolname LIKE 'r\_vorrat%%' ORDER BY 1")


def test_what_is_missing_is_made_and_what_is_too_much_goes() -> None:
    assert top_up(2) == 2
    first = stock_of_spares().ready
    assert (len(first), schemas(), role_names()) == (2, first, first)

    assert top_up(2) == 0
    assert stock_of_spares().ready == first

    assert top_up(0) == 0
    assert (schemas(), role_names()) == ([], [])


def test_a_taken_spare_is_the_region_and_can_be_lived_in() -> None:
    top_up(1)

    assert take_spare("r_neustadt")

    assert (schemas(), role_names()) == ([], [])
    assert ask("SELECT obj_description('r_neustadt'::regnamespace, 'pg_namespace')") == [None]
    with stepping_into(SchemaRef("r_neustadt")):
        User.objects.create_user("ute@example.org", "sieben-zwerge")
        assert User.objects.count() == 1
    assert take_spare("r_altstadt") is False


def test_a_spare_of_other_migrations_is_not_handed_out_and_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    make_schema(f"{PREFIX}0000000a", mark=f"0{mark()[1:]}")
    assert take_spare("r_neustadt") is False

    assert top_up(1) == 1

    stock = stock_of_spares()
    assert (stock.useless, f"{PREFIX}0000000a" in stock.ready, len(stock.ready)) == ([], False, 1)


def test_a_spare_is_behind_as_soon_as_the_code_has_one_migration_more(monkeypatch: pytest.MonkeyPatch) -> None:
    top_up(1)
    known = code_version.code_migrations()
    with monkeypatch.context() as later:
        later.setattr(code_version, "code_migrations", lambda: known | {("vouchers", "0099_tomorrow")})
        code_version.code_state.cache_clear()
        assert take_spare("r_neustadt") is False
    forget_code()

    assert take_spare("r_neustadt")


def test_a_spare_made_in_the_other_mode_is_not_handed_out(settings: Any) -> None:
    top_up(1)
    settings.STRICT_ISOLATION = not settings.STRICT_ISOLATION
    assert take_spare("r_neustadt") is False
    settings.STRICT_ISOLATION = not settings.STRICT_ISOLATION

    assert take_spare("r_neustadt")


def test_halves_are_cleared_away() -> None:
    make_schema(f"{PREFIX}0000000a")  # not marked
    roles.create(f"{PREFIX}0000000b")  # no schema
    assert stock_of_spares().useless == [f"{PREFIX}0000000a", f"{PREFIX}0000000b"]

    top_up(0)

    assert (schemas(), role_names()) == ([], [])


def test_a_region_of_such_a_name_is_never_touched() -> None:
    """No label leads to it, and still: what a region's row names is no spare."""
    from tenants.models import Region

    top_up(1)
    (name,) = schemas()
    Region.objects.create(name="Vorrat", label="vorrat", schema_name=name, kind="stadt")

    top_up(0)

    assert (schemas(), take_spare("r_neustadt")) == ([name], False)
    roles.drop(name)


def test_five_who_ask_for_three_spares_get_three() -> None:
    top_up(3)
    together, got = Barrier(5), []

    def ask_for_one(number: int) -> None:
        stock_of_spares()  # opens the connection, so that all five ask in the same millisecond
        together.wait()
        got.append((take_spare(f"r_neustadt_{number}"), number))
        connections.close_all()

    threads = [Thread(target=ask_for_one, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = [f"r_neustadt_{number}" for won, number in sorted(got) if won]
    try:
        assert (len(made), schemas()) == (3, [])
        assert ask(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\_neustadt\_%%' ORDER BY 1") == sorted(made)
    finally:
        for schema in made:
            roles.drop(schema)


def test_two_who_top_up_at_once_make_what_one_would() -> None:
    together, made = Barrier(2), []

    def top_up_one() -> None:
        together.wait()
        made.append(top_up(1))
        connections.close_all()

    threads = [Thread(target=top_up_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(made), len(schemas())) == ([0, 1], 1)
