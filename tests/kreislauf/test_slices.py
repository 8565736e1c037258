"""What rooms declare is whole: every action has words, every name leads somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from billing.bank.payouts.kind import AnyPayouts
from billing.payments.models import AttemptState, ChargebackKind, MerchantState, RefundState
from kreislauf.house import declared, in_order, rooms, slices, timetable
from marketplace.regionwide.payouts.kind import PAYOUTS as REGIONWIDE
from marketplace.review.kinds import reviews
from marketplace.subsidies.payouts.kind import PAYOUTS as SUBSIDIES
from tenants.branding.change_texts import PARTS
from tenants.logbook.words import WORDS

ROOT = Path(settings.PACKAGE).parent.parent
PAYOUTS: tuple[AnyPayouts, ...] = (REGIONWIDE, SUBSIDIES)
VERBS = ("approved", "rejected", "asked", "replied", "changed")
# An action that is put together when it is recorded, and what it can become.
PUT_TOGETHER = {
    **{"{}." + verb: {f"{one.kind}.{verb}" for one in reviews()} for verb in VERBS},
    "{}.forgotten": {f"{one.kind}.forgotten" for one in reviews() if one.refused_kept},
    "branding.{}_changed": {f"branding.{part}_changed" for part in PARTS},
    "payment.{}": {f"payment.{state}" for state in AttemptState if state is not AttemptState.CREATED},
    "merchant.{}": {f"merchant.{state}" for state in MerchantState},
    "payment.dispute_{}": {f"payment.dispute_{state}" for state in ("won", "lost")},
    **{
        "{}." + verb: {f"{one.log}.{verb}" for one in PAYOUTS} for verb in ("filed", "file_withdrawn", "paid", "unpaid")
    },
    "{}.{}_set": {f"{one.log}.{one.payee_log}_set" for one in PAYOUTS},
    "payout.{}": {f"payout.{state}" for state in ("paid", "failed")},
    "payment.charged_back.{}": {f"payment.charged_back.{how}" for how in ChargebackKind},
    "refund.{}": {f"refund.{state}" for state in (RefundState.SUCCEEDED, RefundState.FAILED)},
}
# ``record``, and what hands an action on to it.
HAND_ON = {"record", "record_unseen", "log_host", "log_sender", "log_account", "move", "_notify_other"}
# Written by a statement of its own, together with what it tells of.
BY_STATEMENT = {"voucher.redeemed"}


def recorded() -> set[str]:
    """Every action that the code of the house writes in a region's log."""
    return BY_STATEMENT | handed_to(HAND_ON, sources())


def handed_to(names: set[str], paths: Iterable[Path]) -> set[str]:
    """The actions that these files hand to functions of these names."""
    found: set[str] = set()
    for path in paths:
        tree = ast.parse(path.read_text())
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names and call.args:
                found |= set(actions(call.args[0], tree))
    return found


def sources() -> Iterator[Path]:
    for app in {room.app for room in rooms()}:
        folder = Path(import_string(f"{app}.apps").__file__).parent if app != "tenants" else ROOT / "tenants"
        yield from (path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def actions(given: ast.expr, tree: ast.AST) -> Iterator[str]:
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.IfExp):
        yield from (*actions(given.body, tree), *actions(given.orelse, tree))
    elif isinstance(given, ast.JoinedStr):
        shape = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in given.values)
        yield from PUT_TOGETHER[shape]
    elif isinstance(given, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and [getattr(name, "id", "") for name in node.targets] == [given.id]:
                yield from actions(node.value, tree)


def test_every_recorded_action_has_words_and_every_word_is_recorded() -> None:
    dotted = re.compile(r"[a-z_]+(\.[a-z_]+)+")  # the fleet's ``record`` takes schemas
    assert set(declared("log_words")) == set(filter(dotted.fullmatch, recorded()))


def test_every_action_in_the_platform_s_log_has_words_and_every_word_is_logged() -> None:
    """The sibling log, of operators: its words stand in one table. What accounts write goes to either."""
    rooms_of_operators = (path for name in ("tenants", "billing") for path in (ROOT / name).rglob("*.py"))
    found = handed_to({"log_operation", "log_host", "log_sender"}, rooms_of_operators)
    found |= handed_to({"log_account"}, (ROOT / "platform" / "kreislauf" / "accounts").rglob("*.py"))
    assert {action for action in found if "." in action} == set(WORDS)


def test_every_action_has_a_kind_to_search_by() -> None:
    kinds = {f"{action.partition('.')[0]}." for action in declared("log_words")}
    assert set(declared("log_kinds")) == kinds


def test_no_two_rooms_say_the_same_thing() -> None:
    for table in ("log_words", "log_kinds", "scopes", "enum_names", "sweeps", "account_names", "tables", "not_secret"):
        declared = [name for room in rooms() for name in getattr(room, table)]
        assert sorted(declared) == sorted(set(declared)), table


def test_every_name_that_is_declared_leads_somewhere() -> None:
    for one in slices():
        for search in in_order(one.search):
            assert reverse(search.route, "kreislauf.urls_region")
    for path in declared("enum_names").values():
        assert import_string(path)


def test_the_timetable_is_what_beat_reads() -> None:
    assert timetable() == settings.CELERY_BEAT_SCHEDULE
    assert settings.CELERY_BEAT_SCHEDULE["tenants.signup.tasks.sweep_provisioning"]["schedule"] == 20.0


def test_a_slice_s_addresses_carry_its_name() -> None:
    """The API's and the site's namespaces: what another slice calls its routes can never be mistaken for these."""
    for one in slices():
        for urls in filter(None, (one.urls, one.api)):
            assert import_string(f"{urls}.app_name") == one.name


def test_what_stands_below_the_slices_names_none_of_them() -> None:
    names = "|".join(one.name for one in slices())
    named = re.compile(rf"""["'](?:{names})(?::|_(?!id\b)[a-z]+\b|\.)|\b(?:tests|marketplace)\.(?:{names})\b""")
    below = [ROOT / "platform" / "kreislauf", ROOT / "tenants", ROOT / "billing"]
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for folder in below
        for path in folder.rglob("*.py")
        if "node_modules" not in path.parts and path.name != "settings.py"
        for match in named.finditer(path.read_text())
    ]
    assert found == []
