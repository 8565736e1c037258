"""A word in every text of Dortmund and of the platform; then everything is done in Kiel. It is never seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail

from billing.subscriptions.models import Plan
from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from tenants.senders.models import DkimKey
from tests.journeys.canary import Places, administrator, plant, tables_of
from tests.journeys.day import a_day
from tests.journeys.world import World, make_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
# What a day in Kiel writes of Kiel into the platform's tables.
KIELS_OWN = {
    "logbook_logentry",
    "tenants_step",
    "tenants_region",
    "fleet_run",
    "fleet_outcome",
    "operators_failedattempt",
    "operators_regionfigures",
    "operators_regionoverdue",
    "connect_connectedaccount",  # whose an account of Kiel's is
    "connect_inboxevent",
    "platform_mail_platformmail",  # to the operators: how much lies, and not what
    "alike_sighting",  # keyed hashes of texts
    # The tables that cross: with whom Kiel shares, what it offers, what it shows of others.
    *("sharing_partnership", "sharing_card", "sharing_adoption"),
    "subscriptions_buyer",  # whom the platform's invoices go to: Kiel's leader typed it
}


@pytest.fixture
def worlds(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> tuple[World, World]:
    return make_world(kiel, secret="Alltagswort"), make_world(dortmund, secret="Nachbarwort")


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    looked_at = Places(tmp_path)
    logging.getLogger().addHandler(looked_at.handler)
    yield looked_at
    logging.getLogger().removeHandler(looked_at.handler)


def test_a_day_in_kiel_shows_nothing_of_dortmund_and_changes_no_row_of_it(
    worlds: tuple[World, World], places: Places, tmp_path: Path
) -> None:
    for schema in ("r_dortmund", "public"):
        took, refused = plant(schema, but_of=worlds[0].card.id)
        assert len(took) > 3 * len(refused), " ".join(sorted(refused))
    with stepping_into(None):  # what Kiel's own contract is called is Kiel's to read
        Plan.objects.filter(pk=worlds[0].objects["invoice"].period.term.version.plan_id).update(name="Kiels Tarif")
        # Whose key it is stands at its sender.
        DkimKey.objects.filter(sender__region=worlds[0].card.id).update(selector="kiel", public="MIIB", sealed="")
    before = {schema: digests(schema) for schema in ("r_dortmund", "public")}

    a_day(*worlds, heard=lambda what, text: places.answers.append((what, text)), folder=tmp_path)

    assert len(places.answers) > 1000
    assert places.with_the_canary("r_kiel") == set()
    assert changed(before["r_dortmund"], digests("r_dortmund")) == set()
    assert changed(before["public"], digests("public")) <= KIELS_OWN


def in_an_answer(places: Places, word: str) -> None:
    places.answers.append(("GET home", f"<p>{word}</p>".lower()))


def in_a_mail(places: Places, word: str) -> None:
    send_mail("Guten Tag", word, "kiel@example.org", ["ute@example.org"])


def in_the_log(places: Places, word: str) -> None:
    logging.getLogger("kreislauf").warning("somebody: %s", word)


def in_the_cache(places: Places, word: str) -> None:
    cache.set("somebody", {"is": [word]})


def in_a_file(places: Places, word: str) -> None:
    default_storage.save("somebody.txt", ContentFile(word.encode()))


def in_a_row(places: Places, word: str) -> None:
    User.objects.create(email="ute@kiel.example", name=word)


def test_one_word_of_dortmund_would_be_noticed_wherever_it_is(
    kiel: RegionCard, dortmund: RegionCard, places: Places
) -> None:
    with stepping_into(dortmund):
        User.objects.create(email="karl@dortmund.example", name="Karl")
    plant("r_dortmund")
    with stepping_into(dortmund):
        word = User.objects.latest("pk").name

    with stepping_into(kiel):
        for leak in (in_an_answer, in_a_mail, in_the_log, in_the_cache, in_a_file, in_a_row):
            leak(places, word)

    assert places.with_the_canary("r_kiel") == {
        "answer: GET home",
        "mail: Guten Tag",
        "log",
        "cache: kreislauf:r_kiel:1:somebody",
        "file: somebody.txt",
        "row: accounts_user",
    }
    with stepping_into(kiel):
        default_storage.delete("somebody.txt")


def test_one_changed_row_of_dortmund_would_be_noticed(dortmund: RegionCard) -> None:
    with stepping_into(dortmund):
        User.objects.create(email="karl@dortmund.example", name="Karl")
    before = digests("r_dortmund")
    with stepping_into(dortmund):
        User.objects.update(name="Anders")
    assert changed(before, digests("r_dortmund")) == {"accounts_user"}


def digests(schema: str) -> dict[str, str]:
    """Of every row of every table."""
    with administrator() as admin:
        question = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {schema}.{name} t"
            for name in tables_of(admin, schema)
        )
        return dict(admin.execute(question).fetchall())  # type: ignore[call-overload]


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {table for table in before if before[table] != after[table]}
